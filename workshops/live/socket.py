"""The WebSocket: a plain ASGI coroutine with its own loop, outside Channels' dispatch of single events."""

import asyncio
import logging
from typing import Any

from django.conf import settings

from workshops.domain.audience import Reader
from workshops.live import access
from workshops.live.budget import people
from workshops.live.connection import CROWDED, GONE, HELLO_SECONDS, REMOVED, SILENT, Connection, Ended
from workshops.live.member import Member
from workshops.live.transport import Wire, wire_for

logger = logging.getLogger(__name__)

CROWDED_PAUSE = 0.05
"""Seconds before one connection too many is told so: a handshake costs more than an edit, so there must not be many."""


class Crowded(Exception):
    """One person has too many connections."""


async def canvas_socket(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Serve one socket of one canvas until it closes."""
    await receive()  # websocket.connect
    # Counted by cookies first: to ask the database five hundred times who it is would be felt by the others.
    with people.connection(tuple(sorted(scope["cookies"].items()))) as room_for_one:
        if room_for_one is None:
            await asyncio.sleep(CROWDED_PAUSE)
        await send({"type": "websocket.accept"})
        wire = wire_for(scope, send)
        await _guarded(wire, scope, receive, crowded=room_for_one is None)


async def _guarded(wire: Wire, scope: dict[str, Any], receive: Any, *, crowded: bool) -> None:
    try:
        if crowded:
            raise Crowded
        await _serve(wire, scope, receive)
    except Crowded:
        _say_no(wire, _language(scope), "crowded", CROWDED)
        await _until_closed(receive)
    except access.NoEntry as refused:
        _turn_away(wire, scope, refused)
        await _until_closed(receive)


async def _serve(wire: Wire, scope: dict[str, Any], receive: Any) -> None:
    canvas_id = str(scope["url_route"]["kwargs"]["canvas"])
    visitor = await access.run(access.readers, access.visit, canvas_id, scope["cookies"], scope["session"])
    with people.connection(visitor.participant.pk) as budget:
        if budget is None:
            raise Crowded
        connection = Connection(visitor, wire, budget)
        try:
            await _talk(connection, receive, scope.get("canvasweb.protocol"))
        except Ended:
            connection.leave()
            await _until_closed(receive)
        finally:
            connection.leave()


def _turn_away(wire: Wire, scope: dict[str, Any], refused: access.NoEntry) -> None:
    close = GONE if refused.code == "gone" else REMOVED
    _say_no(wire, _language(scope), refused.code, close, **refused.details)


def _language(scope: dict[str, Any]) -> str:
    chosen = str(scope["cookies"].get(settings.LANGUAGE_COOKIE_NAME, ""))
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _say_no(wire: Wire, language: str, code: str, close: int, **details: Any) -> None:
    Member(wire, Reader(0, "observer"), language, "").fail(code, **details)
    wire.close(close, code)


async def no_such_socket(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Answer at an address that leads nowhere."""
    await receive()  # websocket.connect
    await send({"type": "websocket.accept"})
    _turn_away(wire_for(scope, send), scope, access.NoEntry("gone"))
    await _until_closed(receive)


async def _talk(connection: Connection, receive: Any, protocol: Any) -> None:
    try:
        async with asyncio.timeout(HELLO_SECONDS):
            while connection.room is None:
                if not await _next(connection, receive):
                    return
    except TimeoutError:
        connection.end("hello-late", SILENT)
    hands_over = hasattr(protocol, "listener")
    while True:
        if hands_over:
            # From here on most messages are handled as they arrive, without waking this coroutine.
            protocol.listener = connection.take
        event = await receive()
        if hands_over:
            protocol.listener = None
        if connection.over:
            raise Ended
        if event["type"] != "websocket.receive":
            return
        await connection.receive(_content(event))


async def _next(connection: Connection, receive: Any) -> bool:
    event = await receive()
    if event["type"] == "websocket.receive":
        await connection.receive(_content(event))
    return bool(event["type"] == "websocket.receive")


def _content(event: dict[str, Any]) -> str | bytes | None:
    return event.get("text") if event.get("text") is not None else event.get("bytes")


async def _until_closed(receive: Any) -> None:
    """Read and ignore until the other side has gone, but not for long."""
    try:
        async with asyncio.timeout(HELLO_SECONDS):
            while (await receive())["type"] == "websocket.receive":
                pass
    except TimeoutError:
        return
