"""A deploy while two hundred people are connected: all are told, come back in turn, and hold the same canvas."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable

import pytest

from tests.factories import add
from tests.live.conftest import Site, running
from tests.live.test_crash import normal
from tests.serving import ServerProcess
from workshops.client import Client
from workshops.domain.picture import picture

PEOPLE = 200
A_SECOND = 50
EQUAL_WITHIN = 15.0

# What several processes over PostgreSQL do when one ends is in test_processes.py.
pytestmark = [pytest.mark.alone, pytest.mark.one_backend]


@pytest.fixture
def full(server_process: ServerProcess) -> Site:
    """A workshop with two hundred guests on one canvas."""
    many = f"from workshops.domain import rules_people\nrules_people.PEOPLE_LIMIT = {PEOPLE + 1}\nresult = None"
    server_process.backstage.run(many)
    return Site(server_process, server_process.backstage, participants=PEOPLE)


async def until(holds: Callable[[], bool]) -> None:
    """Waits until something is so."""
    async with asyncio.timeout(30):
        while not holds():  # noqa: ASYNC110 - what is waited for says nothing by itself
            await asyncio.sleep(0.01)


async def deploy(site: Site, clients: list[Client], round_: int) -> float:
    """Ends the server and starts the next one while everybody types; the seconds until all hold all of it."""
    welcomes: list[float] = []
    for client in clients:
        client.on_message = lambda message: welcomes.append(time.monotonic()) if message["t"] == "welcome" else None
    began = time.monotonic()
    end = asyncio.create_task(asyncio.to_thread(site.server.stop))
    for number, client in enumerate(clients[::2]):
        await client.edit(add(f"{round_}.{2 * number}", block="channels"))
    await end
    await until(lambda: all(client.closed for client in clients))
    closed = [client.closed for client in clients]
    for number, client in enumerate(clients[1::2]):
        await client.edit(add(f"{round_}.{2 * number + 1}", block="segments"))
    await asyncio.to_thread(site.server.start)
    await until(lambda: len(welcomes) >= PEOPLE)
    wanted = PEOPLE * (round_ + 1)
    await asyncio.gather(
        *(client.until(lambda one: not one.outbox and (one.seen or 0) >= wanted, 30) for client in clients)
    )
    seconds = time.monotonic() - began
    assert closed == [1012] * PEOPLE
    assert len(welcomes) == PEOPLE
    return_rate = Counter(int((at - welcomes[0]) * 2) for at in welcomes)
    busiest = max(return_rate[half] + return_rate[half + 1] for half in return_rate)
    assert busiest <= A_SECOND, f"{busiest} came back in one second"
    return seconds


async def test_two_deploys_in_a_row(full: Site) -> None:
    clients = [full.client(index, seed=index) for index in range(PEOPLE)]
    async with running(*clients):
        for round_ in range(2):
            seconds = await deploy(full, clients, round_)
            assert seconds <= EQUAL_WITHIN, f"equal after {seconds:.1f} s"
        taken = Counter(note.text for note in clients[0].canvas.notes.values())
        assert taken == Counter(f"{round_}.{number}" for round_ in range(2) for number in range(PEOPLE))
        reference = normal(picture(clients[0].canvas))
        assert all(normal(picture(one.canvas)) == reference for one in clients)
