"""The words of the page of assumptions, in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workshops.web.client_strings import client_strings

Words = dict[str, str | list[str]]


def map_strings() -> Words:
    """Every sentence by its key, in the active language; the board's among them."""
    return {**client_strings(), **_map(), **_first(), **_table(), **_card()}


def _map() -> Words:
    return {
        "field-much-guess": _("Test this first"),
        "field-much-known": _("Build on this"),
        "field-little-guess": _("Can wait"),
        "field-little-known": _("Leave it be"),
        "point": _("%(statement)s: %(status)s, importance %(importance)s, evidence %(evidence)s."),
        "point-moved": _("Importance %(importance)s, evidence %(evidence)s. %(field)s."),
        "news-one": _("Changed by somebody else: %(statement)s, %(status)s. %(field)s."),
        "news-many": [
            ngettext("%(count)s assumption was changed by others.", "%(count)s assumptions were changed by others.", n)
            for n in (1, 2)
        ],
    }


def _first() -> Words:
    return {
        "first-none": _(
            "Nothing is assumed yet. Choose a note on the canvas, open “Assumptions”, "
            "and write down what has to be true for it."
        ),
        "first-done": _("Every assumption is decided. Look at the canvas again: what does it say now?"),
        "first-why": _("%(importance)s, %(evidence)s"),
        "first-untested": _("No experiment yet"),
        "first-more": [
            ngettext("and %(count)s more in the table", "and %(count)s more in the table", n) for n in (1, 2)
        ],
    }


def _table() -> Words:
    return {
        "column-statement": _("Assumption"),
        "column-note": _("Note"),
        "column-importance": _("Importance"),
        "column-evidence": _("Evidence"),
        "column-experiments": _("Experiments"),
        "trial-none": _("none yet"),
        "filter-all": _("All"),
        "filter-block": _("Block"),
        "filter-due": _("When"),
        "filter-owner": _("Whose"),
        "due-late": _("Overdue"),
        "due-soon": _("In the next two weeks"),
        "due-untested": _("No experiment yet"),
        "rows-all": [ngettext("%(count)s assumption", "%(count)s assumptions", n) for n in (1, 2)],
        "rows-of": [ngettext("%(count)s of %(all)s", "%(count)s of %(all)s", n) for n in (1, 2)],
    }


def _card() -> Words:
    return {
        "assumption": _("Assumption"),
        "on-note": _("What has to be true for"),
        "on-the-map": _("On the map"),
        "importance-more": _("More important"),
        "importance-less": _("Less important"),
        "evidence-more": _("More evidence"),
        "evidence-less": _("Less evidence"),
        "asks": _("What should change on the canvas?"),
        "asks-refuted": _("This does not hold. Reword these notes, move them, or put them in the bin:"),
        "asks-confirmed": _("This holds. What can you now say with more certainty, or build further on?"),
        "asks-unclear": _("The result leaves it open. Test it otherwise, or word these notes with more care:"),
    }
