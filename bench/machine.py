"""On what it was measured: without this no figure means anything."""

import os
import platform
import sqlite3
import statistics
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.processes import LOAD_CORE, SERVER_CORE, can_pin
from bench.systems.peers import PEERS
from bench.systems.peers import version as peer_version
from bench.toolchain import node
from scripts.provision import tool

SYNCS = 60
PACKAGES = ("django", "daphne", "twisted", "autobahn", "channels", "psycopg", "msgspec")


def describe(disk: Path) -> dict[str, Any]:
    """Cores, versions, and what an fsync costs in the folder `disk`, in milliseconds."""
    return {
        "cores": os.cpu_count(),
        "processor": _processor(),
        "memory": _memory(),
        "system": f"{platform.system()} {platform.release()}, {platform.machine()}",
        "disk": _file_system(disk),
        "fsync": fsync_milliseconds(disk),
        "pinned": f"servers on core {SERVER_CORE}, load on core {LOAD_CORE}" if can_pin() else "not pinned",
        "load": round(os.getloadavg()[0], 2),
        "versions": _versions(),
    }


def fsync_milliseconds(folder: Path) -> float:
    """The median time that a small write with fsync takes."""
    took = []
    with (folder / "fsync").open("wb", buffering=0) as file:
        for _ in range(SYNCS):
            start = time.perf_counter()
            file.write(b"x" * 512)
            os.fsync(file.fileno())
            took.append((time.perf_counter() - start) * 1000)
    return round(statistics.median(took), 2)


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def _memory() -> str:
    info = Path("/proc/meminfo")
    return f"{int(info.read_text().split()[1]) / 1024**2:.0f} GiB" if info.exists() else "unknown"


def _file_system(folder: Path) -> str:
    """The kind of file system under a folder; `tmpfs` would mean that fsync costs nothing."""
    done = subprocess.run(["stat", "-f", "-c", "%T", str(folder)], capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"


def _said(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def _versions() -> dict[str, str]:
    found = {
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        "Node": _said([node(), "--version"]),
    }
    programs = tool("postgresql")
    if programs:
        found["PostgreSQL"] = _said([str(Path(str(programs["bin"])) / "postgres"), "--version"]).split()[2]
    found |= {name: version(name) for name in PACKAGES}
    try:
        found |= {name: peer_version(name) for name in PEERS}
    except OSError as problem:
        print(f"no peers: {problem}", file=sys.stderr)
    return found
