"""The words of what the board has for the hour besides: results of votes, reading along, stepping back, the end."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Words = dict[str, str | list[str]]


def tool_strings() -> Words:
    """Every sentence by its key, in the active language."""
    return {**_results()}


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
