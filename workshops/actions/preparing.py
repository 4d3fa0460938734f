"""Preparing an hour from pages: steps come back after they were taken out, agendas are kept for next time."""

import uuid
from typing import Any

from workshops.actions.leading import Done, lead
from workshops.agendas import default_agenda
from workshops.domain.agenda import FIELDS, TITLE_LIMIT, Hour, Step, in_order
from workshops.domain.operations import Refusal
from workshops.domain.rules_people import check_name
from workshops.models import Participant, SavedAgenda, User, Workshop, WorkshopOperation

SAVED_MOST = 50
"""How many agendas an account keeps."""
_AGAIN = uuid.UUID("2b0c31a5-8a43-4c0e-9f4b-6d7c1b9f3e52")


def again(step_id: str) -> str:
    """The id that a step has when it comes back after it was taken out: always the same."""
    return str(uuid.uuid5(_AGAIN, step_id))


def fields_of(step: Step) -> dict[str, Any]:
    """What was prepared of a step; a title that is empty is left out, as of a step that is called like its block."""
    fields = {name: getattr(step, name) for name in FIELDS}
    return fields if step.title else {name: value for name, value in fields.items() if name != "title"}


def has_run(step: Step, hour: Hour) -> bool:
    """Whether it ran already, or runs now."""
    return step.ended is not None or step.id == hour.step


def put_back(person: Participant, step_id: str) -> str:
    """A step that was taken out stands where it stood, with its new id. Raises Refusal `no-step`, `steps-full`."""
    state = person.workshop.state()
    gone = state.steps.get(step_id)
    if gone is None or not gone.gone:
        raise Refusal("no-step")
    before = [one for one in in_order(state.steps.values()) if has_run(one, state.hour) or one.key < gone.key]
    operation = {"op": "step", "step": again(gone.id), **fields_of(gone), "after": before[-1].id if before else None}
    lead(person, operation, operation_id=again(gone.id))
    return again(gone.id)


def keep_agenda(person: Participant, owner: User, name: str) -> SavedAgenda | None:
    """Keep the workshop's steps under this name, instead of what had that name. None when there are too many already.

    Raises Refusal `name-…`.
    """
    name = check_name(name, TITLE_LIMIT)
    others = SavedAgenda.objects.filter(owner=owner).exclude(name=name)
    if others.count() >= SAVED_MOST:
        return None
    steps = [fields_of(step) for step in in_order(person.workshop.state().steps.values())]
    return SavedAgenda.objects.update_or_create(owner=owner, name=name, defaults={"steps": steps})[0]


def use_agenda(person: Participant, saved: SavedAgenda | None) -> Done:
    """Another agenda instead of this one: a saved one, or the default. Raises Refusal `hour-started`."""
    workshop = person.workshop
    if saved is None:
        steps = default_agenda(workshop.parsed_kind(), workshop.language)
    else:
        steps = [{"step": str(uuid.uuid4()), **_fitting(step, workshop)} for step in saved.steps]
    return lead(person, {"op": "agenda", "steps": steps})


def put_agenda_back(person: Participant, number: int) -> None:
    """The steps that entry `number` of the workshop's log put away stand there again. Raises Refusal."""
    entry = WorkshopOperation.objects.filter(workshop=person.workshop, n=number, op="agenda").first()
    if entry is None:
        raise Refusal("no-step")
    steps = person.workshop.state().steps
    gone = [effect["step"] for effect in entry.to_domain().fx if effect["set"].get("gone")]
    made = [{"step": str(uuid.uuid5(entry.uid, one)), **fields_of(steps[one])} for one in gone]
    lead(person, {"op": "agenda", "steps": made}, operation_id=str(uuid.uuid5(entry.uid, "back")))


def _fitting(step: dict[str, Any], workshop: Workshop) -> dict[str, Any]:
    """The step on this kind of canvas: a block that another kind has is left out."""
    blocks = workshop.parsed_kind().blocks
    block = step["block"] if step["block"] in blocks else None
    return {**step, "block": block, "vote_blocks": [one for one in step["vote_blocks"] if one in blocks]}
