"""What happens to notes as such: new ones, their text, colour and tags, copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshops.domain import text as texts
from workshops.domain.canvas import Canvas, Effect
from workshops.domain.items import CANVAS_LIMIT
from workshops.domain.operations import Actor, Add, Colour, Duplicate, Refusal, Tag, Text
from workshops.domain.rules_places import find, find_all, free_key, key_after, place, room_for

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workshops.domain.items import Note


def _fresh(canvas: Canvas, ids: Sequence[str]) -> None:
    for note_id in ids:
        if note_id in canvas.notes:
            raise Refusal("id-taken", note=note_id)
    if len(canvas.notes) + len(ids) > CANVAS_LIMIT:
        raise Refusal("canvas-full", limit=CANVAS_LIMIT)


def add(canvas: Canvas, operation: Add, actor: Actor, at: int) -> list[Effect]:
    """New notes in a block."""
    if operation.block not in canvas.kind.blocks:
        raise Refusal("no-block", block=operation.block)
    _fresh(canvas, [draft.note for draft in operation.notes])
    for draft in operation.notes:
        for name in draft.tags:
            if name not in canvas.kind.tags:
                raise Refusal("bad-tag", tag=name)
    room_for(canvas, operation.block, len(operation.notes))
    keys, effects = place(canvas, operation.block, operation.after, (), len(operation.notes))
    for draft, key in zip(operation.notes, keys, strict=True):
        effects.append(
            _new(draft.note, operation.block, key, draft.text, draft.colour, list(draft.tags), None, actor, at)
        )
    return effects


def _new(
    note: str, block: str, key: str, text: str, colour: str, tags: list[str], under: str | None, actor: Actor, at: int
) -> Effect:
    values = {"block": block, "key": key, "text": text, "colour": colour, "tags": tags}
    moment = actor.moment
    hour = {"to": actor.who if moment.private else 0, "anon": not moment.names, "step": moment.step}
    told = {name: value for name, value in hour.items() if value}
    return {"note": note, "set": {**values, "under": under, "by": actor.who, "at": at, "removed": False, **told}}


def text(canvas: Canvas, operation: Text, deltas_since: Callable[[str, int], list[texts.Delta]]) -> list[Effect]:
    """Carry a text edit over what was written since the version it was made on (P16)."""
    note = find(canvas, operation.note)
    if not note.whole <= operation.base <= canvas.head:
        raise Refusal("base-unknown", note=note.id, v=note.v)
    since = deltas_since(note.id, operation.base) if operation.base < note.v else []
    length = len(note.text) - sum(texts.growth(delta) for delta in since)
    delta = operation.delta
    if texts.reach(delta) > length:
        raise Refusal("delta-misfit", note=note.id, v=note.v)
    growth = texts.growth(delta)
    if growth > 0 and length + growth > texts.NOTE_LIMIT:
        raise Refusal("text-long", limit=texts.NOTE_LIMIT)
    for other in since:
        delta = texts.transform(delta, other, "right")
    if not delta:
        return []
    if len(note.text) + texts.growth(delta) > texts.MERGED_LIMIT:
        raise Refusal("text-long", limit=texts.MERGED_LIMIT)
    return [{"note": note.id, "text": delta}]


def colour(canvas: Canvas, operation: Colour, actor: Actor, at: int) -> list[Effect]:
    """Give notes a colour."""
    notes = find_all(canvas, operation.notes)
    return [{"note": note.id, "set": {"colour": operation.colour}} for note in notes if note.colour != operation.colour]


def tag(canvas: Canvas, operation: Tag, actor: Actor, at: int) -> list[Effect]:
    """Put a tag on notes, or take it off."""
    if operation.on and operation.tag not in canvas.kind.tags:
        raise Refusal("bad-tag", tag=operation.tag)
    effects: list[Effect] = []
    for note in find_all(canvas, operation.notes):
        if (operation.tag in note.tags) != operation.on:
            others = [name for name in note.tags if name != operation.tag]
            effects.append({"note": note.id, "set": {"tags": [*others, operation.tag] if operation.on else others}})
    return effects


def duplicate(canvas: Canvas, operation: Duplicate, actor: Actor, at: int) -> list[Effect]:
    """Copies directly after their originals; a stack's head with its members copies as a stack."""
    notes = find_all(canvas, operation.notes)
    _fresh(canvas, operation.copies)
    twin = dict(zip(operation.notes, operation.copies, strict=True))
    for block in dict.fromkeys(note.block for note in notes):
        room_for(canvas, block, sum(note.block == block for note in notes))
    taken: set[tuple[str, str]] = set()
    return [_copy(canvas, note, twin, actor, at, taken) for note in notes]


def _copy(
    canvas: Canvas, note: Note, twin: dict[str, str], actor: Actor, at: int, taken: set[tuple[str, str]]
) -> Effect:
    private = actor.who if note.to or actor.moment.private else 0
    head = canvas.notes[note.under] if note.under else None
    under = twin.get(note.under, note.under) if note.under else None
    if head is not None and under == head.id and bool(head.to) != bool(private):
        # A private copy does not stand in a stack that all see, nor the other way round.
        under, key = None, free_key(canvas, note.block, key_after(canvas, head), taken)
    else:
        key = note.key if under != note.under else key_after(canvas, note)
    copy = _new(twin[note.id], note.block, key, note.text, note.colour, list(note.tags), under, actor, at)
    if private:
        copy["set"]["to"] = private
    if note.anon and note.by == actor.who:
        copy["set"]["anon"] = True
    return copy
