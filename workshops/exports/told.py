"""What people wrote as pages tell it: cleaned, numbered in fill order, with initials for names."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils import formats
from django.utils.translation import gettext as _

from workshops.exports import words
from workshops.exports.cleaning import Cleaner, Paragraph

if TYPE_CHECKING:
    from workshops.exports.assumed import Assumed
    from workshops.exports.content import BlockContent, CanvasContent, NoteContent, OutcomeContent

LONG = 700
"""Length from which a note is quoted in its block and printed whole on the pages after it."""
LINE = 40
"""Code points that a line takes at least, however few stand on it."""
LONG_STACK = 1_500
"""The same for a stack with all that is in it."""
MEMBER = 60
"""What each note in a stack takes beside its text."""
QUOTED = 80
LATIN = "\u017f"
"""The last letter of those that the face of the pages has all of."""

Data = dict[str, Any]


def length(text: str) -> int:
    """About how much room a text takes, in code points."""
    return sum(max(LINE, len(line)) for line in text.splitlines())


STATUSES = ("refuted", "testing", "open", "confirmed")
"""Which status counts for a note with several: what fell first, what holds last."""


def _known(assumed: Assumed) -> dict[str, str]:
    """By note, the status of its assumptions that counts."""
    found: dict[str, set[str]] = {}
    for one in assumed.assumptions:
        found.setdefault(one.note, set()).add(one.status)
    return {note: next(status for status in STATUSES if status in there) for note, there in found.items()}


def _ordinary(made: Data) -> bool:
    """Whether a note is written from the left, and its row of marks is as high as any other (templates/height.typ)."""
    from_left = not any(paragraph.from_right for paragraph in made["text"])
    return from_left and max(made["tags"] + made["by"], default="") <= LATIN


class Told:
    """One canvas being told; gather its blocks first, so that initials are given out in fill order.

    Use it within the language of the content.
    """

    def __init__(self, content: CanvasContent) -> None:
        self.content = content
        self.clean = Cleaner()
        self._short: dict[str, str] = {}
        heads = (note for block in content.blocks for note in block.notes)
        self.numbers = {note.id: number for number, note in enumerate(heads, 1)}
        """By note its number on paper; those in stacks have none."""
        self._heads = {one.id: note.id for block in content.blocks for note in block.notes for one in note.all()}
        self._known = _known(content.assumed)
        self._fallen = set(content.assumed.fallen)

    def block(self, block: BlockContent) -> Data:
        """A block with its notes."""
        return {
            "name": self.clean.line(block.name),
            "number": block.number,
            "question": self.clean.line(block.question),
            "mark": self.content.assumed.marks.get(block.key, ""),
            "marked": words.block_marks().get(self.content.assumed.marks.get(block.key, ""), ""),
            "context": self.clean.line(block.context),
            "notes": [self.head(note) for note in block.notes],
        }

    def head(self, note: NoteContent) -> Data:
        """A note with those under it."""
        size = sum(length(one.text) + MEMBER for one in note.all())
        long = length(note.text) > LONG or size > LONG_STACK
        made = self.note(note)
        return made | {
            "number": self.numbers[note.id],
            "quote": self.clean.line(note.text[:QUOTED]) + " …" if long else "",
            "talk": sum(len(one.comments) for one in note.all()),
            "members": [self._member(one, note) for one in note.members],
            "ordinary": not (long or note.members or self.content.wishes.links) and _ordinary(made),
        }

    def note(self, note: NoteContent) -> Data:
        """A note alone."""
        return {
            "text": self.clean.paragraphs(note.text) or [Paragraph("—", False, False)],
            "colour": note.colour,
            "tags": ", ".join(self.clean.line(value) for _facet, value in note.tags),
            "votes": note.votes,
            "by": self.initials(note.author),
            "assumed": self.assumed(note),
            "rests": self._rests(note) if self.content.wishes.links else "",
        }

    def assumed(self, note: NoteContent) -> str:
        """The sign of what is known of a note's assumptions: a status, or "fallen" when it rests on something refuted
        without being refuted itself; empty when there is nothing to know."""
        known = self._known.get(note.id, "")
        return "fallen" if note.id in self._fallen and known != "refuted" else known

    def _rests(self, note: NoteContent) -> str:
        """By their numbers, the notes that this one rests on; a stack answers for those in it."""
        mine = {one.id for one in note.all()}
        on = {link.note for link in self.content.assumed.links if link.other in mine} - mine
        numbers = sorted({self.numbers[self._heads[one]] for one in on if one in self._heads})
        return _("rests on %(numbers)s") % {"numbers": ", ".join(map(str, numbers))} if numbers else ""

    def signs(self) -> list[tuple[str, str]]:
        """The signs of assumptions on the canvas, each with what it means."""
        used = {self.assumed(note) for note in self.content.notes()}
        meanings = {**words.statuses(), "fallen": _("rests on something that was refuted")}
        return [(key, said) for key, said in meanings.items() if key in used]

    def _member(self, one: NoteContent, head: NoteContent) -> Data:
        """A note in a stack; what it has in common with the head is said once."""
        made = self.note(one)
        return made | {"tags": "" if one.tags == head.tags else made["tags"]}

    def initials(self, name: str) -> str:
        """Two letters for a name, with a number where another has the same; empty for no name."""
        name = self.clean.line(name)
        if name and name not in self._short:
            parts = name.split()
            base = (parts[0][:1] + parts[-1][:1] if len(parts) > 1 else name[:2]).upper()
            same = sum(one.rstrip("0123456789") == base for one in self._short.values())
            self._short[name] = f"{base}{same + 1}" if same else base
        return self._short.get(name, "")

    def people(self) -> list[tuple[str, str]]:
        """Initials and name of everybody, by name."""
        for name in self.content.people:
            self.initials(name)
        return sorted(((short, name) for name, short in self._short.items()), key=lambda pair: pair[1])

    def remarks(self, note: NoteContent) -> list[Data]:
        """What was said of a note and of those under it."""
        return [
            {"text": self.clean.paragraphs(one.text), "by": self.clean.line(one.author)}
            for member in note.all()
            for one in member.comments
        ]

    def talk(self) -> list[Data]:
        """Notes of which something was said."""
        return [
            {
                "number": self.numbers[note.id],
                "colour": note.colour,
                "quote": self.clean.line(note.text[:QUOTED]) + (" …" if len(note.text) > QUOTED else ""),
                "remarks": remarks,
            }
            for block in self.content.blocks
            for note in block.notes
            if (remarks := self.remarks(note))
        ]

    def outcome(self, one: OutcomeContent) -> Data:
        """An outcome with its sort and date as words."""
        return {
            "sort": words.sorts().get(one.sort, one.sort),
            "text": self.clean.paragraphs(one.text),
            "owner": self.clean.line(one.owner),
            "due": formats.date_format(dt.date.fromisoformat(one.due), "j F Y") if one.due else "",
        }

    def legend(self) -> list[tuple[str, str]]:
        """The colours on the canvas, each with what it means here or else its name."""
        used = {note.colour for note in self.content.notes()}
        meanings = dict(self.content.legend)
        return [
            (colour, self.clean.line(meanings.get(colour, "")) or name)
            for colour, name in words.colours().items()
            if colour in used
        ]

    def missing(self) -> str:
        """A sentence about what could not be drawn, or nothing."""
        if not self.clean.missing:
            return ""
        points = [f"U+{ord(one):04X}" for one in self.clean.missing]
        shown = ", ".join(points[:40]) + (" …" if len(points) > 40 else "")
        return _("These characters could not be drawn and stand here as �; they are whole in the JSON: %(points)s.") % {
            "points": shown
        }
