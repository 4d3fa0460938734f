"""The same protocol by POST and long-poll, for networks that block WebSockets (P27). Each request stands alone."""

import asyncio
import time
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import msgspec
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_POST

from workshops.live import access
from workshops.live.budget import people
from workshops.live.connection import (
    CROWDED,
    FLOOD,
    GONE,
    MALFORMED,
    REMOVED,
    VERSION,
    VERSION_DIFFERS,
    Connection,
    Ended,
)
from workshops.live.reading import SIZE_LIMIT, Fault, read_object
from workshops.live.transport import PollWire
from workshops.wording import sentence

WAIT_SECONDS = 20.0
GATHER_SECONDS = 0.02
COMMIT_SECONDS = 8.0
TABS_LIMIT = 2_000

_STATUS = {FLOOD: 429, REMOVED: 403, GONE: 404, VERSION_DIFFERS: 409, MALFORMED: 400, CROWDED: 429, 4004: 429}


@require_POST
async def poll(request: HttpRequest, canvas: str) -> HttpResponse:
    """One request of a client without a WebSocket: its messages in, what is new for it out."""
    try:
        body = _body(_read(request))
    except Fault as fault:
        return _error(fault.code, 413 if fault.code == "size" else 400, translation.get_language())
    try:
        visitor = await access.run(access.readers, access.visit, str(canvas), request.COOKIES, request.session)
    except access.NoEntry as refused:
        status = _STATUS[GONE if refused.code == "gone" else REMOVED]
        return _error(refused.code, status, translation.get_language(), **refused.details)
    wire = PollWire()
    name = f"poll {body['tab']}"
    with people.connection(visitor.participant.pk) as budget:
        if budget is None:
            return _error("crowded", _STATUS[CROWDED], visitor.language)
        tab = _tab(str(canvas), visitor.participant.who, name)
        connection = Connection(visitor, wire, budget, name)
        connection.member.people = tab.people
        try:
            await _exchange(connection, wire, body, None if body.get("hello") else tab.workshop_head)
        except Ended:
            pass
        finally:
            if connection.room is not None:
                # Only the request is over: the person stays until the time to live ends (or the next request comes).
                connection.room.leave(connection.member)
                tab.people, tab.workshop_head = connection.member.people, connection.workshop_head
    return _answer(wire.frames, _STATUS.get(wire.closed, 200) if wire.closed else 200)


def _read(request: HttpRequest) -> bytes:
    try:
        return request.body
    except RequestDataTooBig:
        raise Fault("size") from None


def _body(data: bytes) -> dict[str, Any]:
    if len(data) > SIZE_LIMIT:
        raise Fault("size")
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise Fault("json") from None
    body = read_object(text)
    if body.get("v") != VERSION:
        body["v"] = None
    messages, tab = body.get("messages", []), body.get("tab")
    if not isinstance(messages, list) or len(messages) > 100 or not isinstance(tab, str) or not 1 <= len(tab) <= 64:
        raise Fault("shape")
    return {**body, "messages": messages}


@dataclass
class _Tab:
    """What is kept of a client from request to request. Losing it costs a repetition, nothing else."""

    people: bytes = b""
    workshop_head: int = -1


_tabs: OrderedDict[tuple[str, int, str], _Tab] = OrderedDict()


def _tab(canvas: str, who: int, name: str) -> _Tab:
    """What is known of a client; the longest unused are forgotten."""
    tab = _tabs.setdefault((canvas, who, name), _Tab())
    _tabs.move_to_end((canvas, who, name))
    while len(_tabs) > TABS_LIMIT:
        _tabs.popitem(last=False)
    return tab


async def _exchange(connection: Connection, wire: PollWire, body: dict[str, Any], known_workshop: int | None) -> None:
    hello = {"t": "hello", "v": body["v"], "since": body.get("since"), "pending": body.get("pending", [])}
    before = time.monotonic()
    if not connection.budget.message(0, before):
        connection.end("flood", FLOOD)
    try:
        await connection.hello(hello, known_workshop=known_workshop)
    except Fault as fault:
        connection.member.fail(fault.code)
        return
    awaited = 0
    for message in body["messages"]:
        if wire.closed is not None:
            return
        await connection.receive(msgspec.json.encode(message).decode())
        if isinstance(message, dict) and message.get("t") == "ops":
            awaited += 1
    room = connection.room
    if awaited and room is not None:
        # What is not committed by then has no number in the answer, and so is sent again.
        with suppress(TimeoutError):
            async with asyncio.timeout(COMMIT_SECONDS):
                await room.finish()
        return
    if body.get("wait") and not body.get("hello"):
        await _wait(connection, wire)


async def _wait(connection: Connection, wire: PollWire) -> None:
    """Hold the answer until there is something to tell, keeping the person present."""
    until = time.monotonic() + WAIT_SECONDS
    while not wire.news.is_set() and time.monotonic() < until:
        connection.member.heard = time.monotonic()
        if connection.room is not None:
            connection.room.presence.heard(connection.member.reader.who, connection.member.window, time.monotonic())
        try:
            async with asyncio.timeout(min(4.0, max(0.0, until - time.monotonic()))):
                await wire.news.wait()
        except TimeoutError:
            continue
    await asyncio.sleep(GATHER_SECONDS)


def _answer(frames: list[Any], status: int) -> HttpResponse:
    body = b'{"messages":[' + b",".join(frame.payload for frame in frames) + b"]}"
    response = HttpResponse(body, content_type="application/json", status=status)
    response["Cache-Control"] = "no-store"
    return response


def _error(code: str, status: int, language: str | None, **details: Any) -> HttpResponse:
    with translation.override(language or settings.LANGUAGE_CODE):
        error = {"t": "error", "code": code, "text": sentence(code), **details}
    response = HttpResponse(msgspec.json.encode({"messages": [error]}), content_type="application/json", status=status)
    response["Cache-Control"] = "no-store"
    return response
