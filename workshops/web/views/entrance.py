"""Coming in: the start page, the link, and somebody else on the same device."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from workshops.actions.joining import find_by_code, join_as_guest
from workshops.domain.operations import Refusal
from workshops.domain.rights import may
from workshops.models import Participant, Workshop
from workshops.queries import participations, recognise
from workshops.web import attempts
from workshops.web.access import account_of, asks
from workshops.web.cookies import has_chosen_language, remember_guest, remember_language
from workshops.web.fields import as_error
from workshops.web.forms import EntranceForm, NameForm
from workshops.web.places import home_of

page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@page
def start(request: HttpRequest) -> HttpResponse:
    """The start page and the page behind a link: a code, a name, and in."""
    if request.method == "POST":
        return _knock(request)
    user = account_of(request)
    form = EntranceForm(initial={"name": user.name if user else ""})
    return _door(request, form, mine=participations(request.COOKIES))


def _door(
    request: HttpRequest,
    form: EntranceForm,
    *,
    workshop: Workshop | None = None,
    mine: list[Participant] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "workshop": workshop, "mine": mine or []}
    return render(request, "workshops/join.html", context, status=status)


def _knock(request: HttpRequest) -> HttpResponse:
    form = EntranceForm(request.POST)
    form.is_valid()
    address = attempts.address_of(request)
    code = form.cleaned_data.get("code", "")
    if attempts.codes.exhausted(address):
        form.add_error("code", _("Too many wrong codes came from this network. Wait ten minutes and try again."))
        return _door(request, form, status=429)
    if not code:
        if "code" not in form.errors:
            form.add_error("code", _("Fill in the code that is on the screen."))
        return _door(request, form)
    try:
        workshop = find_by_code(code)
    except Refusal as refusal:
        attempts.codes.count(address)
        form.add_error("code", as_error(refusal))
        return _door(request, form)
    if not has_chosen_language(request):
        translation.activate(workshop.language)
    return _let_in(request, form, workshop)


def _let_in(request: HttpRequest, form: EntranceForm, workshop: Workshop) -> HttpResponse:
    user = account_of(request)
    person = recognise(workshop.pk, request.COOKIES, user)
    name = form.cleaned_data.get("name", "")
    if person is not None and not form.errors:
        same = not name or name.casefold() == person.name.casefold() or request.POST.get("as") == "same"
        if same or may(person.role, "see any team"):
            return redirect(home_of(person))
        if request.POST.get("as") != "other":
            return render(request, "workshops/join_again.html", {"form": form, "person": person, "name": name})
    if not name and form.cleaned_data.get("link") and not form.errors:
        filled = EntranceForm(initial={"code": workshop.code, "name": user.name if user else ""})
        filled.fields["name"].widget.attrs["autofocus"] = True
        return _door(request, filled, workshop=workshop)
    if not name and "name" not in form.errors:
        form.add_error("name", as_error(Refusal("name-empty")))
    if form.errors:
        return _door(request, form, workshop=workshop)
    try:
        return _join(request, workshop, name)
    except Refusal as refusal:
        form.add_error("name" if refusal.code.startswith("name") else "code", as_error(refusal))
        return _door(request, form, workshop=workshop)


def _join(request: HttpRequest, workshop: Workshop, name: str) -> HttpResponse:
    """A new guest, on the way to a team or, when there is one only, to its canvas. Raises Refusal."""
    teams = list(workshop.teams.all()[:2])
    person, token = join_as_guest(workshop, name=name, team=teams[0] if len(teams) == 1 else None)
    response = redirect(home_of(person))
    remember_guest(request, response, workshop, token)
    if not has_chosen_language(request):
        remember_language(response, workshop.language)
    return response


@never_cache
@page
@asks("look")
def join_other(request: HttpRequest, person: Participant) -> HttpResponse:
    """Somebody else on the same device, with a name of their own; the one before stays in the workshop."""
    if may(person.role, "see any team"):
        return redirect(home_of(person))
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _join(request, person.workshop, form.cleaned_data["name"])
        except Refusal as refusal:
            form.add_error("name", as_error(refusal))
    return render(request, "workshops/join_other.html", {"form": form, "person": person, "workshop": person.workshop})
