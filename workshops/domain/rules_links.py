"""Links between notes of different blocks, marks on blocks, and the day of the review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshops.domain.items import LINKS_LIMIT, LINKS_OF_NOTE
from workshops.domain.operations import Refusal
from workshops.domain.rules_assumptions import signed
from workshops.domain.rules_places import find

if TYPE_CHECKING:
    from workshops.domain.canvas import Canvas, Effect
    from workshops.domain.operations import Actor, AddLink, MarkBlock, RemoveLink, SetReview


def link(canvas: Canvas, operation: AddLink, actor: Actor, at: int) -> list[Effect]:
    """Say that one note rests on another, of another block. Two notes are linked once, whatever the direction."""
    note, other = find(canvas, operation.note), find(canvas, operation.other)
    if operation.link in canvas.links:
        raise Refusal("id-taken", link=operation.link)
    if note.id == other.id or (note.block == other.block and not operation.anywhere):
        raise Refusal("link-within", block=note.block)
    if linked(canvas, note.id, other.id):
        return []
    standing = [one for one in canvas.links.values() if not one.removed]
    busiest = max(sum(end in (one.note, one.other) for one in standing) for end in (note.id, other.id))
    if len(standing) >= LINKS_LIMIT or busiest >= LINKS_OF_NOTE:
        raise Refusal("notes-links-full", limit=LINKS_OF_NOTE, most=LINKS_LIMIT)
    values = {"note": note.id, "other": other.id, **signed([note, other], actor, at)}
    return [{"link": operation.link, "set": values}]


def linked(canvas: Canvas, note: str, other: str) -> bool:
    """Whether a link stands between two notes."""
    ends = ((note, other), (other, note))
    return any(not one.removed and (one.note, one.other) in ends for one in canvas.links.values())


def unlink(canvas: Canvas, operation: RemoveLink, actor: Actor, at: int) -> list[Effect]:
    """Take a link away."""
    found = canvas.links.get(operation.link)
    if found is None:
        raise Refusal("no-link", link=operation.link)
    return [] if found.removed else [{"link": found.id, "set": {"removed": True}}]


def mark(canvas: Canvas, operation: MarkBlock, actor: Actor, at: int) -> list[Effect]:
    """Say of a block that it is filled, or tested with customers, or nothing any more."""
    if operation.block not in canvas.kind.blocks:
        raise Refusal("no-block", block=operation.block)
    if canvas.marks.get(operation.block, "") == operation.mark:
        return []
    return [{"block": operation.block, "set": {"mark": operation.mark}}]


def review(canvas: Canvas, operation: SetReview, actor: Actor, at: int) -> list[Effect]:
    """Name the day to look at the canvas again, or none."""
    return [] if canvas.review == operation.date else [{"canvas": True, "set": {"review": operation.date}}]
