"""Who is here, who is put out, moved or signed out, and what others do beside the server: P20 to P22, P26."""

import asyncio
import time

import pytest

from tests.factories import add
from tests.live.conftest import Opener, Site, running


@pytest.mark.alone
async def test_p20_p21_presence_is_seen_within_a_second_and_gone_with_the_socket(opened: Opener, site: Site) -> None:
    watcher, walker = await opened(0), await opened(1)
    await watcher.hello()
    await walker.hello()
    await walker.say({"t": "here", "block": "costs", "note": None, "typing": True})
    began = time.monotonic()
    wanted = {"who": site.who(1), "block": "costs", "note": None, "typing": True}
    while wanted not in (await watcher.hear("people"))["people"]:
        pass
    assert time.monotonic() - began < 1
    await walker.socket.close()
    while site.who(1) in [person["who"] for person in (await watcher.hear("people"))["people"]]:
        pass


async def test_p21_somebody_whose_cable_is_pulled_is_gone_within_15_s(opened: Opener, site: Site) -> None:
    watcher, silent = await opened(0), await opened(1)
    await watcher.hello()
    await silent.hello()
    began = time.monotonic()
    present = True
    while present:
        await watcher.say({"t": "ping", "seen": 0})
        try:
            people = (await watcher.hear("people", 2))["people"]
            present = site.who(1) in [person["who"] for person in people] or time.monotonic() - began < 2
        except TimeoutError:
            assert time.monotonic() - began < 15
    assert time.monotonic() - began < 15


@pytest.mark.alone
async def test_p22_a_removed_participant_is_out_within_a_second(opened: Opener, site: Site) -> None:
    raw, other = await opened(0), await opened(1)
    await raw.hello()
    await other.hello()
    began = time.monotonic()
    site.backstage.run(REMOVE.format(workshop=site.made["workshop"], who=site.who(0)))
    done = time.monotonic()
    assert (await raw.hear("error"))["code"] == "removed"
    assert await raw.closed() == 4001
    assert time.monotonic() - done < 1.2, f"and the command took {done - began:.1f} s"
    state = (await other.hear("workshop"))["workshop"]
    assert [person["removed"] for person in state["people"] if person["who"] == site.who(0)] == [True]
    again = await opened(0)
    assert (await again.hear("error"))["code"] == "removed"


REMOVE = """
from workshops.models import Workshop
from workshops.actions.facilitating import remove_participant
workshop = Workshop.objects.get(pk="{workshop}")
remove_participant(workshop.participants.get(role="facilitator"), {who})
"""

MOVE = """
from workshops.models import Workshop
from workshops.actions.facilitating import add_team, change_participant
workshop = Workshop.objects.get(pk="{workshop}")
noor = workshop.participants.get(role="facilitator")
team = add_team(workshop, noor, "West")
change_participant(noor, {who}, team=str(team.pk))
result = str(team.canvas.pk)
"""


async def test_p26_somebody_moved_is_told_where_to_now_and_when_coming_back(opened: Opener, site: Site) -> None:
    raw = await opened()
    await raw.hello()
    other = site.backstage.run(MOVE.format(workshop=site.made["workshop"], who=site.who(0)))
    for one in (raw, await opened()):
        error = await one.hear("error")
        assert (error["code"], error["canvas"]) == ("moved", other)
        assert await one.closed() == 4001


SIGN_IN = """
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from workshops.models import Workshop
owner = Workshop.objects.get(pk="{workshop}").owner
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(owner.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = owner.get_session_auth_hash()
session.create()
result = session.session_key
"""

SIGN_OUT = """
from importlib import import_module
from django.conf import settings
import_module(settings.SESSION_ENGINE).SessionStore("{key}").flush()
"""

NEW_PASSWORD = """
from workshops.models import Workshop
owner = Workshop.objects.get(pk="{workshop}").owner
owner.set_password("another long one")
owner.save()
"""


@pytest.mark.alone
@pytest.mark.parametrize("ending", [SIGN_OUT, NEW_PASSWORD], ids=["sign-out", "new password"])
async def test_a_socket_does_not_outlive_the_session_it_came_by(opened: Opener, site: Site, ending: str) -> None:
    workshop = site.made["workshop"]
    key = site.backstage.run(SIGN_IN.format(workshop=workshop))
    raw = await opened(Cookie=f"sessionid={key}")
    assert (await raw.hello())["role"] == "facilitator"
    site.backstage.run(ending.format(key=key, workshop=workshop))
    assert (await raw.hear("error", 2.5))["code"] == "removed"
    assert await raw.closed() == 4001


DELETE = """
from workshops.models import Workshop
from workshops.actions.facilitating import delete_workshop
delete_workshop(Workshop.objects.get(pk="{workshop}").participants.get(role="facilitator"))
"""


async def test_p26_a_deleted_workshop_is_gone_for_its_open_pages(opened: Opener, site: Site) -> None:
    raw = await opened()
    await raw.hello()
    site.backstage.run(DELETE.format(workshop=site.made["workshop"]))
    assert (await raw.hear("error"))["code"] == "gone"
    assert await raw.closed() == 4007


async def test_what_a_command_writes_is_seen_without_a_bell(opened: Opener, site: Site) -> None:
    raw = await opened()
    await raw.hello()
    operation = add("van een commando")
    code = f"from workshops.actions.editing import submit; submit('{site.canvas}', {site.who(0)}, [{operation!r}])"
    site.backstage.run(code)
    assert (await raw.hear("ops", 3))["ops"][0]["id"] == operation["id"]


async def test_p26_a_restart_closes_with_1012_and_clients_come_back(own_site: Site) -> None:
    clients = [own_site.client(index, index) for index in range(4)]
    async with running(*clients):
        await clients[0].edit(add("voor"))
        await clients[1].until(lambda one: one.seen == 1)
        codes: list[int | None] = []
        for client in clients:
            client.on_message = lambda message: None
        await asyncio.to_thread(own_site.server.stop)
        await asyncio.sleep(0.3)
        codes = [client.closed for client in clients]
        assert codes == [1012] * 4
        await clients[0].edit(add("terwijl"))
        await asyncio.to_thread(own_site.server.start)
        for client in clients:
            await client.until(lambda one: one.seen == 2, 15)
        assert {client.connections for client in clients} == {2}
