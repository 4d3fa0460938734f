"""A canvas from a file: chosen, looked at, and only then made. To a new workshop, a new team or an empty canvas."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from workshops.actions import importing
from workshops.actions.holding import held, hold, let_go
from workshops.actions.importing import Counted, Imported
from workshops.actions.reading_files import SIZE_LIMIT, read_canvas
from workshops.domain import kinds
from workshops.domain.operations import Refusal
from workshops.domain.rules_people import TEAM_NAME_LIMIT
from workshops.exports.file import CanvasFile
from workshops.models import Canvas, Participant, User, Workshop
from workshops.web.access import account_of, asks
from workshops.web.fields import NameField, as_error
from workshops.web.uploads import bounded, megabytes
from workshops.wording import sentence

TEAM = "team"
WORKSHOP = "workshop"


class FileForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("What Canvasweb gave you as “Data (JSON)”, at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "empty": gettext_lazy("There is nothing in this file."),
        },
    )

    def clean_file(self) -> bytes:
        """What is in it, as far as it may be long; raises ValidationError when it is no canvas."""
        sent: UploadedFile = self.cleaned_data["file"]
        data: bytes = sent.read(SIZE_LIMIT + 1)
        try:
            read_canvas(data)
        except Refusal as refusal:
            raise as_error(refusal) from refusal
        return data


class GoalForm(forms.Form):
    """Where a file that was looked at goes, in a workshop that is there."""

    where = forms.ChoiceField(label=gettext_lazy("Where to"), widget=forms.RadioSelect)
    name = NameField(
        label=gettext_lazy("Name of the new team"),
        limit=TEAM_NAME_LIMIT,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": TEAM_NAME_LIMIT}),
    )

    def __init__(self, workshop: Workshop, team: str, data: Any = None) -> None:
        rows = workshop.canvases.select_related("team").order_by("team__position")
        self.empty: dict[str, Canvas] = {str(one.pk): one for one in rows if importing.is_empty(one)}
        choices = [] if workshop.is_alone else [(TEAM, _("A new team"))]
        choices += [
            (
                key,
                _("Your empty canvas") if workshop.is_alone else _("The empty canvas of %(team)s") % {"team": one.team},
            )
            for key, one in self.empty.items()
        ]
        super().__init__(data, initial={"where": choices[0][0] if choices else "", "name": team[:TEAM_NAME_LIMIT]})
        where: Any = self.fields["where"]
        where.choices = choices
        where.error_messages["required"] = where.error_messages["invalid_choice"] = _("Choose where it goes.")

    @property
    def is_possible(self) -> bool:
        """Whether there is any place for it."""
        where: Any = self.fields["where"]
        return bool(where.choices)

    def clean(self) -> dict[str, Any]:
        """A new team has a name."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("where") == TEAM and "name" in cleaned and not cleaned["name"]:
            self.add_error("name", sentence("name-empty"))
        return cleaned


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@bounded(SIZE_LIMIT)
@login_required
def import_workshop(request: HttpRequest) -> HttpResponse:
    """From a file to a new workshop of this account."""
    user = account_of(request)
    assert user is not None  # noqa: S101 - login_required
    return _page(request, user, None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@bounded(SIZE_LIMIT)
@asks("prepare")
def import_here(request: HttpRequest, person: Participant) -> HttpResponse:
    """From a file to a team or an empty canvas of this workshop."""
    user = account_of(request)
    assert user is not None  # noqa: S101 - who prepares has an account
    return _page(request, user, person)


def _page(request: HttpRequest, user: User, person: Participant | None) -> HttpResponse:
    workshop = person.workshop if person else None
    back = reverse("workshop", args=[workshop.pk]) if workshop else reverse("workshops")
    context: dict[str, Any] = {"workshop": workshop, "back": back, "limit": SIZE_LIMIT}
    context["too_large"] = sentence("import-large", {"limit": megabytes(SIZE_LIMIT)})
    if request.method == "POST" and request.POST.get("do") != "make":
        form = FileForm(request.POST, request.FILES)
        if form.is_valid():
            return redirect(f"{request.path}?file={hold(user, form.cleaned_data['file'])}")
        return render(request, "workshops/import.html", {**context, "form": form}, status=422)
    mark = (request.POST if request.method == "POST" else request.GET).get("file", "")
    file = _read(user, mark)
    if file is None:
        if mark:
            messages.error(request, _("This file is not kept any more. Choose it again."))
        return render(request, "workshops/import.html", {**context, "form": FileForm()})
    goal = GoalForm(workshop, file.team, request.POST or None) if workshop else None
    unfit = _unfit(workshop, file)
    refused = unfit
    if request.method == "POST" and not unfit and (goal is None or goal.is_valid()):
        try:
            made = _make(user, person, file, goal)
        except Refusal as refusal:
            refused = sentence(refusal.code, refusal.details)
        else:
            let_go(user, mark)
            return _done(request, made)
    context |= {"mark": mark, "file": file, "counted": importing.count(file), "goal": goal, "refused": refused}
    context |= {"kind": _in_words(file.kind["name"], file.kind["key"]), "unfit": unfit}
    status = 422 if request.method == "POST" else 200
    return render(request, "workshops/import.html", context, status=status)


def _read(user: User, mark: str) -> CanvasFile | None:
    data = held(user, mark)
    return read_canvas(data) if data is not None else None


def _in_words(words: dict[str, str], key: str) -> str:
    """What it is called in the reader's language, else its key."""
    return words.get((get_language() or "nl")[:2], key)


def _unfit(workshop: Workshop | None, file: CanvasFile) -> str:
    """Why it cannot be in this workshop, whatever team; empty when it can."""
    if workshop is None:
        return ""
    try:
        importing.check_fits(workshop, file)
    except Refusal as refusal:
        kind, name = kinds.parse(file.kind), str(refusal.details.get("name", ""))
        words = kind.blocks[name].name if name in kind.blocks else kind.tags.get(name, {})
        return sentence(refusal.code, refusal.details | {"name": f"“{_in_words(words, name)}”"})
    return ""


def _make(user: User, person: Participant | None, file: CanvasFile, goal: GoalForm | None) -> Imported:
    if person is None or goal is None:
        return importing.as_workshop(user, file)
    where = goal.cleaned_data["where"]
    if where == TEAM:
        return importing.as_team(person, file, goal.cleaned_data["name"])
    return importing.into_canvas(person, goal.empty[where], file)


def _done(request: HttpRequest, made: Imported) -> HttpResponse:
    """To where it is now, with what came along and what did not."""
    messages.success(request, _("It is here now: %(what)s.") % {"what": said(made.counted)})
    left = left_out(made.counted)
    if left:
        messages.info(request, _("Not brought along: %(what)s.") % {"what": left})
    return redirect("workshop", workshop=made.canvas.workshop_id)


def said(counted: Counted) -> str:
    """How much of what, as a part of a sentence."""
    parts = (
        (counted.notes, ngettext("%(n)d note", "%(n)d notes", counted.notes)),
        (counted.comments, ngettext("%(n)d comment", "%(n)d comments", counted.comments)),
        (counted.outcomes, ngettext("%(n)d outcome", "%(n)d outcomes", counted.outcomes)),
        (counted.versions, ngettext("%(n)d version", "%(n)d versions", counted.versions)),
    )
    return ", ".join(words % {"n": n} for n, words in parts if n) or _("an empty canvas")


def left_out(counted: Counted) -> str:
    """What cannot come along, since it is a person's own; empty when there is nothing of it."""
    parts = []
    if counted.authors:
        words = ngettext("who wrote what (%(n)d name)", "who wrote what (%(n)d names)", counted.authors)
        parts.append(words % {"n": counted.authors})
    if counted.reactions:
        parts.append(ngettext("%(n)d reaction", "%(n)d reactions", counted.reactions) % {"n": counted.reactions})
    return ", ".join(parts)
