"""The worked case that a newcomer finds: support for residents in villages and hamlets, two teams at work."""

import datetime as dt
import json
import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from workshops.actions.editing import submit
from workshops.actions.facilitating import open_workshop
from workshops.actions.joining import join_as_guest
from workshops.coming_up import today
from workshops.models import Participant, User, Workshop

_FOLDER = Path(__file__).resolve().parent.parent / "demo"
_SPACE = uuid.UUID("5f0c7c2e-9d0a-4c8e-8f3e-5d3c3b1f9a10")


@dataclass
class Demo:
    """What was made, or found when it was there already. `password` only when the account was made now."""

    workshop: Workshop
    owner: User
    password: str | None
    made: bool


def make_demo(case: str = "villages", password: str | None = None) -> Demo:
    """Make the demo workshop with its account, people and notes; done again, it changes nothing."""
    data = json.loads((_FOLDER / f"{case}.json").read_text("utf-8"))
    with transaction.atomic():
        owner, fresh = _owner(data["facilitator"], password)
        found = Workshop.objects.filter(owner=owner).order_by("created_at").first()
        if found is not None:
            return Demo(found, owner, fresh, made=False)
        workshop = open_workshop(
            owner,
            title=data["title"],
            topic=data["topic"],
            kind=data["kind"],
            language=data["language"],
            team_names=[team["name"] for team in data["teams"]],
        )
        for team, content in zip(workshop.teams.order_by("position"), data["teams"], strict=True):
            people = {}
            for name in content["participants"]:
                people[name], _ = join_as_guest(workshop, name=name, team=team)
            _Writer(str(team.canvas.pk), people).write(content)
    workshop.refresh_from_db()
    return Demo(workshop, owner, fresh, made=True)


def _owner(data: dict[str, str], password: str | None) -> tuple[User, str | None]:
    found = User.objects.filter(email=User.objects.normalize_email(data["email"])).first()
    if found is not None:
        return found, None
    password = password or secrets.token_urlsafe(9)
    return User.objects.create_user(data["email"], password, name=data["name"]), password


@dataclass
class _Writer:
    """Writes one team's content as its people would: through the same operations as everybody's."""

    canvas: str
    people: dict[str, Participant]
    _ids: dict[str, str] = field(default_factory=dict)

    def write(self, content: dict[str, Any]) -> None:
        for note in content["notes"]:
            self._ids[note["id"]] = self._new(f"note {note['id']}")
        self._do((note["by"], self._note(note)) for note in content["notes"])
        authors = {note["id"]: note["by"] for note in content["notes"]}
        self._do((authors[stack["head"]], self._stack(stack)) for stack in content.get("stacks", []))
        self._do((one["by"], self._comment(number, one)) for number, one in enumerate(content.get("comments", [])))
        self._do((one["by"], self._reaction(one)) for one in content.get("reactions", []))
        self._assumed(content)

    def _assumed(self, content: dict[str, Any]) -> None:
        """What has to be true, how it is tested, what rests on what; dates are so many days from today."""
        for one in content.get("assumptions", []):
            self._ids[one["id"]] = self._new(f"assumption {one['id']}")
        self._do((one["by"], self._assumption(one)) for one in content.get("assumptions", []))
        experiments = enumerate(content.get("experiments", []))
        self._do((one["by"], self._experiment(number, one)) for number, one in experiments)
        self._do((one["by"], self._link(number, one)) for number, one in enumerate(content.get("links", [])))
        self._do((one["by"], {"op": "mark", **_without_by(one)}) for one in content.get("marks", []))
        self._do((one["by"], self._measure(one)) for one in content.get("measures", []))

    def _new(self, name: str) -> str:
        """An id that is the same whenever the demo is made on this canvas."""
        return str(uuid.uuid5(_SPACE, f"{self.canvas} {name}"))

    def _do(self, operations: Iterable[tuple[str, dict[str, Any]]]) -> None:
        for number, (by, operation) in enumerate(operations):
            operation["id"] = self._new(f"{operation['op']} {number}")
            (verdict,) = submit(self.canvas, self.people[by].who, [operation])
            if verdict.refusal is not None:
                raise ValueError(f"{operation}: {verdict.refusal.code}")

    def _note(self, note: dict[str, Any]) -> dict[str, Any]:
        draft = {"note": self._ids[note["id"]], "text": note["text"], "colour": note["colour"], "tags": note["tags"]}
        return {"op": "add", "block": note["block"], "notes": [draft]}

    def _stack(self, stack: dict[str, Any]) -> dict[str, Any]:
        return {"op": "stack", "on": self._ids[stack["head"]], "notes": [self._ids[note] for note in stack["notes"]]}

    def _comment(self, number: int, one: dict[str, Any]) -> dict[str, Any]:
        return {
            "op": "comment",
            "note": self._ids[one["note"]],
            "comment": self._new(f"comment {number}"),
            "text": one["text"],
        }

    def _reaction(self, one: dict[str, Any]) -> dict[str, Any]:
        return {"op": "react", "note": self._ids[one["note"]], "reaction": one["key"], "on": True}

    def _assumption(self, one: dict[str, Any]) -> dict[str, Any]:
        said = {name: one[name] for name in ("statement", "importance", "evidence", "status")}
        return {"op": "assume", "assumption": self._ids[one["id"]], "note": self._ids[one["note"]], **said}

    def _experiment(self, number: int, one: dict[str, Any]) -> dict[str, Any]:
        ids = {"experiment": self._new(f"experiment {number}"), "assumption": self._ids[one["assumption"]]}
        return {"op": "experiment", **_dated(one), **ids}

    def _link(self, number: int, one: dict[str, Any]) -> dict[str, Any]:
        ends = {name: self._ids[one[name]] for name in ("note", "other")}
        return {"op": "link", "link": self._new(f"link {number}"), **ends}

    def _measure(self, one: dict[str, Any]) -> dict[str, Any]:
        return {"op": "measure", **_dated(one), "note": self._ids[one["note"]]}


def _without_by(one: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name not in ("by", "due_in")}


def _dated(one: dict[str, Any]) -> dict[str, Any]:
    return {**_without_by(one), "due": (today() + dt.timedelta(days=one["due_in"])).isoformat()}
