"""A facilitator's workshops: the list, a new one, its page, its settings, its end."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workshops.actions import facilitating
from workshops.coming_up import due_for, reviews_for
from workshops.domain.operations import Refusal
from workshops.domain.rights import may
from workshops.kinds import kind, names
from workshops.models import Participant
from workshops.queries import arrivals, by_use, erasable, everybody_of, overview_of, step_of
from workshops.web.access import account_of, asks
from workshops.web.fields import as_error
from workshops.web.forms import AboutForm, NewWorkshopForm, TeamForm
from workshops.web.places import canvas_url, join_link
from workshops.web.views.afterwards import last_day
from workshops.web.views.alone import own_page
from workshops.wording import sentence

page = require_http_methods(["GET", "HEAD", "POST"])


def kind_name(key: str, data: dict[str, dict[str, str]]) -> str:
    """What a kind is called, in the reader's language."""
    return data["name"].get((get_language() or "nl")[:2], key)


@never_cache
@require_safe
@login_required
def index(request: HttpRequest) -> HttpResponse:
    """The workshops of this account."""
    user = account_of(request)
    assert user is not None  # noqa: S101 - login_required
    found = by_use(overview_of(user))
    for one in found:
        one.running = step_of(one)  # type: ignore[attr-defined]  # for the page alone
    context = {
        "current": [one for one in found if not one.archived],
        "archived": [one for one in found if one.archived],
        "kinds": {key: kind_name(key, {"name": kind(key).name}) for key in names()},
        "due": due_for(user),
        "reviews": reviews_for(user),
    }
    return render(request, "workshops/workshops.html", context)


@never_cache
@page
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """A form, then a workshop with its teams."""
    user = account_of(request)
    assert user is not None  # noqa: S101 - login_required
    language = (get_language() or user.language)[:2]
    way = "alone" if "alone" in request.GET else "group"
    initial = {"way": way, "kind": "business", "language": language, "teams": 1}
    form = NewWorkshopForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            workshop = facilitating.open_workshop(
                user,
                kind=form.cleaned_data["kind"],
                team_names=form.all_team_names(),
                alone=form.is_alone,
                **form.values(),
            )
        except Refusal as refusal:
            form.add_error("team_names" if refusal.code == "teams-full" else None, as_error(refusal))
        else:
            if form.is_alone:
                return redirect(canvas_url(workshop.canvases.get(own__isnull=False)))
            messages.success(request, _("The workshop is ready. Share the code, or go and look at the canvas first."))
            return redirect("workshop", workshop=workshop.pk)
    intros = {key: kind(key).intro[language] for key in names()}
    ways = {
        "group": _("Teams come in with a code. You lead them through the steps, with a clock."),
        "alone": _("You fill in the canvas step by step, at your own pace. No code, no clock."),
    }
    return render(request, "workshops/workshop_new.html", {"form": form, "intros": intros, "ways": ways})


@never_cache
@require_safe
@asks("look")
def workshop(request: HttpRequest, person: Participant) -> HttpResponse:
    """The facilitator's page of one workshop; others are shown to the lobby."""
    if not may(person.role, "see any team"):
        return redirect("lobby", workshop=person.workshop_id)
    one = person.workshop
    if one.is_alone:
        return own_page(request, person, kind_name(one.kind, one.kind_data))
    everybody = everybody_of(one)
    context = {
        "person": person,
        "workshop": one,
        "last_day": last_day(one),
        "phase": one.hour.get("phase", "before"),
        "running": step_of(one) if one.hour.get("phase") == "step" else None,
        "kind_name": kind_name(one.kind, one.kind_data),
        "there": arrivals(one),
        "people": [each for each in everybody if not each.removed],
        "gone": erasable(one, everybody),
        "link": join_link(one),
        "team_form": TeamForm(auto_id="team_%s"),
    }
    return render(request, "workshops/workshop.html", context)


@never_cache
@page
@asks("rename")
def settings(request: HttpRequest, person: Participant) -> HttpResponse:
    """Title, topic, date, call and language; the ways to put the workshop away or delete it."""
    form = AboutForm(request.POST or None, initial=AboutForm.initial_of(person.workshop))
    if request.method == "POST" and form.is_valid():
        try:
            facilitating.change_workshop(person, **form.values())
        except Refusal as refusal:
            form.add_error(None, as_error(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("workshop", workshop=person.workshop_id)
    context = {"form": form, "workshop": person.workshop, "person": person, "last_day": last_day(person.workshop)}
    return render(request, "workshops/workshop_settings.html", context)


@require_POST
@asks("archive")
def archive(request: HttpRequest, person: Participant) -> HttpResponse:
    """Put a workshop away (`on`=1), or take it back."""
    on = request.POST.get("on") == "1"
    try:
        facilitating.set_archived(person, archived=on)
    except Refusal as refusal:
        messages.error(request, sentence(refusal.code, refusal.details))
    else:
        done = _("The workshop is in the archive: it can be read, not changed.")
        messages.success(request, done if on else _("The workshop is back from the archive."))
    return redirect("workshop", workshop=person.workshop_id)


@never_cache
@page
@asks("delete")
def delete(request: HttpRequest, person: Participant) -> HttpResponse:
    """Delete a workshop with everything in it, once its title was typed."""
    one = person.workshop
    typed = request.POST.get("title", "")
    if request.method == "POST" and _plain(typed) == _plain(one.title):
        facilitating.delete_workshop(person)
        messages.success(request, _("“%(title)s” is deleted.") % {"title": one.title})
        return redirect("workshops")
    context = {"workshop": one, "typed": typed, "wrong": request.method == "POST", "there": arrivals(one)}
    return render(request, "workshops/workshop_delete.html", context)


def _plain(title: str) -> str:
    return " ".join(title.split()).casefold()
