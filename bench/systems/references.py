"""The two references in Python, both under daphne: a bare echo with fsync, and a stock Channels consumer."""

import shutil
import sys
from contextlib import contextmanager
from pathlib import Path

from bench.processes import Server, free_port
from bench.systems.base import Running, Serving


class Reference:
    """An ASGI application of bench/peers."""

    def __init__(self, name: str, module: str, folder: Path) -> None:
        self.name = name
        self._module = module
        self._folder = folder / name

    @contextmanager
    def serve(self, sockets: int, rate: int) -> Serving:
        """See System."""
        shutil.rmtree(self._folder, ignore_errors=True)
        port = free_port()
        command = [sys.executable, "-m", "daphne", "-b", "127.0.0.1", "-p", str(port), "-v", "0"]
        command.append(f"bench.peers.{self._module}:application")
        server = Server(command, port, self._folder, {"BENCH_FOLDER": str(self._folder)})
        server.start()
        try:
            yield Running("echo", {"port": port}, {"server": server.pid})
        finally:
            server.stop()
