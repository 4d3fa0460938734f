"""The forms of joining and of preparing a workshop."""

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from workshops import kinds
from workshops.domain.rules_people import TEAM_NAME_LIMIT, TEAMS_LIMIT, TITLE_LIMIT, TOPIC_LIMIT
from workshops.models import Workshop
from workshops.web.fields import CallField, NameField, TextField
from workshops.wording import sentence


class EntranceForm(forms.Form):
    """The door: the code on the screen and a name. `link` is set when the code came from a link, not from a hand."""

    code = forms.CharField(
        label=_("Code on the screen"),
        help_text=_("Eight letters and digits. Capitals or not, that does not matter."),
        required=False,
        max_length=200,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "maxlength": None}
        ),
    )
    name = NameField(
        label=_("Your name, as the others see it"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    link = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean_code(self) -> str:
        """The code; of a whole link that was pasted, what comes after the #."""
        code: str = self.cleaned_data["code"]
        return code.rpartition("#")[2]


class NameForm(forms.Form):
    """A person's name."""

    name = NameField(label=_("Name"), widget=forms.TextInput(attrs={"autocomplete": "off"}))


class TeamForm(forms.Form):
    """A team's name."""

    name = NameField(
        label=_("Name of the team"), limit=TEAM_NAME_LIMIT, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class AboutForm(forms.Form):
    """What a workshop is about, when it is, and where people talk meanwhile."""

    title = NameField(label=_("Title"), limit=TITLE_LIMIT, help_text=_("What everybody sees on top of the canvas."))
    topic = TextField(
        label=_("Topic"),
        limit=TOPIC_LIMIT,
        required=False,
        help_text=_("The theme, question, policy intention or idea that it is about."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    date = forms.DateField(label=_("Date"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    time = forms.TimeField(label=_("Start"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    call_url = CallField(
        label=_("Link to the call"),
        required=False,
        help_text=_(
            "Teams, Zoom, Jitsi or another; it begins with https://. It stands in the lobby and at the canvas."
        ),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=_("Language of the workshop"),
        help_text=_("Of the questions on the canvas, and of the pages for guests who made no choice."),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Browsers want these two in one notation, whatever the language of the page.
        self.fields["date"].widget.format = "%Y-%m-%d"
        self.fields["time"].widget.format = "%H:%M"

    @classmethod
    def initial_of(cls, workshop: Workshop) -> dict[str, Any]:
        """What a form that changes this workshop begins with."""
        local = timezone.localtime(workshop.starts_at) if workshop.starts_at else None
        return {
            "title": workshop.title,
            "topic": workshop.topic,
            "call_url": workshop.call_url,
            "language": workshop.language,
            "date": local.date() if local else None,
            "time": local.time() if local else None,
        }

    def clean(self) -> dict[str, Any]:
        """Adds `starts_at` from date and time, which come together or not at all."""
        cleaned = super().clean() or self.cleaned_data
        date, time = cleaned.get("date"), cleaned.get("time")
        if "date" in cleaned and "time" in cleaned:
            if date and time is None:
                self.add_error("time", _("Fill in the time too."))
            elif time is not None and not date:
                self.add_error("date", _("Fill in the date too."))
        cleaned["starts_at"] = None
        if date and time is not None:
            cleaned["starts_at"] = self._moment(date, time)
        return cleaned

    def _moment(self, date: dt.date, time: dt.time) -> dt.datetime | None:
        zone = timezone.get_current_timezone()
        try:
            moment = dt.datetime.combine(date, time, zone)
            moment.astimezone(dt.UTC)
        except (OverflowError, ValueError):
            self.add_error("date", _("Fill in a date that is on the calendar."))
            return None
        return moment

    def values(self) -> dict[str, Any]:
        """The cleaned values by the names that the actions use."""
        return {name: self.cleaned_data[name] for name in ("title", "topic", "starts_at", "call_url", "language")}


def kind_choices() -> list[tuple[str, str]]:
    """The kinds by name, in the reader's language."""
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    return [(key, kinds.kind(key).name[language]) for key in kinds.names()]


class NewWorkshopForm(AboutForm):
    """A workshop to be made: with a group or alone; also its kind and its teams."""

    way = forms.ChoiceField(
        label=_("With whom"),
        choices=[("group", _("With a group")), ("alone", _("On my own"))],
        required=False,
        widget=forms.RadioSelect,
    )
    kind = forms.ChoiceField(label=_("Which canvas"), choices=kind_choices, widget=forms.RadioSelect)
    teams = forms.IntegerField(
        label=_("Number of teams"), min_value=1, help_text=_("Each team has a canvas of its own."), initial=1
    )
    team_names = TextField(
        label=_("Names of the teams"),
        limit=TEAMS_LIMIT * (TEAM_NAME_LIMIT + 20),
        required=False,
        help_text=_("One a line. Left out, they are called Team 1, Team 2 and so on."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ["way", "title", "topic", "kind", "teams", "team_names", "date", "time", "call_url", "language"]

    @property
    def is_alone(self) -> bool:
        """Whether it is for one person; what is asked for a group counts for nothing then."""
        way: str = self.cleaned_data["way"]
        return way == "alone"

    def clean(self) -> dict[str, Any]:
        """The values; alone, those for a group are as when nothing was filled in."""
        cleaned = super().clean()
        if cleaned.get("way") == "alone":
            for name in ("teams", "team_names", "date", "time", "call_url"):
                self.errors.pop(name, None)
            cleaned |= {"teams": 1, "team_names": [], "starts_at": None, "call_url": ""}
        return cleaned

    def clean_teams(self) -> int:
        """The number; not more than a workshop may have."""
        teams: int = self.cleaned_data["teams"]
        if teams > TEAMS_LIMIT:
            raise forms.ValidationError(sentence("teams-full", {"limit": TEAMS_LIMIT}), code="teams-full")
        return teams

    def clean_team_names(self) -> list[str]:
        """Each line as a name; commas do as well when all stand on one line."""
        text = self.cleaned_data["team_names"].strip()
        names = [name.strip() for name in (text.splitlines() if "\n" in text else text.split(","))]
        field = NameField(limit=TEAM_NAME_LIMIT)
        return [field.clean(name) for name in names if name]

    def all_team_names(self) -> list[str]:
        """A name for each team: the ones that were given, then numbers."""
        given: list[str] = self.cleaned_data["team_names"]
        count = max(self.cleaned_data["teams"], len(given))
        return given + [str(_("Team %(number)s")) % {"number": number} for number in range(len(given) + 1, count + 1)]
