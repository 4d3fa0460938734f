"""Running the hour: start, go on, pause, extend, re-plan, reveal, end. Facilitators do it, the clock never does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workshops.domain import rules_alone
from workshops.domain.agenda import (
    MINUTE,
    MINUTES_MOST,
    Step,
    elapsed,
    following,
    in_order,
    remaining,
    spread,
    total,
)
from workshops.domain.operations import Actor, Refusal
from workshops.domain.rules_agenda import find

if TYPE_CHECKING:
    from workshops.domain.workshop import Effect, WorkshopState

EXTEND_MOST = 60


def start(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """Begin with the first step; no effect when somebody was first."""
    if state.hour.phase == "step":
        return []
    if state.hour.phase == "after":
        raise Refusal("hour-over")
    steps = [one for one in in_order(state.steps.values()) if not one.skipped]
    if not steps:
        raise Refusal("no-steps")
    alone = state.hour.alone
    begun = rules_alone.begin(steps[0], now) if alone else _begin(steps[0], now)
    planned = 0 if alone else total(state.steps.values()) * MINUTE
    begun[-1]["set"] |= {"phase": "step", "started": now, "planned": planned, "ended": None}
    return begun


def _begin(step: Step, now: int) -> list[Effect]:
    hour = {"step": step.id, "began": now, "length": step.length, "paused": None}
    return [{"step": step.id, "set": {"began": now, "ended": None}}, {"hour": True, "set": hour}]


def running(state: WorkshopState) -> Step:
    """The running step. Raises Refusal `no-hour` when there is none."""
    if state.hour.phase != "step" or state.hour.step is None:
        raise Refusal("no-hour")
    return state.steps[state.hour.step]


def go(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """From the step `from` to `to` (an id, "next" or "back"). Refused `already-moved` when another was first.

    Alone, the step that is left ends with `done` only.
    """
    step = running(state)
    if operation["from"] != step.id:
        raise Refusal("already-moved", title=state.steps[step.id].title)
    target = _target(state, step, operation["to"])
    if target.id == step.id:
        return []
    if state.hour.alone:
        left = rules_alone.finish(step, now) if operation.get("done") else []
        return [*left, *rules_alone.begin(target, now)]
    return [{"step": step.id, "set": {"ended": now}}, *_begin(target, now)]


def _target(state: WorkshopState, step: Step, to: str) -> Step:
    steps = in_order(state.steps.values())
    if to == "next":
        later = following(steps, step.id)
        if not later:
            raise Refusal("last-step")
        return later[0]
    if to == "back":
        earlier = [one for one in steps[: steps.index(step)] if not one.skipped]
        if not earlier:
            raise Refusal("first-step")
        return earlier[-1]
    return find(state, to)


def pause(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """Stop the clock, or (`on` false) let it go on. People may write meanwhile."""
    rules_alone.check_clock(state)
    running(state)
    hour = state.hour
    if operation["on"]:
        return [] if hour.paused is not None else [{"hour": True, "set": {"paused": now}}]
    if hour.paused is None:
        return []
    return [{"hour": True, "set": {"paused": None, "began": hour.began + max(0, now - hour.paused)}}]


def extend(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """Give the running step (`step`) more minutes, or fewer; never less than it has had already."""
    rules_alone.check_clock(state)
    step = running(state)
    minutes = operation["minutes"]
    if not isinstance(minutes, int) or isinstance(minutes, bool) or not 0 < abs(minutes) <= EXTEND_MOST:
        raise Refusal("minutes-bounds", most=EXTEND_MOST)
    if operation["step"] != step.id:
        raise Refusal("already-moved", title=step.title)
    length = state.hour.length + minutes * MINUTE
    if minutes < 0:
        length = max(length, min(state.hour.length, elapsed(state.hour, now)))
    if length > MINUTES_MOST * MINUTE:
        raise Refusal("minutes-bounds", most=MINUTES_MOST)
    return [] if length == state.hour.length else [{"hour": True, "set": {"length": length}}]


def replan(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """Spread what is left of the planned hour over the steps that are still to come."""
    rules_alone.check_clock(state)
    step = running(state)
    hour = state.hour
    assert hour.started is not None  # noqa: S101 - a running hour has started
    later = following(in_order(state.steps.values()), step.id)
    if not later:
        raise Refusal("last-step")
    left = hour.started + hour.planned - now - max(0, remaining(hour, now))
    minutes = spread([one.minutes for one in later], left // MINUTE)
    return [
        {"step": one.id, "set": {"minutes": given}}
        for one, given in zip(later, minutes, strict=True)
        if one.minutes != given
    ]


def skip(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """Drop a step that is still to come, or take it back in."""
    step = find(state, operation["step"])
    if step.id == state.hour.step:
        raise Refusal("step-running")
    if step.ended is not None:
        raise Refusal("step-done")
    on = bool(operation["on"])
    return [] if step.skipped == on else [{"step": step.id, "set": {"skipped": on}}]


def reveal(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """Show what was written in private in a step; from now on that step is written in the open."""
    step = find(state, operation["step"])
    if not step.private or step.began is None:
        raise Refusal("nothing-private")
    return [] if step.revealed else [{"step": step.id, "set": {"revealed": True}}]


def end(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """The hour is over: people look, facilitators tidy. Alone, the running step is done with `done` only."""
    if state.hour.phase == "after":
        return []
    step = running(state)
    hour = {"phase": "after", "step": None, "paused": None, "ended": now}
    left: list[Effect] = [{"step": step.id, "set": {"ended": now}}]
    if state.hour.alone:
        left = rules_alone.finish(step, now) if operation.get("done") else []
    return [*left, {"hour": True, "set": hour}]


def reopen(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """Ended too soon: on with the step that was last, with what it had left; alone with any (`step`)."""
    hour = state.hour
    if hour.phase != "after" or hour.ended is None:
        return []
    if hour.alone:
        return rules_alone.reopen(state, operation, now)
    ran = [one for one in in_order(state.steps.values()) if one.ended is not None]
    last = max(ran, key=lambda one: one.ended or 0)
    away = max(0, now - hour.ended)
    values = {"phase": "step", "step": last.id, "began": hour.began + away, "ended": None}
    return [{"step": last.id, "set": {"ended": None}}, {"hour": True, "set": values}]
