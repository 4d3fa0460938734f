"""Waiting: pick a team, see who is there, share the code."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from workshops.actions.joining import pick_team as go_to_team
from workshops.actions.joining import rename_self
from workshops.domain.operations import Refusal
from workshops.domain.rights import may
from workshops.models import Participant, Workshop
from workshops.queries import arrivals as who_is_there
from workshops.queries import may_see, may_take
from workshops.web import qr
from workshops.web.access import asks, team_of, with_a_group
from workshops.web.fields import as_error
from workshops.web.forms import NameForm
from workshops.web.places import canvas_url, home_of, join_link, shown_address
from workshops.web.views.afterwards import last_day
from workshops.wording import sentence


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@asks("look")
def pick_team(request: HttpRequest, person: Participant) -> HttpResponse:
    """The teams and who is in them; a form to go to one."""
    if may(person.role, "see any team"):
        return redirect(home_of(person))
    if request.method == "POST":
        try:
            person = go_to_team(person, team_of(person.workshop, request.POST.get("team", "")))
        except Refusal as refusal:
            messages.error(request, sentence(refusal.code, refusal.details))
        else:
            return redirect(home_of(person))
    context = {"person": person, "workshop": person.workshop, "there": who_is_there(person.workshop)}
    return render(request, "workshops/pick_team.html", context)


@never_cache
@require_safe
@asks("look")
@with_a_group
def lobby(request: HttpRequest, person: Participant) -> HttpResponse:
    """Who has arrived; for the facilitator also code, link, QR code and door.

    When the hour is over, it thanks those who took part.
    """
    workshop = person.workshop
    keeps_door = may(person.role, "keep the door")
    context = {
        **_there(person, links=True),
        "keeps_door": keeps_door,
        "phase": _phase(workshop),
        "over": _phase(workshop) == "after",
        "may_see": may_see(person),
        "last_day": last_day(workshop),
        "canvas_url": canvas_url(person.team.canvas) if person.team else "",
        "takes": _takes(person),
        "any_canvas": may(person.role, "see any team") or (person.role == "observer" and person.team is None),
    }
    if keeps_door:
        link = join_link(workshop)
        context |= {"link": link, "address": shown_address(), "qr": qr.svg(link)}
    return render(request, "workshops/lobby.html", context)


@never_cache
@require_safe
@asks("look")
def arrivals(request: HttpRequest, person: Participant) -> HttpResponse:
    """Who has arrived, as a fragment; 204 when nothing happened since the `head` that the page knows.

    When the hour is not where it `was` any more, it says where to go now; `alone`: only that is wanted.
    """
    workshop = person.workshop
    was = request.GET.get("was")
    moved = was is not None and was != _phase(workshop)
    context = {"phase": _phase(workshop), "goal": _goal(person) if moved else ""}
    if "alone" in request.GET:
        return render(request, "workshops/_moving.html", context) if moved else HttpResponse(status=204)
    if request.GET.get("head") == str(workshop.head):
        return HttpResponse(status=204)
    context |= _there(person, links="links" in request.GET)
    return render(request, "workshops/_arrivals.html", context)


def _takes(person: Participant) -> str:
    """Where a participant takes home what their team made; empty when they may not."""
    if person.role != "participant" or person.team is None or not may_take(person):
        return ""
    return reverse("export-file", args=[person.workshop_id, person.team.canvas.pk])


def _phase(workshop: Workshop) -> str:
    return str(workshop.hour.get("phase", "before"))


def _goal(person: Participant) -> str:
    """Where somebody who waits in the lobby belongs now. Who looks on and has one canvas to choose from, goes there."""
    teams = list(person.workshop.teams.select_related("canvas")[:2])
    if person.team is None and person.role == "observer" and len(teams) == 1 and may_see(person):
        return canvas_url(teams[0].canvas)
    return home_of(person)


def _there(person: Participant, *, links: bool) -> dict[str, Any]:
    """Who has arrived; with links to the canvases for who may see them all."""
    workshop = person.workshop
    links = links and may(person.role, "see any team")
    return {"person": person, "workshop": workshop, "there": who_is_there(workshop), "links": links}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@asks("look")
def own_name(request: HttpRequest, person: Participant) -> HttpResponse:
    """Change the name that one has in the workshop."""
    form = NameForm(request.POST or None, initial={"name": person.name})
    if request.method == "POST" and form.is_valid():
        try:
            rename_self(person, form.cleaned_data["name"])
        except Refusal as refusal:
            form.add_error("name", as_error(refusal))
        else:
            return redirect("lobby", workshop=person.workshop_id)
    context = {"form": form, "person": person, "workshop": person.workshop, "phase": _phase(person.workshop)}
    return render(request, "workshops/own_name.html", context)
