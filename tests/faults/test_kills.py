"""Invariant 3: a server killed in the middle of anything loses nothing it acknowledged, and applies nothing twice.

FAULTS_KILLS says how often on each database: ten times on two are twenty. FAULTS_SEED plays one seed.
"""

import os
from pathlib import Path

import pytest

from tests.faults.conftest import command
from tests.faults.kills import READY_SECONDS, voyage_of_kills
from tests.faults.servers import MortalServer

KILLS = int(os.environ.get("FAULTS_KILLS", "10"))
SEEDS = [int(os.environ["FAULTS_SEED"])] if "FAULTS_SEED" in os.environ else []
FAILED = {"words-typed-in-a-refused-note-were-lost": 2}


@pytest.mark.long
@pytest.mark.parametrize("seed", [*SEEDS, *FAILED.values()], ids=[*map(str, SEEDS), *FAILED])
async def test_a_server_killed_again_and_again_loses_and_doubles_nothing(
    mortal: MortalServer, tmp_path: Path, seed: int
) -> None:
    problems, rounds = await voyage_of_kills(mortal, seed, KILLS, tmp_path)
    assert not problems, "\n".join([command(seed, "test_kills.py"), *problems])
    assert sum(rounds.points.values()) > KILLS * 0.7, f"most died where they should: {rounds.points}"
    assert rounds.ready < READY_SECONDS, rounds.starts
