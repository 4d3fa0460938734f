"""The agenda: steps with their bounds, their order, and the arithmetic of the clock."""

from typing import Any

import pytest

from tests.domain.hours import BOSS, JAN, MINUTE, NOW, Workshop
from workshops.domain.agenda import STEPS_LIMIT, behind, expected_end, following, in_order, remaining, spread, total
from workshops.domain.operations import Refusal


@pytest.fixture
def workshop() -> Workshop:
    return Workshop(minutes=[4, 4, 4])


@pytest.mark.parametrize("minutes", [0, -5, 10_000, 241, "abc", "5", None, 1.5, True])
def test_minutes_have_bounds(workshop: Workshop, minutes: Any) -> None:
    with pytest.raises(Refusal, match="minutes-bounds"):
        workshop.do(BOSS, op="step", step=workshop.steps[0], minutes=minutes)
    assert [step.minutes for step in workshop.agenda] == [4, 4, 4]


def test_an_agenda_has_a_limit(workshop: Workshop) -> None:
    for number in range(STEPS_LIMIT - 3):
        workshop.do(BOSS, op="step", step=workshop.id(), title=f"Step {number}", minutes=1)
    with pytest.raises(Refusal, match="steps-full"):
        workshop.do(BOSS, op="step", step=workshop.id(), title="One too many", minutes=1)
    with pytest.raises(Refusal, match="steps-full"):
        workshop.do(BOSS, op="step-copy", step=workshop.steps[0], copy=workshop.id())
    fresh = Workshop(minutes=[])
    with pytest.raises(Refusal, match="steps-full"):
        fresh.do(BOSS, op="agenda", steps=[{"step": fresh.id(), "title": "x"} for _ in range(200)])
    assert fresh.agenda == []


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": ""}, "title-empty"),
        ({"title": "x" * 81}, "text-long"),
        ({"title": "a\nb"}, "text-unclean"),
        ({"title": 5}, "shape"),
        ({"question": "x" * 301}, "text-long"),
        ({"block": "nowhere"}, "no-block"),
        ({"may": ["write", "fly"]}, "shape"),
        ({"may": "write"}, "shape"),
        ({"private": "yes"}, "shape"),
        ({"dots": 0}, "dots-bounds"),
        ({"dots": 21}, "dots-bounds"),
        ({"vote_blocks": ["nowhere"]}, "no-block"),
        ({"purpose": "party"}, "shape"),
        ({"coaching": "x" * 1_001}, "text-long"),
    ],
    ids=str,
)
def test_a_bad_field_is_named_and_changes_nothing(workshop: Workshop, fields: dict[str, Any], code: str) -> None:
    before = workshop.shape()
    with pytest.raises(Refusal, match=code):
        workshop.do(BOSS, op="step", step=workshop.steps[0], minutes=9, **fields)
    assert workshop.shape() == before


def test_steps_are_moved_copied_and_taken_out(workshop: Workshop) -> None:
    first, second, third = workshop.steps
    workshop.do(BOSS, op="step-move", step=third, after=None)
    assert workshop.order() == [third, first, second]
    workshop.do(BOSS, op="step-move", step=third, after=first)
    assert workshop.order() == [first, third, second]
    workshop.do(BOSS, op="step-copy", step=first, copy=(copy := workshop.id()))
    assert workshop.order() == [first, copy, third, second]
    workshop.do(BOSS, op="step-remove", step=third)
    assert workshop.order() == [first, copy, second]
    with pytest.raises(Refusal, match="no-step"):
        workshop.do(BOSS, op="step", step=third, title="Back?")


def test_what_ran_stays_and_what_runs_keeps_its_rules(workshop: Workshop) -> None:
    first, second, third = workshop.steps
    workshop.do(BOSS, op="start")
    workshop.pass_by(1)
    workshop.do(BOSS, op="go", **{"from": first, "to": "next"})
    for operation in (
        {"op": "step", "step": first, "minutes": 5},
        {"op": "step-remove", "step": first},
        {"op": "step-move", "step": first, "after": third},
        {"op": "step-move", "step": third, "after": None},
        {"op": "skip", "step": first, "on": True},
    ):
        with pytest.raises(Refusal, match="step-done"):
            workshop.do(BOSS, **operation)
    with pytest.raises(Refusal, match="step-running"):
        workshop.do(BOSS, op="step", step=second, private=True)
    with pytest.raises(Refusal, match="hour-started"):
        workshop.do(BOSS, op="agenda", steps=[])
    workshop.do(BOSS, op="step", step=second, title="Another name", minutes=6)
    assert remaining(workshop.state.hour, workshop.now) == 6 * MINUTE


def test_the_clock_counts_without_pauses(workshop: Workshop) -> None:
    hour = workshop.state.hour
    workshop.do(BOSS, op="start")
    workshop.pass_by(1)
    assert remaining(hour, workshop.now) == 3 * MINUTE
    workshop.do(BOSS, op="pause", on=True)
    workshop.pass_by(10)
    assert remaining(hour, workshop.now) == 3 * MINUTE
    workshop.do(BOSS, op="pause", on=False)
    workshop.pass_by(4)
    assert remaining(hour, workshop.now) == -MINUTE
    assert hour.step == workshop.steps[0], "a clock that runs out moves nothing"


def test_ahead_and_behind(workshop: Workshop) -> None:
    workshop.do(BOSS, op="start")
    steps, hour = in_order(workshop.state.steps.values()), workshop.state.hour
    assert (expected_end(hour, steps, workshop.now), behind(hour, steps, workshop.now)) == (NOW + 12 * MINUTE, 0)
    workshop.pass_by(2)
    assert behind(hour, steps, workshop.now) == 0
    workshop.pass_by(4)
    assert behind(hour, steps, workshop.now) == 2 * MINUTE
    workshop.do(BOSS, op="go", **{"from": workshop.steps[0], "to": "next"})
    assert behind(hour, steps, workshop.now) == 2 * MINUTE
    workshop.do(BOSS, op="go", **{"from": workshop.steps[1], "to": "next"})
    assert behind(hour, steps, workshop.now) == -2 * MINUTE


def test_replanning_spreads_what_is_left() -> None:
    workshop = Workshop(minutes=[4, 6, 3, 3])
    workshop.do(BOSS, op="start")
    workshop.pass_by(8)
    workshop.do(BOSS, op="replan")
    assert [step.minutes for step in workshop.agenda] == [4, 4, 2, 2]
    steps, hour = workshop.agenda, workshop.state.hour
    assert behind(hour, steps, workshop.now) == 0
    workshop.do(BOSS, op="skip", step=workshop.steps[2], on=True)
    assert behind(hour, steps, workshop.now) == -2 * MINUTE
    assert [one.id for one in following(steps, hour.step)] == [workshop.steps[1], workshop.steps[3]]
    assert total(steps) == 10


@pytest.mark.parametrize(
    ("minutes", "available", "given"),
    [
        ([4, 4, 4], 12, [4, 4, 4]),
        ([4, 4, 4], 7, [3, 2, 2]),
        ([5, 1], 3, [2, 1]),
        ([4, 4], 0, [1, 1]),
        ([4, 4], -9, [1, 1]),
        ([1, 9], 20, [3, 17]),
        ([], 5, []),
    ],
)
def test_spreading_gives_whole_minutes(minutes: list[int], available: int, given: list[int]) -> None:
    assert spread(minutes, available) == given


def test_a_participant_prepares_and_leads_nothing(workshop: Workshop) -> None:
    first = workshop.steps[0]
    before = workshop.shape()
    for operation in (
        {"op": "step", "step": first, "minutes": 9},
        {"op": "step-move", "step": first, "after": None},
        {"op": "step-copy", "step": first, "copy": workshop.id()},
        {"op": "step-remove", "step": first},
        {"op": "agenda", "steps": []},
        {"op": "wording", "block": "segments", "question": "?", "context": ""},
        {"op": "start"},
        {"op": "reveal-step", "step": first},
        {"op": "spotlight", "block": "segments", "note": None, "team": None},
        {"op": "plenary", "team": None},
        {"op": "notice", "text": "Hi", "team": None},
    ):
        with pytest.raises(Refusal, match="not-allowed"):
            workshop.do(JAN, **operation)
    assert workshop.shape() == before
