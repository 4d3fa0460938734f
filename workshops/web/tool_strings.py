"""The words of what the board has for the hour besides: results of votes, reading along, stepping back, the end."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Words = dict[str, str | list[str]]


def tool_strings() -> Words:
    """Every sentence by its key, in the active language."""
    return {**_results(), **_private(), **_back(), **_people(), **_past()}


def _results() -> Words:
    """What came of a vote."""
    return {
        "results": _("Result of the vote"),
        "results-which": _("Which vote"),
        "results-there": _("The votes are counted."),
        "results-show": _("Show the result"),
        "results-none": _("Nobody gave a dot."),
        "results-sum": [ngettext("%(count)s dot in all", "%(count)s dots in all", n) for n in (1, 2)],
        "results-place": _("Place %(place)s:"),
    }


def _private() -> Words:
    """Private notes: shown one by one, read along."""
    return {
        "next-note": _("Show the next one"),
        "show-own": _("Show to everybody"),
        "show-own-done": _("Everybody sees it now."),
        "you-and-leaders": _("Only you and the facilitators see this"),
        "reading": _("Read along"),
        "reading-told": _("Notes that are not shown yet. Everybody in the step was told that you can read them."),
        "reading-none": _("There is nothing to read: nobody has written, or everything is shown."),
        "reading-show": _("Show this one"),
        "reading-nameless": _("Without a name"),
    }


def _back() -> Words:
    """Stepping back."""
    return {
        "back": _("Step back"),
        "back-questions": _("Confronting questions"),
        "back-centre": _("In the centre"),
        "back-nobody": _("For whom is this? Nobody is named yet."),
    }


def _past() -> Words:
    """The ways to what was and to what might be."""
    return {
        "history": _("History"),
        "scenarios": _("This canvas and its scenarios"),
        "compare-own": _("Compare with the canvas"),
    }


def _people() -> Words:
    """Looking after people from the board."""
    return {
        "people-elsewhere": _("Not on this canvas"),
        "people-no-team": _("No team yet"),
        "move-person": _("Team of %(name)s"),
        "move-person-do": _("Move"),
    }
