"""Rehearsing a workshop with simulated people: begin, see how it goes, stop, delete the copy."""

import datetime as dt

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from workshops.actions import rehearsing
from workshops.domain.operations import Refusal
from workshops.models import Participant
from workshops.web.access import asks, with_a_group
from workshops.web.fields import as_error


class RehearsalForm(forms.Form):
    """How many people, and for how long."""

    people = forms.IntegerField(
        label=gettext_lazy("Simulated people"), min_value=1, max_value=rehearsing.PEOPLE_MOST, initial=6
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"), min_value=1, max_value=rehearsing.MINUTES_MOST, initial=5
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@asks("prepare")
@with_a_group
def rehearsal(request: HttpRequest, person: Participant) -> HttpResponse:
    """What a rehearsal is and how this one goes; by POST (`people`, `minutes`), a new one begins."""
    one = person.workshop
    if one.rehearses_id is not None:
        return redirect("rehearsal", workshop=one.rehearses_id)
    form = RehearsalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            rehearsing.begin(person, **form.cleaned_data, suffix=" " + _("(rehearsal)"))
        except Refusal as refusal:
            form.add_error(None, as_error(refusal))
        else:
            messages.success(request, _("The rehearsal has begun. Lead it as you would lead the hour."))
            return redirect("rehearsal", workshop=person.workshop_id)
    found = rehearsing.rehearsal_of(person)
    context = {
        "form": form,
        "person": person,
        "workshop": one,
        "found": found,
        "goes_on": found is not None and rehearsing.going_on().filter(pk=found.pk).exists(),
        "until": dt.datetime.fromtimestamp(found.until / 1000, dt.UTC) if found else None,
        "teams": found.workshop.teams.select_related("canvas").order_by("position") if found else (),
    }
    return render(request, "workshops/rehearsal.html", context)


@require_POST
@asks("prepare")
@with_a_group
def stop(request: HttpRequest, person: Participant) -> HttpResponse:
    """The simulated people leave."""
    rehearsing.stop(person)
    messages.success(request, _("Stopped: the simulated people have left. The copy is still there to look at."))
    return redirect("rehearsal", workshop=person.workshop_id)


@require_POST
@asks("prepare")
@with_a_group
def delete(request: HttpRequest, person: Participant) -> HttpResponse:
    """The copy goes, with all that was written in it."""
    if rehearsing.remove(person):
        messages.success(request, _("The rehearsal is deleted. The workshop itself is as it was."))
    return redirect("rehearsal", workshop=person.workshop_id)
