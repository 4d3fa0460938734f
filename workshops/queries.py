"""Reads that deserve a name. Every one starts from what the person may see."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from workshops.domain.roles import may
from workshops.domain.workshop import display_names
from workshops.models import Canvas, Participant, User, Workshop
from workshops.models.workshop import hash_token


def guest_cookie(workshop_id: UUID | str) -> str:
    """The name of the cookie that holds a guest's token for one workshop."""
    return f"guest_{str(workshop_id).replace('-', '')}"


def recognise(workshop_id: UUID | str, cookies: Mapping[str, str], user: User | None) -> Participant | None:
    """Who this is in the workshop: by account, else by the guest cookie; None when unknown or removed."""
    people = Participant.objects.select_related("workshop", "team").filter(workshop_id=workshop_id, removed=False)
    if user is not None and user.is_authenticated:
        found = people.filter(user=user).first()
        if found is not None:
            return found
    token = cookies.get(guest_cookie(workshop_id), "")
    return people.filter(token_hash=hash_token(token)).first() if token else None


def may_open(participant: Participant, canvas: Canvas) -> bool:
    """Whether a participant may see a canvas: one's own team's; facilitators and observers without a team any."""
    if canvas.workshop_id != participant.workshop_id:
        return False
    if may(participant.role, "see any team") or (participant.role == "observer" and participant.team_id is None):
        return True
    return participant.team_id is not None and canvas.team_id == participant.team_id


def workshops_of(user: User) -> QuerySet[Workshop]:
    """The workshops that an account owns or facilitates, newest first."""
    return Workshop.objects.filter(participants__user=user, participants__role="facilitator").distinct()


def workshop_for(workshop: Workshop) -> dict[str, Any]:
    """The workshop's state as everybody in it may see it (P22)."""
    everybody = [one.to_domain() for one in workshop.participants.all()]
    names = display_names(everybody)
    return {
        "head": workshop.head,
        "title": workshop.title,
        "archived": workshop.archived,
        "door": "open" if workshop.door_open else "closed",
        "people": [
            {"who": one.who, "name": names[one.who], "role": one.role, "team": one.team, "removed": one.removed}
            for one in everybody
        ],
        "teams": [
            {"id": str(team.pk), "name": team.name, "canvas": str(team.canvas.pk)}
            for team in workshop.teams.select_related("canvas").order_by("position")
        ],
    }
