"""A canvas from a file: through the one way to write, all of it or nothing. Its author is who imports it.

What a file says and a canvas cannot hold: who wrote what, and reactions (each is a person's own). `Imported` counts it.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

from django.db import transaction

from workshops.actions.editing import Submission, commit
from workshops.actions.facilitating import add_team, open_workshop
from workshops.actions.open_canvases import drop
from workshops.actions.reading_files import fits
from workshops.actions.scene import read_scene
from workshops.actions.workshop_log import APPLICATION, write
from workshops.domain import operations as ops
from workshops.domain.messages_assumptions import EXPERIMENT, MEASURE
from workshops.domain.operations import Operation, Refusal
from workshops.domain.rights import may
from workshops.exports.file import CanvasFile, NoteFile, OutcomeFile
from workshops.models import Canvas, Participant, User, Workshop

_T = TypeVar("_T")
BATCH = 200
MANY = 300


@dataclass(frozen=True, slots=True)
class Counted:
    """How much of it there is; `authors` and `reactions` count what a canvas cannot hold."""

    notes: int
    comments: int
    outcomes: int
    versions: int
    votes: int
    assumptions: int
    authors: int
    reactions: int


@dataclass(frozen=True, slots=True)
class Imported:
    """Where a file went, and how much of it there is."""

    canvas: Canvas
    counted: Counted


def count(file: CanvasFile) -> Counted:
    """What a file holds, before or after it is imported."""
    remarks = [one for note in file.notes for one in note.comments]
    authors = [one.author for one in file.notes] + [one.author for one in remarks]
    authors += [one.author for one in file.assumptions]
    return Counted(
        notes=len(file.notes),
        comments=len(remarks),
        outcomes=len(file.outcomes),
        versions=len(file.versions),
        votes=sum(note.votes for note in file.notes),
        assumptions=len(file.assumptions),
        authors=len({name for name in authors if name}),
        reactions=sum(sum(note.reactions.values()) for note in file.notes),
    )


def is_empty(canvas: Canvas) -> bool:
    """Whether a file can go onto it: nothing stands there, in sight or not."""
    return not canvas.notes.filter(removed=False).exists() and not canvas.outcomes.filter(removed=False).exists()


def check_fits(workshop: Workshop, file: CanvasFile) -> None:
    """Raises Refusal `import-block` when the workshop's kind has no place for what is in the file."""
    kind = workshop.parsed_kind()
    for notes in (file.notes, *(one.notes for one in file.versions)):
        fits(kind, notes)


def as_workshop(owner: User, file: CanvasFile) -> Imported:
    """A new workshop of the account with the file's title, kind, wording and one team. Raises Refusal."""
    with transaction.atomic():
        workshop = open_workshop(
            owner,
            title=file.title,
            topic=file.topic,
            kind=str(file.kind["key"]),
            kind_data=file.kind,
            language=file.language,
            team_names=[file.team],
        )
        wording = [
            {"op": "wording", "block": block, "question": words.question, "context": words.context}
            for block, words in file.wording.items()
        ]
        write(workshop, wording, APPLICATION)
        return into_canvas(workshop.participants.get(user=owner), workshop.canvases.get(), file)


def as_team(facilitator: Participant, file: CanvasFile, name: str) -> Imported:
    """A new team of the facilitator's workshop, with the file on its canvas. Raises Refusal."""
    with transaction.atomic():
        return into_canvas(facilitator, add_team(facilitator.workshop, facilitator, name).canvas, file)


def into_canvas(facilitator: Participant, canvas: Canvas, file: CanvasFile) -> Imported:
    """The file onto an empty canvas of the facilitator's workshop. `file` is checked (reading_files.read_canvas).

    Raises Refusal `not-allowed`, `archived`, `import-…`, or that of the operation that cannot be; then nothing is done.
    """
    workshop = Workshop.objects.get(pk=canvas.workshop_id)
    if facilitator.workshop_id != workshop.pk or not may(facilitator.role, "prepare"):
        raise Refusal("not-allowed")
    moment = read_scene(str(workshop.pk)).now()
    if moment.private or not moment.names:
        raise Refusal("import-private")
    check_fits(workshop, file)
    key = str(canvas.pk)
    try:
        with transaction.atomic():
            held = Canvas.objects.select_for_update().get(pk=canvas.pk)
            if not is_empty(held):
                raise Refusal("import-not-empty")
            _Writer(key, facilitator.who, list(workshop.parsed_kind().blocks)).write(file)
    except BaseException:
        drop(key)  # the canvas in memory is ahead of what was rolled back
        raise
    return Imported(canvas, count(file))


@dataclass(slots=True)
class _Writer:
    """Brings a canvas from one state of the file to the next: its versions, oldest first, and then how it is now."""

    canvas: str
    who: int
    blocks: list[str]
    ids: dict[str, str] = field(default_factory=dict)
    notes: dict[str, NoteFile] = field(default_factory=dict)
    outcomes: dict[str, OutcomeFile] = field(default_factory=dict)
    binned: set[str] = field(default_factory=set)

    def write(self, file: CanvasFile) -> None:
        if file.versions:
            self.line_up([*(one.outcomes for one in file.versions), file.outcomes])
        for version in file.versions:
            self.become(version.notes, version.outcomes)
            self.do([("version", ops.KeepVersion(_new(), version.name, at=version.at))])
        self.become(file.notes, file.outcomes)
        self.do(
            ("comment", ops.AddComment(self.id(note.id), _new(), remark.text))
            for note in file.notes
            for remark in note.comments
        )
        self.assumed(file)
        votes = {self.id(note.id): note.votes for note in file.notes if note.votes}
        if votes:
            self.do([("close-vote", ops.CloseVote(_new(), totals=votes))])

    def assumed(self, file: CanvasFile) -> None:
        """What stands on the notes as they are now; versions have none of it."""
        for one in file.assumptions:
            name = _new()
            values = {"statement": one.statement, "importance": one.importance, "evidence": one.evidence}
            assume = ops.Assume(name, self.id(one.note), {**values, "status": one.status}, {})
            trials = [
                ops.SetExperiment(_new(), name, {field: getattr(each, field) for field in EXPERIMENT}, {})
                for each in one.experiments
            ]
            self.do([("assume", assume), *(("experiment", trial) for trial in trials)])
        self.do(
            ("measure", ops.SetMeasure(self.id(one.note), {field: getattr(one, field) for field in MEASURE}, {}))
            for one in file.measures
        )
        self.do(
            ("link", ops.AddLink(_new(), self.id(one.note), self.id(one.other), anywhere=True)) for one in file.links
        )
        self.do(("mark", ops.MarkBlock(block, mark)) for block, mark in file.marks.items())
        self.do([("review", ops.SetReview(file.review))])

    def become(self, notes: Sequence[NoteFile], outcomes: Sequence[OutcomeFile]) -> None:
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
        fresh = [note for note in notes if note.id not in self.ids]
        for block in self.blocks:
            drafts = [ops.Draft(self.id(one.id), one.text, one.colour, one.tags) for one in fresh if one.block == block]
            self.do([("add", ops.Add(tuple(part), block)) for part in _parts(drafts)])
        self.words([note for note in notes if note not in fresh])
        self.places(notes, changed)
        self.notes = then
        self.decided(outcomes)

    def words(self, notes: Iterable[NoteFile]) -> None:
        """What notes that are there say, their colours and tags."""
        head = Canvas.objects.values_list("head", flat=True).get(pk=self.canvas)
        rows = {str(row.uid): row for row in Canvas.objects.get(pk=self.canvas).notes.all()}
        for note in notes:
            name, row = self.id(note.id), rows[self.id(note.id)]
            todo: list[tuple[str, Operation]] = []
            if row.text != note.text:
                delta = [one for one in (note.text, -len(row.text)) if one]
                todo.append(("text", ops.Text(name, head, delta)))
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

    def many(self, op: str, labels: Sequence[str], make: Callable[[tuple[str, ...]], Operation]) -> None:
        self.do([(op, make(self.known(part))) for part in _parts(labels)])

    def known(self, labels: Iterable[str]) -> tuple[str, ...]:
        return tuple(map(self.id, labels))

    def id(self, label: str) -> str:
        """Always a new one: the file's labels never become ids."""
        return self.ids.setdefault(label, _new())

    def do(self, operations: Iterable[tuple[str, Operation]]) -> None:
        """Raises the first refusal."""
        batch = [Submission(_new(), self.who, op, operation) for op, operation in operations]
        for part in _parts(batch, BATCH):
            for verdict in commit(self.canvas, part).verdicts:
                if verdict.refusal is not None:
                    raise verdict.refusal


def _order(notes: Iterable[NoteFile], block: str) -> list[tuple[str, str | None]]:
    return [(note.id, note.under) for note in notes if note.block == block]


def _parts(values: Sequence[_T], size: int = MANY) -> list[Sequence[_T]]:
    return [values[start : start + size] for start in range(0, len(values), size)]


def _new() -> str:
    return str(uuid.uuid4())
