"""Writing to a workshop's log: judged under the workshop row's lock, applied to its rows, announced after commit."""

import time
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from workshops import broadcast
from workshops.domain.operations import Actor
from workshops.domain.undo import Entry
from workshops.domain.workshop import NOBODY, decide
from workshops.models import Participant, Workshop, WorkshopOperation
from workshops.models.log import to_body
from workshops.models.workshop import effects_to_rows

APPLICATION = Actor(NOBODY, "observer")
"""Who acts when it is nobody in the workshop: the application itself."""


def actor_of(participant: Participant) -> Actor:
    """The participant as the rules know an actor."""
    return Actor(participant.who, participant.role)


def write(workshop: Workshop, operations: Sequence[dict[str, Any]], actor: Actor) -> Workshop:
    """Judge the operations in order and commit them together; all or nothing. Raises Refusal.

    Returns the workshop as it is afterwards. Call it inside a transaction to make more part of it.
    """
    with transaction.atomic():
        row = Workshop.objects.select_for_update().get(pk=workshop.pk)
        state = row.state()
        for operation in operations:
            effects = decide(state, operation, actor)
            if not effects:
                continue
            number = state.head + 1
            before = state.apply(effects, number)
            entry = Entry(number, str(uuid.uuid4()), actor.who, int(time.time()), operation["op"], effects, before)
            _store(row, entry)
        if row.head != state.head:
            row.head = state.head
            row.save(update_fields=["head"])
            broadcast.ring("workshop", str(row.pk), row.head)
        return row


def _store(workshop: Workshop, entry: Entry) -> None:
    WorkshopOperation.objects.create(
        workshop=workshop,
        n=entry.n,
        uid=entry.id,
        by=entry.by,
        at=entry.at,
        op=entry.op,
        body=to_body(entry),
        audience=entry.audience,
    )
    effects_to_rows(workshop, entry.fx)
