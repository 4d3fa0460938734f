"""The workshop's own log: who takes part, in which team and role, whether the door is open, what it is called.

One machinery with the canvas (numbered entries with effects, tables rebuilt by the fold), another set of operations.
They come from pages and commands, as dicts with `op`:

| op | fields |
|---|---|
| `open` | `title topic kind language starts_at call_url code` |
| `change` | any of `title topic starts_at call_url language` |
| `door` | `open` |
| `code` | `code` |
| `archive` | `on` |
| `team` | `team` (id), `name` (new or renamed) |
| `join` | `who name role team` |
| `person` | `who`, any of `name role team` |
| `leave` | `who` (removed by a facilitator: may not come back with the same cookie) |
"""

from dataclasses import dataclass, field
from typing import Any

from workshops.domain import text as texts
from workshops.domain.operations import Actor, Refusal
from workshops.domain.roles import ROLES, may

PEOPLE_LIMIT = 60
TEAMS_LIMIT = 12
TITLE_LIMIT = 120
TOPIC_LIMIT = 500
TEAM_NAME_LIMIT = 40
NOBODY = 0
"""The number of no participant: who the application itself acts as."""

Effect = dict[str, Any]
_FIELDS = ("title", "topic", "language", "starts_at", "call_url")


@dataclass(slots=True)
class Person:
    """A participant: number, name as the others see it, role, team (an id, or None) and whether still in."""

    who: int
    name: str
    role: str
    team: str | None
    removed: bool = False


@dataclass
class WorkshopState:
    """What the fold of a workshop's log gives."""

    head: int = 0
    values: dict[str, Any] = field(default_factory=dict)
    people: dict[int, Person] = field(default_factory=dict)
    teams: dict[str, str] = field(default_factory=dict)

    @property
    def present(self) -> list[Person]:
        """Those who are (still) in it."""
        return [person for person in self.people.values() if not person.removed]

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
            was = {name: getattr(person, name) for name in values}
            for name, value in values.items():
                setattr(person, name, value)
            return {"person": person.who, "set": was}
        if "team" in effect:
            was = {"name": self.teams.get(effect["team"])}
            self.teams[effect["team"]] = values["name"]
            return {"team": effect["team"], "set": was}
        was = {name: self.values.get(name) for name in values}
        self.values.update(values)
        return {"workshop": True, "set": was}


def check_name(name: object, limit: int = texts.NAME_LIMIT) -> str:
    """The name without spaces around it. Raises Refusal `name-empty`, `name-long` (`limit`) or `name-unclean`."""
    if not isinstance(name, str):
        raise Refusal("name-empty")
    name = name.strip()
    if not any(char.isalnum() for char in name):
        raise Refusal("name-empty")
    if len(name) > limit:
        raise Refusal("name-long", limit=limit)
    if not texts.is_clean(name, lines=False):
        raise Refusal("name-unclean")
    return name


def decide(state: WorkshopState, operation: dict[str, Any], actor: Actor) -> list[Effect]:
    """The effects of an operation (none: nothing to do). Raises Refusal. Changes nothing."""
    rule = _RULES[operation["op"]]
    action = _ACTIONS.get(operation["op"])
    if action and actor.who != NOBODY and not may(actor.role, action):
        raise Refusal("not-allowed")
    return rule(state, operation, actor)


def _open(state: WorkshopState, operation: dict[str, Any], actor: Actor) -> list[Effect]:
    values = {name: operation.get(name) for name in (*_FIELDS, "kind", "code")}
    values["title"] = check_name(values["title"], TITLE_LIMIT)
    return [{"workshop": True, "set": {**values, "topic": values["topic"] or "", "door_open": True, "archived": False}}]


def _change(state: WorkshopState, operation: dict[str, Any], actor: Actor) -> list[Effect]:
    values = {name: operation[name] for name in _FIELDS if name in operation}
    if "title" in values:
        values["title"] = check_name(values["title"], TITLE_LIMIT)
    return _differing(state, values)


def _differing(state: WorkshopState, values: dict[str, Any]) -> list[Effect]:
    changed = {name: value for name, value in values.items() if state.values.get(name) != value}
    return [{"workshop": True, "set": changed}] if changed else []


def _door(state: WorkshopState, operation: dict[str, Any], actor: Actor) -> list[Effect]:
    return _differing(state, {"door_open": bool(operation["open"])})


def _code(state: WorkshopState, operation: dict[str, Any], actor: Actor) -> list[Effect]:
    return _differing(state, {"code": operation["code"]})


def _archive(state: WorkshopState, operation: dict[str, Any], actor: Actor) -> list[Effect]:
    return _differing(state, {"archived": bool(operation["on"])})


def _team(state: WorkshopState, operation: dict[str, Any], actor: Actor) -> list[Effect]:
    name = check_name(operation["name"], TEAM_NAME_LIMIT)
    if operation["team"] not in state.teams and len(state.teams) >= TEAMS_LIMIT:
        raise Refusal("teams-full", limit=TEAMS_LIMIT)
    if state.teams.get(operation["team"]) == name:
        return []
    return [{"team": operation["team"], "set": {"name": name}}]


def _join(state: WorkshopState, operation: dict[str, Any], actor: Actor) -> list[Effect]:
    if actor.who == NOBODY and operation["role"] != "facilitator":
        if state.values["archived"]:
            raise Refusal("archived")
        if not state.values["door_open"]:
            raise Refusal("door-closed")
        if len(state.present) >= PEOPLE_LIMIT:
            raise Refusal("people-full", limit=PEOPLE_LIMIT)
    if operation["role"] not in ROLES:
        raise Refusal("shape", field="role")
    team = _known_team(state, operation.get("team"))
    values = {"name": check_name(operation["name"]), "role": operation["role"], "team": team, "removed": False}
    return [{"person": operation["who"], "set": values}]


def _known_team(state: WorkshopState, team: str | None) -> str | None:
    if team is not None and team not in state.teams:
        raise Refusal("no-team")
    return team


def _find(state: WorkshopState, who: int) -> Person:
    person = state.people.get(who)
    if person is None or person.removed:
        raise Refusal("no-person")
    return person


def _person(state: WorkshopState, operation: dict[str, Any], actor: Actor) -> list[Effect]:
    person = _find(state, operation["who"])
    values = {name: operation[name] for name in ("name", "role", "team") if name in operation}
    if actor.who != person.who and actor.who != NOBODY and not may(actor.role, "manage people"):
        raise Refusal("not-allowed")
    if state.values["archived"] and actor.who != NOBODY and not may(actor.role, "manage people"):
        raise Refusal("archived")
    if "role" in values:
        _check_role(state, person, values["role"], actor)
    if "name" in values:
        values["name"] = check_name(values["name"])
    if "team" in values:
        _known_team(state, values["team"])
    changed = {name: value for name, value in values.items() if getattr(person, name) != value}
    return [{"person": person.who, "set": changed}] if changed else []


def _check_role(state: WorkshopState, person: Person, role: str, actor: Actor) -> None:
    if actor.who != NOBODY and not may(actor.role, "manage people"):
        raise Refusal("not-allowed")
    # Facilitators come by an account alone (never by a link), so no role leads to it or away from it here.
    if role not in ROLES or "facilitator" in (role, person.role):
        raise Refusal("not-allowed")


def _leave(state: WorkshopState, operation: dict[str, Any], actor: Actor) -> list[Effect]:
    person = _find(state, operation["who"])
    if person.role == "facilitator":
        raise Refusal("not-allowed")
    return [{"person": person.who, "set": {"removed": True}}]


_RULES = {
    "open": _open,
    "change": _change,
    "door": _door,
    "code": _code,
    "archive": _archive,
    "team": _team,
    "join": _join,
    "person": _person,
    "leave": _leave,
}

_ACTIONS = {
    "change": "rename",
    "door": "keep the door",
    "code": "keep the door",
    "archive": "archive",
    "team": "rename",
    "leave": "manage people",
}


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
