"""The forms of preparing an hour. What is wrong with a field, the domain says."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.domain.agenda import FIELDS, PURPOSES, Step, check_fields
from workshops.domain.kinds import Kind
from workshops.domain.operations import Refusal
from workshops.domain.rights import GRANTS
from workshops.web.fields import as_error, tidy

PURPOSE_NAMES = {
    "opening": _("Opening"),
    "block": _("Fill a block"),
    "back": _("Step back"),
    "money": _("Money"),
    "vote": _("Vote"),
    "outcomes": _("Outcomes"),
    "other": _("Something else"),
}
GRANT_NAMES = {
    "write": _("Write notes"),
    "arrange": _("Move, stack and colour notes"),
    "talk": _("Comment and react"),
    "vote": _("Vote with dots"),
}
LETS = ("may", "private", "reading", "nameless", "dots", "vote_blocks")
"""What people may do and see in a step: not to be changed while it runs."""


def number(text: str) -> int | str:
    """What was typed as a whole number; as it is when it is none, for the domain to say so."""
    text = text.strip()
    return int(text) if text.removeprefix("-").isdecimal() and len(text) < 10 else text


class StepForm(forms.Form):
    """All of a step that can be prepared."""

    title = forms.CharField(label=_("Title"), required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    minutes = forms.CharField(
        label=_("Minutes"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    purpose = forms.ChoiceField(label=_("What it is for"), choices=[(one, PURPOSE_NAMES[one]) for one in PURPOSES])
    block = forms.ChoiceField(
        label=_("Block in focus"), required=False, help_text=_("It lights up on every board while this step runs.")
    )
    question = forms.CharField(
        label=_("Question"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Left empty, the block's own question is asked."),
    )
    may = forms.MultipleChoiceField(
        label=_("What participants may do"),
        required=False,
        choices=[(one, GRANT_NAMES[one]) for one in GRANTS],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing ticked: they look and listen."),
    )
    private = forms.BooleanField(
        label=_("Write in private"),
        required=False,
        help_text=_("Everybody sees only their own notes, until you show them all."),
    )
    reading = forms.BooleanField(
        label=_("Facilitators read along"),
        required=False,
        help_text=_(
            "What is written in private can be read by you before it is shown, to keep out what does not belong there. "
            "Everybody in the step is told so."
        ),
    )
    nameless = forms.BooleanField(
        label=_("Without names"), required=False, help_text=_("Nobody sees who wrote what in this step, not even you.")
    )
    dots = forms.CharField(
        label=_("Dots for each person"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    vote_blocks = forms.MultipleChoiceField(
        label=_("Vote on notes in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing ticked: in all blocks."),
    )
    coaching = forms.CharField(
        label=_("Notes for yourself"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only facilitators see these, in the hour."),
    )

    def __init__(self, step: Step, kind: Kind, language: str, data: Any = None, *, fixed: bool, over: bool) -> None:
        initial = {name: getattr(step, name) for name in FIELDS} | {"nameless": not step.names}
        super().__init__(data, initial=initial)
        self._blocks = kind.blocks
        blocks = [(block.key, block.name[language]) for block in kind.blocks.values()]
        self.fields["block"].choices = [("", _("No block")), *blocks]  # type: ignore[attr-defined]
        self.fields["vote_blocks"].choices = blocks  # type: ignore[attr-defined]
        if step.block in kind.blocks:
            self.fields["question"].widget.attrs["placeholder"] = kind.blocks[step.block].question[language]
        for name in self.fields if over else LETS if fixed else ():
            self.fields[name].disabled = True

    def clean(self) -> dict[str, Any]:
        """The fields as the domain has them; each that it refuses gets its sentence."""
        typed = super().clean() or self.cleaned_data
        raw: dict[str, Any] = {name: value for name, value in typed.items() if name in FIELDS}
        for name in ("title", "question", "coaching"):
            raw[name] = tidy(raw.get(name, ""))
        raw["minutes"], raw["dots"] = number(str(typed.get("minutes", ""))), number(str(typed.get("dots", "")))
        raw["names"] = not typed.get("nameless")
        values: dict[str, Any] = {}
        for name, value in raw.items():
            try:
                values |= check_fields({name: value}, self._blocks)
            except Refusal as refusal:
                self.add_error(name, as_error(refusal))
        return values


class WordingForm(forms.Form):
    """A block's question in the facilitator's own words, and context to it. Its prefix is the block's key."""

    question = forms.CharField(label=_("Your question"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    context = forms.CharField(
        label=_("Context"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A sentence or two that everybody can read with the question."),
    )

    def clean(self) -> dict[str, Any]:
        """Both texts; each that the domain refuses gets its sentence."""
        typed = super().clean() or self.cleaned_data
        words = {name: tidy(typed.get(name, "")) for name in ("question", "context")}
        for name, field in (("question", "question"), ("context", "coaching")):
            try:
                words[name] = check_fields({field: words[name]}, ())[field]
            except Refusal as refusal:
                self.add_error(name, as_error(refusal))
        return words
