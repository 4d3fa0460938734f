"""Servers for the fault tests: started by launch.py instead of manage.py, so that something can be planted in them."""

import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from tests.faults.nursery import Nursery
from tests.serving import ROOT, START_SECONDS, Database, ServerProcess


class PlantedServer(ServerProcess):
    """A server with something planted in it; see launch.py. Set `plant` before `start`."""

    plant: tuple[str, ...] = ("none",)

    @property
    def environment(self) -> dict[str, str]:
        """See ServerProcess."""
        return {**super().environment, "PYTHONPATH": str(ROOT)}

    def start(self) -> None:
        """See ServerProcess."""
        descriptor = self.socket.fileno()
        with self.log_path.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.launch", *self.plant, "--", "--fd", str(descriptor)],
                env=self.environment,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=[descriptor],
            )
        self._await_answer()


class MortalServer(PlantedServer):
    """A server that is killed again and again."""

    def __init__(self, database: Database, static_root: Path, var: Path) -> None:
        super().__init__(database, static_root, var)
        self._log = self.log_path.open("ab")
        self._nursery = Nursery(self.environment, self.socket.fileno(), self._log)

    def start_quickly(self) -> None:
        """Start without loading everything from the disk again; see Nursery."""
        child: Any = self._nursery.fork(self.plant)
        self.process = child
        self._await_answer()

    def _await_answer(self) -> None:
        """Wait until it answers, or is dead already: clients may have brought it there first."""
        assert self.process is not None, "called by start"
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            ended = self.process.poll()
            if ended is not None and ended != -signal.SIGKILL:
                raise AssertionError(f"the server ended with {ended}:\n{self.log}")
            if ended is not None or self._answers():
                return
        raise AssertionError(f"the server did not answer in {START_SECONDS} s:\n{self.log}")

    def _answers(self) -> bool:
        # Soon given up: a request that a dying server never took lies in the queue of the socket for ever.
        try:
            urllib.request.urlopen(f"{self.url}/static/none", timeout=0.3).close()
        except urllib.error.HTTPError:
            return True  # 404 is an answer
        except OSError:
            return False
        return True

    def ended_within(self, seconds: float) -> bool:
        """Whether it dies by itself in that time."""
        assert self.process is not None, "start() comes first"
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def timed_start(self) -> float:
        """Start as after a power cut, with nothing loaded; how many seconds it took until it answered."""
        began = time.monotonic()
        self.start()
        return time.monotonic() - began

    def close(self) -> None:
        """See ServerProcess."""
        super().close()
        self._nursery.close()
        self._log.close()
