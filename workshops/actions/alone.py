"""From one person's own canvas to a workshop with a group."""

from typing import Any

from django.db import transaction

from workshops.actions.workshop_log import actor_of, write
from workshops.agendas import default_agenda
from workshops.models import Participant, Workshop


def make_group(person: Participant) -> bool:
    """The default agenda instead of the own pace, before its start, and the door open. What stands on the canvas stays.

    Whether it did; not when it is a workshop with a group already. Raises Refusal `not-allowed`, `archived`.
    """
    with transaction.atomic():
        row = Workshop.objects.select_for_update().get(pk=person.workshop_id)
        if not row.is_alone:
            return False
        steps = default_agenda(row.parsed_kind(), row.language)
        operations: list[dict[str, Any]] = [
            {"op": "group"},
            {"op": "agenda", "steps": steps},
            {"op": "door", "open": True},
        ]
        write(row, operations, actor_of(person))
        return True
