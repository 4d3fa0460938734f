"""Somebody who looks back at a canvas: who they are, which canvas, and what its line of time is."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.core.exceptions import PermissionDenied

from workshops.actions.open_canvases import open_canvas
from workshops.domain.audience import Reader
from workshops.domain.canvas import Canvas as DomainCanvas
from workshops.domain.kinds import Kind
from workshops.domain.rights import may
from workshops.history.past import canvas_at
from workshops.history.timeline import Timeline, timeline
from workshops.models import Canvas, Participant
from workshops.queries import may_open, may_see, workshop_for
from workshops.web.history_words import Clock
from workshops.web.sheet import Sheet, draw, sheet_of
from workshops.web.views.links import canvas_of


@dataclass
class Looking:
    """A canvas and who looks back at it. What is read of it is read once."""

    person: Participant
    row: Canvas

    @cached_property
    def kind(self) -> Kind:
        """The canvas's kind."""
        return self.person.workshop.parsed_kind()

    @property
    def reader(self) -> Reader:
        """For whom the log is read."""
        return Reader(self.person.who, self.person.role)

    @cached_property
    def names(self) -> dict[int, str]:
        """The names of the people in the workshop, by number."""
        state = workshop_for(self.person.workshop, leads=False)
        return {one["who"]: one["name"] for one in state["people"]}

    @property
    def language(self) -> str:
        """The language in which the canvas is asked."""
        return self.person.workshop.language

    @property
    def blocks(self) -> dict[str, str]:
        """The names of the blocks, by key."""
        return {key: block.name[self.language] for key, block in self.kind.blocks.items()}

    @cached_property
    def line(self) -> Timeline:
        """The line of time."""
        return timeline(self.row)

    @cached_property
    def clock(self) -> Clock:
        """Its times in words."""
        steps = [] if self.row.own_id is None else [step.to_domain() for step in self.person.workshop.steps.all()]
        return Clock.of(self.line, steps)

    @property
    def turns_back(self) -> bool:
        """Whether they may bring back what was, and make scenarios."""
        return may(self.person.role, "turn back", "archived" if self.person.workshop.archived else "before")

    def canvas(self, number: int) -> DomainCanvas:
        """The canvas at a number; at the head for a later one."""
        return canvas_at(str(self.row.pk), self.kind, min(number, self.row.head))

    def sheet(self, number: int) -> Sheet:
        """The canvas at a number as it is drawn for them; from memory when that is now."""
        if number >= self.row.head:
            return sheet_of(str(self.row.pk), self.reader, self.names, self.language)
        return draw(self.canvas(number), self.reader, self.names, self.language)

    def now(self) -> DomainCanvas:
        """The canvas as it is, as this process has it in memory: to look things up in, while it goes on changing."""
        opened = open_canvas(str(self.row.pk))
        with opened.lock:
            opened.fold_in()
            return opened.canvas

    def at(self, number: int) -> int | None:
        """When operation `number` was done (Unix s); None before the first."""
        return self.row.operations.filter(n=number).values_list("at", flat=True).first()

    def says(self, number: int) -> str:
        """That moment in words: a version by its name."""
        mark = next((one for one in self.line.marks if one.n == number), None)
        return self.clock.marked(mark) if mark else self.clock.says(number, self.at(number))


def looking(person: Participant, canvas: UUID) -> Looking:
    """Who looks back at which canvas. Raises Http404 for none of this workshop, PermissionDenied for one that is not
    (or not any more) theirs to see."""
    row = canvas_of(person, canvas)
    if not may_see(person) or not may_open(person, row):
        raise PermissionDenied
    return Looking(person, row)
