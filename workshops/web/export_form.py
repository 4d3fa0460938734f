"""The form of the export page: format, paper, what is on it, and the client's name, logo and colour."""

import re
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workshops.actions.logos import BYTES_MOST, read_logo
from workshops.domain.operations import Refusal
from workshops.exports.chapters import CHAPTERS
from workshops.exports.formats import FORMATS, PAPERS
from workshops.models import Canvas, Prepared, Version
from workshops.models.export import CLIENT_LIMIT
from workshops.web.fields import TextField, as_error
from workshops.web.versions import by_key, said

NAMES = {
    "pdf": gettext_lazy("PDF"),
    "report": gettext_lazy("Report (PDF)"),
    "png": gettext_lazy("Picture (PNG)"),
    "svg": gettext_lazy("Drawing (SVG)"),
    "pptx": gettext_lazy("Slides (PowerPoint)"),
    "xlsx": gettext_lazy("Spreadsheet (Excel)"),
    "md": gettext_lazy("Text (Markdown)"),
    "json": gettext_lazy("Data (JSON)"),
}
SAYS = {
    "pdf": gettext_lazy("The canvas on one page, for paper and mail."),
    "report": gettext_lazy("Cover, session, canvas and every block, to read."),
    "png": gettext_lazy("For a slide, a chat or a website."),
    "svg": gettext_lazy("Sharp at any size, for designers."),
    "pptx": gettext_lazy("Every note a shape that you can edit."),
    "xlsx": gettext_lazy("Notes, votes, comments and outcomes to sort."),
    "md": gettext_lazy("Headings and lists, for any editor."),
    "json": gettext_lazy("Everything, for another Canvasweb."),
}
COLOUR = "#d33a00"
"""What the control shows while no colour of the client's was chosen."""


class ExportForm(forms.Form):
    """What the maker of an export chooses."""

    format = forms.ChoiceField(label=gettext_lazy("As"), widget=forms.RadioSelect)
    version = forms.ChoiceField(label=gettext_lazy("Which moment"), required=False)
    paper = forms.ChoiceField(label=gettext_lazy("Paper, landscape"))
    chapters = forms.MultipleChoiceField(
        label=gettext_lazy("Chapters"), required=False, widget=forms.CheckboxSelectMultiple
    )
    names = forms.BooleanField(label=gettext_lazy("Names of people"), required=False)
    comments = forms.BooleanField(label=gettext_lazy("Comments"), required=False)
    votes = forms.BooleanField(label=gettext_lazy("Counted votes"), required=False)
    links = forms.BooleanField(label=gettext_lazy("On which notes a note rests"), required=False)
    client = TextField(
        label=gettext_lazy("Client"),
        limit=CLIENT_LIMIT,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization", "maxlength": CLIENT_LIMIT}),
    )
    logo = forms.FileField(
        label=gettext_lazy("Logo"),
        required=False,
        help_text=gettext_lazy("PNG or JPEG, at most 5 MB."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )
    no_logo = forms.BooleanField(label=gettext_lazy("Without this logo"), required=False)
    coloured = forms.BooleanField(label=gettext_lazy("In the client's colour"), required=False)
    accent = forms.CharField(
        label=gettext_lazy("Colour"), required=False, max_length=7, widget=forms.TextInput(attrs={"type": "color"})
    )

    def __init__(
        self, prepared: Prepared, canvas: Canvas, data: Any = None, files: Any = None, version: Version | None = None
    ) -> None:
        initial: dict[str, Any] = {name: getattr(prepared, name) for name in ("format", "paper", "names", "comments")}
        initial |= {
            "votes": prepared.votes,
            "links": prepared.links,
            "client": prepared.client,
            "coloured": bool(prepared.accent),
        }
        initial["chapters"] = prepared.chapters or list(CHAPTERS)
        initial["version"] = str(version.pk) if version else ""
        super().__init__(data, files, initial={**initial, "accent": prepared.accent or COLOUR})
        self.versions = by_key(canvas)
        moment: Any = self.fields["version"]
        moment.choices = [("", _("As it is now")), *((key, said(one)) for key, one in self.versions.items())]
        form: Any = self.fields["format"]
        form.choices = [(key, NAMES.get(key, key.upper())) for key in FORMATS]
        chapters: Any = self.fields["chapters"]
        chapters.choices = [(key, one.title) for key, one in CHAPTERS.items()]
        paper: Any = self.fields["paper"]
        paper.choices = [(key, key.upper()) for key in PAPERS]

    def clean_accent(self) -> str:
        """The colour as `#rrggbb`, in small letters."""
        accent: str = self.cleaned_data["accent"].lower()
        if accent and not re.fullmatch(r"#[0-9a-f]{6}", accent):
            raise forms.ValidationError(_("Choose a colour."))
        return accent

    def clean(self) -> dict[str, Any]:
        """A report has a chapter."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("format") == "report" and "chapters" in cleaned and not cleaned["chapters"]:
            self.add_error("chapters", _("Choose at least one chapter."))
        return cleaned

    def clean_logo(self) -> bytes:
        """The logo, small and made anew; empty when none was sent."""
        sent: UploadedFile | None = self.cleaned_data["logo"]
        if sent is None:
            return b""
        try:
            return read_logo(sent.read(BYTES_MOST + 1))
        except Refusal as refusal:
            raise as_error(refusal) from refusal

    @property
    def chosen_version(self) -> Version | None:
        """The version that was chosen; None is as it is now."""
        return self.versions.get(self.cleaned_data["version"])

    def values(self) -> dict[str, Any]:
        """The cleaned values as `prepare` wants them; the logo stays when none was sent."""
        cleaned = self.cleaned_data
        names = ("format", "paper", "names", "comments", "votes", "links", "client")
        values: dict[str, Any] = {name: cleaned[name] for name in names}
        # All of them is kept as none, so that a chapter that is new one day is in it too.
        values["chapters"] = cleaned["chapters"] if len(cleaned["chapters"]) < len(CHAPTERS) else []
        values["accent"] = cleaned["accent"] if cleaned["coloured"] else ""
        if cleaned["logo"] or cleaned["no_logo"]:
            values["logo"] = cleaned["logo"]
        return values
