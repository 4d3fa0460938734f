"""What a workshop leaves: outcomes with owner and date, and versions, which name a moment of the canvas."""

from __future__ import annotations

from dataclasses import asdict

from workshops.domain.canvas import Canvas, Effect
from workshops.domain.items import OUTCOMES_LIMIT
from workshops.domain.operations import Actor, KeepVersion, PutOutcome, Refusal, RemoveOutcome


def put_outcome(canvas: Canvas, operation: PutOutcome, actor: Actor, at: int) -> list[Effect]:
    """A new outcome, or another wording, owner or date for one."""
    values = {"sort": operation.sort, "text": operation.text, "owner": operation.owner, "due": operation.due}
    found = canvas.outcomes.get(operation.outcome)
    if found is None:
        if sum(not one.removed for one in canvas.outcomes.values()) >= OUTCOMES_LIMIT:
            raise Refusal("outcomes-full", limit=OUTCOMES_LIMIT)
        return [{"outcome": operation.outcome, "set": {**values, "by": actor.who, "at": at, "removed": False}}]
    values["removed"] = False  # type: ignore[assignment]  # changing it brings it back
    was = asdict(found)
    changed = {name: value for name, value in values.items() if was[name] != value}
    return [{"outcome": found.id, "set": changed}] if changed else []


def remove_outcome(canvas: Canvas, operation: RemoveOutcome, actor: Actor, at: int) -> list[Effect]:
    """Take an outcome off the list."""
    found = canvas.outcomes.get(operation.outcome)
    if found is None:
        raise Refusal("no-outcome")
    return [] if found.removed else [{"outcome": found.id, "set": {"removed": True}}]


def keep_version(canvas: Canvas, operation: KeepVersion, actor: Actor, at: int) -> list[Effect]:
    """Name this moment: the version is the canvas at the number of this entry."""
    values = {"name": operation.name, "step": operation.step, "at": operation.at or at, "by": actor.who}
    return [{"version": operation.version, "set": values}]
