"""Scenarios: a canvas made from another one's moment, to be edited apart and compared."""

import uuid

from django.db import transaction

from workshops import broadcast
from workshops.actions.editing import Submission, commit
from workshops.actions.open_canvases import drop
from workshops.domain import operations as ops
from workshops.domain.operations import Refusal
from workshops.domain.rights import refusal
from workshops.domain.rules_people import check_name
from workshops.models import Canvas, Participant, Team

FAMILY_LIMIT = 20
"""Scenarios that a team may have."""


def branch(facilitator: Participant, row: Canvas, number: int, name: str) -> Canvas:
    """A scenario of a canvas as it was at a number, with what everybody could see there.

    Raises Refusal `not-allowed`, `archived`, `name-…`, `scenarios-full`, `no-moment`.
    """
    _check(facilitator)
    name = check_name(name)
    with transaction.atomic():
        team = Team.objects.select_for_update().get(pk=row.team_id)  # no other is made between counting and making
        if team.canvases.filter(own=None).count() >= FAMILY_LIMIT:
            raise Refusal("scenarios-full", limit=FAMILY_LIMIT)
        made = Canvas.objects.create(workshop=row.workshop, team=row.team, branch_of=row, branched_at=number, name=name)
        begin = Submission(str(uuid.uuid4()), facilitator.who, "branch", ops.Branch(str(row.pk), number))
        verdict = commit(str(made.pk), [begin]).verdicts[0]
        if verdict.refusal:
            raise verdict.refusal
    return made


def rename_scenario(facilitator: Participant, row: Canvas, name: str) -> None:
    """Another name for a scenario.

    Raises Refusal `not-allowed` (for a team's own canvas too), `archived`, `name-…`, and `gone` when it was deleted.
    """
    _check(facilitator)
    if row.own_id is not None:
        raise Refusal("not-allowed")
    row.name = check_name(name)
    if not Canvas.objects.filter(pk=row.pk).update(name=row.name):
        raise Refusal("gone")


def delete_scenario(facilitator: Participant, row: Canvas) -> None:
    """A scenario goes with all that is in it; a team's own canvas never does. Raises Refusal `not-allowed`."""
    _check(facilitator)
    if row.own_id is not None:
        raise Refusal("not-allowed")
    canvas_id, head = str(row.pk), row.head
    row.delete()
    drop(canvas_id)
    broadcast.ring("canvas", canvas_id, head + 1)  # whoever has it open finds that it is gone


def _check(facilitator: Participant) -> None:
    code = refusal(facilitator.role, "turn back", "archived" if facilitator.workshop.archived else "before")
    if code is not None:
        raise Refusal(code)
