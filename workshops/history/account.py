"""Who did what, newest first: the log of a canvas as lines that can be said in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workshops.domain.audience import Reader, author_for, hidden_from, sight, visible
from workshops.domain.items import sort_of
from workshops.models import Operation
from workshops.models.log import ENTRY_FIELDS, to_entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from workshops.domain.canvas import Canvas as DomainCanvas
    from workshops.domain.canvas import Effect
    from workshops.domain.undo import Entry

PAGE = 50
"""Lines on a page."""
ROWS_MOST = 2_000
"""Rows that are read for one page: a long run of typing is one line."""
TYPING_PAUSE = 120
"""Seconds within which somebody's typing in one note is one line."""


@dataclass(slots=True)
class Line:
    """What somebody did: the operation's name `op` (P12), the numbers and times (Unix s) of its first and last entry,
    who (0: not told), the notes it was about with the words they hold now, and the block where it left them.

    `words` is what a comment, an outcome, an assumption or a version says.
    """

    op: str
    n: int
    last: int
    at: int
    until: int
    who: int
    notes: tuple[tuple[str, str], ...]
    block: str
    words: str


@dataclass(slots=True)
class Account:
    """A page of lines; `before` is where the next page begins, None on the last one."""

    lines: list[Line]
    before: int | None


def account(
    canvas_id: UUID | str, canvas: DomainCanvas, reader: Reader, *, before: int | None = None, note: str | None = None
) -> Account:
    """The lines before a number (None: from the head), of the whole canvas or of one note, for a reader.

    `canvas` is the canvas at its head, whose words name the notes.
    """
    lines: list[Line] = []
    for read, entry in enumerate(_backwards(canvas_id, before, note), 1):
        line = _line(entry, canvas, reader) if visible(entry, reader) else None
        if line is not None and lines and _one_run(lines[-1], line):
            lines[-1].n, lines[-1].at = line.n, line.at
        elif line is not None:
            if len(lines) == PAGE:
                return Account(lines, lines[-1].n)
            lines.append(line)
        if read == ROWS_MOST:
            return Account(lines, entry.n)
    return Account(lines, None)


def _backwards(canvas_id: UUID | str, before: int | None, note: str | None) -> Iterator[Entry]:
    """The entries before a number, newest first; with `note`, those whose effects name it."""
    while True:
        rows = Operation.objects.filter(canvas_id=canvas_id)
        if before is not None:
            rows = rows.filter(n__lt=before)
        if note is not None:
            rows = rows.filter(body__contains=note)
        found = [to_entry(*values) for values in rows.order_by("-n").values_list(*ENTRY_FIELDS)[:200]]
        if not found:
            return
        yield from found
        before = found[-1].n


def _one_run(later: Line, line: Line) -> bool:
    typing = later.op == line.op == "text"
    return typing and later.who == line.who and later.notes == line.notes and later.at - line.until <= TYPING_PAUSE


def _line(entry: Entry, canvas: DomainCanvas, reader: Reader) -> Line | None:
    """The line of a visible entry; None when it says nothing to people (votes, which stay secret)."""
    fx = sight(entry, reader)
    if entry.op == "vote" or not fx:
        return None
    names = list(dict.fromkeys(_notes_of(fx, canvas)))
    notes = [canvas.notes[name] for name in names if not hidden_from(canvas.notes[name], reader.who)]
    return Line(
        op=entry.op,
        n=entry.n,
        last=entry.n,
        at=entry.at,
        until=entry.at,
        who=author_for(reader, entry.by, anon=entry.anon),
        notes=tuple((note.id, note.text) for note in notes),
        block=next((_block_of(effect) for effect in fx if _block_of(effect)), ""),
        words=next((_words_of(effect, canvas) for effect in fx if _words_of(effect, canvas)), ""),
    )


def _notes_of(fx: list[Effect], canvas: DomainCanvas) -> Iterator[str]:
    for effect in fx:
        sort = sort_of(effect)
        if "note" in effect:
            yield effect["note"]
        elif sort is not None and effect[sort] in canvas.items(sort):
            yield from canvas.notes_of(sort, canvas.items(sort)[effect[sort]])


def _block_of(effect: Effect) -> str:
    values = effect.get("set") or effect.get("reveal") or {}
    return str(effect.get("block") or values.get("block", ""))


def _words_of(effect: Effect, canvas: DomainCanvas) -> str:
    """What the item of an effect says now, or a version's name."""
    if "version" in effect:
        return str(effect["set"]["name"])
    sort = sort_of(effect)
    item = canvas.items(sort).get(effect[sort]) if sort else None
    names = ("text", "statement", "method", "name")
    return str(next((getattr(item, name) for name in names if hasattr(item, name)), ""))
