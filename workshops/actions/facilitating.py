"""What a facilitator does with a workshop: make it, keep its door, look after its people, end it."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction

from workshops import broadcast
from workshops.actions import traces
from workshops.actions.bundling import forget_bundles
from workshops.actions.joining import join_with_account
from workshops.actions.open_canvases import drop
from workshops.actions.workshop_log import APPLICATION, actor_of, write
from workshops.agendas import default_agenda, own_agenda
from workshops.domain.operations import Refusal
from workshops.domain.rights import may
from workshops.domain.rules_people import TEAMS_LIMIT
from workshops.kinds import load
from workshops.models import Canvas, Participant, Team, User, Workshop
from workshops.models.workshop import new_code

CODE_TRIES = 20


def open_workshop(
    owner: User,
    *,
    title: str,
    kind: str,
    language: str,
    team_names: Sequence[str],
    topic: str = "",
    starts_at: dt.datetime | None = None,
    call_url: str = "",
    kind_data: dict[str, Any] | None = None,
    steps: Sequence[dict[str, Any]] | None = None,
    alone: bool = False,
) -> Workshop:
    """A new workshop with its teams and their canvases, its owner in it as facilitator.

    `kind_data` and `steps` are those of another workshop; left out: the kind as it comes, and its default agenda.
    `alone`: its owner fills it in by themselves, from step to step, and is at the first one at once.

    Raises Refusal: `name-…` (title or a team's name), `teams-full`, and KeyError for an unknown kind.
    """
    if not 1 <= len(team_names) <= TEAMS_LIMIT:
        raise Refusal("teams-full", limit=TEAMS_LIMIT)
    for _ in range(CODE_TRIES):
        workshop = Workshop(
            owner=owner, kind=kind, kind_data=kind_data or load(kind), language=language, code=new_code()
        )
        opening = {
            "op": "open",
            "title": title,
            "topic": topic,
            "kind": kind,
            "language": language,
            "starts_at": starts_at.isoformat() if starts_at else None,
            "call_url": call_url,
            "code": workshop.code,
            "alone": alone,
        }
        try:
            with transaction.atomic():
                workshop.save(force_insert=True)
                usual = own_agenda if alone else default_agenda
                planned = usual(workshop.parsed_kind(), language) if steps is None else list(steps)
                begun = [{"op": "start"}] if alone else []
                write(workshop, [opening, {"op": "agenda", "steps": planned}, *begun], APPLICATION)
                for name in team_names:
                    add_team(workshop, None, name)
                workshop.refresh_from_db()
                join_with_account(workshop, owner)
                workshop.refresh_from_db()
                return workshop
        except IntegrityError:  # one in 6.5e11: the code is taken
            continue
    raise RuntimeError("no free join code found")


def add_team(workshop: Workshop, facilitator: Participant | None, name: str) -> Team:
    """Another team, with an empty canvas. Raises Refusal `name-…`, `teams-full`, `not-allowed`."""
    team_id = str(uuid.uuid4())
    with transaction.atomic():
        actor = actor_of(facilitator) if facilitator else APPLICATION
        write(workshop, [{"op": "team", "team": team_id, "name": name}], actor)
        team = Team.objects.get(pk=team_id)
        Canvas.objects.create(workshop=workshop, team=team, own=team)
        return team


def rename_team(facilitator: Participant, team: Team, name: str) -> None:
    """Give a team another name. Raises Refusal `name-…`, `not-allowed`."""
    _write(facilitator, op="team", team=str(team.pk), name=name)


def change_workshop(facilitator: Participant, **values: Any) -> None:
    """Change any of title, topic, language, starts_at, call_url. Raises Refusal `name-…`, `not-allowed`."""
    if isinstance(values.get("starts_at"), dt.datetime):
        values["starts_at"] = values["starts_at"].isoformat()
    _write(facilitator, op="change", **values)


def set_afterwards(facilitator: Participant, **values: Any) -> None:
    """What participants get when the hour is over: any of gets, until, thanks. Raises Refusal `date-past`, `text-…`."""
    _write(facilitator, op="afterwards", **values)


def set_door(facilitator: Participant, *, is_open: bool) -> None:
    """Let newcomers in, or no more. Raises Refusal `not-allowed`."""
    _write(facilitator, op="door", open=is_open)


def rotate_code(facilitator: Participant) -> str:
    """Another join code; the old one is unknown from now on. Raises Refusal `not-allowed`."""
    for _ in range(CODE_TRIES):
        code = new_code()
        if not Workshop.objects.filter(code=code).exists():
            _write(facilitator, op="code", code=code)
            return code
    raise RuntimeError("no free join code found")


def set_archived(facilitator: Participant, *, archived: bool) -> None:
    """Put a workshop away (it can be looked at, not changed), or take it back. Raises Refusal `not-allowed`."""
    _write(facilitator, op="archive", on=archived)


def remove_participant(facilitator: Participant, who: int) -> None:
    """Put somebody out: of every open page at once, and not back with the same cookie. Raises Refusal."""
    _write(facilitator, op="leave", who=who)


def change_participant(facilitator: Participant, who: int, **values: str | None) -> None:
    """Change a participant's name, team (its id) or role (participant or observer). Raises Refusal."""
    _write(facilitator, op="person", who=who, **values)


def delete_workshop(facilitator: Participant) -> None:
    """Delete a workshop with all rows and files of it; open pages are told within a second.

    Raises Refusal `not-allowed`.
    """
    if not may(facilitator.role, "delete"):
        raise Refusal("not-allowed")
    workshop = facilitator.workshop
    key = str(workshop.pk)
    canvases = [str(canvas) for canvas in workshop.canvases.values_list("pk", flat=True)]
    with transaction.atomic():
        Workshop.objects.select_for_update().get(pk=workshop.pk)
        workshop.delete()
        broadcast.ring("workshop", key, -1)
        transaction.on_commit(forget_bundles)
        traces.leave_none()
    for canvas in canvases:
        drop(canvas)


def _write(facilitator: Participant, **operation: Any) -> None:
    write(facilitator.workshop, [operation], actor_of(facilitator))
