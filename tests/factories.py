"""A workshop with its cast, made through the same actions as everybody's."""

import pickle
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from workshops.actions.facilitating import open_workshop
from workshops.actions.joining import join_as_guest
from workshops.actions.open_canvases import drop_all
from workshops.models import Canvas, Participant, User, Workshop, WorkshopOperation
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


_first: list[bytes] = []
"""The first cast of this process with all its rows, to copy from: making one takes longer than most tests."""


def make_cast() -> Cast:
    """A new cast; also a copy of the first, when that is gone again."""
    if not _first:
        cast = enact_cast()
        _first.append(pickle.dumps((cast, rows_of(cast))))
        return cast
    cast, rows = pickle.loads(_first[0])  # noqa: S301 - written above
    if User.objects.filter(email=cast.workshop.owner.email).exists():
        return enact_cast()
    drop_all()  # the canvases have the same ids as those before
    owner = cast.workshop.owner
    for row in rows:
        if isinstance(row, User | Participant | WorkshopOperation):
            row.pk = None  # numbers of rows are the database's to give
        if isinstance(row, Participant) and row.user_id:
            row.user = owner
        if isinstance(row, Workshop):
            row.owner = owner
        row.save(force_insert=True)
    return cast


def rows_of(cast: Cast) -> list[Model]:
    """All that belongs to a cast, in the order of its keys."""
    shop = cast.workshop
    people = [cast.noor, cast.alice, cast.bob, cast.olga, cast.stan]
    made = [*shop.teams.all(), *shop.steps.all(), *shop.canvases.all()]
    return [shop.owner, shop, *made, *people, *shop.operations.order_by("n")]


def enact_cast() -> Cast:
    """A cast made as people would make it."""
    user = make_user()
    workshop = open_workshop(user, title="Dorpen", kind="public", language="nl", team_names=["Oost", "West"])
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
