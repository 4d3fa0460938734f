"""A workshop with its cast, made through the same actions as everybody's."""

import uuid
from dataclasses import dataclass
from typing import Any

from workshops.actions.facilitating import open_workshop
from workshops.actions.joining import join_as_guest
from workshops.models import Canvas, Participant, User, Workshop
from workshops.queries import guest_cookie


@dataclass
class Cast:
    """Noor leads, Alice and Bob work in team Oost, Olga looks on, Stan is in team West."""

    workshop: Workshop
    canvas: str
    noor: Participant
    alice: Participant
    bob: Participant
    olga: Participant
    stan: Participant
    tokens: dict[int, str]

    def cookies(self, participant: Participant) -> dict[str, str]:
        """What the participant's browser sends."""
        return {guest_cookie(self.workshop.pk): self.tokens[participant.who]}


def make_user(name: str = "Noor", **fields: Any) -> User:
    return User.objects.create_user(
        f"{name.lower()}-{uuid.uuid4().hex[:8]}@example.org", "a-long-password", name=name, **fields
    )


def make_cast(kind: str = "public", language: str = "nl") -> Cast:
    user = make_user()
    workshop = open_workshop(user, title="Dorpen", kind=kind, language=language, team_names=["Oost", "West"])
    east, west = workshop.teams.order_by("position")
    tokens = {}
    people = []
    for name, team, role in (
        ("Alice", east, "participant"),
        ("Bob", east, "participant"),
        ("Olga", None, "observer"),
        ("Stan", west, "participant"),
    ):
        participant, token = join_as_guest(workshop, name=name, team=team, role=role)
        tokens[participant.who] = token
        people.append(participant)
    workshop.refresh_from_db()
    noor = workshop.participants.get(user=user)
    alice, bob, olga, stan = people
    return Cast(workshop, str(Canvas.objects.get(team=east).pk), noor, alice, bob, olga, stan, tokens)


def new_id() -> str:
    return str(uuid.uuid4())


def add(text: str = "een idee", block: str = "segments", note: str | None = None, **fields: Any) -> dict[str, Any]:
    """An `add` operation with one note."""
    draft = {"note": note or new_id(), "text": text}
    return {"id": new_id(), "op": "add", "block": block, "notes": [draft], **fields}
