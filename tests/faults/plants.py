"""Faults put into the server on purpose, to see that the verdict finds them. Only launch.py applies them.

Each replaces a function of the product in a process of the tests; there are no hooks for it in the product.
"""

import threading
import time
import uuid
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

EVERY = 4
"""So many times something happens until it goes wrong once."""


def skip_a_transform() -> None:
    """Now and then a text edit is not carried over somebody else's."""
    from workshops.domain import text

    carry, count = text.transform, 0

    def transform(delta: text.Delta, other: text.Delta, side: text.Side) -> text.Delta:
        nonlocal count
        carried = carry(delta, other, side)
        count += carried != delta
        return delta if carried != delta and count % EVERY == 0 else carried

    text.transform = transform


def acknowledge_before_commit() -> None:
    """People are told at once; what they made is stored up to a second later."""
    from django.db import transaction

    editing: Any = import_module("workshops.actions.editing")
    store = editing.store
    later: list[tuple[str, Any, list[Any]]] = []
    guard = threading.Lock()

    def put_off(canvas_id: str, canvas: Any, entries: Sequence[Any]) -> None:
        with guard:
            later.append((canvas_id, canvas, list(entries)))

    def catch_up() -> None:
        while True:
            time.sleep(1)
            with guard:
                waiting, later[:] = later[:], []
            for canvas_id, canvas, entries in waiting:
                with transaction.atomic():
                    store(canvas_id, canvas, entries)

    editing.store = put_off
    threading.Thread(target=catch_up, daemon=True).start()


def forget_an_id() -> None:
    """What comes again is not known any more: neither to the server nor to its table, which has each id once."""
    editing: Any = import_module("workshops.actions.editing")
    commit = editing.commit
    seen: set[str] = set()

    def forgetful(canvas_id: str, batch: Sequence[Any]) -> Any:
        for submission in batch:
            if submission.id in seen:
                submission.id = str(uuid.uuid4())
            seen.add(submission.id)
        return commit(canvas_id, batch)

    editing.commit = forgetful


def lose_rings() -> None:
    """Nine of ten messages between processes never arrive. No fault: a doorbell may be lossy."""
    import random

    from workshops import broadcast

    send = broadcast.send

    async def lossy(message: dict[str, Any]) -> None:
        if random.random() < 0.1:
            await send(message)

    broadcast.send = lossy


def none() -> None:
    """Nothing at all."""


PLANTS: dict[str, Callable[[], None]] = {
    one.__name__: one for one in (skip_a_transform, acknowledge_before_commit, forget_an_id, lose_rings, none)
}
