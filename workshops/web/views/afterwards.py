"""What participants get when the hour is over: the facilitator's page for it."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from workshops.actions import facilitating
from workshops.domain.operations import Refusal
from workshops.domain.rules_afterwards import GETS, THANKS_LIMIT
from workshops.models import Participant, Workshop
from workshops.web.access import asks, with_a_group
from workshops.web.fields import TextField, as_error
from workshops.web.places import day_before

WORDS = {
    "thanks": gettext_lazy("Only the page that thanks them"),
    "look": gettext_lazy("They may look at the canvas of their team"),
    "take": gettext_lazy("They may look, and take it home as a PDF or picture"),
}
SAYS = {
    "thanks": gettext_lazy("The canvas closes for them when the hour ends."),
    "look": gettext_lazy("Nobody but you can change anything on it any more."),
    "take": gettext_lazy("As you prepared it on the page “Export”: paper, logo, with or without names."),
}


class AfterwardsForm(forms.Form):
    """What they get, until which day, and words of thanks."""

    gets = forms.ChoiceField(
        label=gettext_lazy("What participants get"),
        choices=[(key, WORDS[key]) for key in reversed(GETS)],
        widget=forms.RadioSelect,
    )
    day = forms.DateField(
        label=gettext_lazy("Last day to look"),
        help_text=gettext_lazy("Empty: for as long as the workshop is there."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    thanks = TextField(
        label=gettext_lazy("Your words of thanks"),
        limit=THANKS_LIMIT,
        required=False,
        help_text=gettext_lazy("They stand on the page that everybody gets at the end."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @classmethod
    def initial_of(cls, workshop: Workshop) -> dict[str, Any]:
        """What the form begins with."""
        return {"gets": workshop.gets, "day": last_day(workshop), "thanks": workshop.thanks}

    def values(self) -> dict[str, Any]:
        """The cleaned values as the operation wants them; a day counts only for who may look."""
        cleaned = self.cleaned_data
        day = cleaned["day"] if cleaned["gets"] != "thanks" else None
        return {"gets": cleaned["gets"], "until": end_of(day) if day else None, "thanks": cleaned["thanks"]}

    def clean_day(self) -> dt.date | None:
        """The day; one that has an end in every time zone."""
        day: dt.date | None = self.cleaned_data["day"]
        if day is not None and not 2000 <= day.year <= 9000:
            raise forms.ValidationError(_("Fill in a date that is on the calendar."))
        return day


def end_of(day: dt.date) -> int:
    """The moment at which a day is over here, in Unix milliseconds."""
    midnight = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), timezone.get_current_timezone())
    return int(midnight.timestamp() * 1000)


def last_day(workshop: Workshop) -> dt.date | None:
    """The last day on which participants may look; None when no day was chosen."""
    return day_before(workshop.until)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@asks("keep the door")
@with_a_group
def afterwards(request: HttpRequest, person: Participant) -> HttpResponse:
    """Choose what participants get when the hour is over."""
    workshop = person.workshop
    form = AfterwardsForm(request.POST or None, initial=AfterwardsForm.initial_of(workshop))
    if request.method == "POST" and form.is_valid():
        try:
            facilitating.set_afterwards(person, **form.values())
        except Refusal as refusal:
            form.add_error("day" if refusal.code == "date-past" else None, as_error(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("workshop", workshop=person.workshop_id)
    context = {"form": form, "workshop": workshop, "person": person, "says": SAYS}
    return render(request, "workshops/afterwards.html", context)
