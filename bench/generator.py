"""Runs the load generator (bench/load) on its own core and reads its report."""

import json
import os
import subprocess
from typing import Any

from bench.processes import LOAD_CORE, ROOT, pinned
from bench.systems.base import Running
from bench.toolchain import node

MAIN = ROOT / "bench" / "load" / "main.js"
PATIENCE_SECONDS = 600
RATE_LIMIT = 16_000
"""Where the search for the highest rate ends, in operations a second."""


def generate(running: Running, sockets: int, work: dict[str, Any], node_path: str = "") -> dict[str, Any]:
    """Put load on a running server: `work` is a hold, a search for the highest rate, or both (see main.js).

    `node_path` is the Node to use when it need not be the one of the peers. Raises RuntimeError.
    """
    config = {"system": running.adapter, "sockets": sockets, "target": running.target, "watch": running.watch, **work}
    done = subprocess.run(
        pinned([node_path or node(), str(MAIN)], LOAD_CORE),
        input=json.dumps(config),
        cwd=ROOT,
        env=os.environ,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the load generator failed:\n{done.stderr}")
    report: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return report


def holding(rate: int, seconds: float) -> dict[str, Any]:
    """Work: one rate for so long."""
    return {"hold": {"rate": rate, "seconds": seconds}}


def searching(*, short: float = 3, confirm: float = 8, rounds: int = 3, start: int = 400) -> dict[str, Any]:
    """Work: the highest rate held; `start` is the first that is tried, `rounds` how often the interval is halved."""
    how = {"from": start, "to": RATE_LIMIT, "short": short, "confirm": confirm, "rounds": rounds}
    return {"highest": how}
