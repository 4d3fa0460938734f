"""A canvas as it was: the last keyframe before that moment, and the fold of what came after it."""

from collections.abc import Iterable, Iterator

from django.db import connection

from workshops.domain.canvas import Canvas as DomainCanvas
from workshops.domain.kinds import Kind
from workshops.domain.undo import Entry
from workshops.history import keyframes
from workshops.models import Operation
from workshops.models.log import ENTRY_FIELDS, to_entry

AT_ONCE = 1_000
"""Rows that are read at once: a log of a hundred thousand is not held in memory."""


def canvas_at(canvas_id: str, kind: Kind, number: int) -> DomainCanvas:
    """The canvas after operation `number`, for all eyes: whoever shows it, asks `picture` for what a reader may see.

    A number beyond the head gives the canvas at the head. Where keyframes are missing they are kept on the way, but not
    within a transaction, which would have to wait for them.
    """
    canvas = keyframes.latest(canvas_id, kind, number) or DomainCanvas(kind)
    for entry in entries(canvas_id, canvas.head, number):
        before = canvas.head
        canvas.apply(entry.fx, entry.n, entry.by)
        if keyframes.due(before, entry.n) and not connection.in_atomic_block:
            keyframes.keep(canvas_id, canvas)
    return canvas


def canvases_at(canvas_id: str, kind: Kind, numbers: Iterable[int]) -> Iterator[DomainCanvas]:
    """The canvas after each of these numbers, which rise. It may be one and the same canvas that goes on: look at it
    before the next one is asked for, and keep nothing of it.
    """
    canvas: DomainCanvas | None = None
    for number in numbers:
        if canvas is None or number - canvas.head > keyframes.EVERY:
            canvas = canvas_at(canvas_id, kind, number)
        for entry in entries(canvas_id, canvas.head, number):
            canvas.apply(entry.fx, entry.n, entry.by)
        yield canvas


def entries(canvas_id: str, since: int, until: int) -> Iterator[Entry]:
    """The entries after number `since` up to and with `until`, in order."""
    while since < until:
        rows = Operation.objects.filter(canvas_id=canvas_id, n__gt=since, n__lte=min(until, since + AT_ONCE)).order_by(
            "n"
        )
        found = [to_entry(*values) for values in rows.values_list(*ENTRY_FIELDS)]
        if not found:
            return
        yield from found
        since = found[-1].n
