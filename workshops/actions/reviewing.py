"""Going through a canvas again, block by block: what stays, what becomes a task, what goes into the bin."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workshops.actions.editing import submit

if TYPE_CHECKING:
    from workshops.models import Participant

_SPACE = uuid.UUID("0a6d2a0e-5d0f-4b8b-9f0e-2b9f6f1c7a55")


@dataclass(frozen=True, slots=True)
class Decision:
    """What is to become of a note: `drop` it with its stack (`notes` are their ids, the head first), or `adjust` it as
    `text` says."""

    notes: tuple[str, ...]
    drop: bool
    text: str = ""


def decide(person: Participant, canvas_id: str, day: str, decisions: list[Decision]) -> tuple[int, int]:
    """Do what was decided: how many notes went into the bin, how many outcomes there are now.

    Who sends the same form twice on a `day` has each outcome once. Raises Refusal; what came before it is done.
    """
    dropped = [note for one in decisions if one.drop for note in one.notes]
    adjusted = [one for one in decisions if not one.drop]
    if dropped:
        _do(person, canvas_id, {"op": "remove", "notes": dropped})
    for one in adjusted:
        outcome = str(uuid.uuid5(_SPACE, f"{canvas_id} {one.notes[0]} {day}"))
        _do(person, canvas_id, {"op": "outcome", "outcome": outcome, "sort": "adjust", "text": one.text, "owner": ""})
    return len(dropped), len(adjusted)


def name_day(person: Participant, canvas_id: str, day: str | None) -> None:
    """The next day of review, YYYY-MM-DD, or none. Raises Refusal."""
    _do(person, canvas_id, {"op": "review", "date": day})


def _do(person: Participant, canvas_id: str, operation: Mapping[str, Any]) -> None:
    (verdict,) = submit(canvas_id, person.who, [{**operation, "id": str(uuid.uuid4())}])
    if verdict.refusal is not None:
        raise verdict.refusal
