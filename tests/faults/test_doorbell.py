"""Invariant 4 without a doorbell to rely on: two processes whose rings get lost, or whose Redis is dead or asleep."""

import asyncio
import http.client
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.faults.redis import MortalRedis
from tests.faults.servers import PlantedServer
from tests.faults.voyage import Voyage, under_way
from tests.serving import Database

pytestmark = pytest.mark.skipif(
    not os.environ["DATABASE_URL"].startswith("postgres"), reason="SQLite is served by one process"
)

AWAY_SECONDS = float(os.environ.get("FAULTS_REDIS_SECONDS", "10"))
EQUAL_SECONDS = 5.0
STALL_SECONDS = 2.0
"""Nobody waits longer for an acknowledgement."""


class Joined(PlantedServer):
    """A server joined to others by a Redis of the test's own."""

    address = ""

    @property
    def environment(self) -> dict[str, str]:
        """See ServerProcess."""
        return {**super().environment, "REDIS_URL": self.address}

    def sibling(self) -> "Joined":
        """See ServerProcess."""
        other = Joined(self.database, self.static_root, self.var, redis=self.redis)
        other.plant, other.address = self.plant, self.address
        return other


@pytest.fixture
def redis() -> Iterator[MortalRedis]:
    """Running."""
    one = MortalRedis()
    one.start()
    yield one
    one.close()


@pytest.fixture
def pair(
    request: pytest.FixtureRequest, database: Database, static_root: Path, tmp_path: Path, redis: MortalRedis
) -> Iterator[list[Joined]]:
    """Two servers with the same plant, joined by that Redis."""
    first = Joined(database, static_root, tmp_path / "var")
    first.plant, first.address = (getattr(request, "param", "none"),), redis.url
    pair = [first, first.sibling()]
    for server in pair:
        server.start()
    yield pair
    for server in pair:
        server.close()


@pytest.mark.long
@pytest.mark.parametrize("pair", ["lose_rings"], indirect=True)
async def test_nine_of_ten_rings_lost_cost_a_second_and_nothing_else(pair: list[Joined]) -> None:
    async with under_way(pair, 12, direct=True, in_node=4, in_python=3) as voyage:
        await voyage.crew.act(4, gentle=True)
        await voyage.quiet()
        assert await voyage.verdict(gentle=True) == []


async def acknowledged_without_a_stall(voyage: Voyage, seconds: float) -> int:
    """How many edits were acknowledged meanwhile, to both processes' people; nobody waited long."""
    loop = asyncio.get_running_loop()
    until = loop.time() + seconds
    last = {hand: loop.time() for hand in voyage.crew.hands}
    total = 0
    while loop.time() < until:
        await asyncio.sleep(0.1)
        for hand in voyage.crew.hands:
            news = len(hand.news())
            total += news
            if news or not hand.client.outbox:
                last[hand] = loop.time()
            assert loop.time() - last[hand] < STALL_SECONDS, f"{hand.who} waits in vain"
    return total


def come_in(server: Joined, code: str) -> int:
    """Somebody new comes in by code; the status of the answer, which must not take longer than 5 s."""
    token = "a" * 32
    headers = {"Cookie": f"csrftoken={token}", "X-CSRFToken": token, "Origin": server.url}
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    try:
        connection.request("POST", "/join/", urlencode({"code": code, "name": "Marijke"}), headers)
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.mark.alone
@pytest.mark.parametrize(("how", "seconds"), [("killed", AWAY_SECONDS), ("paused", AWAY_SECONDS / 2)])
async def test_edits_go_on_while_redis_is_away_and_all_are_equal_when_it_is_back(
    pair: list[Joined], redis: MortalRedis, how: str, seconds: float
) -> None:
    async with under_way(pair, 14, direct=True, in_node=4, in_python=4) as voyage:
        async with voyage.crew.acting(gentle=True, pace=0.06, reloads=0):
            await asyncio.sleep(1)
            before = await voyage.crew.node.ask("status")
            await asyncio.to_thread(redis.kill if how == "killed" else redis.pause)
            assert await asyncio.to_thread(come_in, pair[0], voyage.site["code"]) == 302
            assert await acknowledged_without_a_stall(voyage, seconds) > 10 * seconds
            after = await voyage.crew.node.ask("status")
            assert all(b["seen"] < a["seen"] for b, a in zip(before, after, strict=True)), "those in Node as well"
            await asyncio.to_thread(redis.start if how == "killed" else redis.go_on)
        assert await voyage.quiet() < EQUAL_SECONDS
        assert await voyage.verdict(gentle=True) == []
        assert all(hand.client.connections == 1 for hand in voyage.crew.hands), "nobody had to come back"
