"""What a room knows of its workshop's hour, and how its members hear of it (P22, P28)."""

from __future__ import annotations

from typing import Any

from workshops import clock
from workshops.domain.rights import may
from workshops.domain.rules_afterwards import GRACE, sees
from workshops.live.access import WorkshopNow
from workshops.live.member import Member
from workshops.live.transport import Frame
from workshops.queries import apart

Told = dict[str, Any]


class RoomHour:
    """The workshop's state as a room heard it last."""

    def __init__(self, scenario_of: str | None = None) -> None:
        self.scenario_of = scenario_of
        """The team of which this canvas is a scenario: then no step is about it."""
        self.state: Told = {}
        self._frames: dict[tuple[bool, str, bool], Frame] = {}

    def begin(self, member: Member, state: Told) -> None:
        """A member was told the whole state in its welcome."""
        if not self.state:
            self.take(state)
        member.structure, member.told_role = _structure(state), member.reader.role

    @property
    def running(self) -> bool:
        """Whether an hour is running."""
        return bool(self._running)

    def take(self, state: Told) -> bool:
        """The workshop's log moved on; whether that may ask something of the canvas (see actions/scene.py)."""
        was, self.state = self.state, self._mine(state)
        self._frames = {}
        return _asking(was) != _asking(self.state)

    def _mine(self, state: Told) -> Told:
        return apart(state) if self.scenario_of and state else state

    def tell(self, member: Member, now: WorkshopNow) -> None:
        """Send a member the whole small state when its structure changed, else only where the hour is."""
        role = member.reader.role
        leads = may(role, "lead")
        state = self._mine(now.for_leaders if leads else now.state)
        structure = _structure(state)
        whole = (structure, role) != (member.structure, member.told_role)
        member.structure, member.told_role = structure, role
        frame = self._frames.get((leads, role, whole))
        if frame is None:  # encoded once for each audience
            message = {"t": "workshop", "workshop": state, "role": role} if whole else {"t": "hour", **_hour(state)}
            frame = self._frames[leads, role, whole] = Frame({**message, "now": clock.now()})
        member.write(frame)

    @property
    def _running(self) -> Told:
        step = self.state.get("hour", {}).get("step")
        return next((one for one in self.state.get("steps", ()) if one["id"] == step), {})

    @property
    def hides_places(self) -> bool:
        """Whether the running step tells nobody where others are: who writes when would tell who wrote what."""
        step = self._running
        return bool(step) and (not step["names"] or (step["private"] and not step["revealed"]))

    def team(self, canvas_id: str) -> str | None:
        """The team of a canvas."""
        return next((team["id"] for team in self.state["teams"] if team["canvas"] == canvas_id), None)

    def home(self, team: str | None) -> str | None:
        """The canvas of a team."""
        return next((one["canvas"] for one in self.state["teams"] if one["id"] == team), None)

    def may_see(self, role: str) -> bool:
        """Whether the canvas is open to this role now (still, when the hour is over)."""
        if not self.state:
            return True
        after = self.state["afterwards"]
        return sees(role, self.state["hour"], after["gets"], after["until"], clock.now(), grace=GRACE)

    def may_stay(self, canvas_id: str, role: str, own: str | None) -> bool:
        """Whether somebody of this role and team may (still) look at a canvas; see queries.may_open."""
        team = self.scenario_of or self.team(canvas_id)
        if own == team or may(role, "see any team") or (role == "observer" and own is None):
            return True
        return team is not None and self.state["hour"]["plenary"] == team


def _structure(state: Told) -> Told:
    return {name: value for name, value in state.items() if name not in ("head", "hour")}


def _hour(state: Told) -> Told:
    return {"head": state["head"], "hour": state["hour"]}


def _asking(state: Told) -> list[Any]:
    return [(step["id"], step["ended"], step["revealed"]) for step in state.get("steps", ())]
