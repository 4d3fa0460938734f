"""A workshop in memory with an agenda, a clock that a test moves, and a log to fold again."""

import copy
import uuid
from typing import Any

from tests.domain.conftest import KIND
from workshops.domain.agenda import MINUTE, Step, in_order
from workshops.domain.leading import decide
from workshops.domain.operations import Actor
from workshops.domain.rules_people import NOBODY
from workshops.domain.workshop import Effect, WorkshopState

__all__ = ["APPLICATION", "BOSS", "JAN", "KEES", "LOOKER", "MINUTE", "NOW", "TEAMS", "Workshop"]

APPLICATION = Actor(NOBODY, "observer")
BOSS = Actor(1, "facilitator")
JAN = Actor(2, "participant")
KEES = Actor(3, "participant")
LOOKER = Actor(4, "observer")
TEAMS = ("6a1c7c2e-9d0a-4c8e-8f3e-5d3c3b1f9a10", "7b1c7c2e-9d0a-4c8e-8f3e-5d3c3b1f9a10")
NOW = 1_790_000_000_000


class Workshop:
    """Two teams, a facilitator, two participants, an observer, and steps of so many minutes."""

    def __init__(self, minutes: list[int], *, alone: bool = False) -> None:
        self.state = WorkshopState(blocks=tuple(KIND.blocks))
        self.log: list[list[Effect]] = []
        self.now = NOW
        self._ids = 0
        self.do(APPLICATION, op="open", title="Dorpen", kind="public", language="nl", code="AAAABBBB", alone=alone)
        if alone:
            self.do(APPLICATION, op="door", open=True)  # so that there is somebody who may not lead
        for key, name in zip(TEAMS, ("Oost", "West"), strict=True):
            self.do(APPLICATION, op="team", team=key, name=name)
        people: list[tuple[Actor, str, str | None]] = [
            (BOSS, "Noor", None),
            (JAN, "Jan", TEAMS[0]),
            (KEES, "Kees", TEAMS[1]),
            (LOOKER, "Lies", None),
        ]
        for actor, name, team in people:
            self.do(APPLICATION, op="join", who=actor.who, name=name, role=actor.role, team=team)
        self.steps = [self.id() for _ in minutes]
        blocks: list[str | None] = [*KIND.blocks, *[None] * len(minutes)]
        for index, (step, length) in enumerate(zip(self.steps, minutes, strict=True)):
            self.do(BOSS, op="step", step=step, title=f"Step {index + 1}", minutes=length, block=blocks[index])

    def id(self) -> str:
        self._ids += 1
        return str(uuid.UUID(int=self._ids, version=4))

    def do(self, actor: Actor, **operation: Any) -> list[Effect]:
        """Judge and apply; the effects. Raises Refusal."""
        effects = decide(self.state, operation, actor, self.now)
        if effects:
            self.log.append(effects)
            self.state.apply(effects, self.state.head + 1)
        return effects

    def pass_by(self, minutes: float) -> None:
        self.now += int(minutes * MINUTE)

    @property
    def agenda(self) -> list[Step]:
        return in_order(self.state.steps.values())

    def order(self) -> list[str]:
        return [step.id for step in self.agenda]

    def shape(self) -> WorkshopState:
        """The state as it is now, to compare with later."""
        return copy.deepcopy(self.state)

    def folded(self) -> WorkshopState:
        """What the log alone gives."""
        state = WorkshopState(blocks=tuple(KIND.blocks))
        for number, effects in enumerate(self.log, 1):
            state.apply(effects, number)
        return state
