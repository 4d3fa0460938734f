"""A canvas as plain values and back: what a keyframe of the log holds, equal to folding it up to its number."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workshops.domain.canvas import Canvas
from workshops.domain.items import SORTS, Assumption, Ballot, Comment, Experiment, Link, Measure, Note, Outcome

if TYPE_CHECKING:
    from workshops.domain.kinds import Kind


@dataclass(slots=True)
class Snapshot:
    """All that stands on a canvas after operation `head`."""

    head: int
    locked: bool
    locked_blocks: list[str]
    notes: list[Note] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    assumptions: list[Assumption] = field(default_factory=list)
    experiments: list[Experiment] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    marks: dict[str, str] = field(default_factory=dict)
    review: str | None = None
    ballots: dict[str, Ballot] = field(default_factory=dict)


def freeze(canvas: Canvas) -> Snapshot:
    """The values of a canvas; they are not copied, so encode them before the canvas changes."""
    return Snapshot(
        head=canvas.head,
        locked=canvas.locked,
        locked_blocks=sorted(canvas.locked_blocks),
        notes=list(canvas.notes.values()),
        **{f"{sort}s": list(canvas.items(sort).values()) for sort in SORTS},
        marks=canvas.marks,
        review=canvas.review,
        ballots=canvas.ballots,
    )


def thaw(kind: Kind, snapshot: Snapshot) -> Canvas:
    """The canvas of a snapshot."""
    canvas = Canvas(kind)
    canvas.head = snapshot.head
    canvas.locked = snapshot.locked
    canvas.locked_blocks = set(snapshot.locked_blocks)
    for note in snapshot.notes:
        canvas.put(note)
    for sort in SORTS:
        for item in getattr(snapshot, f"{sort}s"):
            canvas.put_item(sort, item)
    canvas.marks = snapshot.marks
    canvas.review = snapshot.review
    canvas.ballots = snapshot.ballots
    return canvas
