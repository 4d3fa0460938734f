"""What a screen reader says, read back from the tags: every note, in fill order."""

from itertools import pairwise

import pytest

from tests.exports.canvases import a_canvas, many
from tests.exports.cases import the_demo
from tests.exports.reading import spoken, squeezed
from workshops.exports import pdf, report
from workshops.exports.content import CanvasContent, Wishes

pytestmark = pytest.mark.one_backend


def places(content: CanvasContent, made: bytes) -> list[int]:
    """Where each note's text stands in what is read out, in fill order."""
    text = "".join(text for _tag, text in spoken(made))
    return [text.index(squeezed(note.text)) for note in content.notes()]


@pytest.mark.parametrize(
    "content",
    [the_demo(), a_canvas(many(45)), a_canvas(many(60), "public", "en")],
    ids=["demo", "business", "public"],
)
@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_notes_are_read_in_fill_order(content: CanvasContent, paper: str) -> None:
    found = places(content, pdf.write(content, paper))
    assert found == sorted(found)


def test_what_is_continued_is_read_after_the_page_and_in_order() -> None:
    found = places(a_canvas(many(300)), pdf.write(a_canvas(many(300)), "a3"))
    in_text = sorted(range(len(found)), key=lambda number: found[number])
    turns = [second for first, second in pairwise(in_text) if second < first]
    assert len(turns) == 1, "once: where the next pages begin"


@pytest.mark.parametrize("key", ["blocks", "notes"])
def test_a_report_is_read_in_fill_order(key: str) -> None:
    content = a_canvas(many(120), wishes=Wishes(chapters=(key,)))
    found = places(content, report.write(content, "a4"))
    assert found == sorted(found)


def test_title_and_blocks_are_headings_in_fill_order() -> None:
    content = the_demo()
    heads = [(tag, text) for tag, text in spoken(pdf.write(content, "a3")) if tag in ("/H1", "/H2")]
    assert heads[0] == ("/H1", squeezed(content.title))
    names = [squeezed(block.name) for block in content.blocks]
    assert [text for tag, text in heads if tag == "/H2" and text in names] == names
