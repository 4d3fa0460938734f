"""The tiles of all teams (P30): what they tell, to whom, and over two processes."""

import asyncio
import json
import os
import time
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from websockets.asyncio.client import connect

from tests.factories import add
from tests.live.conftest import Raw
from tests.serving import ServerProcess

MAKE = """
import uuid
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from workshops.actions.facilitating import open_workshop
from workshops.actions.joining import join_as_guest
from workshops.models import User
from workshops.queries import guest_cookie

noor = User.objects.create_user(str(uuid.uuid4()) + "@example.org", name="noor")
workshop = open_workshop(noor, title="Dorpen", kind="public", language="nl", team_names=["Oost", "West"])
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(noor.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = noor.get_session_auth_hash()
session.save()
guests = []
for team in workshop.teams.order_by("position"):
    guest, token = join_as_guest(workshop, name="Gast " + team.name, team=team)
    cookie = guest_cookie(workshop.pk) + "=" + token
    guests.append(dict(who=guest.who, cookie=cookie, canvas=str(team.canvas.pk)))
result = dict(
    boss=settings.SESSION_COOKIE_NAME + "=" + session.session_key,
    guests=guests,
    step=str(workshop.steps.order_by("key").first().pk),
)
"""


class House:
    """Two teams with a guest each, and sockets to any server for them and their facilitator."""

    def __init__(self, server: ServerProcess) -> None:
        self.made = server.backstage.run(MAKE)
        self.canvases = [guest["canvas"] for guest in self.made["guests"]]

    def who(self, team: int) -> int:
        """The guest's number."""
        return int(self.made["guests"][team]["who"])

    @asynccontextmanager
    async def guest(self, team: int, server: ServerProcess) -> AsyncIterator[Raw]:
        """The guest of a team on their canvas."""
        guest = self.made["guests"][team]
        async with self._socket(server, guest["canvas"], guest["cookie"]) as raw:
            yield raw

    @asynccontextmanager
    async def boss(self, server: ServerProcess) -> AsyncIterator[Raw]:
        """The facilitator, who looks at all teams."""
        async with self._socket(server, self.canvases[0], self.made["boss"], tiles=True) as raw:
            yield raw

    @asynccontextmanager
    async def _socket(self, server: ServerProcess, canvas: str, cookie: str, **hello: Any) -> AsyncIterator[Raw]:
        headers = {"Cookie": cookie, "Origin": server.url}
        async with connect(f"{server.ws_url}/live/{canvas}/", additional_headers=headers) as socket:
            raw = Raw(socket)
            await raw.hello(**hello)
            yield raw


Wanted = Callable[[dict[str, Any]], bool]


async def tile(raw: Raw, canvas: str, wanted: Wanted = lambda _: True, seconds: float = 5) -> dict[str, Any]:
    """The first tile of a canvas that is as wanted."""
    async with asyncio.timeout(seconds):
        while True:
            message = await raw.hear("tile")
            if message["canvas"] == canvas and wanted(message):
                return message


async def lead(raw: Raw, op: str, **fields: Any) -> None:
    """Do something for all; it is taken."""
    one = str(uuid.uuid4())
    await raw.say({"t": "do", "id": one, "op": {"op": op, **fields}})
    while (verdict := await raw.hear("verdict"))["id"] != one:
        pass
    assert "n" in verdict, verdict


@pytest.fixture
def house(shared_server: ServerProcess) -> House:
    return House(shared_server)


async def test_each_team_has_a_tile_with_its_colours_people_and_writers(
    house: House, shared_server: ServerProcess
) -> None:
    async with house.boss(shared_server) as boss, house.guest(1, shared_server) as west:
        east_tile = await tile(boss, house.canvases[0])
        assert east_tile["people"] == []
        await west.say({"t": "here", "block": "segments", "note": None, "typing": True})
        await west.say({"t": "ops", "ops": [add("een idee"), add("nog een")]})
        found = await tile(boss, house.canvases[1], lambda one: one["writing"] and one["blocks"]["segments"])
        assert found["people"] == [house.who(1)]
        assert found["writers"] == [house.who(1)]
        assert found["blocks"]["segments"] == ["sun", "sun"]
        assert abs(found["last"] - time.time()) < 60, "seconds, as a client counts minutes from them"


async def test_private_notes_are_counted_and_nothing_more(house: House, shared_server: ServerProcess) -> None:
    async with house.boss(shared_server) as boss, house.guest(1, shared_server) as west:
        await lead(boss, "step", step=house.made["step"], private=True, names=False)
        await lead(boss, "start")
        while (await west.hear("workshop"))["workshop"]["hour"]["phase"] != "step":
            pass
        secret = "KANARIE-" + uuid.uuid4().hex
        await west.say({"t": "here", "block": "segments", "note": None, "typing": True})
        await west.say({"t": "ops", "ops": [add(secret)]})
        found = await tile(boss, house.canvases[1], lambda one: one["backs"].get("segments") and one["writing"])
        assert found["backs"] == {"segments": 1}
        assert not found["blocks"]["segments"]
        assert found["writing"] == 1
        assert (found["writers"], found["places"]) == ([], {})
        assert secret not in json.dumps(found)
        await lead(boss, "reveal-step", step=house.made["step"])
        assert await tile(
            boss, house.canvases[1], lambda one: one["blocks"]["segments"] == ["sun"] and not one["backs"]
        )


@pytest.fixture
def far(server_process: ServerProcess) -> Iterator[ServerProcess]:
    """A second server on the same database."""
    there = server_process.sibling()
    there.start()
    yield there
    assert "Traceback" not in there.log
    there.close()


@pytest.mark.skipif(not os.environ["DATABASE_URL"].startswith("postgres"), reason="SQLite is served by one process")
async def test_tiles_show_what_happens_on_another_process(server_process: ServerProcess, far: ServerProcess) -> None:
    house = House(server_process)
    async with house.boss(server_process) as boss, house.guest(1, far) as west:
        await tile(boss, house.canvases[1], lambda one: one["people"] == [house.who(1)])
        await west.say({"t": "here", "block": "costs", "note": None, "typing": True})
        await west.say({"t": "ops", "ops": [add("van ver", block="costs")]})
        found = await tile(boss, house.canvases[1], lambda one: one["blocks"]["costs"] and one["writing"])
        assert found["writers"] == [house.who(1)]
        assert found["places"] == {str(house.who(1)): "costs"}
