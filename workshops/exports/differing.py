"""Finds what differs between two canvases, as everybody may see them, for an export to say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from workshops.domain.audience import OUTSIDER
from workshops.domain.compare import CHANGED, Comparison, ItemChange, NoteChange, compare, standing
from workshops.exports.compared import BlockDifference, Difference, ItemDifference, NoteDifference, NoteState, Side
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
