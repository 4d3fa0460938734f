"""Scenarios of a team's canvas: made from any moment of it, renamed, deleted."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from workshops.actions.branching import branch, delete_scenario, rename_scenario
from workshops.domain.operations import Refusal
from workshops.models import Participant
from workshops.web.access import asks
from workshops.web.looking import Looking, looking
from workshops.web.places import back, canvas_url, past_url
from workshops.web.views.history import number_in
from workshops.wording import sentence


def _past(look: Looking, typed: str = "") -> HttpResponseRedirect:
    return redirect(past_url(look.row, "scenario", typed) + "#scenarios")


@require_POST
@asks("turn back")
def make(request: HttpRequest, person: Participant, canvas: UUID) -> HttpResponse:
    """Make a scenario of the canvas at `n` (else now) under a `name`, and open its board."""
    look = looking(person, canvas)
    number = number_in(request.POST.get("n", ""), look.row.head)
    try:
        made = branch(person, look.row, number, request.POST.get("name", ""))
    except Refusal as refusal:
        messages.error(request, sentence(refusal.code, refusal.details))
        return _past(look, request.POST.get("name", ""))
    return redirect(canvas_url(made))


@require_POST
@asks("turn back")
def rename(request: HttpRequest, person: Participant, canvas: UUID) -> HttpResponse:
    """Give a scenario another `name`."""
    look = looking(person, canvas)
    try:
        rename_scenario(person, look.row, request.POST.get("name", ""))
    except Refusal as refusal:
        messages.error(request, sentence(refusal.code, refusal.details))
    else:
        messages.success(request, _("Renamed."))
    return back(request, past_url(look.row) + "#scenarios")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@asks("turn back")
def delete(request: HttpRequest, person: Participant, canvas: UUID) -> HttpResponse:
    """Ask, and by POST delete a scenario with all that is in it."""
    look = looking(person, canvas)
    refused = ""
    if request.method == "POST":
        home = look.row.team.canvas
        try:
            delete_scenario(person, look.row)
        except Refusal as refusal:
            refused = sentence(refusal.code, refusal.details)
        else:
            messages.success(request, _("“%(name)s” is deleted.") % {"name": look.row.name})
            return redirect(reverse("history", args=[person.workshop_id, home.pk]) + "#scenarios")
    elif look.row.own_id is not None:
        refused = sentence("not-allowed")
    context = {"workshop": person.workshop, "canvas": look.row, "refused": refused}
    return render(request, "workshops/scenario_delete.html", context, status=422 if refused else 200)
