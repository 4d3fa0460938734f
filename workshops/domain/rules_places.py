"""Where notes stand: moving and stacking. A client says after which note, the rules give the key."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from workshops.domain import order
from workshops.domain.canvas import Canvas, Effect
from workshops.domain.items import BLOCK_LIMIT, Note
from workshops.domain.operations import LAST, Actor, Move, Refusal, Stack, Unstack

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


def find(canvas: Canvas, note_id: str) -> Note:
    """The note, not in the bin. Raises Refusal."""
    note = canvas.notes.get(note_id)
    if note is None:
        raise Refusal("no-note", note=note_id)
    if note.removed:
        raise Refusal("note-removed", note=note_id)
    return note


def find_all(canvas: Canvas, note_ids: Sequence[str]) -> list[Note]:
    """Those of the notes that are there: what somebody else removed meanwhile does not hold up the others.

    Raises Refusal, the first note's, when none is.
    """
    notes = [canvas.notes[note_id] for note_id in note_ids if note_id in canvas.notes]
    notes = [note for note in notes if not note.removed]
    return notes or [find(canvas, note_ids[0])]


def room_for(canvas: Canvas, block: str, count: int) -> None:
    """Raise Refusal when `count` more notes do not fit the block."""
    if canvas.size(block) + count > BLOCK_LIMIT:
        raise Refusal("block-full", block=block, limit=BLOCK_LIMIT)


def place(
    canvas: Canvas, group: str, after: str | None, moving: Collection[str], count: int
) -> tuple[list[str], list[Effect]]:
    """`count` keys for notes that come after `after` in a group, and the effects that make room if keys grew long.

    `moving` are the ids that are on their way and do not count as neighbours. An `after` that does not stand
    in the group (it was moved or removed meanwhile) means: last.
    """
    low, high = _gap(canvas, group, after, moving)
    keys: list[str] = []
    for _ in range(count):
        low = order.between(low, high)
        keys.append(low)
    if max(map(len, keys), default=0) <= order.LONGEST:
        return keys, []
    return _respace(canvas, group, keys, moving)


def _gap(canvas: Canvas, group: str, after: str | None, moving: Collection[str]) -> tuple[str | None, str | None]:
    places = canvas.group(group)
    index = len(places)
    if after is None:
        index = 0
    elif after != LAST:
        note = canvas.notes.get(after)
        if note is not None and note.under and note.group != group:
            note = canvas.notes.get(note.under)  # a place behind a stack's member is the place behind its head
        if note is not None and note.group == group:
            index = bisect_left(places, note.place) + 1
    before = index - 1
    while before >= 0 and places[before][1] in moving:
        before -= 1
    while index < len(places) and places[index][1] in moving:
        index += 1
    return places[before][0] if before >= 0 else None, places[index][0] if index < len(places) else None


def _respace(
    canvas: Canvas, group: str, keys: Sequence[str], moving: Collection[str]
) -> tuple[list[str], list[Effect]]:
    standing: list[tuple[str, str | None]] = [(key, note) for key, note in canvas.group(group) if note not in moving]
    everyone = sorted([*standing, *((key, None) for key in keys)], key=lambda pair: pair[0])
    given: list[str] = []
    effects: list[Effect] = []
    for (_, note), key in zip(everyone, order.spread(len(everyone)), strict=True):
        if note is None:
            given.append(key)
        elif canvas.notes[note].key != key:
            effects.append({"note": note, "set": {"key": key}})
    return given, effects


def key_after(canvas: Canvas, note: Note) -> str:
    """A key directly behind a note in its group."""
    low, high = _gap(canvas, note.group or note.block, note.id, ())
    return order.between(low, high)


def free_key(canvas: Canvas, group: str, key: str, taken: set[tuple[str, str]], leaving: Collection[str] = ()) -> str:
    """The key itself, or the next free one behind it, when a note of the group or of `taken` has it already.

    Notes in `leaving` do not count. The key given out is added to `taken`, as (group, key).
    """
    used = {one for one, note in canvas.group(group) if note not in leaving} | {
        one for name, one in taken if name == group
    }
    if key in used:
        key = order.between(key, min((one for one in used if one > key), default=None))
    taken.add((group, key))
    return key


def move(canvas: Canvas, operation: Move, actor: Actor, at: int) -> list[Effect]:
    """Put notes into a block, in the order given; a head brings its stack, a member leaves its own."""
    block = operation.block
    if block not in canvas.kind.blocks:
        raise Refusal("no-block", block=block)
    named = find_all(canvas, operation.notes)
    heads = set(operation.notes)
    notes = [note for note in named if note.under not in heads]
    coming = sum(1 + len(canvas.members(note.id)) for note in notes if note.block != block)
    if coming:
        room_for(canvas, block, coming)
    if _stands(canvas, notes, block, operation.after):
        return []
    keys, effects = place(canvas, block, operation.after, {note.id for note in notes}, len(notes))
    for note, key in zip(notes, keys, strict=True):
        effects += _put(canvas, note, block, key, None)
    return effects


def _stands(canvas: Canvas, notes: Sequence[Note], block: str, after: str | None) -> bool:
    """Whether the notes stand there already, in that order."""
    if any(note.group != block for note in notes):
        return False
    ids = [note for _, note in canvas.group(block)]
    start = ids.index(notes[0].id)
    if ids[start : start + len(notes)] != [note.id for note in notes]:
        return False
    if after is None:
        return start == 0
    if after == LAST:
        return start + len(notes) == len(ids)
    return start > 0 and ids[start - 1] == after


def _put(canvas: Canvas, note: Note, block: str, key: str, under: str | None) -> list[Effect]:
    """The effects that set a note's place, with its stack, in the fields that change."""
    wanted = {"block": block, "key": key, "under": under}
    values = {name: value for name, value in wanted.items() if getattr(note, name) != value}
    effects: list[Effect] = [{"note": note.id, "set": values}] if values else []
    if note.block != block:
        effects += [{"note": member, "set": {"block": block}} for member in canvas.members(note.id)]
    return effects


def stack(canvas: Canvas, operation: Stack, actor: Actor, at: int) -> list[Effect]:
    """Put notes at the end of the stack headed by `on`; heads among them bring their members."""
    on = find(canvas, operation.on)
    head = find(canvas, on.under) if on.under else on
    named = find_all(canvas, operation.notes)
    flat: dict[str, Note] = {}
    for note in named:
        for one in (note.id, *canvas.members(note.id)):
            if one != head.id and canvas.notes[one].under != head.id:
                flat[one] = canvas.notes[one]
    if not flat:
        if any(note.id != head.id for note in named):
            return []
        raise Refusal("not-stackable", note=head.id)
    if any(note.to != head.to for note in flat.values()):
        raise Refusal("private-apart", note=head.id)
    coming = sum(note.block != head.block for note in flat.values())
    if coming:
        room_for(canvas, head.block, coming)
    keys, effects = place(canvas, head.id, LAST, (), len(flat))
    for note, key in zip(flat.values(), keys, strict=True):
        wanted = {"block": head.block, "key": key, "under": head.id}
        values = {name: value for name, value in wanted.items() if getattr(note, name) != value}
        effects.append({"note": note.id, "set": values})
    return effects


def unstack(canvas: Canvas, operation: Unstack, actor: Actor, at: int) -> list[Effect]:
    """Notes leave their stacks and stand after the heads."""
    leaving: dict[str, list[Note]] = {}
    for note in find_all(canvas, operation.notes):
        if note.under:
            leaving.setdefault(note.under, []).append(note)
    effects: list[Effect] = []
    for head, notes in leaving.items():
        effects += release(canvas, canvas.notes[head], notes)
    return effects


def release(canvas: Canvas, head: Note, members: Sequence[Note]) -> list[Effect]:
    """The effects that let members leave their stack and stand behind its head."""
    low, high = _gap(canvas, head.block, head.id, ())
    effects: list[Effect] = []
    for note in members:
        low = order.between(low, high)
        effects.append({"note": note.id, "set": {"key": low, "under": None}})
    return effects
