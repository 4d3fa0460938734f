"""The fold of a workshop's own log: who takes part, the agenda, where the hour is, what the group is pointed to.

One machinery with the canvas (numbered entries with effects, tables rebuilt by the fold), another set of operations:
they are listed in leading.py, which judges them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from workshops.domain import agenda
from workshops.domain.agenda import Hour, Step
from workshops.domain.rights import Moment

Effect = dict[str, Any]


@dataclass(slots=True)
class Person:
    """A participant: number, name as the others see it, role, team (an id, or None) and whether still in.

    `hand`: since when it is raised (Unix ms); `ready`: the step they are ready with.
    """

    who: int
    name: str
    role: str
    team: str | None
    removed: bool = False
    hand: int | None = None
    ready: str | None = None


_UNSAID = {"spotlight": None, "plenary": None, "notice": None, "gets": "look", "until": None, "thanks": ""}
"""What holds of a workshop in whose log nothing is said about it."""


@dataclass
class WorkshopState:
    """What the fold of a workshop's log gives. `blocks` are the keys of its kind's blocks, in fill order."""

    head: int = 0
    values: dict[str, Any] = field(default_factory=lambda: dict(_UNSAID))
    people: dict[int, Person] = field(default_factory=dict)
    teams: dict[str, str] = field(default_factory=dict)
    steps: dict[str, Step] = field(default_factory=dict)
    hour: Hour = field(default_factory=Hour)
    proposals: dict[str, dict[str, Any]] = field(default_factory=dict)
    wording: dict[str, dict[str, str]] = field(default_factory=dict)
    blocks: tuple[str, ...] = ()

    @property
    def present(self) -> list[Person]:
        """Those who are (still) in it."""
        return [person for person in self.people.values() if not person.removed]

    @property
    def phase(self) -> str:
        """Where the workshop is: one of rights.PHASES."""
        return "archived" if self.values.get("archived") else self.hour.phase

    def moment(self, step: str | None = None) -> Moment:
        """What the hour makes of operations now, or of those that were made in an earlier step."""
        found = self.steps.get(step or self.hour.step or "")
        return agenda.moment(self.hour, found, archived=bool(self.values.get("archived")))

    def apply(self, effects: list[Effect], number: int) -> list[Effect]:
        """Apply the effects of entry `number`; return those that take them back, in order."""
        before = [self._apply_one(effect) for effect in effects]
        before.reverse()
        self.head = max(self.head, number)
        return before

    def _apply_one(self, effect: Effect) -> Effect:
        values = effect["set"]
        if "person" in effect:
            person = self.people.get(effect["person"])
            if person is None:
                self.people[effect["person"]] = Person(who=effect["person"], **values)
                return {"person": effect["person"], "gone": True}
            return {"person": person.who, "set": _set(person, values)}
        if "step" in effect:
            step = self.steps.get(effect["step"])
            if step is None:
                self.steps[effect["step"]] = Step(id=effect["step"], **values)
                return {"step": effect["step"], "set": {"gone": True}}
            return {"step": step.id, "set": _set(step, values)}
        if "hour" in effect:
            return {"hour": True, "set": _set(self.hour, values)}
        for name, kept in (("proposal", self.proposals), ("wording", self.wording)):
            if name in effect:
                was = kept.get(effect[name], {})
                kept[effect[name]] = {**was, **values}
                return {name: effect[name], "set": {key: was.get(key, "") for key in values}}
        if "team" in effect:
            was = {"name": self.teams.get(effect["team"])}
            self.teams[effect["team"]] = values["name"]
            return {"team": effect["team"], "set": was}
        was = {name: self.values.get(name) for name in values}
        self.values.update(values)
        return {"workshop": True, "set": was}


def _set(item: Any, values: dict[str, Any]) -> dict[str, Any]:
    was = {name: getattr(item, name) for name in values}
    for name, value in values.items():
        setattr(item, name, value)
    return was


def display_names(people: list[Person]) -> dict[int, str]:
    """Names that tell two people called Jan apart: the second one, in order of arrival, is "Jan 2"."""
    taken: set[str] = set()
    names: dict[int, str] = {}
    for person in sorted(people, key=lambda one: one.who):
        name, number = person.name, 1
        while name.casefold() in taken:
            number += 1
            name = f"{person.name} {number}"
        taken.add(name.casefold())
        names[person.who] = name
    return names
