"""Servers in processes of their own, each on the core that it is given."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SERVER_CORE = 0
LOAD_CORE = 1
START_SECONDS = 30.0
STOP_SECONDS = 15.0


def can_pin() -> bool:
    """Whether processes can be kept on a core, and there are two of them."""
    return hasattr(os, "sched_setaffinity") and {SERVER_CORE, LOAD_CORE} <= os.sched_getaffinity(0)


def pinned(command: Sequence[str], core: int) -> list[str]:
    """The command on one core, where that is possible."""
    return ["taskset", "-c", str(core), *command] if can_pin() else list(command)


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """A program that listens on a port of this machine, on the server's core."""

    command: list[str]
    port: int
    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def pid(self) -> int:
        """The process's number; the server must have been started."""
        if self.process is None:
            raise RuntimeError("the server was not started")
        return self.process.pid

    @property
    def log(self) -> str:
        """What the server said so far."""
        return (self.folder / "server.log").read_text(errors="replace")

    def start(self) -> None:
        """Start it and wait until its port answers. Raises RuntimeError with what it said."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                pinned(self.command, SERVER_CORE),
                env={**os.environ, **self.environment},
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        self.stop()
        raise RuntimeError(f"the server did not start:\n{self.log}")

    def stop(self) -> None:
        """End it, by force when asking does not help."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
