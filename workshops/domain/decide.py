"""decide(canvas, operation, actor) gives the effects of an operation, or refuses it, and changes nothing.

Rights, locks and what the actor can see are judged here, once; folding a log never judges. It touches only what the
operation is about. Twin: static/js/canvas/core/operations.js (without rights, and without undo, which needs the log).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from workshops.domain import (
    bringing_back,
    rules_assumptions,
    rules_bin,
    rules_links,
    rules_notes,
    rules_places,
    rules_private,
    rules_record,
    rules_talk,
    rules_vote,
    take_back,
    undo,
)
from workshops.domain import operations as ops
from workshops.domain import text as texts
from workshops.domain.audience import hides_author, label, within_sight
from workshops.domain.canvas import Canvas, Effect
from workshops.domain.operations import Actor, Operation, Refusal
from workshops.domain.rights import CANVAS_OPERATIONS, may, refusal

if TYPE_CHECKING:
    from workshops.domain.undo import Past

Rule = Callable[[Canvas, Any, Actor, int], list[Effect]]

_RULES: dict[type, tuple[str, Rule]] = {
    ops.Add: ("add", rules_notes.add),
    ops.Colour: ("colour", rules_notes.colour),
    ops.Tag: ("tag", rules_notes.tag),
    ops.Duplicate: ("duplicate", rules_notes.duplicate),
    ops.Remove: ("remove", rules_bin.remove),
    ops.Restore: ("restore", rules_bin.restore),
    ops.Move: ("move", rules_places.move),
    ops.Stack: ("stack", rules_places.stack),
    ops.Unstack: ("unstack", rules_places.unstack),
    ops.AddComment: ("comment", rules_talk.comment),
    ops.RemoveComment: ("uncomment", rules_talk.uncomment),
    ops.React: ("react", rules_talk.react),
    ops.Lock: ("lock", rules_talk.lock),
    ops.LockNotes: ("lock-notes", rules_talk.lock_notes),
    ops.Reveal: ("reveal", rules_private.reveal),
    ops.Vote: ("vote", rules_vote.vote),
    ops.CloseVote: ("close-vote", rules_vote.close),
    ops.PutOutcome: ("outcome", rules_record.put_outcome),
    ops.RemoveOutcome: ("outcome-remove", rules_record.remove_outcome),
    ops.SetMeasure: ("measure", rules_assumptions.measure),
    ops.Assume: ("assume", rules_assumptions.assume),
    ops.RemoveAssumption: ("assume-remove", rules_assumptions.remove_assumption),
    ops.SetExperiment: ("experiment", rules_assumptions.experiment),
    ops.RemoveExperiment: ("experiment-remove", rules_assumptions.remove_experiment),
    ops.AddLink: ("link", rules_links.link),
    ops.RemoveLink: ("unlink", rules_links.unlink),
    ops.MarkBlock: ("mark", rules_links.mark),
    ops.SetReview: ("review", rules_links.review),
    ops.KeepVersion: ("version", rules_record.keep_version),
}
_BESIDE_LOCKS = frozenset(
    {name for name, action in CANVAS_OPERATIONS.items() if action == "record"} | {"vote", "reveal"}
)
"""Operations that leave the notes as they are: a lock does not hold them up."""


@dataclass(slots=True)
class Change:
    """What an operation does: its effects (none: nothing to do), for undo and redo what they take back, and whether its
    author is told to nobody."""

    fx: list[Effect]
    of: list[int] = field(default_factory=list)
    anon: bool = False


def decide(canvas: Canvas, operation: Operation, actor: Actor, at: int, past: Past) -> Change:
    """The change an operation makes at Unix time `at`. Raises Refusal."""
    operation = within_sight(canvas, operation, actor)
    change = _decide(canvas, operation, actor, at, past)
    _check_lengths(canvas, change.fx)
    change.fx = label(canvas, change.fx)
    change.anon = hides_author(canvas, operation, actor, change.anon)
    return change


def _decide(canvas: Canvas, operation: Operation, actor: Actor, at: int, past: Past) -> Change:
    if isinstance(operation, ops.Text):
        _allow(canvas, actor, "text", [operation.note])
        return Change(rules_notes.text(canvas, operation, past.deltas_since))
    if isinstance(operation, ops.Undo | ops.Redo):
        return Change(*undo.decide(canvas, operation, actor, past))
    if isinstance(operation, ops.BringBack | ops.Branch):
        return _from_the_past(canvas, operation, actor, past)
    if isinstance(operation, ops.TakeBack):
        _allow(canvas, actor, "take-back", [])
        return Change(*take_back.decide(canvas, operation, actor, at, past))
    name, rule = _RULES[type(operation)]
    _allow(canvas, actor, name, touched(operation), target=getattr(operation, "block", None))
    return Change(rule(canvas, operation, actor, at))


def _check_lengths(canvas: Canvas, fx: list[Effect]) -> None:
    """Raise Refusal when a note would hold more than it may: what comes back finds what was written meanwhile."""
    longer: dict[str, int] = {}
    for effect in fx:
        if "text" in effect and effect["note"] in canvas.notes:
            longer[effect["note"]] = longer.get(effect["note"], 0) + texts.growth(effect["text"])
    for note, more in longer.items():
        if more > 0 and len(canvas.notes[note].text) + more > texts.MERGED_LIMIT:
            raise Refusal("text-long", limit=texts.MERGED_LIMIT)


def _from_the_past(canvas: Canvas, operation: ops.BringBack | ops.Branch, actor: Actor, past: Past) -> Change:
    if isinstance(operation, ops.Branch):
        _allow(canvas, actor, "branch", [])
        return Change(bringing_back.branch(canvas, operation, past))
    _allow(canvas, actor, "bring-back", operation.notes)
    return Change(bringing_back.decide(canvas, operation, past))


def touched(operation: Operation) -> Iterable[str]:
    """The ids of the notes an operation names."""
    if isinstance(operation, ops.Add):
        return []
    named = list(getattr(operation, "notes", ()))
    named += [getattr(operation, name) for name in ("note", "on") if isinstance(getattr(operation, name, None), str)]
    return named


def _allow(canvas: Canvas, actor: Actor, name: str, notes: Iterable[str], target: str | None = None) -> None:
    moment = actor.moment
    code = refusal(actor.role, CANVAS_OPERATIONS[name], moment.phase, moment.grants)
    if code is not None:
        raise Refusal(code)
    if name in _BESIDE_LOCKS or may(actor.role, "pass locks", moment.phase):
        return
    if canvas.locked:
        raise Refusal("canvas-locked")
    found = [canvas.notes[note] for note in notes if note in canvas.notes]
    for block in ([target] if target else []) + [note.block for note in found]:
        if block in canvas.locked_blocks:
            raise Refusal("locked", block=block)
    for note in found:
        if note.locked:
            raise Refusal("note-locked", note=note.id)
