"""Writing to a workshop's log: judged under the workshop row's lock, applied to its rows, announced after commit."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from workshops import broadcast, clock
from workshops.domain.leading import decide
from workshops.domain.operations import Actor
from workshops.domain.rules_people import NOBODY
from workshops.domain.undo import Entry
from workshops.models import Participant, Workshop, WorkshopOperation
from workshops.models.log import to_body
from workshops.models.workshop_rows import effects_to_rows

APPLICATION = Actor(NOBODY, "observer")
"""Who acts when it is nobody in the workshop: the application itself."""


def actor_of(participant: Participant) -> Actor:
    """The participant as the rules know an actor."""
    return Actor(participant.who, participant.role)


def write(
    workshop: Workshop, operations: Sequence[dict[str, Any]], actor: Actor, *, first_id: str | None = None
) -> Workshop:
    """Judge the operations in order and commit them together; all or nothing. Raises Refusal. `first_id` is the id of
    the first entry, when whoever sends it made one.

    Returns the workshop as it is afterwards. Call it inside a transaction to make more part of it.
    """
    with transaction.atomic():
        row = Workshop.objects.select_for_update().get(pk=workshop.pk)
        state = row.state()
        now = clock.now()
        for operation in operations:
            effects = decide(state, operation, actor, now)
            if not effects:
                continue
            number = state.head + 1
            before = state.apply(effects, number)
            entry = Entry(
                number, first_id or str(uuid.uuid4()), actor.who, now // 1000, operation["op"], effects, before
            )
            _store(row, entry)
            first_id = None
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
