"""A Redis of one's own, to be killed and paused without anybody else noticing."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from tests.services import tools

START_SECONDS = 10.0


class MortalRedis:
    """On a unix socket in a folder of its own, which keeps its name over a restart; nothing is stored."""

    def __init__(self) -> None:
        # In /tmp, not $TMPDIR: the path of a unix socket may only be 107 bytes long.
        self.folder = Path(tempfile.mkdtemp(prefix="cw-redis-", dir="/tmp"))
        self.socket = self.folder / "redis.sock"
        self.url = f"unix://{self.socket}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it is there."""
        self.socket.unlink(missing_ok=True)
        command = [tools()["redis"]["path"], "--port", "0", "--unixsocket", str(self.socket), "--save", ""]
        self._process = subprocess.Popen(
            [*command, "--dir", str(self.folder)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
        deadline = time.monotonic() + START_SECONDS
        while not self.socket.exists():
            assert time.monotonic() < deadline, "Redis did not start"
            time.sleep(0.02)

    def kill(self) -> None:
        """Gone at once."""
        self._signal(signal.SIGKILL)
        assert self._process is not None, "start() comes first"
        self._process.wait()

    def pause(self) -> None:
        """Still there, and says nothing any more."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """After a pause."""
        self._signal(signal.SIGCONT)

    def close(self) -> None:
        """End it and remove its folder."""
        if self._process is not None and self._process.poll() is None:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _signal(self, number: int) -> None:
        assert self._process is not None, "start() comes first"
        os.kill(self._process.pid, number)
