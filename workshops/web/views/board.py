"""The board: one team's canvas, drawn whole on the server; the client's modules take it over from there.

Without a script it is a page to read, with a form in each block to add a note.
"""

import unicodedata
import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods

from workshops.actions import editing
from workshops.agendas import back_questions
from workshops.domain.audience import Reader
from workshops.domain.items import COLOURS, REACTIONS
from workshops.domain.operations import Refusal
from workshops.domain.rights import may
from workshops.domain.text import COMMENT_LIMIT, NOTE_LIMIT
from workshops.models import Canvas, Participant, User, Workshop
from workshops.queries import apart, may_open, may_see, recognise, workshop_for
from workshops.starters import starters
from workshops.web import qr
from workshops.web.client_strings import client_strings
from workshops.web.places import canvas_title, canvas_url, join_link, shown_address
from workshops.web.sheet import kind_for, sheet_of
from workshops.web.views.afterwards import last_day
from workshops.wording import sentence


@require_http_methods(["GET", "HEAD", "POST"])
def board(request: HttpRequest, workshop: uuid.UUID, canvas: uuid.UUID) -> HttpResponse:
    """The page of a canvas; by POST (`block`, `text`), a note is added to it first."""
    came = come_in(request, workshop, canvas)
    if isinstance(came, HttpResponse):
        return came
    found, participant = came
    if request.method != "POST":
        return _page(request, found, participant)
    block, text = request.POST.get("block", ""), _lines(request.POST.get("text", ""))
    refusal = _add(found, participant, block, text)
    if refusal is None:
        return redirect(f"{request.path}#{block}")
    return _page(request, found, participant, refused=(block, text, sentence(refusal.code, refusal.details)))


def come_in(request: HttpRequest, workshop: uuid.UUID, canvas: uuid.UUID) -> tuple[Canvas, Participant] | HttpResponse:
    """The canvas and who is asking to see it, or what they get instead. Raises Http404 for strangers."""
    found = get_object_or_404(Canvas.objects.select_related("workshop", "team"), pk=canvas, workshop_id=workshop)
    user = request.user if isinstance(request.user, User) else None
    participant = recognise(workshop, request.COOKIES, user)
    if participant is None:
        raise Http404
    if not may_see(participant):
        context = {"workshop": participant.workshop, "last_day": last_day(participant.workshop)}
        return render(request, "workshops/over.html", context, status=403)
    return (found, participant) if may_open(participant, found) else _own_canvas(participant)


def _own_canvas(participant: Participant) -> HttpResponse:
    """Another team's canvas is not theirs to see: the way to their own."""
    if participant.team is None:
        return redirect("pick-team", workshop=participant.workshop_id)
    return redirect("board", workshop=participant.workshop_id, canvas=participant.team.canvas.pk)


def _lines(typed: str) -> str:
    return unicodedata.normalize("NFC", typed.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _add(canvas: Canvas, participant: Participant, block: str, text: str) -> Refusal | None:
    if not text:
        return Refusal("text-empty")
    add = {"id": str(uuid.uuid4()), "op": "add", "block": block, "notes": [{"note": str(uuid.uuid4()), "text": text}]}
    try:
        [verdict] = editing.submit(str(canvas.pk), participant.who, [add])
    except Refusal as refusal:
        return refusal
    return verdict.refusal


def _page(
    request: HttpRequest, canvas: Canvas, participant: Participant, refused: tuple[str, str, str] = ("", "", "")
) -> HttpResponse:
    workshop = canvas.workshop
    leads = may(participant.role, "manage people")
    state = workshop_for(workshop, leads=leads)
    if canvas.own_id is None:
        state = apart(state)
    names = {person["who"]: person["name"] for person in state["people"]}
    reader = Reader(participant.who, participant.role)
    sheet = sheet_of(str(canvas.pk), reader, names, workshop.language)
    context = {
        "workshop": workshop,
        "canvas": canvas,
        "sheet": sheet,
        "you": participant,
        "leads": leads,
        "share": _share(workshop) if _may_share(participant) else None,
        "writes": may(participant.role, "write") and not workshop.archived,
        "may_write": _may_write(participant, canvas, locked=sheet.locked),
        "step": _step(state, workshop),
        "refused": dict(zip(("block", "text", "sentence"), refused, strict=True)),
        "limit": NOTE_LIMIT,
        "data": {
            "canvas": {"id": str(canvas.pk), "head": sheet.head, "canvas": sheet.picture},
            "page": {
                "kind": kind_for(workshop.parsed_kind(), workshop.language),
                "you": {"who": participant.who, "role": participant.role},
                "workshop": state,
                "team": str(canvas.team_id),
                "colours": COLOURS,
                "reactions": REACTIONS,
                "limits": {"note": NOTE_LIMIT, "comment": COMMENT_LIMIT},
                "language": translation.get_language(),
                "questions": _questions(state, workshop),
                "starters": starters(translation.get_language() or workshop.language),
                "scenario": canvas.name,
                "scenarios": _scenarios(canvas),
                "urls": _urls(canvas, participant.role, leads=leads),
            },
            "words": client_strings(),
        },
    }
    status = 422 if refused[2] else 200
    response = render(request, "workshops/board.html", context, status=status)
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _step(state: dict[str, Any], workshop: Workshop) -> dict[str, Any] | None:
    """The running step for the first drawing, with the question in the facilitator's words or the kind's."""
    step = next((one for one in state["steps"] if one["id"] == state["hour"]["step"]), None)
    if step is None:
        return None
    words = state["wording"].get(step["block"], {})
    block = workshop.parsed_kind().blocks.get(step["block"] or "")
    asked = step["question"] or words.get("question") or (block.question[workshop.language] if block else step["title"])
    shown = [one["id"] for one in state["steps"] if not one["skipped"]]
    place = {"number": shown.index(step["id"]) + 1, "of": len(shown)} if step["id"] in shown else {}
    return {"title": step["title"], "asked": asked, "context": words.get("context", ""), **place}


def _questions(state: dict[str, Any], workshop: Workshop) -> list[dict[str, Any]]:
    """What is asked in a step back, where the agenda has one."""
    if all(step["purpose"] != "back" for step in state["steps"]):
        return []
    return back_questions(workshop.parsed_kind(), workshop.language)


def _may_share(participant: Participant) -> bool:
    """Whether they are shown the code. Whoever is alone has none to show before they let a partner in."""
    workshop = participant.workshop
    return may(participant.role, "keep the door") and (workshop.door_open or not workshop.is_alone)


def _share(workshop: Workshop) -> dict[str, str]:
    link = join_link(workshop)
    return {"link": link, "address": shown_address(), "qr": qr.svg(link)}


def _scenarios(canvas: Canvas) -> list[dict[str, str]]:
    """The canvases of the team, when there are more than its own: name and address."""
    family = sorted(
        canvas.team.canvases.select_related("team", "workshop"), key=lambda one: (one.own_id is None, one.name)
    )
    if len(family) == 1:
        return []
    return [{"id": str(one.pk), "name": canvas_title(one), "url": canvas_url(one)} for one in family]


def _may_write(participant: Participant, canvas: Canvas, *, locked: bool) -> bool:
    """Whether a form without a script is of use; a locked block has none for participants either (see the template).

    What the client's modules use is there for all who may write: a lock comes and goes while they look.
    """
    if canvas.workshop.archived or not may(participant.role, "write"):
        return False
    return not locked or may(participant.role, "pass locks")


def _urls(canvas: Canvas, role: str, *, leads: bool) -> dict[str, Any]:
    """Where the client's links and forms lead. `0` stands for a participant's number, a nil UUID for a canvas."""
    workshop = canvas.workshop_id
    lobby = reverse("lobby", args=[workshop])
    if canvas.workshop.is_alone:  # it has none
        lobby = reverse("workshops" if leads else "start")
    urls = {
        "start": reverse("start"),
        "lobby": lobby,
        "board": reverse("board", args=[workshop, uuid.UUID(int=0)]),
        "blank": reverse("blank-here", args=[workshop]),
        "history": reverse("history", args=[workshop, canvas.pk]),
        "assumptions": reverse("assumptions", args=[workshop, canvas.pk]),
    }
    if may(role, "write"):
        urls["list"] = reverse("list", args=[workshop, canvas.pk])
    if leads:
        urls["remove"] = reverse("participant-remove", args=[workshop, 0])
        urls["rename"] = reverse("participant-rename", args=[workshop, 0])
        urls["move"] = reverse("participant-team", args=[workshop, 0])
        urls["reading"] = reverse("reading", args=[workshop, canvas.pk])
        urls["afterwards"] = reverse("afterwards", args=[workshop])
        urls["cockpit"] = reverse("cockpit", args=[workshop])
        urls["export"] = reverse("export", args=[workshop, canvas.pk])
        urls["links"] = reverse("links", args=[workshop, canvas.pk])
        urls["workshop"] = reverse("workshop", args=[workshop])
    return urls
