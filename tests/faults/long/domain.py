"""Operations in one process by the million, on all cores; see ocean.py. LONG_IN_PROCESS says how many (10,000,000)."""

import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from tests.faults.long.progress import Progress
from tests.faults.ocean import Ocean

OPERATIONS = int(os.environ.get("LONG_IN_PROCESS", "10000000"))
A_VOYAGE = 2_000
AT_ONCE = 40


def sail(seed: int) -> tuple[int, str]:
    """How many operations were judged, and what was wrong."""
    from tests.domain.conftest import KIND

    ocean = Ocean(KIND, seed)
    try:
        ocean.sail(A_VOYAGE)
    except Exception as problem:  # noqa: BLE001 - written down with its seed
        return ocean.judged, f"seed {seed}: {problem!r}"
    return ocean.judged, ""


@pytest.mark.one_backend
def test_ten_million_operations_in_process() -> None:
    progress = Progress("in-process", "operations", OPERATIONS)
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        for seed in progress.voyages():
            results = list(pool.map(sail, range(seed, seed + AT_ONCE)))
            problems = [problem for _, problem in results if problem]
            progress.add(sum(judged for judged, _ in results), problems, seeds=AT_ONCE)
    assert not progress.failed, "see failures.txt"
