"""What an export says of how two canvases differ: an earlier moment and this one, or this one and a scenario.

As everybody may see both, without who did it: so nothing private, no hidden author and no open vote.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workshops.domain.audience import OUTSIDER
from workshops.domain.compare import CHANGED, Comparison, ItemChange, NoteChange, compare, standing
from workshops.history.growth import count

if TYPE_CHECKING:
    from workshops.domain.canvas import Canvas
    from workshops.domain.items import Note

_FIELDS = {
    "outcome": ("sort", "text", "owner", "due"),
    "measure": ("name", "now", "target", "unit", "due", "owner"),
    "assumption": ("statement", "importance", "evidence", "status"),
    "experiment": ("method", "metric", "threshold", "owner", "due", "result", "verdict", "learning"),
    "link": (),
}
"""What is told of each sort of item when it differs."""


@dataclass(frozen=True, slots=True)
class NoteState:
    """A note at one of the two moments: the key of its block, the id and text of the head it is stacked under or
    empty, and its tags as words."""

    block: str
    text: str
    colour: str
    tags: tuple[str, ...]
    under: str
    head: str


@dataclass(frozen=True, slots=True)
class NoteDifference:
    """What became of a note: `sort` and `what` as in domain/compare.py; `words` the parts of both texts."""

    sort: str
    what: tuple[str, ...]
    before: NoteState | None
    after: NoteState | None
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class BlockDifference:
    """A block in which something differs; `mark` is what was said of it before and after, `same` counts the notes that
    stand there as they stood."""

    key: str
    name: str
    number: int
    mark: tuple[str, str] | None
    notes: tuple[NoteDifference, ...]
    same: int


@dataclass(frozen=True, slots=True)
class ItemDifference:
    """What became of an outcome, measure, assumption, experiment or link. `said` are its words, `notes` those of the
    notes it is about, `fields` what differs: name, before, after."""

    kind: str
    sort: str
    said: str
    notes: tuple[str, ...]
    fields: tuple[tuple[str, str, str], ...] = ()


Side = tuple[str, int | None]
"""One of two canvases: its name (none: the end of the hour), and a moment (Unix seconds), or none for how it is now."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Two canvases. `counts` as in history/growth.py; `review` the days before and after, when they differ."""

    before: Side
    after: Side
    counts: tuple[tuple[str, int], ...]
    blocks: tuple[BlockDifference, ...]
    items: tuple[ItemDifference, ...]
    review: tuple[str, str] | None = None


def difference(a: Canvas, b: Canvas, sides: tuple[Side, Side], language: str, *, names: bool) -> Difference:
    """What differs from `a` to `b`, two canvases of one kind; `names` whether owners are told."""
    found = compare(a, b, OUTSIDER)
    return Difference(
        *sides,
        counts=tuple(count(found).items()),
        blocks=tuple(_blocks(a, b, found, language)),
        items=tuple(one for change in found.items if (one := _item(a, b, change, names=names)) is not None),
        review=(found.review[0] or "", found.review[1] or "") if found.review else None,
    )


def _blocks(a: Canvas, b: Canvas, found: Comparison, language: str) -> Iterator[BlockDifference]:
    before, after = standing(a, OUTSIDER), standing(b, OUTSIDER)
    marks = {key: (was, now) for key, was, now in found.marks}
    changed = {one.id for one in found.notes}
    for number, block in enumerate(b.kind.blocks.values(), 1):
        notes = [one for one in found.notes if (one.after or one.before).block == block.key]  # type: ignore[union-attr]  # one of both is there
        if notes or block.key in marks:
            yield BlockDifference(
                key=block.key,
                name=block.name[language],
                number=number,
                mark=marks.get(block.key),
                notes=tuple(_note(one, a, b, before, after, language) for one in notes),
                same=sum(one.block == block.key and one.id not in changed for one in after.values()),
            )


def _note(
    change: NoteChange, a: Canvas, b: Canvas, before: dict[str, Note], after: dict[str, Note], language: str
) -> NoteDifference:
    return NoteDifference(
        sort=change.sort,
        what=change.what,
        before=_state(change.before, a, before, language),
        after=_state(change.after, b, after, language),
        words=change.words,
    )


def _state(note: Note | None, canvas: Canvas, there: dict[str, Note], language: str) -> NoteState | None:
    if note is None:
        return None
    head = there.get(note.under or "")
    return NoteState(
        block=note.block,
        text=note.text,
        colour=note.colour,
        tags=tuple(canvas.kind.tags[tag][language] for tag in note.tags if tag in canvas.kind.tags),
        under=head.id if head else "",
        head=head.text if head else "",
    )


def _item(a: Canvas, b: Canvas, change: ItemChange, *, names: bool) -> ItemDifference | None:
    """None when all that differs is what is left out here."""
    item, canvas = (change.after, b) if change.after else (change.before, a)
    fields = tuple(
        (name, _said(change.before, name), _said(change.after, name))
        for name in _FIELDS[change.kind]
        if name in change.what and (names or name != "owner")
    )
    if change.sort == CHANGED and not fields:
        return None
    notes = tuple(canvas.notes[one].text for one in canvas.notes_of(change.kind, item))
    words = next((value for name in ("text", "statement", "method", "name") if (value := _said(item, name))), "")
    return ItemDifference(change.kind, change.sort, words, notes, fields)


def _said(item: Any, name: str) -> str:
    value = getattr(item, name, "")
    return "" if value is None else str(value)


__all__ = ["BlockDifference", "Difference", "ItemDifference", "NoteDifference", "NoteState", "Side", "difference"]
