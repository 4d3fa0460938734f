"""Content as the page templates take it: plain data for JSON, cleaned, with every word of the page in its language."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from workshops.exports.formats import PAPERS
from workshops.exports.logo import as_png
from workshops.exports.sizes import SIZES
from workshops.exports.told import Data, Told

if TYPE_CHECKING:
    from workshops.exports.content import BlockContent, CanvasContent, Layout


def order(content: CanvasContent, paper: str, form: str, template: str = "canvas.typ") -> Data:
    """What the press needs to make a file of a canvas. Raises KeyError for a paper that does not exist."""
    at = dt.datetime.combine(content.date, dt.time(12), dt.UTC)
    return {"form": form, "template": template, "at": int(at.timestamp()), "data": sheet(content, paper)}


def sheet(content: CanvasContent, paper: str) -> Data:
    """The whole page as data."""
    with translation.override(content.language):
        return page(Told(content), paper)


def grid(layout: Layout, blocks: tuple[BlockContent, ...]) -> dict[str, Data]:
    """For each block its place in the grid: first column and row, and over how many it reaches."""
    rows = [row.split() for row in layout.areas]
    places = {}
    for block in blocks:
        cells = [(x, y) for y, row in enumerate(rows) for x, area in enumerate(row) if area == block.area]
        xs, ys = [x for x, _ in cells], [y for _, y in cells]
        places[block.key] = {
            "x": min(xs),
            "y": min(ys),
            "w": max(xs) - min(xs) + 1,
            "h": max(ys) - min(ys) + 1,
        }
    return places


def _track(one: object) -> float:
    """The share a row or column takes; 0 for one that is as large as what stands in it."""
    return float(one) if isinstance(one, int | float) else 0.0


def page(told: Told, paper: str) -> Data:
    """The same, told in the language that is set."""
    content = told.content
    width, height = PAPERS[paper]
    places = grid(content.layout, content.blocks)
    made = {
        "language": content.language,
        "paper": {"w": width, "h": height},
        "sizes": SIZES[paper],
        "columns": [_track(one) or 1.0 for one in content.layout.columns],
        "rows": [_track(one) for one in content.layout.rows],
        **_head(told),
        "blocks": [told.block(block) | {"at": places[block.key]} for block in content.blocks],
        "talk": told.talk(),
        "outcomes": [told.outcome(one) for one in content.outcomes],
        "people": told.people(),
        "legend": told.legend(),
        "assumed": told.signs(),
        "numbered": content.wishes.links,
        "words": _words(content),
    }
    return made | {"missing": told.missing()}


def _head(told: Told) -> Data:
    content, line = told.content, told.clean.line
    kick = [line(content.team), line(content.kind_name)]
    facts = [
        (_("Workshop"), day(content.date, content.language)),
        (_("Version"), line(content.version)),
        (_("Facilitated by"), line(", ".join(content.facilitators))),
        (_("Took part"), taking_part(content.count)),
    ]
    return {
        "title": line(content.title),
        "topic": line(content.topic),
        "kick": " · ".join(one for one in kick if one),
        "facts": [fact for fact in facts if fact[1]],
        "client": line(content.wishes.client),
        "accent": content.wishes.accent if re.fullmatch("#[0-9a-fA-F]{6}", content.wishes.accent) else "",
        "logo": list(as_png(content.wishes.logo)) if content.wishes.logo else [],
    }


def day(date: dt.date, language: str) -> str:
    """A date in full, in the language that is set."""
    return formats.date_format(date, "j F Y" if language == "nl" else "F j, Y")


def taking_part(count: int) -> str:
    """How many people there were, or nothing."""
    return ngettext("%(count)d person", "%(count)d people", count) % {"count": count} if count else ""


def _words(content: CanvasContent) -> Data:
    count = sum(len(block.all()) for block in content.blocks)
    closing = ngettext("%(count)d note.", "%(count)d notes.", count) % {"count": count}
    voted = any(note.votes for note in content.notes())
    sources = [_("Model after Osterwalder and Pigneur (2010).")] if content.kind in ("business", "public") else []
    return {
        "notes": closing if count else "",
        "votes": _("The number in the dot is how many votes a note got.") if voted else "",
        "source": " ".join(sources),
        "whole": _("All of them are on this page.") if count else "",
        "further": _("The rest is on the next page, with the numbers named here."),
        "more": _("Notes %(first)s to %(last)s: next page"),
        "one": _("Note %(first)s: next page"),
        "rest": _("Continued"),
        "talk": _("Comments"),
        "talked": _("A number beside a speech bubble: the comments are on the pages after this."),
        "outcomes": _("Outcomes"),
        "people": _("Who wrote"),
        "signs": _("Colour and sign"),
        "assumed": _("Assumptions"),
        "letter": pgettext("the letter beside the sign of an assumption", "A"),
        "quoted": _("whole text on the next page"),
        "plain": _("This file could not be made to the standard for accessible PDF (PDF/UA)."),
    }
