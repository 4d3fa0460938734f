"""What differs between two canvases, or between two moments of one: for people to see.

Notes and items are the same when their ids are. Both canvases are read as one reader sees them, so that comparing tells
nobody more than looking does. What turns one canvas into the other is in bringing_back.py.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from workshops.domain.audience import Reader, hidden_from
from workshops.domain.items import SORTS
from workshops.domain.words import Change, Effort, word_changes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from workshops.domain.canvas import Canvas
    from workshops.domain.items import Note

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
REWORDED, MOVED, STACKED, ORDERED = "reworded", "moved", "stacked", "ordered"
RECOLOURED, RETAGGED = "recoloured", "retagged"
ITEMS = tuple(sort for sort in SORTS if sort != "comment")
"""The sorts of items that are compared and brought back; what people said stays said."""


@dataclass(slots=True, frozen=True)
class NoteChange:
    """What became of a note: ADDED, REMOVED or CHANGED; for a changed one in what, and for a reworded one the words."""

    id: str
    sort: str
    before: Note | None
    after: Note | None
    what: tuple[str, ...] = ()
    words: tuple[Change, ...] = ()


@dataclass(slots=True, frozen=True)
class ItemChange:
    """What became of an item of one of the sorts in ITEMS; `what` names the fields of a changed one."""

    kind: str
    id: str
    sort: str
    before: Any
    after: Any
    what: tuple[str, ...] = ()


@dataclass(slots=True)
class Comparison:
    """All that differs: notes by block and by where they stand (removed ones: stood), then items; `marks` are blocks
    with what was said of them before and after, `review` the days to look at the canvas again when they differ."""

    notes: list[NoteChange] = field(default_factory=list)
    items: list[ItemChange] = field(default_factory=list)
    marks: list[tuple[str, str, str]] = field(default_factory=list)
    review: tuple[str | None, str | None] | None = None

    def __bool__(self) -> bool:
        return bool(self.notes or self.items or self.marks or self.review)


def compare(a: Canvas, b: Canvas, reader: Reader) -> Comparison:
    """What came, went and changed from `a` to `b`, as the reader may see it.

    Raises ValueError for canvases of two kinds: their blocks are not the same questions.
    """
    if a.kind.key != b.kind.key:
        raise ValueError(f"{a.kind.key} and {b.kind.key} cannot be compared")
    before, after = standing(a, reader), standing(b, reader)
    ordered = _out_of_order(before, after)
    effort = Effort()
    notes = [_note_change(before.get(one), after.get(one), ordered, effort) for one in _reading_order(before, after, b)]
    return Comparison(
        [one for one in notes if one is not None],
        list(_item_changes(a, b, reader)),
        [(key, was, now) for key in b.kind.blocks if (was := mark_of(a, key)) != (now := mark_of(b, key))],
        (a.review, b.review) if a.review != b.review else None,
    )


def mark_of(canvas: Canvas, block: str) -> str:
    """What was said of a block: "", filled or tested."""
    return str(canvas.state_of({"block": block})["mark"])


def standing(canvas: Canvas, reader: Reader) -> dict[str, Note]:
    """The notes that stand on the canvas for the reader, by id: block by block, each stack behind its head."""
    found: dict[str, Note] = {}
    for block in canvas.kind.blocks:
        for _, head in canvas.group(block):
            for name in (head, *canvas.members(head)):
                note = canvas.notes[name]
                if not hidden_from(note, reader.who):
                    found[name] = note
    return found


def _reading_order(before: Mapping[str, Note], after: Mapping[str, Note], b: Canvas) -> list[str]:
    """All ids, block by block: what stands in `after` in its order, then what is gone, by where it stood."""
    order = {block: number for number, block in enumerate(b.kind.blocks)}
    ids = [*after, *(one for one in before if one not in after)]
    return sorted(ids, key=lambda one: order[(after.get(one) or before[one]).block])


def _note_change(before: Note | None, after: Note | None, ordered: set[str], effort: Effort) -> NoteChange | None:
    if after is None or before is None:
        there = after or before
        return NoteChange(there.id, ADDED if after else REMOVED, before, after) if there else None
    what = [
        name
        for name, differs in (
            (REWORDED, before.text != after.text),
            (MOVED, before.block != after.block),
            (STACKED, before.under != after.under),
            (ORDERED, after.id in ordered),
            (RECOLOURED, before.colour != after.colour),
            (RETAGGED, set(before.tags) != set(after.tags)),
        )
        if differs
    ]
    if not what:
        return None
    words = tuple(word_changes(before.text, after.text, effort)) if REWORDED in what else ()
    return NoteChange(after.id, CHANGED, before, after, tuple(what), words)


def _out_of_order(before: Mapping[str, Note], after: Mapping[str, Note]) -> set[str]:
    """The fewest notes that have to be taken out so that the others of their list stand in the order they stood in."""
    lists: dict[str | None, list[str]] = {}
    for one in before:
        if one in after and before[one].group == after[one].group:
            lists.setdefault(before[one].group, []).append(one)
    place = {one: number for number, one in enumerate(after)}
    moved: set[str] = set()
    for stood in lists.values():
        moved.update(set(stood) - set(_longest_rising(stood, [place[one] for one in stood])))
    return moved


def _longest_rising(names: list[str], places: list[int]) -> list[str]:
    """The names of the longest rising run of places: patience sorting (Schensted 1961), n log n."""
    if all(one < other for one, other in pairwise(places)):
        return names
    ends: list[int] = []
    at: list[int] = []
    earlier: list[int] = []
    for index, number in enumerate(places):
        pile = bisect_left(ends, number)
        earlier.append(at[pile - 1] if pile else -1)
        ends[pile : pile + 1] = [number]
        at[pile : pile + 1] = [index]
    run: list[str] = []
    index = at[-1]
    while index >= 0:
        run.append(names[index])
        index = earlier[index]
    return run


def _item_changes(a: Canvas, b: Canvas, reader: Reader) -> Iterable[ItemChange]:
    for kind in ITEMS:
        before, after = items_of(a, kind, reader), items_of(b, kind, reader)
        for one in (*after, *(name for name in before if name not in after)):
            was, now = before.get(one), after.get(one)
            if was is None or now is None:
                yield ItemChange(kind, one, ADDED if now else REMOVED, was, now)
                continue
            what = tuple(name for name in was.__slots__ if getattr(was, name) != getattr(now, name))
            if what:
                yield ItemChange(kind, one, CHANGED, was, now, what)


def items_of(canvas: Canvas, sort: str, reader: Reader) -> dict[str, Any]:
    """The items of a sort that stand there for the reader: not those on a note that is private or in the bin."""
    notes = standing(canvas, reader)
    return {
        name: item
        for name, item in canvas.items(sort).items()
        if not item.removed and all(note in notes for note in canvas.notes_of(sort, item))
    }
