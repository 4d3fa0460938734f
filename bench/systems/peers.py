"""Hocuspocus, y-websocket and tldraw sync, from the npm registry, run by the same Node as the load generator."""

import json
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.processes import ROOT, Server, free_port
from bench.systems.base import Running, Serving
from bench.toolchain import node

FOLDER = ROOT / "bench" / "peers"
MODULES = ROOT / "bench" / "node_modules"
# name → the generator's adapter, the program, what it is told after port and folder, and what the adapter is told
PEERS: dict[str, tuple[str, Path, list[str], dict[str, Any]]] = {
    "hocuspocus": ("yjs", FOLDER / "hocuspocus.js", [], {"room": "canvas", "hocuspocus": True}),
    "y-websocket": (
        "yjs",
        MODULES / "@y" / "websocket-server" / "src" / "server.js",
        [],
        {"room": "canvas", "hocuspocus": False},
    ),
    "tldraw-memory": ("tldraw", FOLDER / "tldraw.js", ["memory"], {}),
    "tldraw-sqlite": ("tldraw", FOLDER / "tldraw.js", ["sqlite"], {}),
}
PACKAGES = {
    "hocuspocus": "@hocuspocus/server",
    "y-websocket": "@y/websocket-server",
    "tldraw-memory": "@tldraw/sync-core",
    "tldraw-sqlite": "@tldraw/sync-core",
}


def version(name: str) -> str:
    """The installed version of a peer."""
    return str(json.loads((MODULES / PACKAGES[name] / "package.json").read_text())["version"])


class Peer:
    """One of them."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self._folder = folder / name

    @contextmanager
    def serve(self, sockets: int, rate: int) -> Serving:
        """See System."""
        adapter, program, told, target = PEERS[self.name]
        shutil.rmtree(self._folder, ignore_errors=True)
        port = free_port()
        command = [node(), str(program), str(port), str(self._folder), *told]
        # y-websocket's server takes its address from the environment.
        environment = {"HOST": "127.0.0.1", "PORT": str(port), "NODE_ENV": "production"}
        server = Server(command, port, self._folder, environment)
        server.start()
        try:
            yield Running(adapter, {"port": port, **target}, {"server": server.pid})
        finally:
            server.stop()
