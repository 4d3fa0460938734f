"""Servers for the fault tests: started by launch.py instead of manage.py, and warm before they are needed."""

import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

from tests.serving import ROOT, START_SECONDS, ServerProcess


class PlantedServer(ServerProcess):
    """A server with something planted in it; see launch.py. Set `plant` before `start`."""

    plant: tuple[str, ...] = ()

    @property
    def environment(self) -> dict[str, str]:
        """See ServerProcess."""
        return {**super().environment, "PYTHONPATH": str(ROOT)}

    def start(self) -> None:
        """See ServerProcess."""
        self.process = self._launched()
        self._await_answer()

    def _launched(self, **more: str) -> "subprocess.Popen[bytes]":
        descriptor = self.socket.fileno()
        with self.log_path.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "tests.faults.launch", *self.plant, "--", "--fd", str(descriptor)],
                env={**self.environment, **more},
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=[descriptor],
            )


class MortalServer(PlantedServer):
    """A server that is killed again and again: the next process is warm before the last one dies."""

    _next: "subprocess.Popen[bytes] | None" = None

    def prepare(self, *plant: str) -> None:
        """Warm up the next process; it dies as `plant` says."""
        self.plant = plant
        self._next = self._launched(FAULTS_STAND_BY="1")

    def start(self) -> None:
        """See ServerProcess; with a process that stands by if there is one."""
        if self._next is None:
            super().start()
            return
        self.process, self._next = self._next, None
        assert self.process.stdin, "a pipe was asked for"
        self.process.stdin.write(b"\n")
        self.process.stdin.flush()
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
        """Start; how many seconds it took until it answered."""
        began = time.monotonic()
        self.start()
        return time.monotonic() - began

    def close(self) -> None:
        """See ServerProcess."""
        if self._next is not None:
            self._next.kill()
            self._next.wait()
        super().close()
