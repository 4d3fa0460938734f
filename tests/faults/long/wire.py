"""Operations over the real protocol by the hundred thousand: twelve clients, every third voyage in a storm.

LONG_OPERATIONS says how many (1,000,000). What is counted is what clients sent and the server judged.
"""

import os

from tests.faults.conftest import BACKEND
from tests.faults.long.progress import Progress
from tests.faults.proxy import CALM, Weather
from tests.faults.voyage import under_way
from tests.serving import ServerProcess

OPERATIONS = int(os.environ.get("LONG_OPERATIONS", "1000000"))
A_VOYAGE = 8_000
SQUALLS = Weather(life=6, refused=0.05, delayed=0.05, delay=0.03, slow=0.05, rate=60_000, twice=0.03)
PACE = 0.004


async def test_a_million_operations_over_the_protocol(servers: list[ServerProcess]) -> None:
    progress = Progress(f"wire-{BACKEND}", "operations", OPERATIONS)
    for seed in progress.voyages():
        gentle = seed % 2 == 0
        async with under_way(servers, seed, in_node=6, in_python=6) as voyage:
            voyage.weather(SQUALLS if seed % 3 == 0 else CALM)
            async with voyage.crew.acting(gentle=gentle, pace=PACE, reloads=0.0005):
                await voyage.crew.sent(A_VOYAGE)
            voyage.calm()
            took = await voyage.quiet(120)
            problems = await voyage.verdict(gentle=gentle)
            sent = sum(len(account.sent) for account in await voyage.crew.accounts())
            head = await voyage.head()
        progress.add(sent, problems, f"seed {seed}: {head} taken, quiet after {took:.1f} s")
    assert not progress.failed, "see failures.txt"
