"""Kills by the hundred on one database, with a new workshop each fifty. LONG_KILLS says how many (500)."""

import os
from pathlib import Path

from tests.faults.conftest import BACKEND
from tests.faults.kills import READY_SECONDS, voyage_of_kills
from tests.faults.long.progress import Progress
from tests.faults.servers import MortalServer

KILLS = int(os.environ.get("LONG_KILLS", "500"))
A_VOYAGE = 50


async def test_hundreds_of_kills(mortal: MortalServer, tmp_path: Path) -> None:
    progress = Progress(f"kills-{BACKEND}", "kills", KILLS)
    for seed in progress.voyages():
        problems, rounds = await voyage_of_kills(mortal, seed, min(A_VOYAGE, KILLS), tmp_path)
        if rounds.ready > READY_SECONDS:
            problems.append(f"ready only after {rounds.starts}")
        remark = f"seed {seed}: ready after {rounds.ready:.1f} s ({max(rounds.starts):.1f} at most)"
        progress.add(sum(rounds.points.values()), problems, f"{remark}, {dict(rounds.points)}")
    assert not progress.failed, "see failures.txt"
