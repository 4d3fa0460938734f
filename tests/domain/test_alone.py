"""One person at their own pace: no clock, steps done when they say so, and on to a group."""

import random
from contextlib import suppress
from typing import Any

import pytest

from tests.domain.hours import APPLICATION, BOSS, JAN, Workshop
from workshops.domain import agenda
from workshops.domain.operations import Refusal
from workshops.domain.rights import refusal
from workshops.domain.workshop import WorkshopState


@pytest.fixture
def alone() -> Workshop:
    workshop = Workshop(minutes=[4, 4, 4], alone=True)
    workshop.do(APPLICATION, op="start")
    return workshop


def go(workshop: Workshop, to: str, *, done: bool = False) -> None:
    workshop.do(BOSS, op="go", **{"from": workshop.state.hour.step, "to": to, "done": done})


def ended(workshop: Workshop) -> list[bool]:
    return [step.ended is not None for step in workshop.agenda]


def test_it_opens_with_its_door_closed() -> None:
    state = WorkshopState()
    workshop = Workshop(minutes=[])
    opening = {"op": "open", "title": "Mijn idee", "kind": "public", "language": "nl", "code": "AAAACCCC"}
    workshop.state = state
    workshop.do(APPLICATION, **opening, alone=True)
    assert state.hour.alone
    with pytest.raises(Refusal, match="door-closed"):
        workshop.do(APPLICATION, op="join", who=1, name="Jan", role="participant", team=None)


def test_no_clock_tells_of_time(alone: Workshop) -> None:
    alone.pass_by(9_000)
    hour = alone.state.hour
    assert (hour.length, hour.planned) == (0, 0)
    assert agenda.remaining(hour, alone.now) == 0
    assert agenda.expected_end(hour, alone.agenda, alone.now) == alone.now
    assert agenda.behind(hour, alone.agenda, alone.now) == 0
    for operation in (
        {"op": "pause", "on": True},
        {"op": "extend", "step": hour.step, "minutes": 2},
        {"op": "replan"},
    ):
        with pytest.raises(Refusal, match="no-clock"):
            alone.do(BOSS, **operation)


def test_a_step_is_done_when_its_person_says_so(alone: Workshop) -> None:
    go(alone, "next")
    go(alone, alone.steps[0])
    assert ended(alone) == [False, False, False]
    go(alone, "next", done=True)
    assert ended(alone) == [True, False, False]
    at = alone.agenda[0].ended
    alone.pass_by(60)
    go(alone, "back")
    go(alone, "next", done=True)
    assert alone.agenda[0].ended == at, "its version is of the first time"
    alone.do(BOSS, op="done", step=alone.steps[2], on=True)
    assert alone.do(BOSS, op="done", step=alone.steps[2], on=True) == []
    assert ended(alone) == [True, False, True]
    alone.do(BOSS, op="done", step=alone.steps[0], on=False)
    assert ended(alone) == [False, False, True]
    with pytest.raises(Refusal, match="no-step"):
        alone.do(BOSS, op="done", step=alone.id(), on=True)


def test_after_the_last_step_it_goes_on_anywhere(alone: Workshop) -> None:
    go(alone, alone.steps[2])
    alone.do(BOSS, op="end")
    assert alone.state.phase == "after"
    moment = alone.state.moment()
    assert refusal("participant", "write", moment.phase, moment.grants) is None, "a partner may go on as well"
    alone.do(BOSS, op="done", step=alone.steps[2], on=False)
    alone.do(BOSS, op="reopen", step=alone.steps[1])
    assert (alone.state.phase, alone.state.hour.step) == ("step", alone.steps[1])
    go(alone, alone.steps[2], done=True)
    alone.pass_by(1)
    alone.do(BOSS, op="end", done=True)
    alone.do(BOSS, op="reopen")
    assert alone.state.hour.step == alone.steps[2]
    assert ended(alone) == [False, True, True]


def test_a_partner_goes_along_and_does_not_lead(alone: Workshop) -> None:
    assert set(alone.state.moment().grants) == {"write", "arrange", "talk"}
    for operation in (
        {"op": "go", "from": alone.steps[0], "to": "next"},
        {"op": "done", "step": alone.steps[0], "on": True},
        {"op": "group"},
    ):
        with pytest.raises(Refusal, match="not-allowed"):
            alone.do(JAN, **operation)


def test_to_a_workshop_with_a_group(alone: Workshop) -> None:
    go(alone, "next", done=True)
    alone.do(BOSS, op="group")
    assert alone.do(BOSS, op="group") == []
    assert (alone.state.phase, alone.state.hour.alone) == ("before", False)
    alone.do(BOSS, op="agenda", steps=[{"step": alone.id(), "title": "Samen", "minutes": 10}])
    alone.do(BOSS, op="start")
    assert agenda.remaining(alone.state.hour, alone.now) == 10 * agenda.MINUTE
    with pytest.raises(Refusal, match="not-alone"):
        alone.do(BOSS, op="done", step=alone.order()[0], on=True)


@pytest.mark.parametrize("seed", range(5))
def test_the_log_alone_gives_it(seed: int) -> None:
    pick = random.Random(seed)
    workshop = Workshop(minutes=[4, 4, 4], alone=True)
    workshop.do(APPLICATION, op="start")
    for _ in range(60):
        workshop.pass_by(pick.choice([0, 1, 900]))
        here = workshop.state.hour.step or workshop.steps[0]
        operations: list[dict[str, Any]] = [
            {"op": "go", "from": here, "to": pick.choice(["next", "back", *workshop.steps]), "done": True},
            {"op": "go", "from": here, "to": pick.choice(["next", "back", *workshop.steps])},
            {"op": "done", "step": pick.choice(workshop.steps), "on": pick.random() < 0.5},
            {"op": "end", "done": pick.random() < 0.5},
            {"op": "reopen", "step": pick.choice(workshop.steps)},
            {"op": "reopen"},
        ]
        with suppress(Refusal):
            workshop.do(BOSS, **pick.choice(operations))
        assert (workshop.state.phase == "step") == (workshop.state.hour.step is not None)
    assert workshop.folded() == workshop.state
