"""Invariants 2 to 5 and 7 with real servers, real clients and bad networks in between.

A seed that ever failed stays in FAILED under a name. FAULTS_SEED plays one seed, FAULTS_SECONDS for how long.
"""

import os
from collections import Counter

import pytest

from tests.faults.conftest import command
from tests.faults.proxy import STORM
from tests.faults.voyage import through_a_storm
from tests.serving import ServerProcess

SECONDS = float(os.environ.get("FAULTS_SECONDS", "6"))
SEEDS = [int(os.environ["FAULTS_SEED"])] if "FAULTS_SEED" in os.environ else [1]
"""Odd seeds undo and delete; even ones are gentle, so that every word must be found again."""
FAILED = {"a-dead-connection-was-not-noticed-while-an-edit-waited": 2}
KINDS = {"dropped", "ended", "cut", "frozen", "half open", "delayed", "throttled", "said twice"}


@pytest.mark.long
@pytest.mark.parametrize("seed", [*SEEDS, *FAILED.values()], ids=[*map(str, SEEDS), *FAILED])
async def test_a_storm_loses_nothing_doubles_nothing_and_leaves_all_equal(
    servers: list[ServerProcess], seed: int
) -> None:
    problems, voyage = await through_a_storm(servers, seed, STORM, seconds=SECONDS)
    assert not problems, "\n".join([command(seed, "test_storm.py"), *problems])
    happened = sum((proxy.counts for proxy in voyage.proxies), start=Counter[str]())
    assert len(KINDS & set(happened)) >= 5, f"it was a storm: {happened}"
