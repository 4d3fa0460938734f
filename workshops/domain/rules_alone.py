"""One person at their own pace: from step to step without a clock. A step is done when they say so, not when they leave
it: so there is a version for each time that somebody was done with a step, and none for looking at another block.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from workshops.domain.agenda import Hour, Step, in_order
from workshops.domain.operations import Actor, Refusal
from workshops.domain.rules_agenda import find

if TYPE_CHECKING:
    from workshops.domain.workshop import Effect, WorkshopState


def check_clock(state: WorkshopState) -> None:
    """Raises Refusal `no-clock` where one person goes at their own pace."""
    if state.hour.alone:
        raise Refusal("no-clock")


def begin(step: Step, now: int) -> list[Effect]:
    """Come to a step, for the first time or again; done stays done."""
    effects: list[Effect] = [{"step": step.id, "set": {"began": now}}] if step.began is None else []
    return [*effects, {"hour": True, "set": {"step": step.id, "began": now, "length": 0, "paused": None}}]


def finish(step: Step, now: int) -> list[Effect]:
    """A step is done, unless it was already."""
    return [{"step": step.id, "set": {"ended": now}}] if step.ended is None else []


def done(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """Say that a step is done, or (`on` false) that it is not after all."""
    if not state.hour.alone:
        raise Refusal("not-alone")
    step = find(state, operation["step"])
    if operation["on"]:
        return finish(step, now)
    return [] if step.ended is None else [{"step": step.id, "set": {"ended": None}}]


def reopen(state: WorkshopState, operation: dict[str, Any], now: int) -> list[Effect]:
    """On with a step (`step`; left out: the one that was done last) after all was done."""
    steps = in_order(state.steps.values())
    step = find(state, operation["step"]) if "step" in operation else max(steps, key=lambda one: one.ended or 0)
    begun = begin(step, now)
    begun[-1]["set"] |= {"phase": "step", "ended": None}
    return begun


def group(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """From now on it is a workshop with a group, of which the hour has not begun."""
    return [{"hour": True, "set": asdict(Hour())}] if state.hour.alone else []
