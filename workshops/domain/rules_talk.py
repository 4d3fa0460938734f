"""Comments, reactions and locks."""

from __future__ import annotations

from workshops.domain.canvas import COMMENTS_LIMIT, Canvas, Effect
from workshops.domain.operations import Actor, AddComment, Lock, React, Refusal, RemoveComment
from workshops.domain.roles import may
from workshops.domain.rules_places import find


def comment(canvas: Canvas, operation: AddComment, actor: Actor, at: int) -> list[Effect]:
    """A remark on a note."""
    note = find(canvas, operation.note)
    if operation.comment in canvas.comments:
        raise Refusal("id-taken", comment=operation.comment)
    if len(canvas.talk(note.id)) >= COMMENTS_LIMIT:
        raise Refusal("comments-full", note=note.id, limit=COMMENTS_LIMIT)
    values = {"note": note.id, "text": operation.text, "by": actor.who, "at": at, "removed": False}
    return [{"comment": operation.comment, "set": values}]


def uncomment(canvas: Canvas, operation: RemoveComment, actor: Actor, at: int) -> list[Effect]:
    """Take away a comment: one's own, or as a facilitator anybody's."""
    found = canvas.comments.get(operation.comment)
    if found is None:
        raise Refusal("no-comment", comment=operation.comment)
    if found.by != actor.who and not may(actor.role, "moderate"):
        raise Refusal("not-yours", comment=found.id)
    block = canvas.notes[found.note].block
    if block in canvas.locked_blocks and not may(actor.role, "pass locks"):
        raise Refusal("locked", block=block)
    return [] if found.removed else [{"comment": found.id, "set": {"removed": True}}]


def react(canvas: Canvas, operation: React, actor: Actor, at: int) -> list[Effect]:
    """One's reaction on a note, on or off."""
    note = find(canvas, operation.note)
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
