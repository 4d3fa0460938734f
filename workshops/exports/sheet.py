"""Content as the page templates take it: plain data for JSON, cleaned, with every word of the page in its language."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from workshops.exports.cleaning import Cleaner
from workshops.exports.formats import PAPERS
from workshops.exports.logo import as_png
from workshops.exports.sizes import SIZES

if TYPE_CHECKING:
    from workshops.exports.content import BlockContent, CanvasContent, Layout, NoteContent

LONG = 700
"""Code points from which a note is quoted in its block and printed whole on the pages after it."""
LONG_STACK = 1_500
"""The same for a stack with all that is in it."""
MEMBER = 60
"""What each note in a stack takes beside its text, in code points."""
QUOTED = 80

Data = dict[str, Any]


def order(content: CanvasContent, paper: str, form: str, template: str = "canvas.typ") -> Data:
    """What the press needs to make a file of a canvas. Raises KeyError for a paper that does not exist."""
    at = dt.datetime.combine(content.date, dt.time(12), dt.UTC)
    return {"form": form, "template": template, "at": int(at.timestamp()), "data": sheet(content, paper)}


def sheet(content: CanvasContent, paper: str) -> Data:
    """The whole page as data."""
    with translation.override(content.language):
        return _Sheet(content).data(paper)


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


class _Sheet:
    def __init__(self, content: CanvasContent) -> None:
        self.content = content
        self.clean = Cleaner()
        self.short: dict[str, str] = {}
        self.number = 0

    def data(self, paper: str) -> Data:
        content = self.content
        width, height = PAPERS[paper]
        places = grid(content.layout, content.blocks)
        made = {
            "language": content.language,
            "paper": {"w": width, "h": height},
            "sizes": SIZES[paper],
            "columns": [_track(one) or 1.0 for one in content.layout.columns],
            "rows": [_track(one) for one in content.layout.rows],
            **self._head(),
            "blocks": [self._block(block) | {"at": places[block.key]} for block in content.blocks],
            "talk": self._talk(),
            "outcomes": self._outcomes(),
            "people": self._people(),
            "words": self._words(),
        }
        return made | {"missing": self._missing()}

    def _head(self) -> Data:
        content, line = self.content, self.clean.line
        title, topic = line(content.title), line(content.topic)
        kick = [line(content.team), line(content.kind_name)]
        date = formats.date_format(content.date, "j F Y" if content.language == "nl" else "F j, Y")
        facts = [(_("Workshop"), date), (_("Version"), line(content.version))]
        if content.count:
            taking = ngettext("%(count)d person", "%(count)d people", content.count) % {"count": content.count}
            facts.append((_("Took part"), taking))
        return {
            "title": title,
            "topic": topic,
            "kick": " · ".join(one for one in kick if one),
            "facts": [fact for fact in facts if fact[1]],
            "client": line(content.wishes.client),
            "accent": content.wishes.accent if re.fullmatch("#[0-9a-fA-F]{6}", content.wishes.accent) else "",
            "logo": list(as_png(content.wishes.logo)) if content.wishes.logo else [],
        }

    def _block(self, block: BlockContent) -> Data:
        return {
            "name": self.clean.line(block.name),
            "number": block.number,
            "question": self.clean.line(block.question),
            "context": self.clean.line(block.context),
            "notes": [self._head_note(note) for note in block.notes],
        }

    def _head_note(self, note: NoteContent) -> Data:
        self.number += 1
        size = sum(len(one.text) + MEMBER for one in note.all())
        long = len(note.text) > LONG or size > LONG_STACK
        return self._note(note) | {
            "number": self.number,
            "quote": self.clean.line(note.text[:QUOTED]) + " …" if long else "",
            "talk": sum(len(one.comments) for one in note.all()),
            "members": [self._member(one, note) for one in note.members],
        }

    def _note(self, note: NoteContent) -> Data:
        return {
            "text": self.clean.paragraphs(note.text) or [("—", False, False)],
            "colour": note.colour,
            "tags": ", ".join(self.clean.line(value) for _facet, value in note.tags),
            "votes": note.votes,
            "by": self._initials(note.author),
        }

    def _member(self, one: NoteContent, head: NoteContent) -> Data:
        """A note in a stack; what it has in common with the head is said once."""
        made = self._note(one)
        return made | {"tags": "" if one.tags == head.tags else made["tags"]}

    def _initials(self, name: str) -> str:
        """Two letters for a name, with a number where another has the same; empty for no name."""
        name = self.clean.line(name)
        if name and name not in self.short:
            parts = name.split()
            base = (parts[0][:1] + parts[-1][:1] if len(parts) > 1 else name[:2]).upper()
            same = sum(one.rstrip("0123456789") == base for one in self.short.values())
            self.short[name] = f"{base}{same + 1}" if same else base
        return self.short.get(name, "")

    def _talk(self) -> list[Data]:
        found, number = [], 0
        for block in self.content.blocks:
            for note in block.notes:
                number += 1
                remarks = [
                    {"text": self.clean.paragraphs(one.text), "by": self.clean.line(one.author)}
                    for member in note.all()
                    for one in member.comments
                ]
                if remarks:
                    quote = self.clean.line(note.text[:QUOTED]) + (" …" if len(note.text) > QUOTED else "")
                    found.append({"number": number, "quote": quote, "remarks": remarks})
        return found

    def _outcomes(self) -> list[Data]:
        names = {
            "adjust": pgettext("outcome", "Adjust"),
            "stop": pgettext("outcome", "Stop"),
            "start": pgettext("outcome", "Start"),
            "decide": pgettext("outcome", "Decide"),
        }
        return [
            {
                "sort": names.get(one.sort, one.sort),
                "text": self.clean.paragraphs(one.text),
                "owner": self.clean.line(one.owner),
                "due": formats.date_format(dt.date.fromisoformat(one.due), "j F Y") if one.due else "",
            }
            for one in self.content.outcomes
        ]

    def _people(self) -> list[tuple[str, str]]:
        for name in self.content.people:
            self._initials(name)
        return sorted(((short, name) for name, short in self.short.items()), key=lambda pair: pair[1])

    def _words(self) -> Data:
        content = self.content
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
            "quoted": _("whole text on the next page"),
            "plain": _("This file could not be made to the standard for accessible PDF (PDF/UA)."),
        }

    def _missing(self) -> str:
        """A sentence about what could not be drawn, or nothing."""
        if not self.clean.missing:
            return ""
        points = [f"U+{ord(one):04X}" for one in self.clean.missing]
        shown = ", ".join(points[:40]) + (" …" if len(points) > 40 else "")
        return _("These characters could not be drawn and stand here as �; they are whole in the JSON: %(points)s.") % {
            "points": shown
        }
