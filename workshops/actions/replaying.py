"""A canvas from a file, worked out in memory as entries of its log, before anything of it is written."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

from workshops.domain import operations as ops
from workshops.domain.audience import audience_of
from workshops.domain.canvas import Canvas
from workshops.domain.decide import decide
from workshops.domain.log import Ledger
from workshops.domain.messages_assumptions import EXPERIMENT, MEASURE
from workshops.domain.operations import Actor, Operation, Refusal
from workshops.domain.text import Delta
from workshops.domain.undo import Entry
from workshops.exports.file import (
    AssumptionFile,
    CanvasFile,
    MeasureFile,
    NoteFile,
    OutcomeFile,
    VersionFile,
)
from workshops.models.log import to_body

_T = TypeVar("_T")
MANY = 300
WORK_MOST = 15.0
"""Seconds of a processor that a file may take: in a small one many versions can each change very much."""


@dataclass(slots=True)
class Replay:
    """Brings a canvas in memory from one state of the file to the next: its versions, oldest first, and then how it is
    now. `entries` are what its log gets; nothing is written here, so nobody waits for it."""

    canvas: Canvas
    actor: Actor
    at: int
    entries: list[Entry] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    """The entries as they are stored."""
    ids: dict[str, str] = field(default_factory=dict)
    notes: dict[str, NoteFile] = field(default_factory=dict)
    outcomes: dict[str, OutcomeFile] = field(default_factory=dict)
    binned: set[str] = field(default_factory=set)
    assumptions: dict[str, AssumptionFile] = field(default_factory=dict)
    _trials: dict[str, set[str]] = field(default_factory=dict)
    """The labels of an assumption's experiments."""
    _ledger: Ledger | None = None
    _began: float = field(default_factory=time.thread_time)
    _ids: int = field(default_factory=lambda: uuid.uuid4().int >> 32 << 32)
    """Ids of entries follow each other: an index takes them in several times as fast as ids from anywhere."""

    @property
    def blocks(self) -> list[str]:
        return list(self.canvas.kind.blocks)

    def run(self, file: CanvasFile) -> None:
        """All of a file that is checked. Raises the first refusal, and `import-much`."""
        if file.versions:
            self.line_up([*(one.outcomes for one in file.versions), file.outcomes])
        for version in file.versions:
            self.become(version)
            self.do([("version", ops.KeepVersion(_new(), version.name, at=version.at))])
        self.become(file)
        self.do(
            ("comment", ops.AddComment(self.id(note.id), _new(), remark.text))
            for note in file.notes
            for remark in note.comments
        )
        votes = {self.id(note.id): note.votes for note in file.notes if note.votes}
        if votes:
            self.do([("close-vote", ops.CloseVote(_new(), totals=votes))])

    def become(self, state: CanvasFile | VersionFile) -> None:
        notes = state.notes
        was, then = self.notes, {note.id: note for note in notes}
        changed = [block for block in self.blocks if _order(was.values(), block) != _order(notes, block)]
        loose = [one.id for one in was.values() if one.under and one.block in changed]
        self.many("unstack", loose, ops.Unstack)
        gone = [name for name in was if name not in then]
        self.many("remove", gone, ops.Remove)
        self.binned.update(gone)
        back = [name for name in then if name in self.binned]
        for name in back:
            self.do([("restore", ops.Restore((self.id(name),), then[name].block))])
        self.binned.difference_update(back)
        fresh = {note.id: note for note in notes if note.id not in self.ids}
        for block in self.blocks:
            drafts = [
                ops.Draft(self.id(one.id), one.text, one.colour, one.tags)
                for one in fresh.values()
                if one.block == block
            ]
            self.do([("add", ops.Add(tuple(part), block)) for part in _parts(drafts)])
        self.words([note for note in notes if note.id not in fresh])
        self.places(notes, changed)
        self.notes = then
        self.decided(state.outcomes)
        self.assumed(state)

    def words(self, notes: Iterable[NoteFile]) -> None:
        """What notes that are there say, their colours and tags."""
        for note in notes:
            name = self.id(note.id)
            row = self.canvas.notes[name]
            todo: list[tuple[str, Operation]] = []
            if row.text != note.text:
                delta: Delta = [one for one in (note.text, -len(row.text)) if one]
                todo.append(("text", ops.Text(name, self.canvas.head, delta)))
            if row.colour != note.colour:
                todo.append(("colour", ops.Colour((name,), note.colour)))
            todo += [("tag", ops.Tag((name,), tag, on=False)) for tag in row.tags if tag not in note.tags]
            todo += [("tag", ops.Tag((name,), tag, on=True)) for tag in note.tags if tag not in row.tags]
            self.do(todo)

    def places(self, notes: Sequence[NoteFile], blocks: Iterable[str]) -> None:
        """The order of blocks, and stacks in the order of their members."""
        for block in blocks:
            heads = [note.id for note in notes if note.block == block]
            self.do([("move", ops.Move(self.known(part), block)) for part in _parts(heads)])
            stacks: dict[str, list[str]] = {}
            for note in notes:
                if note.under and note.block == block:
                    stacks.setdefault(note.under, []).append(note.id)
            for head, members in stacks.items():
                self.do([("stack", ops.Stack(self.known(part), self.id(head))) for part in _parts(members)])

    def line_up(self, states: Sequence[Sequence[OutcomeFile]]) -> None:
        """Outcomes stand as they were first made and keep that place while they are off the list: so all are made
        first, in the one order that fits every state, and taken off again."""
        first: dict[str, OutcomeFile] = {}
        sorter: TopologicalSorter[str] = TopologicalSorter()
        for outcomes in states:
            for before, one in zip((None, *outcomes), outcomes, strict=False):
                first.setdefault(one.id, one)
                sorter.add(one.id, *([before.id] if before else []))
        try:
            names = list(sorter.static_order())
        except CycleError:
            names = list(first)
        for name in names:
            one = first[name]
            put = ops.PutOutcome(self.id(name), one.sort, one.text, one.owner, one.due)
            self.do([("outcome", put), ("outcome-remove", ops.RemoveOutcome(put.outcome))])

    def decided(self, outcomes: Iterable[OutcomeFile]) -> None:
        then = {one.id: one for one in outcomes}
        gone = [("outcome-remove", ops.RemoveOutcome(self.id(name))) for name in self.outcomes if name not in then]
        put = [
            ("outcome", ops.PutOutcome(self.id(one.id), one.sort, one.text, one.owner, one.due))
            for one in then.values()
            if self.outcomes.get(one.id) != one
        ]
        self.do([*gone, *put])
        self.outcomes = then

    def assumed(self, state: CanvasFile | VersionFile) -> None:
        """What stands on the notes that stand there; what is on others waits for them."""
        wanted = dict.fromkeys((self.id(one.note), self.id(one.other)) for one in state.links)
        standing = {
            (one.note, one.other): one.id
            for one in self.canvas.links.values()
            if not one.removed and self.stands(one.note, one.other)
        }
        self.do(("unlink", ops.RemoveLink(link)) for ends, link in standing.items() if ends not in wanted)
        self.do(("link", ops.AddLink(_new(), *ends, anywhere=True)) for ends in wanted if ends not in standing)
        there = {one.id or _new(): one for one in state.assumptions}
        self.do(
            ("assume-remove", ops.RemoveAssumption(self.id(name)))
            for name, one in self.assumptions.items()
            if name not in there and self.stands(self.id(one.note))
        )
        for name, one in there.items():
            self.assume(name, one)
        self.assumptions |= there
        self.measured(state)
        for block in self.blocks:
            self.do([("mark", ops.MarkBlock(block, state.marks.get(block, "")))])
        self.do([("review", ops.SetReview(state.review))])

    def assume(self, name: str, one: AssumptionFile) -> None:
        values = {field: getattr(one, field) for field in ("statement", "importance", "evidence", "status")}
        self.do([("assume", ops.Assume(self.id(name), self.id(one.note), values, {}, back=True))])
        trials = {each.id or _new(): each for each in one.experiments}
        mine = self._trials.setdefault(name, set())
        self.do(("experiment-remove", ops.RemoveExperiment(self.id(key))) for key in sorted(mine - trials.keys()))
        for key, each in trials.items():
            said = {field: getattr(each, field) for field in EXPERIMENT}
            self.do([("experiment", ops.SetExperiment(self.id(key), self.id(name), said, {}, back=True))])
            mine.add(key)

    def measured(self, state: CanvasFile | VersionFile) -> None:
        there = {self.id(one.note): one for one in state.measures}
        known = [name for name, one in self.canvas.measures.items() if not one.removed and self.stands(name)]
        for name in dict.fromkeys([*known, *there]):
            one = there.get(name, MeasureFile(""))
            self.do([("measure", ops.SetMeasure(name, {field: getattr(one, field) for field in MEASURE}, {}))])

    def stands(self, *notes: str) -> bool:
        return all(not self.canvas.notes[one].removed for one in notes)

    def many(self, op: str, labels: Sequence[str], make: Callable[[tuple[str, ...]], Operation]) -> None:
        self.do([(op, make(self.known(part))) for part in _parts(labels)])

    def known(self, labels: Iterable[str]) -> tuple[str, ...]:
        return tuple(map(self.id, labels))

    def id(self, label: str) -> str:
        """Always a new one: the file's labels never become ids."""
        if label not in self.ids:
            self.ids[label] = _new()
        return self.ids[label]

    def do(self, operations: Iterable[tuple[str, Operation]]) -> None:
        """Raises the first refusal, and `import-much`."""
        if self._ledger is None:
            self._ledger = Ledger(lambda _since, _until: [], lambda _who, _until: [], start=self.canvas.head)
        for op, operation in operations:
            if time.thread_time() - self._began > WORK_MOST:
                raise Refusal("import-much")
            change = decide(self.canvas, operation, self.actor, self.at, self._ledger)
            if not change.fx:
                continue
            number = self.canvas.head + 1
            before = self.canvas.apply(change.fx, number, self.actor.who)
            audience = audience_of(change.fx, anon=change.anon)
            made = (change.fx, before, audience, change.of, change.anon)
            entry = Entry(number, str(uuid.UUID(int=self._ids + number)), self.actor.who, self.at, op, *made)
            self.entries.append(entry)
            self.bodies.append(to_body(entry))
            self._ledger.push(entry)


def _order(notes: Iterable[NoteFile], block: str) -> list[tuple[str, str | None]]:
    return [(note.id, note.under) for note in notes if note.block == block]


def _parts(values: Sequence[_T], size: int = MANY) -> list[Sequence[_T]]:
    return [values[start : start + size] for start in range(0, len(values), size)]


def _new() -> str:
    return str(uuid.uuid4())
