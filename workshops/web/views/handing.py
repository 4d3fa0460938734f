"""A workshop goes through hands: its facilitators, its owner, a copy of it; and its people to their teams."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from workshops.actions import duplicating, handing, seating
from workshops.domain.operations import Refusal
from workshops.models import Participant
from workshops.queries import people_of
from workshops.web import attempts
from workshops.web.access import asks, with_a_group
from workshops.web.fields import as_error
from workshops.web.mail import link_to, tell_shared
from workshops.wording import sentence


class ShareForm(forms.Form):
    """The address of the account to share with."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address of their account"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@asks("manage people")
def facilitators(request: HttpRequest, person: Participant) -> HttpResponse:
    """Who leads this workshop; by POST (`email`), another account does so too."""
    form = ShareForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _shared(request, person, form):
        return redirect("facilitators", workshop=person.workshop_id)
    leading = [one for one in people_of(person.workshop) if one.role == "facilitator"]
    context = {
        "person": person,
        "workshop": person.workshop,
        "form": form,
        "mails": settings.MAIL_IS_SET_UP,
        "link": link_to(person),
        "leading": leading,
        "owns": person.user_id == person.workshop.owner_id,
    }
    return render(request, "workshops/facilitators.html", context)


def _shared(request: HttpRequest, person: Participant, form: ShareForm) -> bool:
    asking = str(person.user_id)
    if attempts.shares.exhausted(asking):
        form.add_error("email", _("You tried many addresses without an account. Try again in an hour."))
        return False
    try:
        made = handing.share(person, form.cleaned_data["email"])
    except Refusal as refusal:
        if refusal.code == "no-account":
            attempts.shares.count(asking)
        form.add_error("email", as_error(refusal))
        return False
    words = {"name": made.name, "link": link_to(made)}
    if tell_shared(person, made):
        messages.success(request, _("%(name)s facilitates too now, and has a mail about it.") % words)
    else:
        done = _("%(name)s facilitates too now. No mail went out: tell them yourself, with this link: %(link)s")
        messages.warning(request, done % words)
    return True


@require_POST
@asks("manage people")
def take_off(request: HttpRequest, person: Participant, who: int) -> HttpResponse:
    """A facilitator is one no more; oneself too."""
    try:
        handing.take_off(person, who)
    except Refusal as refusal:
        messages.error(request, sentence(refusal.code, refusal.details))
    else:
        if who == person.who:
            messages.success(
                request, _("You do not facilitate “%(title)s” any more.") % {"title": person.workshop.title}
            )
            return redirect("workshops")
        messages.success(request, _("Taken off. Open pages close within a second."))
    return redirect("facilitators", workshop=person.workshop_id)


@require_POST
@asks("manage people")
def hand_over(request: HttpRequest, person: Participant) -> HttpResponse:
    """The workshop goes to another facilitator (`who`)."""
    wanted = request.POST.get("who", "")
    try:
        made = handing.hand_over(
            person, int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 9 else 0
        )
    except Refusal as refusal:
        messages.error(request, sentence(refusal.code, refusal.details))
    else:
        done = _("The workshop belongs to %(name)s now. You still facilitate it.")
        messages.success(request, done % {"name": made.name})
    return redirect("facilitators", workshop=person.workshop_id)


@require_POST
@asks("see any team")
def duplicate(request: HttpRequest, person: Participant) -> HttpResponse:
    """A copy of what was prepared."""
    try:
        made = duplicating.duplicate(person, suffix=" " + _("(copy)"))
    except Refusal as refusal:
        messages.error(request, sentence(refusal.code, refusal.details))
        return redirect("workshop", workshop=person.workshop_id)
    messages.success(request, _("This is the copy: same agenda and teams, no people and no notes yet."))
    return redirect("workshop", workshop=made.pk)


@require_POST
@asks("manage people")
@with_a_group
def fill(request: HttpRequest, person: Participant) -> HttpResponse:
    """Teams of equal size: who has none goes to one; with `who`=everybody, others may move too."""
    try:
        moved = seating.fill_teams(person, everybody=request.POST.get("who") == "everybody")
    except Refusal as refusal:
        messages.error(request, sentence(refusal.code, refusal.details))
    else:
        done = ngettext("%(n)s person went to a team.", "%(n)s people went to a team.", moved) % {"n": moved}
        messages.success(request, done if moved else _("Everybody has a team, and it is even enough."))
    return redirect("workshop", workshop=person.workshop_id)
