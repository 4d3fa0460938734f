"""The empty sheet of a kind, for the wall: for everybody, with or without an account; and that of a workshop's own."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from workshops import kinds
from workshops.actions.exporting import File, blank
from workshops.domain.operations import Refusal
from workshops.exports.formats import FORMATS, PAPERS
from workshops.exports.names import file_name
from workshops.models import Participant, Workshop
from workshops.web.access import asks
from workshops.web.forms import kind_choices
from workshops.web.views.export import attached, not_made
from workshops.wording import sentence


class BlankForm(forms.Form):
    """Which sheet, on what."""

    kind = forms.ChoiceField(label=gettext_lazy("Which canvas"), choices=kind_choices, widget=forms.RadioSelect)
    paper = forms.ChoiceField(
        label=gettext_lazy("Paper, landscape"), choices=[(key, key.upper()) for key in PAPERS], required=False
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
    format = forms.ChoiceField(
        label=pgettext_lazy("file", "As"),
        choices=[("pdf", gettext_lazy("PDF")), ("png", gettext_lazy("Picture (PNG)"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, given: Any, workshop: Workshop | None) -> None:
        """What was asked for; what was not, or what there is not, is as usual."""
        usual = {"kind": "public", "paper": "a3", "language": (get_language() or "nl")[:2], "format": "pdf"}
        if workshop is not None:
            usual["language"] = workshop.language
        chosen: dict[str, str] = {}
        super().__init__(chosen)
        if workshop is not None:
            del self.fields["kind"]
        for name in self.fields:
            field: Any = self.fields[name]
            asked = given.get(name, "")
            chosen[name] = asked if asked in dict(field.choices) else usual[name]

    @property
    def query(self) -> str:
        """The choices, for an address."""
        return urlencode({name: self.data[name] for name in self.fields})


@never_cache
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """Choose and see it; by htmx what is seen, alone."""
    return _page(request, BlankForm(request.GET, None), None)


@require_safe
def sheet_file(request: HttpRequest) -> HttpResponse:
    """The file; with `seen` the picture of the preview."""
    form = BlankForm(request.GET, None)
    return _file(request, form, kinds.load(form.data["kind"]), reverse("blank"))


@never_cache
@require_safe
@asks("look")
def own_sheet(request: HttpRequest, person: Participant) -> HttpResponse:
    """The same of the workshop's own kind."""
    return _page(request, BlankForm(request.GET, person.workshop), person.workshop)


@never_cache
@require_safe
@asks("look")
def own_sheet_file(request: HttpRequest, person: Participant) -> HttpResponse:
    """The file of the workshop's own kind."""
    form = BlankForm(request.GET, person.workshop)
    return _file(request, form, person.workshop.kind_data, reverse("blank-here", args=[person.workshop_id]))


def _page(request: HttpRequest, form: BlankForm, workshop: Workshop | None) -> HttpResponse:
    data = workshop.kind_data if workshop else kinds.load(form.data["kind"])
    width, height = PAPERS[form.data["paper"]]
    file = reverse("blank-file-here", args=[workshop.pk]) if workshop else reverse("blank-file")
    context = {
        "form": form,
        "workshop": workshop,
        "file": file,
        "shown": f"{file}?{form.query}&seen=1",
        "width": width,
        "height": height,
        "name": data["name"].get(form.data["language"], ""),
        "intros": {key: kinds.kind(key).intro[(get_language() or "nl")[:2]] for key in kinds.names()},
    }
    template = "workshops/_blank_seen.html" if request.headers.get("HX-Request") else "workshops/blank.html"
    return render(request, template, context)


def _file(request: HttpRequest, form: BlankForm, kind: dict[str, Any], back: str) -> HttpResponse:
    seen = "seen" in request.GET
    paper, language = form.data["paper"], form.data["language"]
    format_ = FORMATS["png" if seen else form.data["format"]]
    try:
        data = blank(kind, language, paper, format_.key)
    except Refusal as refusal:
        if seen:
            return not_made(refusal)
        messages.error(request, sentence(refusal.code, refusal.details))
        return redirect(f"{back}?{form.query}")
    if seen:
        return HttpResponse(data, content_type=format_.mime)
    return attached(File(file_name(format_.extension, kind["name"][language], paper.upper()), format_.mime, data))
