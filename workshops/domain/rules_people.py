"""Who takes part and under what name: people, teams, roles, the door, and what the workshop is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workshops.domain import text as texts
from workshops.domain.operations import Actor, Refusal
from workshops.domain.rights import ROLES, may

if TYPE_CHECKING:
    from workshops.domain.workshop import Effect, Person, WorkshopState

PEOPLE_LIMIT = 60
TEAMS_LIMIT = 12
FACILITATORS_LIMIT = 12
TITLE_LIMIT = 120
TOPIC_LIMIT = 500
TEAM_NAME_LIMIT = 40
NOBODY = 0
"""The number of no participant: who the application itself acts as."""

FIELDS = ("title", "topic", "language", "starts_at", "call_url")


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


def begin(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """A new workshop: its title, topic, kind, language, date and code; `alone`: for one person, its door closed."""
    values = {name: operation.get(name) for name in (*FIELDS, "kind", "code")}
    values["title"] = check_name(values["title"], TITLE_LIMIT)
    alone = bool(operation.get("alone"))
    values |= {"topic": values["topic"] or "", "door_open": not alone, "archived": False}
    effects: list[Effect] = [{"workshop": True, "set": values}]
    return [*effects, {"hour": True, "set": {"alone": True}}] if alone else effects


def change(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """Another title, topic, language, date or link to the call."""
    values = {name: operation[name] for name in FIELDS if name in operation}
    if "title" in values:
        values["title"] = check_name(values["title"], TITLE_LIMIT)
    return _differing(state, values)


def _differing(state: WorkshopState, values: dict[str, Any]) -> list[Effect]:
    changed = {name: value for name, value in values.items() if state.values.get(name) != value}
    return [{"workshop": True, "set": changed}] if changed else []


def door(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """Let newcomers in, or no more."""
    return _differing(state, {"door_open": bool(operation["open"])})


def code(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """Another join code."""
    return _differing(state, {"code": operation["code"]})


def archive(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """Put the workshop away, or take it back."""
    return _differing(state, {"archived": bool(operation["on"])})


def team(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """A new team, or another name for one."""
    name = check_name(operation["name"], TEAM_NAME_LIMIT)
    if operation["team"] not in state.teams and len(state.teams) >= TEAMS_LIMIT:
        raise Refusal("teams-full", limit=TEAMS_LIMIT)
    if state.teams.get(operation["team"]) == name:
        return []
    return [{"team": operation["team"], "set": {"name": name}}]


def join(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """Somebody comes in. A facilitator lets in other facilitators, by their account; all others come by themselves."""
    if actor.who != NOBODY:
        if operation["role"] != "facilitator" or not may(actor.role, "manage people"):
            raise Refusal("not-allowed")
        if sum(one.role == "facilitator" for one in state.present) >= FACILITATORS_LIMIT:
            raise Refusal("facilitators-full", limit=FACILITATORS_LIMIT)
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


def person(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """Change somebody's name, role or team: one's own, or as a facilitator anybody's."""
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


def leave(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """Somebody is removed: not back with the same cookie."""
    person = _find(state, operation["who"])
    if person.role == "facilitator":
        raise Refusal("not-allowed")
    return [{"person": person.who, "set": {"removed": True}}]


def forget(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """Somebody's words are erased: out of the workshop if they are still in it, with another name for who they were."""
    person = state.people.get(operation["who"])
    if person is None:
        raise Refusal("no-person")
    if person.role == "facilitator":
        raise Refusal("not-allowed")
    return [{"person": person.who, "set": {"name": operation["name"], "removed": True}}]


def unshare(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """A facilitator is one no more; the last one stays."""
    person = _find(state, operation["who"])
    if person.role != "facilitator":
        raise Refusal("not-allowed")
    if sum(one.role == "facilitator" for one in state.present) == 1:
        raise Refusal("last-facilitator")
    return [{"person": person.who, "set": {"removed": True}}]
