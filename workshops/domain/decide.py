"""decide(canvas, operation, actor) gives the effects of an operation, or refuses it, and changes nothing.

Rights and locks are judged here, once; folding a log never judges. It touches only what the operation is
about. Twin: static/js/canvas/core/operations.js (without rights, and without undo, which needs the log).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from workshops.domain import operations as ops
from workshops.domain import rules_bin, rules_notes, rules_places, rules_talk, undo
from workshops.domain.canvas import Canvas, Effect
from workshops.domain.operations import Actor, Operation, Refusal
from workshops.domain.roles import may

if TYPE_CHECKING:
    from workshops.domain.undo import Past

Rule = Callable[[Canvas, Any, Actor, int], list[Effect]]

_RULES: dict[type, tuple[str, Rule]] = {
    ops.Add: ("write", rules_notes.add),
    ops.Colour: ("arrange", rules_notes.colour),
    ops.Tag: ("arrange", rules_notes.tag),
    ops.Duplicate: ("write", rules_notes.duplicate),
    ops.Remove: ("arrange", rules_bin.remove),
    ops.Restore: ("arrange", rules_bin.restore),
    ops.Move: ("arrange", rules_places.move),
    ops.Stack: ("arrange", rules_places.stack),
    ops.Unstack: ("arrange", rules_places.unstack),
    ops.AddComment: ("talk", rules_talk.comment),
    ops.RemoveComment: ("talk", rules_talk.uncomment),
    ops.React: ("talk", rules_talk.react),
    ops.Lock: ("lock", rules_talk.lock),
}


@dataclass(slots=True)
class Change:
    """What an operation does: its effects (none: nothing to do) and, for undo and redo, what they take back."""

    fx: list[Effect]
    of: list[int] = field(default_factory=list)


def decide(canvas: Canvas, operation: Operation, actor: Actor, at: int, past: Past) -> Change:
    """The change an operation makes at Unix time `at`. Raises Refusal."""
    if isinstance(operation, ops.Text):
        _allow(canvas, actor, "write", [operation.note])
        return Change(rules_notes.text(canvas, operation, past.deltas_since))
    if isinstance(operation, ops.Undo | ops.Redo):
        return Change(*undo.decide(canvas, operation, actor, past))
    action, rule = _RULES[type(operation)]
    _allow(canvas, actor, action, touched(operation), target=getattr(operation, "block", None))
    return Change(rule(canvas, operation, actor, at))


def touched(operation: Operation) -> Iterable[str]:
    """The ids of the notes an operation names."""
    if isinstance(operation, ops.AddComment | ops.React | ops.Text):
        return [operation.note]
    if isinstance(operation, ops.Stack):
        return [*operation.notes, operation.on]
    if isinstance(operation, ops.Add | ops.RemoveComment | ops.Lock | ops.Undo | ops.Redo):
        return []
    return operation.notes


def _allow(canvas: Canvas, actor: Actor, action: str, notes: Iterable[str], target: str | None = None) -> None:
    if not may(actor.role, action):
        raise Refusal("not-allowed")
    if not (canvas.locked or canvas.locked_blocks) or may(actor.role, "pass locks"):
        return
    if canvas.locked:
        raise Refusal("canvas-locked")
    blocks = [target] if target else []
    blocks += [canvas.notes[note].block for note in notes if note in canvas.notes]
    for block in blocks:
        if block in canvas.locked_blocks:
            raise Refusal("locked", block=block)
