"""Bringing the rows of a workshop up to the effects of an entry in its log."""

import datetime as dt
from dataclasses import asdict
from typing import Any

from workshops.domain.agenda import Hour
from workshops.models.hour import Proposal, Step
from workshops.models.workshop import Participant, Team, Workshop

Effect = dict[str, Any]


def effects_to_rows(workshop: Workshop, effects: list[Effect]) -> None:
    """Bring the rows up to the effects of one entry. Inside a transaction that holds the workshop's row."""
    for effect in effects:
        values = dict(effect["set"])
        for name, write in _WRITERS.items():
            if name in effect:
                write(workshop, effect[name], values)
                break


def _person(workshop: Workshop, who: int, values: dict[str, Any]) -> None:
    if "team" in values:
        values["team_id"] = values.pop("team")
    Participant.objects.update_or_create(workshop=workshop, who=who, defaults=values)


def _team(workshop: Workshop, team: str, values: dict[str, Any]) -> None:
    fresh = {**values, "position": workshop.teams.count()}
    Team.objects.update_or_create(pk=team, workshop=workshop, defaults=values, create_defaults=fresh)


def _step(workshop: Workshop, step: str, values: dict[str, Any]) -> None:
    fresh = {"may": ["write", "arrange", "talk"], **values}
    Step.objects.update_or_create(pk=step, workshop=workshop, defaults=values, create_defaults=fresh)


def _proposal(workshop: Workshop, proposal: str, values: dict[str, Any]) -> None:
    Proposal.objects.update_or_create(pk=proposal, workshop=workshop, defaults=values)


def _hour(workshop: Workshop, _: bool, values: dict[str, Any]) -> None:
    workshop.hour = asdict(Hour(**{**workshop.hour, **values}))
    workshop.save(update_fields=["hour"])


def _wording(workshop: Workshop, block: str, values: dict[str, Any]) -> None:
    workshop.wording = {**workshop.wording, block: {**workshop.wording.get(block, {}), **values}}
    workshop.save(update_fields=["wording"])


def _workshop(workshop: Workshop, _: bool, values: dict[str, Any]) -> None:
    if values.get("starts_at"):
        values["starts_at"] = dt.datetime.fromisoformat(values["starts_at"])
    for name, value in values.items():
        setattr(workshop, name, value)
    workshop.save(update_fields=list(values))


_WRITERS: dict[str, Any] = {
    "person": _person,
    "team": _team,
    "step": _step,
    "proposal": _proposal,
    "hour": _hour,
    "wording": _wording,
    "workshop": _workshop,
}
