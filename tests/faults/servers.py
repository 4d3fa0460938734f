"""Servers for the fault tests: started by launch.py instead of manage.py, warm before they are needed."""

import subprocess
import sys

from tests.serving import ROOT, ServerProcess


class PlantedServer(ServerProcess):
    """A server with something planted in it; see launch.py. Set `plant` before `start`."""

    plant: tuple[str, ...] = ()
    more: dict[str, str] = {}

    @property
    def environment(self) -> dict[str, str]:
        """See ServerProcess."""
        return {**super().environment, "PYTHONPATH": str(ROOT), **self.more}

    def start(self) -> None:
        """See ServerProcess."""
        self.process = self.launched(self.plant, {})
        self._await_answer()

    def launched(self, plant: tuple[str, ...], more: dict[str, str]) -> "subprocess.Popen[bytes]":
        """A process that serves on this server's socket."""
        descriptor = self.socket.fileno()
        with self.log_path.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "tests.faults.launch", *plant, "--", "--fd", str(descriptor)],
                env={**self.environment, **more},
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=[descriptor],
            )
