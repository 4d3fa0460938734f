"""The links with which strangers look at a canvas: made and withdrawn by its facilitators."""

import datetime as dt
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from workshops.actions.linking import make_link, open_links, revoke
from workshops.domain.operations import Refusal
from workshops.models import Canvas, Participant, SharedLink
from workshops.models.export import FOR_LIMIT
from workshops.web.access import asks
from workshops.web.fields import TextField, as_error
from workshops.web.places import day_before, shared_url
from workshops.web.versions import by_key, said
from workshops.web.views.afterwards import end_of

LIVE = "live"
NEW = "new-link"


class LinkForm(forms.Form):
    """What a link shows, for whom, and until when."""

    shows = forms.ChoiceField(label=gettext_lazy("What it shows"))
    whom = TextField(
        label=gettext_lazy("For whom"),
        limit=FOR_LIMIT,
        required=False,
        help_text=gettext_lazy("For your own list below; they do not see it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": FOR_LIMIT}),
    )
    day = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("Empty: until you withdraw it."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    names = forms.BooleanField(label=gettext_lazy("Names of people"), required=False)
    comments = forms.BooleanField(label=gettext_lazy("Comments"), required=False)

    def __init__(self, canvas: Canvas, data: Any = None) -> None:
        super().__init__(data, initial={"shows": LIVE})
        self.versions = by_key(canvas)
        shows: Any = self.fields["shows"]
        shows.choices = [
            (LIVE, _("The canvas as it is, live")),
            *((key, _("Frozen: %(version)s") % {"version": said(one)}) for key, one in self.versions.items()),
        ]

    def clean_day(self) -> dt.date | None:
        """The day; one that has an end in every time zone."""
        day: dt.date | None = self.cleaned_data["day"]
        if day is not None and not 2000 <= day.year <= 9000:
            raise forms.ValidationError(_("Fill in a date that is on the calendar."))
        return day

    def values(self) -> dict[str, Any]:
        """The cleaned values as `make_link` wants them."""
        cleaned = self.cleaned_data
        return {
            "version": self.versions.get(cleaned["shows"]),
            "until": end_of(cleaned["day"]) if cleaned["day"] else None,
            "names": cleaned["names"],
            "comments": cleaned["comments"],
            "whom": cleaned["whom"],
        }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@asks("share link")
def links(request: HttpRequest, person: Participant, canvas: UUID) -> HttpResponse:
    """The links to a canvas; by POST, one more. Its address is shown once: we keep no way to make it again."""
    found = canvas_of(person, canvas)
    form = LinkForm(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            link, token = make_link(person, found, **form.values())
        except Refusal as refusal:
            form.add_error({"until": "day", "whom": "whom"}.get(refusal.details.get("field", "")), as_error(refusal))
        else:
            request.session[NEW] = [str(link.pk), token]
            return redirect(f"{request.path}#new")
    made = request.session.get(NEW) if request.method != "POST" else None
    there = open_links(found)
    fresh = next((one for one in there if made and str(one.pk) == made[0]), None)
    if made:
        del request.session[NEW]
    context = {
        "form": form,
        "person": person,
        "workshop": person.workshop,
        "canvas": found,
        "links": [{"link": one, "until": day_before(one.until)} for one in there],
        "fresh": fresh,
        "address": shared_url(made[1]) if fresh and made else "",
    }
    return render(request, "workshops/links.html", context)


@require_POST
@asks("share link")
def withdraw(request: HttpRequest, person: Participant, canvas: UUID, link: UUID) -> HttpResponse:
    """Withdraw a link; pages that are open close within a second."""
    found = canvas_of(person, canvas)
    revoke(person, get_object_or_404(SharedLink.objects.select_related("canvas"), pk=link, canvas=found))
    messages.success(request, _("Withdrawn. Whoever had it open does not see it any more."))
    return redirect("links", workshop=person.workshop_id, canvas=found.pk)


def canvas_of(person: Participant, canvas: UUID) -> Canvas:
    """A canvas of the person's workshop; raises Http404."""
    rows = Canvas.objects.select_related("workshop", "team")
    return get_object_or_404(rows, pk=canvas, workshop_id=person.workshop_id)
