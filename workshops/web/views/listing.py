"""A list that is pasted or brought as CSV: seen as the notes it becomes, then put in a block in one go."""

import csv
import io
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from workshops.actions.listing import LIST_LIMIT, Listing, add_list, decode, read_list
from workshops.domain.operations import Refusal
from workshops.models import Canvas, Participant
from workshops.queries import may_open, may_see
from workshops.web.access import asks
from workshops.web.fields import as_error
from workshops.web.places import canvas_url
from workshops.web.uploads import bounded, megabytes
from workshops.web.views.links import canvas_of
from workshops.wording import sentence

TABLES = (".csv", ".tsv")
COLOURS = {
    "sun": gettext_lazy("Yellow, dot"),
    "sky": gettext_lazy("Blue, triangle"),
    "rose": gettext_lazy("Pink, diamond"),
    "mint": gettext_lazy("Green, square"),
    "lilac": gettext_lazy("Purple, plus"),
    "plain": gettext_lazy("White, ring"),
}


class ListForm(forms.Form):
    """Where the notes go, and what they say. A file counts before what was pasted."""

    block = forms.ChoiceField(label=gettext_lazy("In which block"))
    colour = forms.ChoiceField(label=gettext_lazy("Colour"), choices=list(COLOURS.items()), required=False)
    text = forms.CharField(
        label=gettext_lazy("Your list"),
        required=False,
        strip=False,
        help_text=gettext_lazy("One note a line. Bullets and empty lines fall away."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("CSV or plain text, at most half a megabyte."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv,text/plain"}),
    )
    table = forms.BooleanField(
        label=gettext_lazy("It is a table: take the first column"),
        required=False,
    )

    def __init__(self, canvas: Canvas, data: Any = None, files: Any = None, block: str = "") -> None:
        super().__init__(data, files, initial={"block": block, "colour": "sun"})
        language = canvas.workshop.language
        where: Any = self.fields["block"]
        where.choices = [(key, one.name[language]) for key, one in canvas.workshop.parsed_kind().blocks.items()]
        self.listing: Listing | None = None
        self.read = ""
        self.is_table = False

    def clean(self) -> dict[str, Any]:
        """Reads the list, from the file when there is one."""
        cleaned = super().clean() or self.cleaned_data
        sent: UploadedFile | None = cleaned.get("file")
        try:
            self.read, self.is_table = cleaned.get("text", ""), cleaned.get("table", False)
            if sent is not None:
                self.read = decode(sent.read(LIST_LIMIT + 1))
                self.is_table = self.is_table or PurePath(str(sent.name)).suffix.lower() in TABLES
            if not self.errors:
                self.listing = read_list(self.read, is_csv=self.is_table)
        except Refusal as refusal:
            self.add_error("text" if sent is None else "file", as_error(refusal))
        return cleaned

    def again(self) -> dict[str, Any]:
        """The form's data with what was read of a file in its field, so that it need not be sent once more."""
        cleaned = self.cleaned_data
        text, table = self.read, self.is_table
        if cleaned.get("file") is not None and table and self.listing is not None:
            text, table = _as_text(self.listing)
        return {"block": cleaned["block"], "colour": cleaned["colour"], "text": text, "table": table}


def _as_text(listing: Listing) -> tuple[str, bool]:
    """A list that reads as these notes again: as lines where that can be, else as a table of one column (True)."""
    lines = "\n".join(listing.notes)
    if read_list(lines).notes == listing.notes:
        return lines, False
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([one] for one in listing.notes)
    return out.getvalue(), True


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@bounded(LIST_LIMIT)
@asks("write")
def listing(request: HttpRequest, person: Participant, canvas: UUID) -> HttpResponse:
    """A form; by POST what it becomes, or (`do=make`) the notes themselves. By htmx what it becomes, alone."""
    found = canvas_of(person, canvas)
    if not may_see(person) or not may_open(person, found):
        raise PermissionDenied
    posted = request.method == "POST"
    block = request.GET.get("block", "")
    looks = "HX-Request" in request.headers
    if looks and not request.POST.get("text", "").strip() and "file" not in request.FILES:
        posted = False  # only the block was chosen yet
    form = ListForm(found, request.POST, request.FILES) if posted else ListForm(found, block=block)
    seen = form.listing if posted and form.is_valid() else None
    refused = ""
    # htmx sends the button along that was pressed last, while the page that it leads to is still on its way.
    if seen is not None and request.POST.get("do") == "make" and not looks:
        where = form.cleaned_data["block"]
        try:
            add_list(person, str(found.pk), where, seen, form.cleaned_data["colour"] or "sun")
        except Refusal as refusal:
            refused = sentence(refusal.code, refusal.details)
        else:
            return redirect(f"{canvas_url(found)}#{where}")
    context: dict[str, Any] = {
        "person": person,
        "workshop": person.workshop,
        "canvas": found,
        "form": ListForm(found, form.again()) if seen is not None else form,
        "limit": LIST_LIMIT,
        "too_large": sentence("import-large", {"limit": megabytes(LIST_LIMIT)}),
        "refused": refused,
    }
    if seen is not None:
        names: Any = form.fields["block"]
        name = dict(names.choices)[form.cleaned_data["block"]]
        context |= {"seen": seen, "block_name": name, "colour": form.cleaned_data["colour"] or "sun"}
    status = 422 if refused or (posted and seen is None) else 200
    if looks:
        return render(request, "workshops/_list_seen.html", context)
    return render(request, "workshops/list.html", context, status=status)
