"""Editing a canvas: a batch of operations is judged, numbered, applied and committed together."""

import logging
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError, transaction

from workshops import broadcast
from workshops.actions import rows
from workshops.actions.open_canvases import OpenCanvas, drop, open_canvas
from workshops.actions.storing import store
from workshops.domain.decide import decide
from workshops.domain.messages import is_id, parse
from workshops.domain.operations import Actor, Operation, Refusal
from workshops.domain.undo import Entry

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Submission:
    """One operation on its way in: the client's id, who sent it, what it is called and what it is."""

    id: str
    who: int
    op: str
    operation: Operation


@dataclass(slots=True)
class Verdict:
    """What became of an operation: taken at number `n` (`again`: it had been before), no effect, or refused."""

    id: str
    n: int | None = None
    again: bool = False
    refusal: Refusal | None = None


@dataclass(slots=True)
class Outcome:
    """What became of a batch: a verdict for each submission in order, and the entries that are new in the log."""

    verdicts: list[Verdict] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)


def read(raw: object, who: int) -> Submission:
    """A submission from one decoded operation of the wire. Raises Refusal; `id` is checked first, by `id_of`."""
    operation = parse(raw)
    assert isinstance(raw, dict)  # noqa: S101 - parse refuses anything else
    return Submission(raw["id"], who, raw["op"], operation)


def id_of(raw: object) -> str | None:
    """The id of a decoded operation, or None when it has no proper one and so cannot be answered."""
    return raw["id"] if isinstance(raw, dict) and is_id(raw.get("id")) else None


def commit(canvas_id: str, batch: Sequence[Submission]) -> Outcome:
    """Judge and commit a batch in one transaction; ring the doorbell after it. Raises Canvas.DoesNotExist.

    Nothing in the outcome is uncommitted. One bad operation does not spoil the others: when the database objects,
    they are tried one by one and only the culprit is refused (`try-again`).
    """
    try:
        return _commit(canvas_id, batch)
    except DatabaseError as problem:
        drop(canvas_id)
        logger.warning("a batch of %d was not committed: %s", len(batch), type(problem).__name__)
    if len(batch) == 1:
        return Outcome([Verdict(batch[0].id, refusal=Refusal("try-again"))])
    outcome = Outcome()
    for submission in batch:
        one = commit(canvas_id, [submission])
        outcome.verdicts += one.verdicts
        outcome.entries += one.entries
    return outcome


def _commit(canvas_id: str, batch: Sequence[Submission]) -> Outcome:
    opened = open_canvas(canvas_id)
    # Wait for the database first and hold the canvas in memory second, or its readers would wait along; and let go of
    # it after the commit, or they would see what is not committed.
    with ExitStack() as held:
        try:
            with transaction.atomic(), rows.pipelined():
                held.enter_context(opened.lock)
                head, workshop_head, archived, known = rows.ask(canvas_id, [submission.id for submission in batch])
                opened.follow_workshop(workshop_head, archived=archived)
                if head != opened.canvas.head:
                    opened.fold_in()
                outcome = _judge(opened, batch, known, int(time.time()))
                if outcome.entries:
                    store(canvas_id, opened.canvas, outcome.entries)
                    broadcast.ring("canvas", canvas_id, opened.canvas.head)
        except BaseException:
            drop(canvas_id)  # the canvas in memory may be ahead of what was rolled back
            raise
        opened.ledger.trim()
        return outcome


def _judge(opened: OpenCanvas, batch: Sequence[Submission], known: dict[str, int], at: int) -> Outcome:
    outcome = Outcome()
    for submission in batch:
        if submission.id in known:
            outcome.verdicts.append(Verdict(submission.id, n=known[submission.id], again=True))
            continue
        try:
            entry = _take(opened, submission, at)
        except Refusal as refusal:
            outcome.verdicts.append(Verdict(submission.id, refusal=refusal))
            continue
        if entry is None:
            outcome.verdicts.append(Verdict(submission.id))
            continue
        known[submission.id] = entry.n
        outcome.entries.append(entry)
        outcome.verdicts.append(Verdict(submission.id, n=entry.n))
    return outcome


def _take(opened: OpenCanvas, submission: Submission, at: int) -> Entry | None:
    """Apply one operation to the canvas in memory; None when it has no effect. Raises Refusal."""
    actor = _actor(opened, submission.who)
    canvas = opened.canvas
    change = decide(canvas, submission.operation, actor, at, opened.ledger)
    if not change.fx:
        return None
    number = canvas.head + 1
    before = canvas.apply(change.fx, number, actor.who)
    entry = Entry(number, submission.id, actor.who, at, submission.op, change.fx, before, of=change.of)
    opened.ledger.push(entry)
    return entry


def _actor(opened: OpenCanvas, who: int) -> Actor:
    person = opened.people.get(who)
    if person is None or person.removed:
        raise Refusal("removed")
    if opened.archived:
        raise Refusal("archived")
    if person.role == "participant" and person.team != opened.team:
        raise Refusal("not-allowed")
    return Actor(person.who, person.role)


def submit(canvas_id: str, who: int, raws: Sequence[dict[str, Any]]) -> list[Verdict]:
    """Edit a canvas as a form or a command does: operations as on the wire, each with an id. Raises Refusal for one
    that is not even in shape, and Canvas.DoesNotExist."""
    return commit(canvas_id, [read(raw, who) for raw in raws]).verdicts
