"""The review of a canvas, some months later: what still adds value, what can go; block by block."""

import datetime as dt
import uuid
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from workshops.actions.open_canvases import open_canvas
from workshops.actions.reviewing import Decision, decide, name_day
from workshops.coming_up import today
from workshops.domain import canvas as domain
from workshops.domain.audience import Reader, hidden_from
from workshops.domain.coherence import fallen
from workshops.domain.items import Note
from workshops.domain.operations import Refusal
from workshops.domain.text import NOTE_LIMIT
from workshops.exports.words import statuses
from workshops.models import Canvas, Participant
from workshops.web.access import asks
from workshops.web.fields import tidy
from workshops.web.views.links import canvas_of
from workshops.wording import sentence

MONTHS = 3
"""After which the next review is proposed."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A note to be judged, with its stack: `ids` the head first, `said` what is known of its assumptions."""

    ids: list[str]
    text: str
    members: list[str]
    colour: str
    said: list[tuple[str, str, str]]
    rests: bool
    chosen: str = "keep"
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A block with notes in it."""

    key: str
    name: str
    question: str
    papers: list[Paper]


class NextForm(forms.Form):
    """The next day of review."""

    day = forms.DateField(
        label=gettext_lazy("Look at it again on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@asks("prepare")
def review(request: HttpRequest, person: Participant, canvas: uuid.UUID) -> HttpResponse:
    """One block (`?block=`), or at the end the next day; by POST what was decided of its notes."""
    found = canvas_of(person, canvas)
    parts = _parts(found, Reader(person.who, person.role))
    key = request.GET.get("block", "")
    part = next((one for one in parts if one.key == key), None)
    if part is None and key != "end":
        return _page(request, person, found, parts, parts[0] if parts else None)
    if part is None:
        return _end(request, person, found, parts)
    if request.method != "POST":
        return _page(request, person, found, parts, part)
    try:
        dropped, adjusted = decide(person, str(found.pk), today().isoformat(), _decisions(request, part))
    except Refusal as refusal:
        return _page(request, person, found, parts, part, sentence(refusal.code, refusal.details))
    if dropped:
        said = ngettext("%(count)d note is in the bin.", "%(count)d notes are in the bin.", dropped)
        messages.success(request, said % {"count": dropped})
    if adjusted:
        said = ngettext("%(count)d outcome was written down.", "%(count)d outcomes were written down.", adjusted)
        messages.success(request, said % {"count": adjusted})
    after = parts[parts.index(part) + 1 :]
    return redirect(f"{request.path}?block={after[0].key if after else 'end'}")


def _decisions(request: HttpRequest, part: Part) -> list[Decision]:
    """What was chosen for each note that is still there; what stays needs no decision."""
    found: list[Decision] = []
    for paper in part.papers:
        chosen = request.POST.get(f"do-{paper.ids[0]}")
        if chosen == "drop":
            found.append(Decision(tuple(paper.ids), drop=True))
        elif chosen == "adjust":
            typed = tidy(request.POST.get(f"what-{paper.ids[0]}", "")).strip()
            text = typed or _("Adjust: %(note)s") % {"note": paper.text}
            found.append(Decision(tuple(paper.ids), drop=False, text=text if typed else text[:NOTE_LIMIT]))
    return found


def _page(
    request: HttpRequest, person: Participant, found: Canvas, parts: list[Part], part: Part | None, refused: str = ""
) -> HttpResponse:
    at = parts.index(part) if part else 0
    if part is not None and refused:
        part = replace(part, papers=[_as_sent(request, paper) for paper in part.papers])
    context = {
        **_common(person, found, parts),
        "part": part,
        "at": at + 1,
        "next": parts[at + 1].key if at + 1 < len(parts) else "end",
        "refused": refused,
    }
    return render(request, "workshops/review.html", context, status=422 if refused else 200)


def _as_sent(request: HttpRequest, paper: Paper) -> Paper:
    chosen, typed = (request.POST.get(f"{name}-{paper.ids[0]}", "") for name in ("do", "what"))
    return replace(paper, chosen=chosen or "keep", typed=typed)


def _end(request: HttpRequest, person: Participant, found: Canvas, parts: list[Part]) -> HttpResponse:
    later = today() + dt.timedelta(days=round(MONTHS * 30.4))
    form = NextForm(request.POST or None, initial={"day": later})
    refused = ""
    if request.method == "POST" and form.is_valid():
        day: dt.date | None = form.cleaned_data["day"]
        try:
            name_day(person, str(found.pk), day.isoformat() if day else None)
        except Refusal as refusal:
            refused = sentence(refusal.code, refusal.details)
        else:
            messages.success(request, _("The canvas is up to date again."))
            return redirect(reverse("workshops"))
    context = {**_common(person, found, parts), "form": form, "end": True, "refused": refused}
    return render(request, "workshops/review.html", context, status=422 if refused or form.errors else 200)


def _common(person: Participant, found: Canvas, parts: list[Part]) -> dict[str, Any]:
    return {"person": person, "workshop": found.workshop, "canvas": found, "parts": parts, "limit": NOTE_LIMIT}


def _parts(found: Canvas, reader: Reader) -> list[Part]:
    """The blocks with notes that this reader may see, in fill order."""
    language = found.workshop.language
    opened = open_canvas(str(found.pk))
    with opened.lock:
        opened.fold_in()
        canvas = opened.canvas
        fell = fallen(canvas)
        parts = [
            Part(
                block.key,
                block.name[language],
                block.question[language],
                [
                    _paper(canvas, note, fell, reader)
                    for _key, one in canvas.group(block.key)
                    if not hidden_from(note := canvas.notes[one], reader.who)
                ],
            )
            for block in canvas.kind.blocks.values()
        ]
    return [part for part in parts if part.papers]


def _paper(canvas: domain.Canvas, note: Note, fell: dict[str, list[str]], reader: Reader) -> Paper:
    members = [canvas.notes[one] for one in canvas.members(note.id)]
    stack = [note, *(one for one in members if not hidden_from(one, reader.who))]
    ids = [one.id for one in stack]
    words = statuses()
    assumed = [one for one in canvas.assumptions.values() if one.note in ids and not one.removed]
    own = {one.id for one in assumed}
    return Paper(
        ids=ids,
        text=note.text,
        members=[one.text for one in stack[1:]],
        colour=note.colour,
        said=[(one.status, words[one.status], one.statement) for one in assumed],
        rests=any(one not in own for each in ids for one in fell.get(each, [])),
    )
