"""A canvas as PPTX: the whole of it, a slide or more for each block, what to test first, measures and the outcomes.

Every note is a shape to edit, and so is the sign of what is known of its assumptions.

The first slide shows what fits at a readable size and says where the rest is: the slides of the blocks have it all.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.util import Pt

from workshops.exports import words
from workshops.exports.assumed import AssumptionContent
from workshops.exports.assumptions import in_order, is_wanted
from workshops.exports.content import BlockContent, CanvasContent, NoteContent
from workshops.exports.office import drawable, settled
from workshops.exports.shapes import (
    INK,
    INK2,
    LINE,
    PAPERS,
    SHEET,
    TABLE,
    TELLS,
    Box,
    Marks,
    Words,
    height_of,
    note_words,
    paper,
    say,
    small,
    status_sign,
)
from workshops.exports.slide_places import BIG, columns_of, places, rows_of
from workshops.exports.told import Told

WIDTH, HEIGHT, EDGE = 960.0, 540.0, 30.0
SIZES = (11, 10, 9, 8, 7)
LARGE = (22, 18, BIG)
"""Sizes of the notes on a block's slide: the largest at which all fit on one, else the last."""
NARROWEST, WIDEST = 62, 210
"""Of a note on the whole canvas."""
ASKED = 110
"""At most so high is what is asked on a block's slide."""


def write(content: CanvasContent, paper: str = "") -> bytes:
    """The presentation's bytes; the same content gives the same."""
    with override(content.language):
        deck = _Deck(content)
        deck.canvas()
        for block in content.blocks:
            deck.block(block)
        deck.test_first()
        deck.measures()
        deck.outcomes()
        return deck.bytes()


Row = tuple[str, ...]


class _Deck:
    def __init__(self, content: CanvasContent) -> None:
        self.content = content
        self.told = Told(content)
        self.meanings = dict(self.told.signs())
        self.made = Presentation()
        self.made.slide_width, self.made.slide_height = Pt(WIDTH), Pt(HEIGHT)
        about = self.made.core_properties
        about.title, about.author, about.last_modified_by = drawable(content.title)[:255], "Canvasweb", "Canvasweb"
        about.language, about.revision = content.language, 1
        about.created = about.modified = dt.datetime.combine(content.date, dt.time())

    def bytes(self) -> bytes:
        out = io.BytesIO()
        self.made.save(out)
        return settled(out.getvalue(), self.content.date)

    def slide(self, title: str, size: float = 24) -> Any:
        """A new slide with its title."""
        slide = self.made.slides.add_slide(self.made.slide_layouts[5])
        head = slide.shapes.title
        head.left, head.top, head.width, head.height = Pt(EDGE), Pt(20), Pt(WIDTH - 2 * EDGE), Pt(size * 1.4)
        while size > 12 and height_of([Words(title, size)], WIDTH - 2 * EDGE) > 36:
            size -= 1
        self.say(head.text_frame, [[Words(title, size, INK, TELLS, bold=True)]])
        return slide

    def say(self, frame: Any, paragraphs: list[list[Words]], margin: float = 0.0) -> None:
        say(frame, paragraphs, self.content.language, margin)

    def label(self, slide: Any, box: Box, *paragraphs: Words) -> None:
        shape = slide.shapes.add_textbox(Pt(box.x), Pt(box.y), Pt(box.w), Pt(box.h))
        self.say(shape.text_frame, [[one] for one in paragraphs])

    def note(self, slide: Any, note: NoteContent, marks: Marks, box: Box, size: float, margin: float) -> None:
        fill, edge, _sign = PAPERS[note.colour]
        shape = paper(slide, box, fill, edge, f"{_('Note')} {len(slide.shapes)}")
        self.say(shape.text_frame, note_words(note, marks, size), margin)
        if marks.sign:
            high = small(size)
            at = box.x + box.w - margin - 2 * high, box.y + box.h - margin - high
            self.sign(slide, marks.sign, at, high)

    def sign(self, slide: Any, status: str, at: tuple[float, float], size: float) -> None:
        status_sign(slide, status, at, size, f"{_('Assumption')}: {self.meanings[status]}")

    # the whole canvas

    def canvas(self) -> None:
        content = self.content
        slide = self.slide(content.title, 22)
        told = [content.team, content.kind_name, words.day(content.date), content.version, content.wishes.client]
        facts = " · ".join(one for one in told if one)
        self.label(slide, Box(EDGE, 50, WIDTH - 2 * EDGE, 16), Words(facts, 10, INK2))
        where = places(content.layout, Box(EDGE, 72, WIDTH - 2 * EDGE, HEIGHT - 72 - 20))
        for block in content.blocks:
            box = where[block.area]
            paper(slide, box, SHEET, LINE, block.name)
            head = slide.shapes.add_textbox(Pt(box.x + 5), Pt(box.y + 4), Pt(box.w - 10), Pt(15))
            name = Words(f"{block.number}  {block.name}", 9.5, INK, TELLS, bold=True)
            marked = words.block_marks().get(content.assumed.marks.get(block.key, ""), "")
            self.say(head.text_frame, [[name, *([Words(f"   {marked}", 7, INK2)] if marked else [])]])
            head.text_frame.word_wrap = False
            self.fill(slide, block, Box(box.x + 5, box.y + 20, box.w - 10, box.h - 25))
        self.legend(slide)

    def legend(self, slide: Any) -> None:
        """What the signs on the canvas mean, at its foot."""
        x = EDGE
        for status, said in self.meanings.items():
            self.sign(slide, status, (x, HEIGHT - 16), 8)
            width = len(said) * 8 * 0.6 + 10
            self.label(slide, Box(x + 19, HEIGHT - 17, width, 11), Words(said, 8, INK2))
            x += 19 + width

    def fill(self, slide: Any, block: BlockContent, box: Box) -> None:
        """As many of the block's notes as fit at the largest size at which all do, else at the smallest."""
        notes = [
            (note, Marks(words.votes(note.votes) if note.votes else "", self.told.assumed(note)))
            for note in block.all()
        ]
        fewest, most = max(1, int(box.w // WIDEST)), max(1, int(box.w // NARROWEST))
        widths = range(fewest, most + 1)
        fitting = None
        for size in SIZES:
            for columns in widths:
                fitting = columns_of(notes, box, size, columns)
                if len(fitting) == len(notes):
                    break
            else:
                continue
            break
        assert fitting is not None  # noqa: S101 - there is at least one size and one column
        if len(fitting) < len(notes):
            room = Box(box.x, box.y, box.w, box.h - 11)
            tries = [columns_of(notes, room, SIZES[-1], columns) for columns in widths]
            fitting = max(tries, key=len)
            more = len(notes) - len(fitting)
            line = ngettext("%(count)d more note, on its own slide", "%(count)d more notes, on their own slides", more)
            self.label(slide, Box(box.x, box.y + box.h - 9, box.w, 10), Words(line % {"count": more}, 7, INK2))
        for note, marks, place, letters in fitting:
            self.note(slide, note, marks, place, letters, 3)

    # a block

    def block(self, block: BlockContent) -> None:
        under = {note.id: head.text for head in block.notes for note in head.members}
        waiting = [(note, self.marks(note, under.get(note.id, ""))) for note in block.all()]
        title = f"{block.number}. {block.name}"
        first = True
        while waiting or first:
            slide = self.slide(title if first else f"{title} ({_('continued')})")
            asked = self.asked(block, whole=first)
            high = height_of(asked, WIDTH - 2 * EDGE)
            self.label(slide, Box(EDGE, 58, WIDTH - 2 * EDGE, high), *asked)
            top = 58 + high + 12
            if not waiting:
                self.label(slide, Box(EDGE, top, WIDTH - 2 * EDGE, 20), Words(_("No notes."), BIG, INK2))
            room = Box(EDGE, top, WIDTH - 2 * EDGE, HEIGHT - 24 - top)
            for size in LARGE:
                taken = rows_of(waiting, room, size)
                if len(taken) == len(waiting):
                    break
            for note, marks, place, letters in taken:
                self.note(slide, note, marks, place, letters, 8)
            waiting, first = waiting[len(taken) :], False

    def asked(self, block: BlockContent, *, whole: bool) -> list[Words]:
        """The question, and at first its context, as large as leaves room for notes."""
        marked = words.block_marks().get(self.content.assumed.marks.get(block.key, ""), "")
        for size in range(14, 5, -1):
            found = [Words(block.question, size, INK2, TELLS)]
            found += [Words(marked, size - 2, INK, bold=True)] if marked else []
            found += [Words(block.context, size - 2, INK2)] if block.context and whole else []
            if height_of(found, WIDTH - 2 * EDGE) <= ASKED:
                break
        return found

    def marks(self, note: NoteContent, head: str) -> Marks:
        stack = f"{_('In stack under')}: {' '.join(head.split())[:60]}" if head else ""
        sign = self.told.assumed(note)
        known = f"{_('Assumption')}: {self.meanings[sign]}" if sign else ""
        measures = [
            f"{_('Measure')}: {words.measured(one)}" for one in self.content.assumed.measures if one.note == note.id
        ]
        return Marks(" · ".join(one for one in (*words.marks(note), stack, *measures, known) if one), sign)

    # what is in tables

    def test_first(self) -> None:
        """The assumptions that want a test, first the one on which most hangs with least evidence."""
        wanted = [one for one in in_order(list(self.content.assumed.assumptions)) if is_wanted(one)]
        heads = ("", _("Assumption"), _("Note"), _("Importance"), _("Evidence"), _("Experiment"))
        rows = [
            (
                str(number),
                one.statement,
                self.quoted(one.note),
                str(one.importance),
                str(one.evidence),
                self.trials(one),
            )
            for number, one in enumerate(wanted, 1)
        ]
        self.tables(_("What to test first"), heads, (34, 290, 190, 80, 80, 226), rows)

    def quoted(self, note: str) -> str:
        block, text = next(
            (block.name, one.text) for block in self.content.blocks for one in block.all() if one.id == note
        )
        line = " ".join(text.split())
        return f"{block}: {line[:70]}{' …' if len(line) > 70 else ''}"

    def trials(self, one: AssumptionContent) -> str:
        said = [
            " · ".join(filter(None, (each.method, each.threshold, each.owner, each.due))) for each in one.experiments
        ]
        return "\n".join(said)

    def measures(self) -> None:
        heads = (_("What is counted"), _("Note"), _("Who"), _("By when"))
        rows = [
            (words.measured(one), self.quoted(one.note), one.owner, one.due) for one in self.content.assumed.measures
        ]
        self.tables(_("Measures"), heads, (330, 310, 150, 110), rows)

    def outcomes(self) -> None:
        heads = (_("What"), _("In a sentence"), _("Who"), _("When"))
        sorts = words.sorts()
        rows = [(sorts[one.sort], one.text, one.owner, one.due) for one in self.content.outcomes]
        self.tables(_("Outcomes"), heads, (120, 520, 150, 110), rows)

    def tables(self, title: str, heads: Row, widths: tuple[int, ...], rows: Sequence[Row]) -> None:
        """Rows with their heads on as many slides as they take; none for none."""
        waiting = list(rows)
        while waiting:
            slide = self.slide(title if len(waiting) == len(rows) else f"{title} ({_('continued')})")
            used, page = 30.0, list[Row]()
            while waiting and (not page or used + row_height(waiting[0], widths) < HEIGHT - 110):
                used += row_height(waiting[0], widths)
                page.append(waiting.pop(0))
            self.table(slide, [heads, *page], widths)

    def table(self, slide: Any, rows: Sequence[Row], widths: tuple[int, ...]) -> None:
        size = (Pt(EDGE), Pt(70), Pt(WIDTH - 2 * EDGE), Pt(24))
        table = slide.shapes.add_table(len(rows), len(widths), *size).table
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Pt(width)
        for number, (row, cells) in enumerate(zip(table.rows, rows, strict=True)):
            row.height = Pt(24 if number == 0 else row_height(cells, widths))
            for cell, text in zip(row.cells, cells, strict=True):
                cell.fill.solid()
                cell.fill.fore_color.rgb = RGBColor.from_string(TABLE if number == 0 else "FFFFFF")
                self.say(cell.text_frame, [[Words(text, 13, INK, bold=number == 0)]])


def row_height(cells: Row, widths: tuple[int, ...]) -> float:
    """How high a row of a table is."""
    return max(height_of([Words(text, 13)], width - 20) for text, width in zip(cells, widths, strict=True)) + 12
