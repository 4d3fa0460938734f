"""What the processes of one test run share: a folder, and what is made in it once for all of them.

With `-n` pytest-xdist starts workers; each has a folder, a database and numbers for Redis of its own within the run's.
"""

import atexit
import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
"""`gw0`, `gw1`, …; empty in a run without workers and in the process that leads them."""
REDIS_NUMBERS_EACH = 60

_run_variable = "CANVASWEB_TEST_RUN"


def run_folder() -> Path:
    """The folder of the whole run; in memory where there is room, for the fuzz commits many thousand times."""
    if WORKER:
        return Path(os.environ[_run_variable])
    memory = Path("/dev/shm")  # noqa: S108 - mkdtemp makes a folder of its own there
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 1 << 30
    made = tempfile.mkdtemp(prefix="canvasweb-test-", dir=memory if roomy else None)
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    os.environ[_run_variable] = made
    return Path(made)


RUN = run_folder()
SCRATCH = RUN / (WORKER or "alone")
"""This process's own folder; gone after the run, with everybody else's."""
SCRATCH.mkdir()

# Redis has no names, only numbered databases: a worker's first is for its own process, each server takes the next.
_redis_numbers = count(int(WORKER.removeprefix("gw") or 0) * REDIS_NUMBERS_EACH)
next_redis_number = _redis_numbers.__next__


def once(name: str, make: Callable[[], str]) -> str:
    """What `make` answers, made by the first process of the run that asks and read by the others."""
    answer = RUN / f"{name}.made"
    with (RUN / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not answer.exists():
            answer.write_text(make())
        return answer.read_text()
