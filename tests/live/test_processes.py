"""Two server processes on one database: the doorbell, presence and removals reach over; a lost ring costs a second."""

import asyncio
import os
import time
from collections.abc import Iterator

import pytest

from tests.factories import add
from tests.live.conftest import Site, running
from tests.serving import ServerProcess
from workshops.client import Client
from workshops.domain.picture import picture

pytestmark = pytest.mark.skipif(
    not os.environ["DATABASE_URL"].startswith("postgres"), reason="SQLite is served by one process"
)


class Pair:
    """A workshop on two servers."""

    def __init__(self, here: Site, there: ServerProcess) -> None:
        self.here = here
        self.there = there

    def client_there(self, index: int) -> Client:
        client = self.here.client(index, index)
        client.url = client.url.replace(self.here.server.ws_url, self.there.ws_url)
        client.headers = {**client.headers, "Origin": self.there.url}
        return client


@pytest.fixture(scope="module")
def sibling(shared_server: ServerProcess) -> Iterator[ServerProcess]:
    """A second process on the shared server's database."""
    there = shared_server.sibling()
    there.start()
    yield there
    there.close()


@pytest.fixture
def pair(shared_server: ServerProcess, sibling: ServerProcess) -> Iterator[Pair]:
    yield Pair(Site(shared_server, shared_server.backstage), sibling)
    for server in (shared_server, sibling):
        assert "Traceback" not in server.log


@pytest.mark.alone
async def test_edits_on_two_processes_meet_in_one_log(pair: Pair) -> None:
    clients = [pair.here.client(0), pair.here.client(1), pair.client_there(2), pair.client_there(3)]
    async with running(*clients):
        for number in range(120):
            client = clients[number % 4]
            await client.edit(add(f"{number}", block=["segments", "costs"][number % 2]))
            await asyncio.sleep(0.004)
        for client in clients:
            await client.until(lambda one: one.seen == 120)
        shapes = [sorted(picture(client.canvas)["notes"], key=lambda note: note["id"]) for client in clients]
        assert all(shape == shapes[0] for shape in shapes)
        began = time.monotonic()
        await clients[0].edit(add("en nog een"))
        await clients[3].until(lambda one: one.seen == 121)
        assert time.monotonic() - began < 0.5, "the doorbell rang, not the clock"


@pytest.mark.alone
async def test_presence_and_removal_reach_over(pair: Pair) -> None:
    here, there = pair.here.client(0), pair.client_there(1)
    async with running(here, there):
        await there.here("costs", typing=True)
        who = pair.here.who(1)
        wanted = {"who": who, "block": "costs", "note": None, "typing": True}
        await here.until(lambda one: wanted in one.people, 2)
        await asyncio.to_thread(pair.here.backstage.run, REMOVE.format(workshop=pair.here.made["workshop"], who=who))
        began = time.monotonic()
        await there.until(lambda one: any(error["code"] == "removed" for error in one.errors), 2)
        assert time.monotonic() - began < 1.2
        await here.until(lambda one: who not in [person["who"] for person in one.people], 15)


REMOVE = """
from workshops.models import Workshop
from workshops.actions.facilitating import remove_participant
workshop = Workshop.objects.get(pk="{workshop}")
remove_participant(workshop.participants.get(role="facilitator"), {who})
"""

SILENT_EDIT = """
from workshops import broadcast
from workshops.actions.editing import submit
broadcast.ring = lambda *arguments: None
submit("{canvas}", {who}, [{operation!r}])
"""


@pytest.mark.alone
async def test_a_ring_that_is_lost_costs_a_second_and_nothing_else(pair: Pair) -> None:
    here, there = pair.here.client(0), pair.client_there(1)
    async with running(here, there):
        code = SILENT_EDIT.format(canvas=pair.here.canvas, who=pair.here.who(0), operation=add("stil"))
        await asyncio.to_thread(pair.here.backstage.run, code)
        for client in (here, there):
            await client.until(lambda one: one.seen == 1, 3)
