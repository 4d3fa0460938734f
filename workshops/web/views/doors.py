"""A facilitator keeps the door and the teams."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from workshops.actions import facilitating
from workshops.domain.operations import Refusal
from workshops.models import Participant
from workshops.web.access import asks, team_of, with_a_group
from workshops.web.fields import as_error
from workshops.web.forms import TeamForm
from workshops.web.places import back
from workshops.wording import sentence


@require_POST
@asks("keep the door")
def door(request: HttpRequest, person: Participant) -> HttpResponse:
    """Open the door (`open`=1), or close it."""
    is_open = request.POST.get("open") == "1"
    try:
        facilitating.set_door(person, is_open=is_open)
    except Refusal as refusal:
        messages.error(request, sentence(refusal.code, refusal.details))
    else:
        done = _("The door is closed. Who is in, stays in.")
        messages.success(request, _("The door is open.") if is_open else done)
    return back(request, reverse("workshop", kwargs={"workshop": person.workshop_id}))


@require_POST
@asks("keep the door")
def rotate_code(request: HttpRequest, person: Participant) -> HttpResponse:
    """Another code."""
    try:
        facilitating.rotate_code(person)
    except Refusal as refusal:
        messages.error(request, sentence(refusal.code, refusal.details))
    else:
        messages.success(request, _("There is a new code. The old code, link and QR code work no more."))
    return back(request, reverse("workshop", kwargs={"workshop": person.workshop_id}))


@require_POST
@asks("rename")
@with_a_group
def add_team(request: HttpRequest, person: Participant) -> HttpResponse:
    """Another team, with an empty canvas."""
    form = TeamForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for error in form.errors["name"]))
        return redirect("workshop", workshop=person.workshop_id)
    try:
        team = facilitating.add_team(person.workshop, person, form.cleaned_data["name"])
    except Refusal as refusal:
        messages.error(request, sentence(refusal.code, refusal.details))
    else:
        messages.success(request, _("Team “%(name)s” is there.") % {"name": team.name})
    return redirect("workshop", workshop=person.workshop_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@asks("rename")
def rename_team(request: HttpRequest, person: Participant, team: UUID) -> HttpResponse:
    """Another name for a team."""
    found = team_of(person.workshop, team)
    form = TeamForm(request.POST or None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        try:
            facilitating.rename_team(person, found, form.cleaned_data["name"])
        except Refusal as refusal:
            form.add_error("name", as_error(refusal))
        else:
            messages.success(request, _("The name is changed."))
            return redirect("workshop", workshop=person.workshop_id)
    return render(request, "workshops/team.html", {"form": form, "team": found, "workshop": person.workshop})
