"""A facilitator looks after the people: another name, team or role, and out."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from workshops.actions import erasing, facilitating
from workshops.domain.operations import Refusal
from workshops.models import Participant
from workshops.queries import erasable, everybody_of
from workshops.web.access import asks, team_of
from workshops.web.fields import tidy
from workshops.web.forms import NameForm
from workshops.web.places import back
from workshops.wording import sentence


@never_cache
@require_safe
@asks("manage people")
def participant(request: HttpRequest, person: Participant, who: int) -> HttpResponse:
    """One person, with what can be changed: of who was put out, that what they wrote can still be erased."""
    everybody = everybody_of(person.workshop)
    gone = erasable(person.workshop, everybody)
    found = next((one for one in everybody if one.who == who and (not one.removed or one in gone)), None)
    if found is None:
        raise Http404
    context = {
        "one": found,
        "person": person,
        "workshop": person.workshop,
        "teams": person.workshop.teams.all(),
        "form": NameForm(initial={"name": found.name}),
    }
    return render(request, "workshops/participant.html", context)


def _change(request: HttpRequest, person: Participant, who: int, done: str, **values: str | None) -> HttpResponse:
    workshop = reverse("workshop", kwargs={"workshop": person.workshop_id})
    try:
        facilitating.change_participant(person, who, **values)
    except Refusal as refusal:
        messages.error(request, sentence(refusal.code, refusal.details))
        if refusal.code == "no-person":
            return back(request, workshop)
        return back(request, reverse("participant", kwargs={"workshop": person.workshop_id, "who": who}))
    messages.success(request, done)
    return back(request, workshop)


@require_POST
@asks("manage people")
def rename(request: HttpRequest, person: Participant, who: int) -> HttpResponse:
    """Another `name`."""
    return _change(request, person, who, _("The name is changed."), name=tidy(request.POST.get("name", "")))


@require_POST
@asks("manage people")
def move(request: HttpRequest, person: Participant, who: int) -> HttpResponse:
    """To another `team`; an empty one means none."""
    wanted = request.POST.get("team", "")
    team = str(team_of(person.workshop, wanted).pk) if wanted else None
    return _change(request, person, who, _("Moved. An open canvas of theirs goes along."), team=team)


@require_POST
@asks("manage people")
def change_role(request: HttpRequest, person: Participant, who: int) -> HttpResponse:
    """Another `role`: participant or observer."""
    return _change(request, person, who, _("The role is changed."), role=request.POST.get("role", ""))


@require_POST
@asks("manage people")
def erase(request: HttpRequest, person: Participant, who: int) -> HttpResponse:
    """All their words unreadable, for good; only when `sure` is ticked."""
    if not request.POST.get("sure"):
        messages.error(request, _("Tick that you are sure first. Nothing was erased."))
        return redirect("participant", workshop=person.workshop_id, who=who)
    try:
        erasing.erase(person, who)
    except Refusal as refusal:
        messages.error(request, sentence(refusal.code, refusal.details))
    else:
        messages.success(request, _("Erased: the words, the name, and every file made of them here."))
    return back(request, reverse("workshop", kwargs={"workshop": person.workshop_id}))


@require_POST
@asks("manage people")
def remove(request: HttpRequest, person: Participant, who: int) -> HttpResponse:
    """Out of the workshop, and out of every open page."""
    try:
        facilitating.remove_participant(person, who)
    except Refusal as refusal:
        messages.error(request, sentence(refusal.code, refusal.details))
    else:
        messages.success(request, _("Removed. With the code one can come in anew; make another code to prevent that."))
    return back(request, reverse("workshop", kwargs={"workshop": person.workshop_id}))
