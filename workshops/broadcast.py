"""The doorbell: who is told, after a commit, that a log moved on. The only module that knows the channel layer.

A ring says "log X is at N now" and nothing else; whoever hears it reads what it lacks. A lost ring costs latency,
never data: rooms also look at the heads of their logs once a second.
"""

import logging
from collections.abc import Callable
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.conf import settings
from django.db import transaction

logger = logging.getLogger(__name__)

GROUP = "canvasweb"
Listener = Callable[[str, str, int], None]
_listeners: list[Listener] = []
_presence: list[Callable[[dict[str, Any]], None]] = []
_carrier: Callable[[dict[str, Any]], None] | None = None


def listen(listener: Listener) -> None:
    """Have `listener("canvas" | "workshop", id, head)` called, from any thread, after commits of this process."""
    _listeners.append(listener)


def unlisten(listener: Listener) -> None:
    """The opposite of `listen`."""
    _listeners.remove(listener)


def listen_presence(listener: Callable[[dict[str, Any]], None]) -> None:
    """Have `listener` called, from any thread, with what `tell_presence` tells."""
    _presence.append(listener)


def unlisten_presence(listener: Callable[[dict[str, Any]], None]) -> None:
    """The opposite of `listen_presence`."""
    _presence.remove(listener)


def carry_with(carrier: Callable[[dict[str, Any]], None] | None) -> None:
    """Have messages to other processes sent by `carrier` (a server's own event loop keeps its connections)."""
    global _carrier
    _carrier = carrier


def joins_processes() -> bool:
    """Whether rings reach other processes."""
    return bool(settings.REDIS_URL)


def ring(stream: str, key: str, head: int) -> None:
    """Tell this process and the others, once the transaction around it is committed."""
    transaction.on_commit(lambda: _ring_now(stream, key, head))


def _ring_now(stream: str, key: str, head: int) -> None:
    for listener in _listeners:
        listener(stream, key, head)
    _to_others({"type": "ring", "stream": stream, "key": key, "head": head})


def tell_presence(canvas: str, process: str, people: list[dict[str, Any]]) -> None:
    """Tell all processes, this one too, who is on a canvas by way of `process` (P21), instead of what it told before;
    to be said again every few seconds."""
    message = {"type": "presence", "canvas": canvas, "process": process, "people": people}
    for listener in _presence:
        listener(message)
    _to_others(message)


def _to_others(message: dict[str, Any]) -> None:
    if not joins_processes():
        return
    if _carrier is not None:
        _carrier(message)
        return
    try:
        async_to_sync(send)(message)
    except Exception as problem:  # noqa: BLE001 - a doorbell out of order must not fail a committed write
        logger.warning("doorbell out of order: %s", type(problem).__name__)


async def send(message: dict[str, Any]) -> None:
    """Send a message to all other processes, at most once. May raise what the layer raises."""
    layer = get_channel_layer()
    await layer.group_send(GROUP, message)
