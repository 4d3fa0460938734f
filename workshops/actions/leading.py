"""Leading the hour: an operation for a workshop's log by somebody in it, and what follows from it on the canvases."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from workshops.actions import editing
from workshops.actions.scene import MARKING
from workshops.actions.workshop_log import actor_of, write
from workshops.domain.operations import Refusal
from workshops.models import Canvas, Participant, WorkshopOperation


@dataclass(slots=True)
class Done:
    """What became of it: the number of the log's last entry (None: no effect), and whether it had been there before."""

    n: int | None
    again: bool = False


def lead(participant: Participant, operation: dict[str, Any], *, operation_id: str | None = None) -> Done:
    """Write an operation to the workshop's log as this participant, once for each id. Raises Refusal."""
    own = operation_id or str(uuid.uuid4())
    known = WorkshopOperation.objects.filter(workshop_id=participant.workshop_id, uid=own).values_list("n", flat=True)
    if found := known.first():
        return Done(found, again=True)
    try:
        fresh = Participant.objects.select_related("workshop").get(pk=participant.pk, removed=False)
    except Participant.DoesNotExist:
        raise Refusal("removed") from None
    row = write(fresh.workshop, [operation], actor_of(fresh), first_id=own)
    number = known.first()
    if number is not None and operation["op"] in MARKING:
        follow(list(row.canvases.filter(own__isnull=False).values_list("pk", flat=True)))
    return Done(number)


def follow(canvases: Sequence[Any]) -> None:
    """Have canvases do what the workshop's log asks of them (versions, totals, reveals)."""
    for canvas in canvases:
        try:
            editing.follow(str(canvas))
        except Canvas.DoesNotExist:
            continue
