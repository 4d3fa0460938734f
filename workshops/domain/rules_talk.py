"""Comments, reactions and locks."""

from __future__ import annotations

from workshops.domain.canvas import Canvas, Effect
from workshops.domain.items import COMMENTS_LIMIT
from workshops.domain.operations import Actor, AddComment, Lock, LockNotes, React, Refusal, RemoveComment
from workshops.domain.rights import may
from workshops.domain.rules_places import find, find_all


def comment(canvas: Canvas, operation: AddComment, actor: Actor, at: int) -> list[Effect]:
    """A remark on a note."""
    note = find(canvas, operation.note)
    if operation.comment in canvas.comments:
        raise Refusal("id-taken", comment=operation.comment)
    if len(canvas.talk(note.id)) >= COMMENTS_LIMIT:
        raise Refusal("comments-full", note=note.id, limit=COMMENTS_LIMIT)
    values = {"note": note.id, "text": operation.text, "by": actor.who, "at": at, "removed": False}
    if not actor.moment.names or (note.anon and note.by == actor.who):
        values["anon"] = True
    return [{"comment": operation.comment, "set": values}]


def uncomment(canvas: Canvas, operation: RemoveComment, actor: Actor, at: int) -> list[Effect]:
    """Take away a comment: one's own, or as a facilitator anybody's."""
    found = canvas.comments.get(operation.comment)
    if found is None:
        raise Refusal("no-comment", comment=operation.comment)
    if found.by != actor.who and not may(actor.role, "moderate"):
        raise Refusal("not-yours", comment=found.id)
    block = canvas.notes[found.note].block
    if (block in canvas.locked_blocks or canvas.notes[found.note].locked) and not may(actor.role, "pass locks"):
        raise Refusal("locked", block=block)
    return [] if found.removed else [{"comment": found.id, "set": {"removed": True}}]


def react(canvas: Canvas, operation: React, actor: Actor, at: int) -> list[Effect]:
    """One's reaction on a note, on or off."""
    note = find(canvas, operation.note)
    if note.to:
        raise Refusal("private-apart", note=note.id)
    if operation.on and (not actor.moment.names or (note.anon and note.by == actor.who)):
        raise Refusal("reaction-names")  # a reaction has a name to it
    if (actor.who in note.reactions.get(operation.reaction, ())) == operation.on:
        return []
    return [{"note": note.id, "react": [operation.reaction, actor.who, operation.on]}]


def lock(canvas: Canvas, operation: Lock, actor: Actor, at: int) -> list[Effect]:
    """Close a block or the canvas for participants, or open it."""
    if operation.block is None:
        return [] if canvas.locked == operation.on else [{"canvas": True, "set": {"locked": operation.on}}]
    if operation.block not in canvas.kind.blocks:
        raise Refusal("no-block", block=operation.block)
    if (operation.block in canvas.locked_blocks) == operation.on:
        return []
    return [{"block": operation.block, "set": {"locked": operation.on}}]


def lock_notes(canvas: Canvas, operation: LockNotes, actor: Actor, at: int) -> list[Effect]:
    """Close notes for participants, or open them."""
    notes = find_all(canvas, operation.notes)
    return [{"note": note.id, "set": {"locked": operation.on}} for note in notes if note.locked != operation.on]
