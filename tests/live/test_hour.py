"""The hour over the wire: P28 to P31, and what a private or anonymous note must never do."""

import asyncio
import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest

from tests.factories import add
from tests.live.conftest import Opener, Raw, Site
from tests.signing_in import SIGN_IN

SIGN_IN_WITH_STEPS = (
    SIGN_IN
    + """
result = dict(
    cookie=settings.SESSION_COOKIE_NAME + "=" + session.session_key,
    steps=[str(step.pk) for step in workshop.steps.order_by("key")],
)
"""
)


class Room:
    """The facilitator and some guests, each with a socket, and everything that each of them heard."""

    def __init__(self, boss: Raw, guests: list[Raw], steps: list[str]) -> None:
        self.boss = boss
        self.guests = guests
        self.steps = steps

    async def lead(self, op: str, **fields: Any) -> dict[str, Any]:
        """Something that the facilitator does for all; its verdict."""
        return await do(self.boss, op, **fields)


async def do(raw: Raw, op: str, **fields: Any) -> dict[str, Any]:
    one = str(uuid.uuid4())
    await raw.say({"t": "do", "id": one, "op": {"op": op, **fields}})
    while (verdict := await raw.hear("verdict"))["id"] != one:
        pass
    return verdict


@pytest.fixture
async def room(site: Site, opened: Opener) -> Room:
    made = site.backstage.run(SIGN_IN_WITH_STEPS.format(workshop=site.made["workshop"]))
    boss = await opened(0, Cookie=made["cookie"])
    guests = [await opened(index) for index in range(3)]
    for raw in (boss, *guests):
        await raw.hello()
    return Room(boss, guests, made["steps"])


async def heard_of(raw: Raw, wanted: Callable[[dict[str, Any]], bool], seconds: float = 5) -> list[dict[str, Any]]:
    """All that comes until something wanted does."""
    heard: list[dict[str, Any]] = []
    async with asyncio.timeout(seconds):
        while not heard or not wanted(heard[-1]):
            heard.append(json.loads(await raw.socket.recv()))
    return heard


def phase_is(phase: str) -> Callable[[dict[str, Any]], bool]:
    return lambda message: (message.get("hour") or message.get("workshop", {}).get("hour", {})).get("phase") == phase


async def test_p28_everybody_hears_of_the_step_with_the_servers_time(room: Room) -> None:
    assert (await room.lead("start"))["n"]
    for guest in room.guests:
        last = (await heard_of(guest, phase_is("step")))[-1]
        state = last["workshop"]["hour"]
        assert state["step"] == room.steps[0]
        assert 0 <= last["now"] - state["began"] < 5_000
    await room.guests[0].say({"t": "ping", "seen": 0})
    assert (await room.guests[0].hear("pong"))["now"] >= last["now"]


async def test_p28_a_signal_is_told_as_a_small_message(room: Room, site: Site) -> None:
    await room.lead("start")
    await heard_of(room.guests[1], phase_is("step"))
    await do(room.guests[0], "hand", on=True)
    hour = (await room.guests[1].hear("hour"))["hour"]
    assert list(hour["hands"]) == [str(site.who(0))]


async def test_p29_a_participant_sends_every_message_of_a_facilitator(room: Room) -> None:
    first = room.steps[0]
    await room.lead("start")
    await heard_of(room.guests[0], phase_is("step"))
    for op, fields in (
        ("start", {}),
        ("go", {"from": first, "to": "next"}),
        ("pause", {"on": True}),
        ("extend", {"step": first, "minutes": 5}),
        ("replan", {}),
        ("skip", {"step": room.steps[3], "on": True}),
        ("reveal-step", {"step": first}),
        ("end", {}),
        ("reopen", {}),
        ("spotlight", {"block": "segments", "note": None, "team": None}),
        ("plenary", {"team": None}),
        ("notice", {"text": "Hallo", "team": None}),
        ("choose", {"proposal": first}),
        ("step", {"step": first, "minutes": 9}),
        ("step-move", {"step": first, "after": None}),
        ("step-copy", {"step": first, "copy": str(uuid.uuid4())}),
        ("step-remove", {"step": first}),
        ("agenda", {"steps": []}),
        ("wording", {"block": "segments", "question": "?", "context": ""}),
        ("door", {"open": False}),
        ("leave", {"who": 1}),
        ("person", {"who": 1, "name": "Anders"}),
    ):
        verdict = await do(room.guests[0], op, **fields)
        assert verdict.get("no") == "not-allowed", op
        assert verdict["text"] == "Dat mag je hier niet doen.", "and is told why, in the workshop's language"


@pytest.mark.parametrize(
    ("op", "code"),
    [
        ({"op": "go", "from": "x", "to": "next"}, "shape"),
        ({"op": "dance"}, "unknown-op"),
        ({"op": "open", "title": "x"}, "unknown-op"),
        ({"op": "join", "who": 9, "role": "facilitator"}, "unknown-op"),
        ("start", "shape"),
        (None, "shape"),
        ({"op": ["go"]}, "unknown-op"),
    ],
    ids=str,
)
async def test_p29_what_is_out_of_shape_is_refused(room: Room, op: Any, code: str) -> None:
    one = str(uuid.uuid4())
    await room.boss.say({"t": "do", "id": one, "op": op})
    assert (await room.boss.hear("verdict"))["no"] == code


async def test_p29_the_same_id_is_one_operation(room: Room) -> None:
    one = str(uuid.uuid4())
    numbers = []
    for _ in range(2):
        await room.boss.say({"t": "do", "id": one, "op": {"op": "start"}})
        numbers.append((await room.boss.hear("verdict"))["n"])
    assert numbers[0] == numbers[1]


async def test_p31_a_canary_in_a_private_note_reaches_nobody_before_its_reveal(room: Room, site: Site) -> None:
    author, others = room.guests[0], [room.boss, *room.guests[1:]]
    await room.lead("step", step=room.steps[0], private=True, names=False)
    await room.lead("start")
    for guest in room.guests:
        await heard_of(guest, phase_is("step"))
    canary = "KANARIE-" + uuid.uuid4().hex
    written = add(canary)
    note = written["notes"][0]["note"]
    await author.say({"t": "here", "block": "segments", "note": note, "typing": True})
    await author.say({"t": "ops", "ops": [written]})
    assert (await author.hear("ops"))["ops"][0]["id"] == written["id"]
    comment = {"id": str(uuid.uuid4()), "op": "comment", "note": note, "comment": str(uuid.uuid4()), "text": canary}
    await author.say({"t": "ops", "ops": [comment]})
    await author.hear("ops")
    await room.lead("notice", text="Tot hier", team=None)
    for raw in others:
        heard = json.dumps(await heard_of(raw, lambda message: bool(message.get("hour", {}).get("notice"))))
        assert canary not in heard
        assert note not in heard, "nor that there is such a note, or that somebody writes in it"
    for raw in others:
        await raw.say({"t": "hello", "v": 1, "since": None, "pending": []})
        assert canary not in json.dumps((await heard_of(raw, lambda message: message["t"] == "reset"))[-1])
    await room.lead("reveal-step", step=room.steps[0])
    for raw in others:
        frame = (await heard_of(raw, lambda message: message["t"] == "ops"))[-1]
        told = json.dumps(frame)
        assert told.count(canary) == 2, "the note and its comment, now"
        assert f'"by": {site.who(0)}' not in told, "and never by whom"
    assert canary not in site.server.log


async def test_p21_in_a_private_step_nobody_is_told_where_others_are(room: Room, site: Site) -> None:
    await room.lead("step", step=room.steps[0], private=True)
    await room.lead("start")
    await heard_of(room.guests[1], phase_is("step"))
    await room.guests[0].say({"t": "here", "block": "costs", "note": None, "typing": True})
    while "costs" not in (message := await room.guests[1].hear("people")).get("blocks", {}):
        pass
    assert all(one["block"] is None and not one["typing"] for one in message["people"])
    await room.guests[0].say({"t": "ops", "ops": [add()]})
    while "backs" not in (message := await room.guests[1].hear("people")):
        pass
    assert message["backs"] == {"segments": 1}


async def test_p30_a_facilitator_sees_all_teams_small(room: Room, site: Site) -> None:
    await room.boss.say({"t": "hello", "v": 1, "since": None, "pending": [], "tiles": True})
    await room.boss.hear("tile")
    await room.guests[0].say({"t": "ops", "ops": [add("een idee")]})
    while not (tile := await room.boss.hear("tile"))["blocks"].get("segments"):
        pass
    assert tile["blocks"]["segments"] == ["sun"]
    assert tile["canvas"] == site.canvas
    assert 1 not in tile["people"], "looking at all teams is being on none of them"


async def test_p30_a_participant_gets_no_tiles(room: Room) -> None:
    await room.guests[0].say({"t": "hello", "v": 1, "since": None, "pending": [], "tiles": True})
    with pytest.raises(TimeoutError):
        await room.guests[0].hear("tile", 1.5)


async def test_fifty_people_are_ready_at_once(room: Room, site: Site) -> None:
    await room.lead("start")
    for guest in room.guests:
        await heard_of(guest, phase_is("step"))
    for _ in range(8):
        for guest in room.guests:
            for on in (True, False):
                operation = {"op": "ready", "step": room.steps[0], "on": on}
                await guest.say({"t": "do", "id": str(uuid.uuid4()), "op": operation})
    for guest in room.guests:
        for _ in range(16):
            await guest.hear("verdict")
