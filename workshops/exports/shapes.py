"""Native shapes on slides: papers, words, and how much room words take. Lengths are in points."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.utils.translation import pgettext
from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Pt

from workshops.exports.content import NoteContent
from workshops.exports.office import drawable

INK, INK2, SHEET, LINE, TABLE = "0C1F17", "41524A", "F4F8F6", "CDD5D1", "E2E8E5"
PAPERS = {
    # fill, edge and sign, as on the board
    "sun": ("FFE997", "A07A1A", "●"),
    "sky": ("BBE7FF", "1C8BB9", "▲"),
    "rose": ("FFD3D9", "B96173", "◆"),
    "mint": ("B6EFCD", "369565", "■"),
    "lilac": ("E5D8FF", "8B6FBA", "✚"),
    "plain": ("FFFFFF", "76847D", "○"),
}
SPEAKS = ("Atkinson Hyperlegible Next", "34")
"""For people's words: the face, and the family (sans serif) that a program takes when it does not have it."""
TELLS = ("Literata", "18")
"""For the workshop's words; else any serif."""
LEADING = 1.27
_LETTER = 0.6
"""Width of a usual letter in its size: rather too wide than that words run out of their paper."""


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide."""

    x: float
    y: float
    w: float
    h: float

    def inside(self, by: float) -> Box:
        return Box(self.x + by, self.y + by, self.w - 2 * by, self.h - 2 * by)


@dataclass(frozen=True, slots=True)
class Words:
    """A run of text: size in points, colour, face."""

    text: str
    size: float
    colour: str = INK
    face: tuple[str, str] = SPEAKS
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands under a note's text: words, and the sign of what is known of its assumptions (Told.assumed)."""

    said: str = ""
    sign: str = ""


def lines_of(text: str, size: float, width: float) -> int:
    """How many lines a text takes, rather too many."""
    room = max(width / size, 1.0)
    count = 0
    for line in text.split("\n"):
        used, count = 0.0, count + 1
        for word in line.split(" "):
            length = _length(word)
            if used and used + _LETTER + length > room:
                used, count = 0.0, count + 1
            if length > room:
                count += int(length // room)
                length %= room
            used += length + (_LETTER if used else 0.0)
    return count


def _length(word: str) -> float:
    """In em. Every size that is tried asks for all words, so those of plain letters are not gone through."""
    if word.isascii():
        return _LETTER * len(word)
    return sum(1.0 if unicodedata.east_asian_width(char) in "WF" else _LETTER for char in word)


def height_of(parts: Sequence[Words], width: float) -> float:
    """The height of paragraphs under one another."""
    return sum(lines_of(part.text, part.size, width) * part.size * LEADING for part in parts)


def paper(slide: Any, box: Box, fill: str | None, edge: str | None, name: str) -> Any:
    """A rectangle that holds text."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Pt(box.x), Pt(box.y), Pt(box.w), Pt(box.h))
    shape.name = name
    _paint(shape, fill, edge, 0.5)
    return shape


def _paint(shape: Any, fill: str | None, edge: str | None, width: float) -> None:
    """Flat, in a colour or none, with an edge of so many points or none."""
    shape.shadow.inherit = False
    if fill:
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor.from_string(fill)
    else:
        shape.fill.background()
    if edge:
        shape.line.color.rgb = RGBColor.from_string(edge)
        shape.line.width = Pt(width)
    else:
        shape.line.fill.background()


def say(frame: Any, paragraphs: Sequence[Sequence[Words]], language: str, margin: float = 0.0) -> None:
    """Puts paragraphs of runs into a text frame, from the top left, or right where the words begin so."""
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Pt(margin)
    for number, runs in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        if runs_right("".join(run.text for run in runs)):
            paragraph.alignment = PP_ALIGN.RIGHT
            paragraph._p.get_or_add_pPr().set("rtl", "1")
        for words in runs:
            first, *others = drawable(words.text).split("\n")
            run = paragraph.add_run()
            run.text = first
            _dress(run, words, language)
            for line in others:  # copied, since to dress each of hundreds takes long
                paragraph.add_line_break()
                again = deepcopy(run._r)
                again.text = line
                paragraph._p.append(again)


def _dress(run: Any, words: Words, language: str) -> None:
    run.font.size, run.font.bold = Pt(words.size), words.bold
    run.font.color.rgb = RGBColor.from_string(words.colour)
    properties = run._r.get_or_add_rPr()
    properties.set("lang", {"nl": "nl-NL", "en": "en-GB"}[language])
    latin = etree.SubElement(properties, qn("a:latin"))
    latin.set("typeface", words.face[0])
    latin.set("pitchFamily", words.face[1])


def runs_right(text: str) -> bool:
    """Whether the first letter with a direction is one that is read from right to left."""
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


def note_words(note: NoteContent, marks: Marks, size: float) -> list[list[Words]]:
    """What stands on a note: its sign and text, and its marks under it."""
    _fill, edge, sign = PAPERS[note.colour]
    said = [[Words(f"{sign} ", size * 0.75, edge), Words(note.text, size)]]
    return [*said, [Words(marks.said, small(size), INK2)]] if marks.said else said


def note_height(note: NoteContent, marks: Marks, size: float, width: float, margin: float) -> float:
    """How high its paper has to be."""
    inner = width - 2 * margin
    parts = [Words(f"{note.text}MM", size), *([Words(marks.said, small(size))] if marks.said else [])]
    return height_of(parts, inner) + 2 * margin + (small(size) * LEADING if marks.sign else 0)


def small(size: float) -> float:
    """The size of marks on a note with letters of a size."""
    return max(size * 0.75, 6)


def status_sign(slide: Any, status: str, at: tuple[float, float], size: float, said: str) -> None:
    """The sign of what is known of an assumption, as on paper: a diamond that is empty, half full, full with a tick or
    a cross, or broken; and beside it the letter A. One group with its meaning as alternative text; `at` is its corner
    on the upper left, `size` its height."""
    group = slide.shapes.add_group_shape()
    group.name = said
    group._element.nvGrpSpPr.cNvPr.set("descr", said)
    x, y = at
    full = status in ("confirmed", "refuted")
    diamond = group.shapes.add_shape(MSO_SHAPE.DIAMOND, Pt(x), Pt(y), Pt(size), Pt(size))
    _paint(diamond, INK if full else None, INK, 0.75)
    if status == "fallen":
        diamond.line.dash_style = MSO_LINE.SQUARE_DOT
    if status == "testing":
        # A triangle on its base, turned a quarter to the left about its middle.
        left, top = x + size / 4 - size / 2, y + size / 4
        half = group.shapes.add_shape(MSO_SHAPE.ISOSCELES_TRIANGLE, Pt(left), Pt(top), Pt(size), Pt(size / 2))
        half.rotation = -90
        _paint(half, INK, None, 0)
    if full:
        words = Words(
            "\N{CHECK MARK}" if status == "confirmed" else "\N{MULTIPLICATION SIGN}", size * 0.62, "FFFFFF", bold=True
        )
        say(diamond.text_frame, [[words]], "en")
        diamond.text_frame.word_wrap = False
        diamond.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        diamond.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER
    letter = group.shapes.add_textbox(Pt(x + size * 1.1), Pt(y - size * 0.1), Pt(size), Pt(size * 1.2))
    say(letter.text_frame, [[Words(_letter(), size * 0.9, INK, bold=True)]], "en")
    letter.text_frame.word_wrap = False


def _letter() -> str:
    return pgettext("the letter beside the sign of an assumption", "A")
