"""Showing what was written in private: all of it, some of one's own, or one note after another."""

from __future__ import annotations

from dataclasses import asdict

from workshops.domain.canvas import Canvas, Effect
from workshops.domain.items import ON_NOTES, Note
from workshops.domain.operations import Actor, Refusal, Reveal
from workshops.domain.rights import refusal

SHOWN = ("block", "key", "text", "colour", "tags", "under", "by", "at", "removed", "anon", "step", "locked")


def reveal(canvas: Canvas, operation: Reveal, actor: Actor, at: int) -> list[Effect]:
    """Others get each note as it is now: its history begins here for them. Stacks are shown whole."""
    leads = refusal(actor.role, "reveal", actor.moment.phase) is None
    if operation.notes:
        notes = [canvas.notes[name] for name in operation.notes if name in canvas.notes]
        if not leads and any(note.by != actor.who for note in notes):
            raise Refusal("not-allowed")
        if not leads and actor.moment.private and any(note.step == actor.moment.step for note in notes):
            raise Refusal("still-private")
    elif not leads:
        raise Refusal("not-allowed")
    else:
        notes = [
            note
            for note in canvas.notes.values()
            if operation.step in (None, note.step) and operation.block in (None, note.block)
        ]
        notes = _in_turn(canvas, notes)[:1] if operation.one else notes
    effects: list[Effect] = []
    shown = _with_stacks(canvas, [note for note in notes if note.to])
    for note in shown:
        values = {name: getattr(note, name) for name in SHOWN}
        if note.anon:
            values["at"] = at  # when it was written would tell by whom
        effects.append({"note": note.id, "reveal": values})
    return effects + _with_them(canvas, {note.id for note in shown}, at) if shown else []


def _with_them(canvas: Canvas, shown: set[str], at: int) -> list[Effect]:
    """What stands on the notes, and is everybody's with them; a link only when both its notes are."""
    effects: list[Effect] = []
    for sort in ON_NOTES:
        for item in canvas.items(sort).values():
            notes = canvas.notes_of(sort, item)
            if shown.isdisjoint(notes) or any(canvas.notes[name].to and name not in shown for name in notes):
                continue
            values = asdict(item)
            if values.get("anon"):
                values["at"] = at
            effects.append({sort: values.pop("id"), "set": values})
    return effects


def _in_turn(canvas: Canvas, notes: list[Note]) -> list[Note]:
    """The private notes as they stand: by block in fill order, then by place."""
    blocks = list(canvas.kind.blocks)
    private = [note for note in notes if note.to and not note.removed]
    return sorted(private, key=lambda note: (blocks.index(note.block), note.under is not None, note.place))


def _with_stacks(canvas: Canvas, notes: list[Note]) -> list[Note]:
    whole: dict[str, Note] = {}
    for note in notes:
        head = canvas.notes[note.under] if note.under else note
        for name in (head.id, *canvas.members(head.id)):
            if canvas.notes[name].to:
                whole[name] = canvas.notes[name]
        whole[note.id] = note
    return list(whole.values())
