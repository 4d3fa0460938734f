"""Bringing people together: a spotlight, a team before all, a message, hands, who is ready, a subject to agree on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workshops.domain import text as texts
from workshops.domain.operations import Actor, Refusal
from workshops.domain.rights import may

if TYPE_CHECKING:
    from workshops.domain.workshop import Effect, Person, WorkshopState

NOTICE_LIMIT = 280
PROPOSAL_LIMIT = 200
PROPOSALS_LIMIT = 60


def spotlight(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """Point everybody to a block or a note of their canvas, or (both null) nowhere any more."""
    block, note = operation["block"], operation["note"]
    if block is not None and block not in state.blocks:
        raise Refusal("no-block", field="block")
    team = _team(state, operation["team"])
    light = None if block is None else {"block": block, "note": note, "team": team, "at": now}
    was = state.values.get("spotlight")
    if _without_time(was) == _without_time(light):
        return []
    return [{"workshop": True, "set": {"spotlight": light}}]


def _without_time(light: dict[str, Any] | None) -> dict[str, Any] | None:
    return {name: value for name, value in light.items() if name != "at"} if light else None


def plenary(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """Show one team's canvas to all, or (null) everybody back to their own."""
    team = _team(state, operation["team"])
    return [] if state.values.get("plenary") == team else [{"workshop": True, "set": {"plenary": team}}]


def _team(state: WorkshopState, team: str | None) -> str | None:
    if team is not None and team not in state.teams:
        raise Refusal("no-team")
    return team


def notice(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """A short message from the facilitator to all, or to one team; an empty one takes the last away."""
    text = _clean(operation["text"], NOTICE_LIMIT)
    team = _team(state, operation["team"])
    told = {"text": text, "team": team, "at": now, "by": actor.who} if text else None
    return [{"workshop": True, "set": {"notice": told}}] if told or state.values.get("notice") else []


def _clean(text: object, limit: int) -> str:
    if not isinstance(text, str):
        raise Refusal("shape", field="text")
    text = text.strip()
    if len(text) > limit:
        raise Refusal("text-long", limit=limit)
    if not texts.is_clean(text, lines=False):
        raise Refusal("text-unclean")
    return text


def hand(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """Raise one's hand, or take it down; a facilitator may take down anybody's (`who`)."""
    who = operation.get("who") or actor.who
    if who != actor.who and (operation["on"] or not may(actor.role, "lead", state.phase)):
        raise Refusal("not-allowed")
    person = _present(state, who)
    if (person.hand is not None) == bool(operation["on"]):
        return []
    return [{"person": who, "set": {"hand": now if operation["on"] else None}}]


def ready(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """Be ready with a step (`step`), or not after all."""
    if operation["step"] not in state.steps:
        raise Refusal("no-step")
    person = _present(state, actor.who)
    if operation["on"]:
        return (
            [] if person.ready == operation["step"] else [{"person": person.who, "set": {"ready": operation["step"]}}]
        )
    return [{"person": person.who, "set": {"ready": None}}] if person.ready == operation["step"] else []


def _present(state: WorkshopState, who: object) -> Person:
    person = state.people.get(who) if isinstance(who, int) else None
    if person is None or person.removed:
        raise Refusal("no-person")
    return person


def propose(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """Propose a subject for the group to settle on."""
    text = _clean(operation["text"], PROPOSAL_LIMIT)
    if not text:
        raise Refusal("text-empty")
    if operation["proposal"] in state.proposals:
        return []
    if len(state.proposals) >= PROPOSALS_LIMIT:
        raise Refusal("proposals-full", limit=PROPOSALS_LIMIT)
    values = {"text": text, "by": actor.who, "backers": [actor.who], "chosen": False, "gone": False}
    return [{"proposal": operation["proposal"], "set": values}]


def support(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """Stand behind a proposed subject, or not any more."""
    proposal = _proposal(state, operation["proposal"])
    others = [who for who in proposal["backers"] if who != actor.who]
    backers = sorted([*others, actor.who] if operation["on"] else others)
    return [] if backers == proposal["backers"] else [{"proposal": operation["proposal"], "set": {"backers": backers}}]


def withdraw(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """Take a proposal away: one's own, or as a facilitator anybody's."""
    proposal = _proposal(state, operation["proposal"])
    if proposal["by"] != actor.who and not may(actor.role, "lead", state.phase):
        raise Refusal("not-yours")
    return [{"proposal": operation["proposal"], "set": {"gone": True}}]


def choose(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """Make a proposal the workshop's subject."""
    chosen = _proposal(state, operation["proposal"])
    if chosen["chosen"]:
        return []
    effects: list[Effect] = [
        {"proposal": key, "set": {"chosen": key == operation["proposal"]}}
        for key, one in state.proposals.items()
        if one["chosen"] != (key == operation["proposal"])
    ]
    return [*effects, {"workshop": True, "set": {"topic": chosen["text"]}}]


def _proposal(state: WorkshopState, key: object) -> dict[str, Any]:
    proposal = state.proposals.get(key) if isinstance(key, str) else None
    if proposal is None or proposal["gone"]:
        raise Refusal("no-proposal")
    return proposal
