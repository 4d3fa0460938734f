"""The words of the page of the past, in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Words = dict[str, str | list[str]]


def history_strings() -> Words:
    """Every sentence by its key, in the active language; those that count things as [for one, for others]."""
    return {
        "play": _("Play how it grew"),
        "pause": _("Pause"),
        "speed": _("Speed: %(times)s times"),
        "now": _("Now"),
        "empty": _("Before the first note"),
        "notes": [ngettext("%(count)s note", "%(count)s notes", n) for n in (1, 2)],
        "more-notes": [ngettext("%(count)s more note", "%(count)s more notes", n) for n in (1, 2)],
        "comments": [ngettext("comment", "comments", n) for n in (1, 2)],
        "stack-of": [ngettext("stack of %(count)s note", "stack of %(count)s notes", n) for n in (1, 2)],
        "by": _("By %(name)s"),
        "empty-note": _("an empty note"),
        "unreachable": _("That moment could not be fetched just now. Try again."),
        "ended": _("That was all of it."),
        "heart": _("Beautiful"),
        "idea": _("Idea"),
        "doubt": _("Doubt"),
        "agree": _("Agree"),
    }
