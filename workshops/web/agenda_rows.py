"""What the page of the agenda shows: its steps as rows, the total in words, what can be put back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workshops.actions.preparing import again, has_run
from workshops.domain.agenda import HOUR_MINUTES, Step, in_order, total
from workshops.domain.workshop import WorkshopState
from workshops.models import Participant, SavedAgenda


@dataclass(slots=True)
class Wrong:
    """A change that was refused: which, why, and what was typed."""

    act: str
    code: str
    sentence: str
    typed: Mapping[str, str]

    @property
    def field(self) -> str:
        """The field of the form to add a step that it is about; empty: all of it."""
        return {"title-empty": "title", "text-long": "title", "text-unclean": "title", "minutes-bounds": "minutes"}.get(
            self.code, ""
        )


@dataclass(slots=True)
class Row:
    """A step as the list shows it."""

    step: Step
    block: str
    is_now: bool
    is_over: bool
    can_move: bool
    up: str | None = None
    """The step it comes after when it goes up; empty: first; None: it is the first already."""
    down: str | None = None
    minutes: str = ""
    error: str = ""
    marks: list[tuple[str, str]] = field(default_factory=list)
    """Icons and words of what is special about it."""


def page_of(person: Participant, query: Mapping[str, str], wrong: Wrong | None) -> dict[str, Any]:
    """All that the template shows."""
    workshop = person.workshop
    workshop.refresh_from_db()
    state = workshop.state()
    steps = in_order(state.steps.values())
    kind = workshop.parsed_kind()
    names = {key: block.name[workshop.language] for key, block in kind.blocks.items()}
    rows = [_row(step, state, names, archived=workshop.archived) for step in steps]
    _ways(rows)
    adding = wrong if wrong and wrong.act == "add" else None
    if wrong and wrong.act == "minutes":
        for row in rows:
            if row.step.id == wrong.typed.get("step"):
                row.minutes, row.error, wrong = wrong.typed.get("minutes", ""), wrong.sentence, None
                break
    return {
        "workshop": workshop,
        "rows": rows,
        "can_move": any(row.can_move for row in rows),
        "total": in_words(total(steps)),
        "fits": total(steps) == HOUR_MINUTES,
        "before": state.hour.phase == "before" and not workshop.archived,
        "blocks": names.items(),
        "saved": SavedAgenda.objects.filter(owner=person.user) if person.user else None,
        "wrong": wrong if wrong and wrong.act not in ("add", "keep") else None,
        "adding": adding,
        "keeping": wrong if wrong and wrong.act == "keep" else None,
        "at": query.get("at", ""),
        "removed": _removed(state, query.get("removed", "")),
        "replaced": query.get("replaced", "") if state.hour.phase == "before" else "",
    }


def in_words(minutes: int) -> str:
    """How long the agenda is, and by how much that is not an hour."""
    whole = ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}
    more = minutes - HOUR_MINUTES
    if more == 0:
        return _("%(minutes)s: exactly the hour.") % {"minutes": whole}
    if more == 1:
        return _("%(minutes)s: one more than the hour.") % {"minutes": whole}
    if more == -1:
        return _("%(minutes)s: one less than the hour.") % {"minutes": whole}
    said = (
        _("%(minutes)s: %(more)s more than the hour.") if more > 0 else _("%(minutes)s: %(more)s less than the hour.")
    )
    return said % {"minutes": whole, "more": abs(more)}


def _row(step: Step, state: WorkshopState, names: Mapping[str, str], *, archived: bool) -> Row:
    is_now = step.id == state.hour.step
    can_move = not archived and not has_run(step, state.hour)
    row = Row(step, names.get(step.block or "", ""), is_now, not is_now and not can_move, can_move)
    row.minutes = str(step.minutes)
    if step.private:
        row.marks.append(("hidden", _("In private")))
        if step.reading:
            row.marks.append(("eye", _("Facilitators read along")))
    if not step.names:
        row.marks.append(("person", _("Without names")))
    if "vote" in step.may:
        row.marks.append(
            ("check", ngettext("Vote, %(count)s dot", "Vote, %(count)s dots", step.dots) % {"count": step.dots})
        )
    if not step.may:
        row.marks.append(("eye", _("Look and listen")))
    if step.skipped:
        row.marks.append(("right", _("Skipped")))
    return row


def _ways(rows: list[Row]) -> None:
    for index, row in enumerate(rows):
        if not row.can_move:
            continue
        if index and rows[index - 1].can_move:
            row.up = rows[index - 2].step.id if index > 1 else ""
        if index + 1 < len(rows) and rows[index + 1].can_move:
            row.down = rows[index + 1].step.id


def _removed(state: WorkshopState, step_id: str) -> Step | None:
    step = state.steps.get(step_id)
    return step if step is not None and step.gone and again(step.id) not in state.steps else None
