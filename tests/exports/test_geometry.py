"""Where things stand on the page, measured: nothing sticks out, overlaps or crosses a line."""

import io
from dataclasses import replace
from itertools import pairwise
from typing import Any, cast

import pdfplumber
import pytest

from tests.exports.canvases import a_canvas, many
from tests.exports.cases import the_demo, with_assumptions
from tests.exports.reading import squeezed
from workshops.exports import pdf, report
from workshops.exports.content import CanvasContent, Wishes
from workshops.exports.formats import Writer
from workshops.exports.sizes import SIZES

pytestmark = pytest.mark.one_backend

WIDE = [f"{word} ({n})" for n in range(12) for word in ("W" * 500, "Aansprakelijkheidswaardevaststellingsverandering")]
UNSPACED = [
    "தமிழ்க்கொள்கைகள்நிறுவனங்களுக்கு" * 3,
    "क्षत्रियस्वातन्त्र्यसंग्रामसेनानी" * 3,
    "שלוםעולם" * 12,
    "1234567890" * 12,
    "https://voorbeeld.nl/een/twee?drie=" * 4,
]
"""Words that no rule of a language breaks."""
FILLS = {"#FFE997", "#BBE7FF", "#FFD3D9", "#B6EFCD", "#E5D8FF", "#FFFFFF"}
LINE = "#76847D"
Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points."""


def box(one: dict[str, Any]) -> Box:
    return one["x0"], one["top"], one["x1"], one["bottom"]


def touch(a: Box, b: Box, by: float = 0.3) -> bool:
    """Whether they have more than so much in common both ways."""
    return min(a[2], b[2]) - max(a[0], b[0]) > by and min(a[3], b[3]) - max(a[1], b[1]) > by


def inside(a: Box, b: Box, by: float = 0.15) -> bool:
    return a[0] >= b[0] - by and a[1] >= b[1] - by and a[2] <= b[2] + by and a[3] <= b[3] + by


def ink(char: dict[str, Any]) -> Box:
    """About what is black of a character: its box goes from the highest to the lowest that its face can have."""
    high = char["bottom"] - char["top"]
    return char["x0"] + 0.05, char["top"] + high * 0.2, char["x1"] - 0.05, char["bottom"] - high * 0.2


def notes_on(page: Any) -> list[Box]:
    """The papers of notes: filled in one of their colours, and wider than a chip of the legend."""
    found = [one for one in page.rects + page.curves if one["fill"] and colour(one) in FILLS]
    return [box(one) for one in found if one["width"] > 40 and one["height"] > 10]


def lines_on(page: Any) -> list[Box]:
    """The lines between blocks, and those of head and foot: strokes, thin fills, and fills in the shape of a corner."""
    found = [box(one) for one in page.lines]
    for one in page.rects + page.curves:
        if one["fill"] and colour(one) == LINE:
            corner = one["pts"] if len(one["pts"]) == 7 else []
            found += [(min(a, c), min(b, d), max(a, c), max(b, d)) for (a, b), (c, d) in pairwise(corner)]
            found += [box(one)] if min(one["width"], one["height"]) < 2 else []
    return [one for one in found if max(one[2] - one[0], one[3] - one[1]) > 60]


def colour(one: dict[str, Any]) -> str:
    parts = one["non_stroking_color"] or ()
    parts = parts * 3 if len(parts) == 1 else parts
    return "#" + "".join(f"{round(part * 255):02X}" for part in parts)


@pytest.mark.parametrize(
    ("content", "paper"),
    [
        (the_demo(), "a4"),
        (the_demo(), "a3"),
        (the_demo(), "a1"),
        (replace(with_assumptions(the_demo()), wishes=Wishes(links=True)), "a4"),
        (a_canvas(many(300)), "a3"),
        (a_canvas(many(3)), "a4"),
        (a_canvas(WIDE), "a4"),
        (a_canvas(UNSPACED), "a4"),
    ],
    ids=["demo a4", "demo a3", "demo a1", "assumed a4", "300 a3", "3 a4", "wide a4", "unspaced a4"],
)
def test_nothing_sticks_out(content: CanvasContent, paper: str) -> None:
    with pdfplumber.open(io.BytesIO(pdf.write(content, paper))) as book:
        smallest = min(cast("float", char["size"]) for one in book.pages for char in one.chars)
        page = book.pages[0]
        notes = notes_on(page)
        chars = [(char["text"], ink(char)) for char in page.chars if char["text"].strip()]
        lines = lines_on(page)
    whole = (0.0, 0.0, float(page.width), float(page.height))
    assert smallest >= cast("float", SIZES[paper]["floor"]) - 0.01
    assert [text for text, at in chars if not inside(at, whole)] == []
    assert len(lines) >= 2 + len(content.blocks) - 1
    assert_apart(notes)
    assert {one for one in notes for line in lines if touch(one, widened(line))} == set(), "a note crosses a line"
    assert [text for text, at in chars for line in lines if touch(at, widened(line))] == [], "a letter crosses a line"
    assert_on_their_notes(content, notes, chars)


@pytest.mark.parametrize("write", [pdf.write, report.write])
def test_many_short_lines_stay_on_their_pages(write: Writer) -> None:
    content = a_canvas(["\n".join(str(number) for number in range(100, 270)), *many(20)])
    with pdfplumber.open(io.BytesIO(write(content, "a4"))) as book:
        off = [char["text"] for page in book.pages for char in page.chars if char["bottom"] > page.height]
    assert off == []


def widened(line: Box) -> Box:
    """Half a point at each side of a line that has no breadth."""
    return line[0] - 0.4, line[1] - 0.4, line[2] + 0.4, line[3] + 0.4


def assert_apart(notes: list[Box]) -> None:
    over = [(one, other) for index, one in enumerate(notes) for other in notes[:index] if touch(one, other)]
    assert over == [], "notes overlap"


def assert_on_their_notes(content: CanvasContent, notes: list[Box], chars: list[tuple[str, Box]]) -> None:
    """Letters that touch a note stand on it; and what stands on each is a note's whole text, each on one of its own."""
    papers = []
    for note in notes:
        on = [(text, at) for text, at in chars if touch(at, note, 0.05)]
        assert [text for text, at in on if not inside(at, note)] == [], "a letter crosses the edge of a note"
        papers.append(squeezed("".join(text for text, _at in on)))
    heads = [note for block in content.blocks for note in block.notes if max(note.text) < "\u0590"]  # one by one
    found = [sum(squeezed(head.text) in paper for paper in papers) for head in heads]
    assert sum(found) == len(papers) or len(heads) < sum(len(block.notes) for block in content.blocks)
    assert set(found) <= {0, 1}
