"""Bad neighbours: what one badly behaved client costs the server and the others, and how it is sent away."""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import pytest
from websockets.asyncio.client import connect

from tests.factories import add, new_id
from tests.live.conftest import Raw, Site

ROOT = Path(__file__).parents[2]
MEMORY_LIMIT = 20.0
"""MiB that one bad neighbour may cost."""
SLOWER = 2.0
"""How many times as long the others may have to wait (p95)."""
NOISE = 0.010
"""Seconds that the machine itself adds now and then."""
WATCHED = 2.0
"""Seconds for which the others are watched, before and at least during it."""
TRIES = 3
"""What else the machine does can only make it slower, so what was too slow is measured again."""

pytestmark = pytest.mark.one_backend


def memory(site: Site) -> float:
    """The server's resident memory in MiB."""
    assert site.server.process is not None
    status = Path(f"/proc/{site.server.process.pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


async def bully(site: Site, deed: str, seconds: float = 60) -> tuple[int, str]:
    """Let somebody misbehave; the code and reason with which they were sent away."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.live.bully", deed, site.url, json.dumps(site.headers(7))),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(seconds):
        out, _ = await process.communicate()
    assert process.returncode == 0
    code, reason = json.loads(out)
    return code, reason


class Watch:
    """What others notice: how long their edits take, and what the server's memory comes to."""

    def __init__(self) -> None:
        self.waits: list[float] = []
        self.memory = 0.0

    @property
    def p95(self) -> float:
        """Seconds from an edit to its number, at the 95th percentile."""
        return sorted(self.waits)[int(len(self.waits) * 0.95)]


@asynccontextmanager
async def watching(site: Site, raw: Raw) -> AsyncIterator[Watch]:
    """Somebody edits all the while, thirty times a second."""
    watch = Watch()
    note = add("mine", block="costs")
    await raw.say({"t": "ops", "ops": [note]})
    await raw.hear("ops")

    async def edit() -> None:
        for colour in cycle(["sky", "mint"]):
            began = time.monotonic()
            colours = {"id": new_id(), "op": "colour", "notes": [note["notes"][0]["note"]], "colour": colour}
            await raw.say({"t": "ops", "ops": [colours]})
            await raw.hear("ops")
            watch.waits.append(time.monotonic() - began)
            watch.memory = max(watch.memory, memory(site))
            await asyncio.sleep(1 / 30)

    task = asyncio.create_task(edit())
    yield watch
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
async def others(own_site: Site) -> AsyncIterator[Raw]:
    """One of the others."""
    async with connect(own_site.url, additional_headers=own_site.headers(0), max_size=None) as socket:
        raw = Raw(socket)
        await raw.hello()
        yield raw


@pytest.mark.alone
@pytest.mark.xdist_group("neighbours")  # none of them beside another
@pytest.mark.parametrize(
    ("deed", "end"),
    [
        ("flood", (4003, "flood")),
        ("pings", (4003, "flood")),
        ("fragments", (4003, "flood")),
        ("crowd", (4008, "crowded")),
        ("deaf", (4004, "slow")),
    ],
)
async def test_a_bad_neighbour_is_sent_away_and_costs_the_others_little(
    own_site: Site, others: Raw, deed: str, end: tuple[int, str]
) -> None:
    for block in ("channels", "segments", "proposition"):
        notes = [{"note": new_id(), "text": "x" * 500} for _ in range(300)]
        await others.say({"t": "ops", "ops": [{"id": new_id(), "op": "add", "block": block, "notes": notes}]})
        await others.hear("ops")
    for tries_left in reversed(range(TRIES)):
        cost = await cost_of(own_site, others, deed, end)
        if cost.holds or not tries_left:
            break
    assert cost.holds, cost


@dataclass(frozen=True)
class Cost:
    """What a bad neighbour cost: the others' p95 in seconds before and during it, and MiB of the server's memory."""

    before: float
    during: float
    memory: float

    @property
    def holds(self) -> bool:
        """Whether it was little enough."""
        return self.memory <= MEMORY_LIMIT and self.during <= SLOWER * self.before + NOISE


async def cost_of(site: Site, others: Raw, deed: str, end: tuple[int, str]) -> Cost:
    """Lets somebody misbehave once, and sees that they are told why it ended."""
    async with watching(site, others) as before:
        await asyncio.sleep(WATCHED)
    at_rest = memory(site)
    async with watching(site, others) as during:
        ended, _ = await asyncio.gather(bully(site, deed), asyncio.sleep(WATCHED))
    # What was never read stands before the reason, so that it may not come through.
    assert ended in ([end, (1006, "")] if deed == "deaf" else [end])
    return Cost(before.p95, during.p95, during.memory - at_rest)


@pytest.mark.long
async def test_whoever_dawdles_is_not_waited_for(own_site: Site, others: Raw) -> None:
    at_rest = memory(own_site)
    async with watching(own_site, others) as during:
        message, request = await asyncio.gather(bully(own_site, "slow"), bully(own_site, "slow_request", 90))
    assert message == (4005, "silent")
    assert request == (408, "Request Timeout")
    assert during.memory - at_rest <= MEMORY_LIMIT
