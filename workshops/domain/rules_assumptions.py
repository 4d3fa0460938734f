"""Measures, assumptions and experiments: what has to be true for a note to hold, and how one finds out.

A change carries only the fields it is about, and the words that were there (`was`): nobody's other words of meanwhile
are overwritten. Twin: core/assumption_operations.js.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workshops.domain.items import ASSUMPTIONS_LIMIT, ASSUMPTIONS_OF_NOTE, EXPERIMENTS_OF_ASSUMPTION, Measure
from workshops.domain.operations import Refusal
from workshops.domain.rules_places import find

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workshops.domain.canvas import Canvas, Effect
    from workshops.domain.items import Assumption, Note
    from workshops.domain.operations import (
        Actor,
        Assume,
        RemoveAssumption,
        RemoveExperiment,
        SetExperiment,
        SetMeasure,
    )

_MEASURE = ("name", "now", "target", "unit", "due", "owner")
_EXPERIMENT: dict[str, Any] = {
    **dict.fromkeys(("starter", "method", "metric", "threshold", "owner"), ""),
    "due": None,
    **dict.fromkeys(("result", "learning", "verdict"), ""),
}


def measure(canvas: Canvas, operation: SetMeasure, actor: Actor, at: int) -> list[Effect]:
    """By what one will see that a note comes true; a measure without any words is none."""
    note = find(canvas, operation.note)
    found = canvas.measures.get(note.id)
    was = found if found is not None and not found.removed else Measure(note.id)
    check_same(was, operation.values, operation.was)
    wanted = {**{name: getattr(was, name) for name in _MEASURE}, **operation.values}
    wanted["removed"] = not any(wanted.values())
    if found is None:
        return [] if wanted["removed"] else [{"measure": note.id, "set": wanted}]
    return _changes("measure", found, wanted)


def assume(canvas: Canvas, operation: Assume, actor: Actor, at: int) -> list[Effect]:
    """A new assumption, or other fields for one."""
    if operation.assumption in canvas.assumptions:
        found = _assumption(canvas, operation.assumption, back=operation.back)
        if operation.note not in (None, found.note):
            raise Refusal("id-taken", assumption=found.id)
        check_same(found, operation.values, operation.was)
        return _changes("assumption", found, {**operation.values, "removed": False})
    if operation.note is None:
        raise Refusal("no-assumption", assumption=operation.assumption)
    note = find(canvas, operation.note)
    standing = [one.note for one in canvas.assumptions.values() if not one.removed]
    if len(standing) >= ASSUMPTIONS_LIMIT or standing.count(note.id) >= ASSUMPTIONS_OF_NOTE:
        raise Refusal("assumptions-full", limit=ASSUMPTIONS_OF_NOTE, most=ASSUMPTIONS_LIMIT)
    if "statement" not in operation.values:
        raise Refusal("text-empty")
    values = {"note": note.id, "importance": 50, "evidence": 0, "status": "open", **operation.values}
    return [{"assumption": operation.assumption, "set": {**values, **signed([note], actor, at)}}]


def remove_assumption(canvas: Canvas, operation: RemoveAssumption, actor: Actor, at: int) -> list[Effect]:
    """Take an assumption off its note, its experiments with it."""
    found = canvas.assumptions.get(operation.assumption)
    if found is None:
        raise Refusal("no-assumption", assumption=operation.assumption)
    return [] if found.removed else [{"assumption": found.id, "set": {"removed": True}}]


def experiment(canvas: Canvas, operation: SetExperiment, actor: Actor, at: int) -> list[Effect]:
    """A new experiment, or other fields for one; in the same change what its assumption becomes by it."""
    found = canvas.experiments.get(operation.experiment)
    if found is None and operation.assumption is None:
        raise Refusal("no-experiment", experiment=operation.experiment)
    of = _assumption(canvas, found.assumption if found is not None else str(operation.assumption))
    if found is not None:
        if found.removed and not operation.back:
            raise Refusal("no-experiment", experiment=found.id)
        if operation.assumption not in (None, of.id):
            raise Refusal("id-taken", experiment=found.id)
        check_same(found, operation.values, operation.was)
        effects = _changes("experiment", found, {**operation.values, "removed": False})
    else:
        standing = [one for one in canvas.experiments.values() if one.assumption == of.id and not one.removed]
        if len(standing) >= EXPERIMENTS_OF_ASSUMPTION:
            raise Refusal("experiments-full", limit=EXPERIMENTS_OF_ASSUMPTION)
        if "method" not in operation.values:
            raise Refusal("text-empty")
        values = {"assumption": of.id, **_EXPERIMENT, **operation.values}
        values |= signed([canvas.notes[of.note]], actor, at)
        effects = [{"experiment": operation.experiment, "set": values}]
    if operation.status is not None:
        effects += _changes("assumption", of, {"status": operation.status})
    return effects


def remove_experiment(canvas: Canvas, operation: RemoveExperiment, actor: Actor, at: int) -> list[Effect]:
    """Take an experiment off the list."""
    found = canvas.experiments.get(operation.experiment)
    if found is None:
        raise Refusal("no-experiment", experiment=operation.experiment)
    return [] if found.removed else [{"experiment": found.id, "set": {"removed": True}}]


def _assumption(canvas: Canvas, name: str, *, back: bool = False) -> Assumption:
    """The assumption, with its note on the canvas; `back`: one that was taken off too. Raises Refusal."""
    found = canvas.assumptions.get(name)
    if found is None or (found.removed and not back):
        raise Refusal("no-assumption", assumption=name)
    find(canvas, found.note)
    return found


def check_same(item: Any, values: dict[str, Any], was: dict[str, Any]) -> None:
    """Raise Refusal `changed-since` when a field is neither as the author saw it nor already as they want it."""
    for name, seen in was.items():
        if getattr(item, name) not in (seen, values[name]):
            raise Refusal("changed-since", field=name)


def signed(notes: Iterable[Note], actor: Actor, at: int) -> dict[str, Any]:
    """Who made an item on these notes and when; told to nobody in a step without names and on one's own such note."""
    values = {"by": actor.who, "at": at, "removed": False}
    if not actor.moment.names or any(note.anon and note.by == actor.who for note in notes):
        values["anon"] = True
    return values


def _changes(sort: str, item: Any, wanted: dict[str, Any]) -> list[Effect]:
    changed = {name: value for name, value in wanted.items() if getattr(item, name) != value}
    return [{sort: item.id, "set": changed}] if changed else []
