"""Into the bin and back: what leaves a place, and which place it comes back to."""

from workshops.domain.canvas import Canvas, Effect
from workshops.domain.items import Note
from workshops.domain.operations import Actor, Refusal, Remove, Restore
from workshops.domain.rules_places import find_all, free_key, place, release, room_for


def remove(canvas: Canvas, operation: Remove, actor: Actor, at: int) -> list[Effect]:
    """Notes go into the bin; the members of a removed head stand free in its place."""
    going = find_all(canvas, operation.notes)
    ids = set(operation.notes)
    effects: list[Effect] = []
    for note in going:
        staying = [canvas.notes[one] for one in canvas.members(note.id) if one not in ids]
        effects += release(canvas, note, staying)
        effects.append({"note": note.id, "set": {"removed": True}})
    return effects


def restore(canvas: Canvas, operation: Restore, actor: Actor, at: int) -> list[Effect]:
    """Notes come back from the bin, to their old place unless another is named."""
    if operation.block is not None and operation.block not in canvas.kind.blocks:
        raise Refusal("no-block", block=operation.block)
    notes: list[Note] = []
    for note_id in operation.notes:
        note = canvas.notes.get(note_id)
        if note is None:
            raise Refusal("no-note", note=note_id)
        if note.removed:
            notes.append(note)
    for block in dict.fromkeys(operation.block or note.block for note in notes):
        room_for(canvas, block, sum((operation.block or note.block) == block for note in notes))
    if operation.block is not None:
        keys, effects = place(canvas, operation.block, operation.after, (), len(notes))
        for note, key in zip(notes, keys, strict=True):
            values = {"block": operation.block, "key": key, "under": None, "removed": False}
            effects.append({"note": note.id, "set": values})
        return effects
    taken: set[tuple[str, str]] = set()
    return [_back(canvas, note, taken) for note in notes]


def _back(canvas: Canvas, note: Note, taken: set[tuple[str, str]]) -> Effect:
    """Back to the old place: in its stack when that still stands, with its old key unless another has it now."""
    head = canvas.notes.get(note.under) if note.under else None
    stays = head is not None and not head.removed and head.under is None and head.block == note.block
    stays = stays and head is not None and head.to == note.to
    group = note.under if stays and note.under else note.block
    wanted = {
        "key": free_key(canvas, group, note.key, taken),
        "under": note.under if stays else None,
        "removed": False,
    }
    values = {name: value for name, value in wanted.items() if getattr(note, name) != value}
    return {"note": note.id, "set": values}
