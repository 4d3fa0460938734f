"""What exports say besides what people wrote, in the language of the workshop rather than of who downloads it."""

from __future__ import annotations

import datetime as dt

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from workshops.exports.assumed import MeasureContent
from workshops.exports.content import CanvasContent, NoteContent


def sorts() -> dict[str, str]:
    """The sorts of outcomes as words."""
    return {"adjust": _("Adjust"), "stop": _("Stop"), "start": pgettext("outcome", "Start"), "decide": _("Decide")}


def statuses() -> dict[str, str]:
    """What is known of an assumption, as words."""
    return {
        "open": pgettext("assumption", "open"),
        "testing": pgettext("assumption", "being tested"),
        "confirmed": pgettext("assumption", "confirmed"),
        "refuted": pgettext("assumption", "refuted"),
    }


def verdicts() -> dict[str, str]:
    """What came of an experiment, as words; nothing while there is no verdict."""
    return {
        "": "",
        "passed": pgettext("experiment", "passed"),
        "failed": pgettext("experiment", "not passed"),
        "unclear": pgettext("experiment", "not clear"),
    }


def said_of_blocks(content: CanvasContent) -> list[tuple[str, str]]:
    """The blocks that are marked, and how; in fill order."""
    told = block_marks()
    marks = content.assumed.marks
    return [(block.name, told[marks[block.key]]) for block in content.blocks if block.key in marks]


def block_marks() -> dict[str, str]:
    """How far a block is, as words."""
    return {"filled": _("Filled"), "tested": _("Tested with customers")}


def measured(one: MeasureContent) -> str:
    """A measure as one line: what is counted, from what to what."""
    way = " → ".join(part for part in (one.now, one.target) if part)
    return ": ".join(part for part in (one.name, " ".join(part for part in (way, one.unit) if part)) if part)


def colours() -> dict[str, str]:
    """The colours of notes as words."""
    return {
        "sun": _("sun"),
        "sky": _("sky"),
        "rose": _("rose"),
        "mint": _("mint"),
        "lilac": _("lilac"),
        "plain": _("plain"),
    }


def votes(count: int) -> str:
    """So many votes."""
    return ngettext("%(count)d vote", "%(count)d votes", count) % {"count": count}


def day(date: dt.date) -> str:
    """A date in full."""
    return formats.date_format(date, "DATE_FORMAT")


def facts(content: CanvasContent) -> list[tuple[str, str]]:
    """What the canvas is: label and value, without empty ones."""
    all_facts = [
        (_("Topic"), content.topic),
        (_("Team"), content.team),
        (_("Kind"), content.kind_name),
        (_("Date"), day(content.date)),
        (_("Version"), content.version),
        (_("Client"), content.wishes.client),
        (_("People"), ", ".join(content.people) or (str(content.count) if content.count else "")),
        (_("Notes"), str(len(content.notes()))),
        (_("Day of the review"), day(dt.date.fromisoformat(content.assumed.review)) if content.assumed.review else ""),
    ]
    return [(label, value) for label, value in all_facts if value]


def marks(note: NoteContent) -> list[str]:
    """A note's tags, votes and author as words, each by itself."""
    tags = [f"{facet}: {value}" if facet else value for facet, value in note.tags]
    told = [*tags, votes(note.votes) if note.votes else "", note.author]
    return [one for one in told if one]


__all__ = [
    "block_marks",
    "colours",
    "day",
    "facts",
    "marks",
    "measured",
    "said_of_blocks",
    "sorts",
    "statuses",
    "verdicts",
    "votes",
]
