"""What one participant asks of a room does not reach the others: unread bytes, broken-off requests, another role."""

import asyncio
import base64
import json
import socket
import struct
import time

import pytest

from tests.factories import add, new_id
from tests.live.conftest import Opener, Site
from workshops.actions import editing
from workshops.domain.audience import Reader
from workshops.live import room as rooms
from workshops.live.member import Member
from workshops.live.room import Room
from workshops.live.transport import WAITING_LIMIT, Frame, PollWire


def frame(message: object) -> bytes:
    """A text frame as a client sends it, masked with zeros."""
    data = json.dumps(message).encode()
    length = (
        struct.pack("!BB", 0x81, 0x80 | len(data)) if len(data) < 126 else struct.pack("!BBH", 0x81, 0xFE, len(data))
    )
    return length + b"\0\0\0\0" + data


def deaf_socket(site: Site, index: int) -> socket.socket:
    """A socket that says hello and reads nothing."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.connect(("127.0.0.1", int(site.server.url.rpartition(":")[2])))
    headers = {
        "Host": site.server.url.removeprefix("http://"),
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": base64.b64encode(b"0" * 16).decode(),
        "Sec-WebSocket-Version": "13",
        **site.headers(index),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    line.sendall(f"GET /live/{site.canvas}/ HTTP/1.1\r\n{lines}\r\n".encode())
    return line


async def test_p25_who_never_reads_is_closed_whatever_fills_the_line(site: Site, opened: Opener) -> None:
    """Pictures asked for again and again count as frames do, and pings do not keep such a socket."""
    writer = await opened(0)
    await writer.hello()
    for block in ("segments", "channels", "costs"):
        notes = [{"note": new_id(), "text": "x" * 500} for _ in range(300)]
        operation = {**add(), "notes": notes, "block": block}
        await writer.say({"t": "ops", "ops": [operation]})
        await writer.hear("ops")
    line = deaf_socket(site, 1)
    with line:
        await asyncio.sleep(0.5)
        with pytest.raises((ConnectionResetError, BrokenPipeError)):  # noqa: PT012 - it ends somewhere in the loop
            for number in range(100):
                line.sendall(frame({"t": "hello", "v": 1, "since": None, "pending": []}))
                await asyncio.sleep(0.1 if number > 30 else 0)


def test_p25_messages_to_one_member_are_bounded_as_frames_are() -> None:
    wire = PollWire()
    member = Member(wire, Reader(1, "participant"), "en", "tab")
    member.send({"t": "reset", "canvas": "x" * WAITING_LIMIT})
    assert len(wire.frames) == 1
    member.send({"t": "pong"})
    assert wire.closed == 4004
    assert b'"slow"' in wire.frames[-1].payload
    member.write(Frame({"t": "pong"}))
    assert len(wire.frames) == 2


async def test_whoever_stops_waiting_does_not_stop_the_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A poll that is broken off is cancelled; the batch on its way carries other people's edits too."""
    room = Room(new_id(), new_id())
    wire = PollWire()
    member = Member(wire, Reader(1, "participant"), "en", "tab")

    def slowly(canvas: str, batch: list[editing.Submission], since: int) -> tuple[editing.Outcome, list[object]]:
        time.sleep(0.2)
        return editing.Outcome([editing.Verdict(one.id) for one in batch]), []

    monkeypatch.setattr(rooms, "_commit", slowly)
    operation = add()
    room.submit(member, [editing.read(operation, 1)])
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await room.finish()
    await asyncio.sleep(0.4)
    assert [json.loads(one.payload)["id"] for one in wire.frames] == [operation["id"]]


MAKE_ROOM = """
from workshops.models import Workshop
from workshops.actions.facilitating import add_team, change_participant
workshop = Workshop.objects.get(pk="{workshop}")
leader = workshop.participants.get(role="facilitator")
change_participant(leader, {who}, role="observer")
result = str(add_team(workshop, leader, "West").pk)
"""
MOVE = """
from workshops.models import Workshop
from workshops.actions.facilitating import change_participant
workshop = Workshop.objects.get(pk="{workshop}")
change_participant(workshop.participants.get(role="facilitator"), {who}, team={team!r})
"""


async def test_an_observer_who_is_moved_to_another_team_hears_no_more_of_this_one(site: Site, opened: Opener) -> None:
    names = {"workshop": site.made["workshop"], "who": site.who(0)}
    team = site.backstage.run(MAKE_ROOM.format(**names))
    observer = await opened(0)
    assert (await observer.hello())["role"] == "observer"
    site.backstage.run(MOVE.format(**names, team=team))
    assert (await observer.hear("error"))["code"] == "moved"
    assert await observer.closed() == 4001


async def test_an_observer_without_a_team_may_stay_anywhere(site: Site, opened: Opener) -> None:
    names = {"workshop": site.made["workshop"], "who": site.who(0)}
    site.backstage.run(MAKE_ROOM.format(**names))
    observer = await opened(0)
    await observer.hello()
    site.backstage.run(MOVE.format(**names, team=None))
    await observer.hear("workshop")
    with pytest.raises(TimeoutError):
        await observer.closed(1.5)
