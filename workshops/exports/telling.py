"""What each chapter of a report tells, from content that is being told. Nothing to tell: an empty dictionary."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workshops.exports import words
from workshops.exports.sheet import taking_part
from workshops.exports.told import length
from workshops.history.growth import counted

if TYPE_CHECKING:
    from workshops.exports.content import BlockContent, HourContent, NoteContent, StepContent
    from workshops.exports.told import Data, Told

MARKS = 40
"""What a note's row of marks takes, as `length` reckons."""
LITTLE = 700
"""The length of a block that leaves room for others on its page."""


def hour(told: Told) -> Data:
    """The agenda with planned and real minutes, and who took part."""
    content, line = told.content, told.clean.line
    went = content.hour
    steps = went.steps if went and (went.began is not None or went.steps) else ()
    people = [line(name) for name in content.people]
    facts = [
        (_("Began"), moment(went.began) if went and went.began is not None else ""),
        (_("Ended"), moment(went.ended) if went and went.ended is not None else ""),
        (_("Facilitated by"), line(", ".join(content.facilitators))),
        (_("Took part"), taking_part(content.count)),
    ]
    if not steps and not people and not content.count:
        return {}
    return {
        "facts": [fact for fact in facts if fact[1]],
        "steps": [_step(told, one) for one in steps],
        "most": max((max(one.minutes, (one.seconds or 0) / 60) for one in steps), default=1),
        "sums": _sums(went) if went and steps else [],
        "people": people,
        "words": {
            "steps": _("Agenda"),
            "step": _("Step"),
            "planned": _("Planned"),
            "real": _("Took"),
            "skipped": _("not held"),
            "private": _("everybody for themselves first"),
            "minutes": _("minutes"),
            "total": _("Together"),
            "people": _("Who took part"),
        },
    }


def growth(told: Told) -> Data:
    """How the canvas grew: each version with its moment, how many notes stood there, and what changed since the one
    before."""
    if not told.content.versions:
        return {}
    return {
        "versions": [
            {
                "name": told.clean.line(one.name) or _("End of the session"),
                "at": moment(one.at),
                "changes": counted(Counter(dict(one.changes))),
                "count": sum(len(block.all()) for block in one.blocks),
            }
            for one in told.content.versions
        ],
        "words": {
            "version": _("Version"),
            "at": _("When"),
            "changes": _("What changed"),
            "count": _("Notes"),
        },
    }


def _step(told: Told, one: StepContent) -> Data:
    return {
        "title": told.clean.line(one.title) or "—",
        "block": told.clean.line(one.block) if one.block != one.title else "",
        "planned": one.minutes,
        "real": None if one.seconds is None else one.seconds / 60,
        "took": "" if one.seconds is None else _rounded(one.seconds),
        "private": one.private,
    }


def _rounded(seconds: int) -> str:
    return str(round(seconds / 60)) if seconds >= 60 else "< 1"


def _sums(went: HourContent) -> list[str]:
    held = [one.seconds for one in went.steps if one.seconds is not None]
    return [str(sum(one.minutes for one in went.steps)), _rounded(sum(held)) if held else ""]


def moment(at: int) -> str:
    """A moment (Unix seconds) as date and time on the clock of the server's place."""
    local = dt.datetime.fromtimestamp(at, dt.UTC).astimezone(ZoneInfo(settings.TIME_ZONE))
    return formats.date_format(local, "j F Y, H:i")


def canvas(told: Told) -> Data:
    """Nothing of its own: the page draws the blocks of the whole."""
    return {"is": True}


def blocks(told: Told) -> Data:
    """For each block its question, its notes in order and what was said of them."""
    if not told.content.notes():
        return {}
    return {
        "blocks": [
            told.block(block)
            | {
                "count": _notes(len(block.all())),
                "little": _length(block) <= LITTLE,
                "notes": [told.head(note) | {"remarks": told.remarks(note)} for note in block.notes],
            }
            for block in told.content.blocks
        ],
        "empty": _("Nothing was written here."),
    }


def _length(block: BlockContent) -> int:
    """About how much room a block takes, in code points."""
    texts = [text for note in block.all() for text in (note.text, *(one.text + one.author for one in note.comments))]
    return sum(MARKS + length(text) for text in texts)


def _notes(count: int) -> str:
    return ngettext("%(count)d note", "%(count)d notes", count) % {"count": count} if count else ""


def votes(told: Told) -> Data:
    """All notes that got votes, the most first; equals stand in fill order."""
    found = [
        (note, head, block)
        for block in told.content.blocks
        for head in block.notes
        for note in head.all()
        if note.votes
    ]
    if not found:
        return {}
    found.sort(key=lambda one: -one[0].votes)
    total = sum(note.votes for note, _head, _block in found)
    return {
        "notes": [
            told.note(note) | {"number": told.numbers[head.id], "block": told.clean.line(block.name)}
            for note, head, block in found
        ],
        "most": found[0][0].votes,
        "said": ngettext("%(count)d vote was given.", "%(count)d votes were given.", total) % {"count": total},
        "words": {"votes": _("Votes"), "note": _("Note"), "block": _("Block")},
    }


def outcomes(told: Told) -> Data:
    """Outcomes by sort, with owner and date."""
    found = told.content.outcomes
    if not found:
        return {}
    sorts = words.sorts()
    order = [*sorts, *(one.sort for one in found if one.sort not in sorts)]
    groups = [
        {
            "sort": sorts.get(sort, sort),
            "outcomes": [told.outcome(one) for one in found if one.sort == sort],
        }
        for sort in dict.fromkeys(order)
    ]
    return {
        "groups": [group for group in groups if group["outcomes"]],
        "words": {"owner": _("Who"), "due": _("By when"), "open": _("not said yet"), "what": _("What")},
    }


def notes(told: Told) -> Data:
    """All notes as a list, block by block."""
    found = [
        {"name": told.clean.line(block.name), "notes": [_listed(told, note) for note in block.notes]}
        for block in told.content.blocks
        if block.notes
    ]
    return {"blocks": found} if found else {}


def _listed(told: Told, note: NoteContent) -> Data:
    return {
        "number": told.numbers[note.id],
        "notes": [
            {
                "text": told.clean.paragraphs(one.text) or [("—", False, False)],
                "colour": one.colour,
                "marks": " · ".join(told.clean.line(mark) for mark in words.marks(one)),
            }
            for one in note.all()
        ],
    }
