"""Editing a canvas: a batch of operations is judged, numbered, applied and committed together."""

import logging
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError, transaction

from workshops import broadcast, clock
from workshops.actions import rows
from workshops.actions.open_canvases import OpenCanvas, drop, open_canvas
from workshops.actions.scene import marks
from workshops.actions.storing import store
from workshops.domain.audience import audience_of
from workshops.domain.decide import decide
from workshops.domain.messages import parse
from workshops.domain.operations import Actor, Operation, Refusal
from workshops.domain.shapes import is_id
from workshops.domain.undo import Entry
from workshops.history import keyframes

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Submission:
    """One operation on its way in: the client's id, who sent it, what it is called, what it is, and in which step it
    was made (None: now)."""

    id: str
    who: int
    op: str
    operation: Operation
    step: str | None = None


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
    step = raw.get("step")
    return Submission(raw["id"], who, raw["op"], operation, step if is_id(step) else None)


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


def follow(canvas_id: str) -> None:
    """Do on a canvas what the workshop's log asks of it. Raises Canvas.DoesNotExist."""
    commit(canvas_id, [])


def _commit(canvas_id: str, batch: Sequence[Submission]) -> Outcome:
    opened = open_canvas(canvas_id)
    # Wait for the database first and hold the canvas in memory second, or its readers would wait along; and let go of
    # it after the commit, or they would see what is not committed.
    with ExitStack() as held:
        try:
            with transaction.atomic(), rows.pipelined():
                held.enter_context(opened.lock)
                head, workshop_head, known = rows.ask(canvas_id, [submission.id for submission in batch])
                opened.follow_workshop(workshop_head)
                if head != opened.canvas.head:
                    opened.fold_in()
                now = clock.now()
                asked = _do_what_is_asked(opened, now // 1000) if opened.followed != workshop_head else []
                outcome = _judge(opened, batch, known, now)
                outcome.entries[:0] = asked
                if outcome.entries:
                    store(canvas_id, opened.canvas, outcome.entries)
                    if keyframes.due(head, opened.canvas.head):
                        keyframes.keep(canvas_id, opened.canvas)
                    broadcast.ring("canvas", canvas_id, opened.canvas.head)
                opened.followed = workshop_head
        except BaseException:
            drop(canvas_id)  # the canvas in memory may be ahead of what was rolled back
            raise
        opened.ledger.trim()
        return outcome


def _do_what_is_asked(opened: OpenCanvas, at: int) -> list[Entry]:
    """Entries that the workshop's log asks of this canvas and that are not there yet."""
    wanted = [] if opened.scenario else marks(opened.id, opened.scene, opened.followed)
    there = rows.taken(opened.id, [mark.id for mark in wanted]) if wanted else {}
    entries: list[Entry] = []
    for mark in wanted:
        if mark.id not in there:
            submission = Submission(mark.id, mark.by, mark.op, mark.operation)
            with suppress(Refusal):
                entry = _take(opened, submission, Actor(mark.by, "facilitator"), at)
                entries += [entry] if entry is not None else []
    return entries


def _judge(opened: OpenCanvas, batch: Sequence[Submission], known: dict[str, int], now: int) -> Outcome:
    outcome = Outcome()
    for submission in batch:
        if submission.id in known:
            outcome.verdicts.append(Verdict(submission.id, n=known[submission.id], again=True))
            continue
        try:
            entry = _take(opened, submission, _actor(opened, submission, now), now // 1000)
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


def _take(opened: OpenCanvas, submission: Submission, actor: Actor, at: int) -> Entry | None:
    """Apply one operation to the canvas in memory; None when it has no effect. Raises Refusal."""
    canvas = opened.canvas
    change = decide(canvas, submission.operation, actor, at, opened.ledger)
    if not change.fx:
        return None
    number = canvas.head + 1
    before = canvas.apply(change.fx, number, actor.who)
    audience = audience_of(change.fx, anon=change.anon)
    entry = Entry(
        number, submission.id, actor.who, at, submission.op, change.fx, before, audience, change.of, change.anon
    )
    opened.ledger.push(entry)
    return entry


def _actor(opened: OpenCanvas, submission: Submission, now: int) -> Actor:
    scene = opened.scene
    person = scene.people.get(submission.who)
    if person is None or person.removed:
        raise Refusal("removed")
    if scene.archived:
        raise Refusal("archived")
    if person.role == "participant" and person.team != opened.team:
        raise Refusal("not-allowed")
    moment = scene.apart() if opened.scenario else scene.moment(submission.step, person.who, now)
    return Actor(person.who, person.role, moment)


def submit(canvas_id: str, who: int, raws: Sequence[dict[str, Any]]) -> list[Verdict]:
    """Edit a canvas as a form or a command does: operations as on the wire, each with an id. Raises Refusal for one
    that is not even in shape, and Canvas.DoesNotExist."""
    return commit(canvas_id, [read(raw, who) for raw in raws]).verdicts
