"""Voting with dots: a budget each, secret until closed, changeable until then."""

from __future__ import annotations

from workshops.domain.canvas import Canvas, Effect
from workshops.domain.items import Ballot
from workshops.domain.operations import Actor, CloseVote, Refusal, Vote
from workshops.domain.rules_places import find


def vote(canvas: Canvas, operation: Vote, actor: Actor, at: int) -> list[Effect]:
    """So many of one's dots on a note, instead of what was there. Never more than the step gives, over all notes."""
    moment = actor.moment
    note = find(canvas, operation.note)
    if moment.step is None or not moment.dots:
        raise Refusal("not-in-step")
    ballot = canvas.ballots.get(moment.step) or Ballot()
    if ballot.closed:
        raise Refusal("vote-closed")
    if note.to:
        raise Refusal("private-apart", note=note.id)
    if moment.vote_blocks and note.block not in moment.vote_blocks:
        raise Refusal("vote-elsewhere", block=note.block)
    was = ballot.dots.get(note.id, {}).get(actor.who, 0)
    if operation.dots == was:
        return []
    if ballot.of(actor.who) - was + operation.dots > moment.dots:
        raise Refusal("dots-spent", limit=moment.dots)
    return [{"vote": note.id, "ballot": moment.step, "who": actor.who, "dots": operation.dots, "to": actor.who}]


def close(canvas: Canvas, operation: CloseVote, actor: Actor, at: int) -> list[Effect]:
    """Count the dots and show the totals to all; or open the vote again, with everybody's dots as they were."""
    ballot = canvas.ballots.get(operation.step) or Ballot()
    if ballot.closed == operation.on:
        return []
    if not operation.on:
        return [{"ballot": operation.step, "set": {"closed": False, "totals": {}}}]
    sums = operation.totals
    if sums is None:
        sums = {note: sum(people.values()) for note, people in ballot.dots.items()}
    totals = {note: dots for note, dots in sums.items() if dots and not canvas.notes[note].removed}
    ordered = dict(sorted(totals.items(), key=lambda pair: (-pair[1], pair[0])))
    return [{"ballot": operation.step, "set": {"closed": True, "totals": ordered}}]
