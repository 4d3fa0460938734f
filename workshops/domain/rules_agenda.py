"""Preparing the agenda: steps come, change, change places, go. What has run stays as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workshops.domain import order
from workshops.domain.agenda import FIELDS, MINUTE, STEPS_LIMIT, Step, check_fields, in_order
from workshops.domain.operations import LAST, Actor, Refusal

if TYPE_CHECKING:
    from workshops.domain.workshop import Effect, WorkshopState

_SET_ONCE = ("may", "private", "names", "reading", "dots", "vote_blocks")
"""What a step lets people do and see: not to be changed under them once it has run."""


def find(state: WorkshopState, step_id: object) -> Step:
    """The step, still in the agenda. Raises Refusal `no-step`."""
    step = state.steps.get(step_id) if isinstance(step_id, str) else None
    if step is None or step.gone:
        raise Refusal("no-step")
    return step


def step(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """Change some fields of a step, or with an id that is not there yet, a new one."""
    fields = check_fields(operation, state.blocks)
    found = state.steps.get(operation["step"])
    if found is None:
        return _new(state, operation["step"], {"title": "", **fields}, operation.get("after", LAST))
    found = find(state, found.id)
    if found.ended is not None and found.id != state.hour.step:
        raise Refusal("step-done")
    changed = {name: value for name, value in fields.items() if getattr(found, name) != value}
    if found.id == state.hour.step and any(name in changed for name in _SET_ONCE):
        raise Refusal("step-running")
    if not changed:
        return []
    effects: list[Effect] = [{"step": found.id, "set": changed}]
    if found.id == state.hour.step and "minutes" in changed:
        length = state.hour.length + (changed["minutes"] - found.minutes) * MINUTE
        effects.append({"hour": True, "set": {"length": max(0, length)}})
    return effects


def _new(state: WorkshopState, step_id: str, fields: dict[str, Any], after: str | None) -> list[Effect]:
    if len(in_order(state.steps.values())) >= STEPS_LIMIT:
        raise Refusal("steps-full", limit=STEPS_LIMIT)
    if not fields["title"] and not fields.get("block"):
        raise Refusal("title-empty", field="title")
    return [{"step": step_id, "set": {**fields, "key": _key(state, after, step_id)}}]


def _key(state: WorkshopState, after: str | None, moving: str) -> str:
    steps = [one for one in in_order(state.steps.values()) if one.id != moving]
    places = [one.id for one in steps]
    index = 0 if after is None else places.index(after) + 1 if after in places else len(steps)
    if index < len(steps) and _has_run(state, steps[index]):
        raise Refusal("step-done")
    low = steps[index - 1].key if index else None
    return order.between(low, steps[index].key if index < len(steps) else None)


def _has_run(state: WorkshopState, one: Step) -> bool:
    return one.ended is not None or one.id == state.hour.step


def move(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """Put a step that is still to come after another one (null: first)."""
    found = find(state, operation["step"])
    if _has_run(state, found):
        raise Refusal("step-done")
    ids = [one.id for one in in_order(state.steps.values())]
    index = ids.index(found.id)
    if operation["after"] == (ids[index - 1] if index else None):
        return []
    return [{"step": found.id, "set": {"key": _key(state, operation["after"], found.id)}}]


def copy(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """A copy of a step, directly after it."""
    found = find(state, operation["step"])
    if operation["copy"] in state.steps:
        return []
    following = in_order(state.steps.values())
    after = found.id
    if _has_run(state, found):  # among what is still to come
        after = next((one.id for one in reversed(following) if _has_run(state, one)), found.id)
    fields = {name: getattr(found, name) for name in FIELDS}
    return _new(state, operation["copy"], fields, after)


def remove(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """Take a step out of the agenda."""
    found = find(state, operation["step"])
    if _has_run(state, found):
        raise Refusal("step-done")
    return [{"step": found.id, "set": {"gone": True}}]


def replace(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """Another agenda instead of this one, before the hour starts: `steps`, each with its id and fields."""
    if state.hour.phase != "before":
        raise Refusal("hour-started")
    raws = operation["steps"]
    if len(raws) > STEPS_LIMIT:
        raise Refusal("steps-full", limit=STEPS_LIMIT)
    effects: list[Effect] = [{"step": one.id, "set": {"gone": True}} for one in in_order(state.steps.values())]
    for raw, key in zip(raws, order.spread(len(raws)), strict=True):
        if raw["step"] in state.steps:
            raise Refusal("id-taken")
        effects.append({"step": raw["step"], "set": {"title": "", **check_fields(raw, state.blocks), "key": key}})
    return effects


def wording(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """A block's question in the facilitator's own words, and context to it; empty: as the kind has it."""
    if operation["block"] not in state.blocks:
        raise Refusal("no-block", field="block")
    fields = check_fields({"question": operation["question"], "coaching": operation["context"]}, state.blocks)
    words = {"question": fields["question"], "context": fields["coaching"]}
    if state.wording.get(operation["block"], {"question": "", "context": ""}) == words:
        return []
    return [{"wording": operation["block"], "set": words}]
