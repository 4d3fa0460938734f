"""A small world for the rules: a canvas with its log in memory, and operations by named people."""

import json
import uuid
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from workshops.domain import kinds, messages
from workshops.domain.audience import audience_of
from workshops.domain.canvas import Canvas, Effect
from workshops.domain.decide import decide
from workshops.domain.items import SORTS
from workshops.domain.log import Ledger, fold
from workshops.domain.operations import Actor, Branch, Operation, Refusal
from workshops.domain.undo import Entry

KIND = kinds.parse(json.loads((Path(kinds.__file__).parents[1] / "kinds" / "public.json").read_text("utf-8")))

FACILITATOR = Actor(1, "facilitator")
ALICE = Actor(2, "participant")
BOB = Actor(3, "participant")
OBSERVER = Actor(4, "observer")


class World:
    """A canvas, its log, and a clock that a test moves."""

    def __init__(self, recent: int | None = None) -> None:
        self.canvas = Canvas(KIND)
        self.log: list[Entry] = []
        self.now = 1_000
        self.ledger = Ledger(self._older_texts, self._older_mine, self._canvas_at)
        self.family: dict[str, Canvas] = {}
        """Other canvases of the same family, by id."""
        self.recent = recent
        self.counts: Counter[str] = Counter()

    def _older_texts(self, since: int, until: int) -> list[Any]:
        entries = [entry for entry in self.log if since < entry.n <= until]
        return [
            (entry.n, effect["note"], effect["text"]) for entry in entries for effect in entry.fx if "text" in effect
        ]

    def _older_mine(self, who: int, until: int) -> list[Entry]:
        return [entry for entry in reversed(self.log) if entry.by == who and entry.n <= until]

    def _canvas_at(self, source: str | None, number: int) -> Canvas:
        if source is None:
            return fold(KIND, self.log[:number])
        if source not in self.family:
            raise Refusal("no-moment", n=number)
        return self.family[source]

    def do(self, actor: Actor, op: str, **fields: Any) -> list[Effect]:
        """Judge and apply; the effects. Raises Refusal."""
        return self._take(actor, op, messages.parse({"op": op, **fields}))

    def branch(self, actor: Actor, source: str, number: int) -> list[Effect]:
        """Begin with what stands on another canvas of the family, which no client can ask for."""
        return self._take(actor, "branch", Branch(source, number))

    def _take(self, actor: Actor, op: str, operation: Operation) -> list[Effect]:
        change = decide(self.canvas, operation, actor, self.now, self.ledger)
        if not change.fx:
            return []
        number = self.canvas.head + 1
        before = self.canvas.apply(change.fx, number, actor.who)
        audience = audience_of(change.fx, anon=change.anon)
        entry = Entry(number, new_id(), actor.who, self.now, op, change.fx, before, audience, change.of, change.anon)
        self.log.append(entry)
        self.ledger.push(entry)
        return change.fx

    def note(self, actor: Actor = ALICE, text: str = "een idee", block: str = "segments", **fields: Any) -> str:
        """A new note; its id."""
        note = new_id()
        self.do(actor, "add", block=block, notes=[{"note": note, "text": text, **fields}])
        return note

    def order(self, group: str) -> list[str]:
        """The texts of a block's free notes, or of a stack's members."""
        return [self.canvas.notes[note].text for _, note in self.canvas.group(group)]


def new_id() -> str:
    return str(uuid.uuid4())


def shape(canvas: Canvas) -> Any:
    """Everything that must be equal in two equal canvases."""
    notes = {
        note.id: (note.block, note.key, note.text, note.colour, tuple(note.tags), note.under, note.removed, note.v)
        + (note.to, note.anon, note.step, note.locked, note.by)
        + (tuple(sorted((name, tuple(people)) for name, people in note.reactions.items())),)
        for note in canvas.notes.values()
    }
    comments = {one.id: (one.note, one.text, one.by, one.removed) for one in canvas.comments.values()}
    found = {sort: canvas.items(sort) for sort in SORTS if sort != "comment"}
    marks = {block: mark for block, mark in canvas.marks.items() if mark}
    ballots = {step: (one.dots, one.closed, one.totals) for step, one in canvas.ballots.items()}
    states = (sorted(canvas.locked_blocks), marks, canvas.review)
    return canvas.head, canvas.locked, states, notes, comments, found, ballots


def assert_sound(canvas: Canvas) -> None:
    """What every canvas must be, whatever was done to it: stacks of one level in one block, keys that differ."""
    for note in canvas.notes.values():
        if note.under and not note.removed:
            head = canvas.notes[note.under]
            assert not head.removed
            assert head.under is None
            assert head.block == note.block
    for block in KIND.blocks:
        keys = [key for key, _ in canvas.group(block)]
        assert keys == sorted(set(keys))
        assert canvas.size(block) == sum(one.block == block and not one.removed for one in canvas.notes.values())
    for one in canvas.notes:
        keys = [key for key, _ in canvas.group(one)]
        assert keys == sorted(set(keys))


@pytest.fixture
def world() -> World:
    return World()


def replayed(world: World) -> Canvas:
    """The canvas that the log alone gives."""
    return fold(KIND, world.log)
