"""The assumptions of a canvas: a map, what to test first and a table, live; without a script a table to read."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from workshops.actions.open_canvases import open_canvas
from workshops.domain import canvas as domain
from workshops.domain.audience import Reader, hidden_from
from workshops.domain.coherence import experiments_of, test_first
from workshops.domain.items import Assumption, Experiment
from workshops.domain.picture import picture
from workshops.domain.rights import may
from workshops.exports.words import statuses as status_words
from workshops.exports.words import verdicts as verdict_words
from workshops.models import Canvas, Participant
from workshops.queries import workshop_for
from workshops.starters import starters
from workshops.web.map_strings import map_strings
from workshops.web.sheet import kind_for
from workshops.web.views.board import come_in


@require_safe
def assumptions(request: HttpRequest, workshop: uuid.UUID, canvas: uuid.UUID) -> HttpResponse:
    """The page, for whoever may see the canvas."""
    came = come_in(request, workshop, canvas)
    if isinstance(came, HttpResponse):
        return came
    response = render(request, "workshops/assumptions.html", _context(*came))
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _context(found: Canvas, person: Participant) -> dict[str, object]:
    workshop = found.workshop
    language = translation.get_language() or workshop.language
    reader = Reader(person.who, person.role)
    phase = "archived" if workshop.archived else str(workshop.hour.get("phase", "before"))
    opened = open_canvas(str(found.pk))
    with opened.lock:  # the rows and the picture must be of one moment
        opened.fold_in()
        rows = _rows(opened.canvas, reader, workshop.language, language)
        shown = {"id": str(found.pk), "head": opened.canvas.head, "canvas": picture(opened.canvas, reader)}
    return {
        "workshop": workshop,
        "canvas": found,
        "rows": rows,
        "leads": may(person.role, "manage people"),
        "records": may(person.role, "record", phase),
        "undoes": may(person.role, "undo") and not workshop.archived,
        "data": {
            "canvas": shown,
            "page": {
                "kind": kind_for(workshop.parsed_kind(), workshop.language),
                "you": {"who": person.who, "role": person.role},
                "workshop": workshop_for(workshop, leads=may(person.role, "manage people")),
                "team": str(found.team_id),
                "language": language,
                "starters": starters(language),
                "urls": {"board": reverse("board", args=[workshop.pk, found.pk])},
            },
            "words": map_strings(),
        },
    }


@dataclass(frozen=True, slots=True)
class Trial:
    """An experiment as the table tells of it."""

    name: str
    due: dt.date | None
    verdict: str
    result: str


@dataclass(frozen=True, slots=True)
class Row:
    """An assumption as the table tells of it; `rank` is its place in what to test first, or None."""

    rank: int | None
    statement: str
    block: str
    note: str
    importance: int
    evidence: int
    status: str
    status_words: str
    trials: list[Trial]


def _rows(canvas: domain.Canvas, reader: Reader, spoken: str, language: str) -> list[Row]:
    """What this reader may see, what to test first before the rest. `spoken` is the language of the workshop."""
    seen = {note.id: note for note in canvas.notes.values() if not (note.removed or hidden_from(note, reader.who))}
    standing = [one for one in canvas.assumptions.values() if not one.removed and one.note in seen]
    ranks = {one.id: rank for rank, one in enumerate((one for one in test_first(canvas) if one.note in seen), 1)}
    names = {one["key"]: one["name"] for one in starters(language)}
    statuses, verdicts = status_words(), verdict_words()

    def trial(one: Experiment) -> Trial:
        name = names.get(one.starter, one.method)
        due = dt.date.fromisoformat(one.due) if one.due else None
        return Trial(name, due, verdicts[one.verdict], one.result)

    def row(one: Assumption) -> Row:
        note = seen[one.note]
        return Row(
            rank=ranks.get(one.id),
            statement=one.statement,
            block=canvas.kind.blocks[note.block].name[spoken],
            note=note.text,
            importance=one.importance,
            evidence=one.evidence,
            status=one.status,
            status_words=statuses[one.status],
            trials=[trial(each) for each in experiments_of(canvas, one.id)],
        )

    return [row(one) for one in sorted(standing, key=lambda one: (ranks.get(one.id, len(standing) + 1), one.at))]
