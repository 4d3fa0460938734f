"""The past of a canvas: any moment of it, its versions, how it grew, who did what. Reads only."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from workshops.domain.audience import hidden_from
from workshops.domain.items import REACTIONS
from workshops.domain.shapes import is_id
from workshops.domain.take_back import MINUTES_MOST
from workshops.history.account import account
from workshops.history.growth import counted, grown
from workshops.history.timelapse import PART_MOST, lapse, numbers
from workshops.history.timeline import Mark
from workshops.models import Participant
from workshops.queries import everybody_of
from workshops.web.access import asks
from workshops.web.history_strings import history_strings
from workshops.web.history_words import deeds, named, short
from workshops.web.looking import Looking, looking
from workshops.web.places import TYPED_MOST
from workshops.web.sheet import kind_for

SHOWN, SHOWN_OF_MANY = 20, 10
"""Notes of a block that are drawn until somebody asks for more: what is out of sight costs style and layout, too."""
MANY = 400
"""From so many notes on (also removed ones) a canvas shows fewer of each block: its time-lapse changes more at once."""
PART = 50
"""Frames that the page asks for at once."""


def number_in(value: str, otherwise: int) -> int:
    """A number of a log from an address; `otherwise` for anything else."""
    return int(value) if value.isdecimal() and len(value) < 10 else otherwise


@never_cache
@require_safe
@asks("look back")
def history(request: HttpRequest, person: Participant, canvas: UUID) -> HttpResponse:
    """The page: the canvas at a moment (`n`, else now), the line of time, versions, scenarios, who did what."""
    look = looking(person, canvas)
    head = look.row.head
    number = min(number_in(request.GET.get("n", ""), head), head)
    sheet = look.sheet(number)
    shown = SHOWN if len(look.now().notes) < MANY else SHOWN_OF_MANY
    context = {
        **_account(request, look),
        "workshop": person.workshop,
        "canvas": look.row,
        "you": person,
        "sheet": sheet,
        "number": number,
        "most": shown,
        "less": -shown,
        "shown": ":" if "all" in request.GET else f":{shown}",
        "head": head,
        "is_now": number >= head,
        "moment": look.says(number),
        "versions": [_version(look, one) for one in reversed(look.line.marks)],
        "scenarios": list(look.row.team.canvases.filter(own=None).order_by("name")),
        "turns_back": look.turns_back,
        "people": [one for one in everybody_of(person.workshop) if one.role != "observer"] if look.turns_back else [],
        "minutes_most": MINUTES_MOST,
        "blocks": look.blocks,
        "data": _data(look, number, sheet.picture, shown),
        "typed": {name: request.GET.get(name, "")[:TYPED_MOST] for name in ("version", "scenario")},
        "words": history_strings(),
    }
    return render(request, "workshops/history.html", context)


def _data(look: Looking, number: int, picture: dict[str, Any], shown: int) -> dict[str, Any]:
    """What the page's modules begin with."""
    own = [look.person.workshop_id, look.row.pk]
    return {
        "n": number,
        "head": look.row.head,
        "shown": shown,
        "canvas": picture,
        "kind": kind_for(look.kind, look.language),
        "you": look.person.who,
        "names": look.names,
        "reactions": REACTIONS,
        "times": [[n, look.clock.says(n, at)] for n, at in look.line.times],
        "marks": [
            {"n": one.n, "name": named(one), "step": one.step, "says": look.clock.marked(one)}
            for one in look.line.marks
        ],
        "part": PART,
        "urls": {
            "at": reverse("history-at", args=[*own, 0]),
            "lapse": reverse("history-lapse", args=[*own, 0, 0]),
            "grown": reverse("history-grown", args=own),
            "account": reverse("history-account", args=own),
        },
    }


def _version(look: Looking, mark: Mark) -> dict[str, Any]:
    marks = look.line.marks
    place = marks.index(mark)
    return {
        "id": mark.id,
        "n": mark.n,
        "name": named(mark),
        "step": mark.step,
        "when": look.clock.time(mark.at),
        "by": look.names.get(mark.by, ""),
        "since": marks[place - 1].n if place else 0,
    }


@never_cache
@require_safe
@asks("look back")
def moment(request: HttpRequest, person: Participant, canvas: UUID, number: int) -> JsonResponse:
    """The canvas at a number, as JSON: `n`, `canvas` (P6), `when` in words. Beyond the head it is the head."""
    look = looking(person, canvas)
    number = min(number, look.row.head)
    return JsonResponse({"n": number, "canvas": look.sheet(number).picture, "when": look.says(number)})


@never_cache
@require_safe
@asks("look back")
def frames(request: HttpRequest, person: Participant, canvas: UUID, head: int, start: int) -> JsonResponse:
    """Frames of the time-lapse up to `head`, as JSON: `of` all there are, and PART of them from index `start` on."""
    look = looking(person, canvas)
    stops = numbers(min(head, look.row.head))
    part = stops[start : start + min(PART, PART_MOST)]
    since = stops[start - 1] if 0 < start <= len(stops) else 0
    found = lapse(str(look.row.pk), look.kind, look.reader, part, since)
    for frame in found:
        frame["when"] = look.clock.says(frame["n"], frame["at"])
    return JsonResponse({"of": len(stops), "frames": found})


@never_cache
@require_safe
@asks("look back")
def growth(request: HttpRequest, person: Participant, canvas: UUID) -> JsonResponse:
    """What changed from each version to the next, in words, as JSON: by the number of the later one."""
    look = looking(person, canvas)
    stops = sorted({0, *(one.n for one in look.line.marks)})
    found = grown(look.row, look.kind, stops)
    return JsonResponse({"changes": {str(pair[1]): counted(counts) for pair, counts in found.items()}})


@never_cache
@require_safe
@asks("look back")
def who_did_what(request: HttpRequest, person: Participant, canvas: UUID) -> HttpResponse:
    """A page of the account (`before` a number, about one `note`): a fragment for htmx, else the page of the past."""
    if "HX-Request" not in request.headers:
        return history(request, person.workshop_id, canvas)
    return render(request, "workshops/_history_deeds.html", _account(request, looking(person, canvas)))


def _account(request: HttpRequest, look: Looking) -> dict[str, Any]:
    asked, note = number_in(request.GET.get("before", ""), 0), request.GET.get("note", "")
    note = note if is_id(note) else ""
    canvas = look.now()
    last = canvas.head + 1  # what comes in meanwhile, this canvas may not know of
    before = min(asked or last, last)
    found = account(look.row.pk, canvas, look.reader, before=before, note=note or None)
    about = canvas.notes.get(note)
    seen = about is not None and not hidden_from(about, look.person.who)
    return {
        "workshop": look.person.workshop,
        "canvas": look.row,
        "deeds": deeds(found.lines, look.names, look.blocks, look.clock),
        "before": found.before,
        "note": note,
        "about": short(about.text) if about is not None and seen else _("a note that is not there"),
        "older": bool(asked),
    }
