"""What judging an edit asks of the workshop: who takes part, where the hour is, and what it asks of the canvases."""

import uuid
from dataclasses import dataclass, field, replace

from workshops.domain import agenda
from workshops.domain import operations as ops
from workshops.domain.agenda import MINUTE, Hour, Step
from workshops.domain.operations import Operation
from workshops.domain.rights import Moment
from workshops.domain.workshop import Person
from workshops.models import Participant, Workshop, WorkshopOperation

GRACE = 10_000
"""Milliseconds after a step's end in which what was made in it may still arrive."""
LATE = 10 * MINUTE
"""How long after a step's end somebody who was away then keeps its rights."""
MARKING = ("go", "done", "end", "reveal-step")
"""The operations of a workshop that ask something of its canvases."""
_SPACE = uuid.UUID("6f2f7f0e-58a5-4c1c-9a42-0d3c35c1f6aa")


@dataclass
class Scene:
    """A workshop as its canvases need it."""

    id: str = ""
    archived: bool = False
    people: dict[int, Person] = field(default_factory=dict)
    hour: Hour = field(default_factory=Hour)
    steps: dict[str, Step] = field(default_factory=dict)

    def now(self) -> Moment:
        """What the hour makes of operations that are made now."""
        return agenda.moment(self.hour, self.steps.get(self.hour.step or ""), archived=self.archived)

    def apart(self) -> Moment:
        """What it makes of operations on a scenario: no step is about it."""
        return Moment("archived" if self.archived else "after" if self.hour.phase == "after" else "before")

    def moment(self, step: str | None, who: int, at: int) -> Moment:
        """What it makes of an operation that participant `who` made in `step` and that arrives at `at` (Unix ms).

        Private and anonymous is what was made so, whenever it arrives; the rights are those of that step for a while.
        """
        now = self.now()
        made = self.steps.get(step or "")
        if made is None or made.id == self.hour.step or made.ended is None or self.archived:
            return now
        then = agenda.moment(Hour("step", made.id), made)
        since = at - made.ended
        if since <= GRACE or (since <= LATE and self._was_away(who, made.ended)):
            return then
        return replace(now, step=then.step, private=then.private, names=then.names)

    def _was_away(self, who: int, at: int) -> bool:
        rows = Participant.objects.filter(workshop_id=self.id, who=who).values_list("away_from", "away_until")
        return any(gone is not None and gone <= at and (back is None or back >= at) for gone, back in rows)


def read_scene(workshop_id: str) -> Scene:
    """The scene as the rows have it."""
    workshop = Workshop.objects.only("id", "archived", "hour").get(pk=workshop_id)
    return Scene(
        id=workshop_id,
        archived=workshop.archived,
        people={one.who: one.to_domain() for one in Participant.objects.filter(workshop=workshop)},
        hour=Hour(**workshop.hour),
        steps={str(step.pk): step.to_domain() for step in workshop.steps.all()},
    )


@dataclass(slots=True)
class Mark:
    """Something the workshop's log asks of each canvas, with an id that is the same whoever works it out."""

    id: str
    by: int
    op: str
    operation: Operation


def marks(canvas_id: str, scene: Scene, since: int) -> list[Mark]:
    """What entries of the workshop's log after `since` ask of a canvas: a version where a step ended, its votes
    counted, what was written in private shown."""
    wanted: list[Mark] = []
    rows = WorkshopOperation.objects.filter(workshop_id=scene.id, n__gt=since, op__in=MARKING).order_by("n")
    for row in rows:
        entry = row.to_domain()
        for effect in entry.fx:
            if "step" in effect:
                wanted += _asked(canvas_id, scene, entry.n, entry.by, effect["step"], effect["set"])
        if entry.op == "end":
            version = _id(canvas_id, entry.n, "end")
            wanted.append(Mark(version, entry.by, "version", ops.KeepVersion(version, "")))
    return wanted


def _asked(canvas_id: str, scene: Scene, number: int, by: int, step_id: str, values: dict[str, object]) -> list[Mark]:
    step = scene.steps[step_id]
    if values.get("revealed"):
        return [Mark(_id(canvas_id, number, "reveal"), by, "reveal", ops.Reveal(step=step_id))]
    if values.get("ended") is None:
        return []
    wanted: list[Mark] = []
    if "vote" in step.may:
        wanted.append(Mark(_id(canvas_id, number, "close"), by, "close-vote", ops.CloseVote(step_id)))
    version = _id(canvas_id, number, "version")
    return [*wanted, Mark(version, by, "version", ops.KeepVersion(version, step.title, step_id))]


def _id(canvas_id: str, number: int, what: str) -> str:
    return str(uuid.uuid5(_SPACE, f"{canvas_id} {number} {what}"))
