"""A canvas from a file: through the one way to write, all of it or nothing. Its author is who imports it.

What a file says and a canvas cannot hold: who wrote what, and reactions (each is a person's own). `Imported` counts it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from workshops import broadcast, clock
from workshops.actions.editing import follow
from workshops.actions.facilitating import add_team, open_workshop
from workshops.actions.open_canvases import drop
from workshops.actions.reading_files import fits
from workshops.actions.replaying import Replay
from workshops.actions.scene import read_scene
from workshops.actions.storing import store
from workshops.actions.workshop_log import APPLICATION, write
from workshops.domain.canvas import Canvas as DomainCanvas
from workshops.domain.kinds import parse
from workshops.domain.operations import Actor, Refusal
from workshops.domain.rights import BEFORE, Moment, may
from workshops.exports.file import CanvasFile
from workshops.models import Canvas, Participant, User, Workshop

OWNER = 1
"""The number of whoever makes a workshop, in it."""


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
    ready = _replayed(DomainCanvas(parse(file.kind)), OWNER, BEFORE, file)
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
        return _stored(workshop.canvases.get(), ready, file)


def as_team(facilitator: Participant, file: CanvasFile, name: str) -> Imported:
    """A new team of the facilitator's workshop, with the file on its canvas. Raises Refusal."""
    moment = _allowed(facilitator, file)
    ready = _replayed(DomainCanvas(facilitator.workshop.parsed_kind()), facilitator.who, moment, file)
    with transaction.atomic():
        return _stored(add_team(facilitator.workshop, facilitator, name).canvas, ready, file)


def into_canvas(facilitator: Participant, canvas: Canvas, file: CanvasFile) -> Imported:
    """The file onto an empty canvas of the facilitator's workshop. `file` is checked (reading_files.read_canvas).

    Raises Refusal `not-allowed`, `archived`, `import-…`, or that of the operation that cannot be; then nothing is done.
    """
    if facilitator.workshop_id != canvas.workshop_id:
        raise Refusal("not-allowed")
    moment = _allowed(facilitator, file)
    while True:
        follow(str(canvas.pk))
        row = Canvas.objects.get(pk=canvas.pk)
        if not is_empty(row):
            raise Refusal("import-not-empty")
        start = row.head
        ready = _replayed(row.to_domain(facilitator.workshop.parsed_kind()), facilitator.who, moment, file)
        with transaction.atomic():
            # Somebody may have been there while it was worked out.
            if Canvas.objects.select_for_update().get(pk=canvas.pk).head == start:
                return _stored(canvas, ready, file)


def _allowed(facilitator: Participant, file: CanvasFile) -> Moment:
    """What the hour makes of an import now. Raises Refusal."""
    workshop = Workshop.objects.get(pk=facilitator.workshop_id)
    if not may(facilitator.role, "prepare"):
        raise Refusal("not-allowed")
    if workshop.archived:
        raise Refusal("archived")
    moment = read_scene(str(workshop.pk)).now()
    if moment.private or not moment.names:
        raise Refusal("import-private")
    check_fits(workshop, file)
    return moment


def _replayed(canvas: DomainCanvas, who: int, moment: Moment, file: CanvasFile) -> Replay:
    replay = Replay(canvas, Actor(who, "facilitator", moment), clock.now() // 1000)
    replay.run(file)
    return replay


def _stored(canvas: Canvas, ready: Replay, file: CanvasFile) -> Imported:
    """Write what was worked out. Inside a transaction: all that is done while others wait for it."""
    key = str(canvas.pk)
    if ready.entries:
        store(key, ready.canvas, ready.entries, ready.bodies)
        broadcast.ring("canvas", key, ready.canvas.head)
        # Whoever needs it next reads the rows: sooner done than to fold in all that is new.
        transaction.on_commit(lambda: drop(key))
    return Imported(canvas, count(file))
