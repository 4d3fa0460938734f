"""Slides: every note whole as a shape of its own, nothing beside the slide."""

import io
from dataclasses import replace
from typing import Any

import pytest
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from tests.exports.canvases import a_canvas, a_note, canvas_of, many
from tests.exports.cases import HOSTILE, hostile, the_demo, typical, with_assumptions
from workshops.exports import shapes
from workshops.exports.content import CanvasContent
from workshops.exports.office import drawable
from workshops.exports.slides import write
from workshops.exports.told import Told

pytestmark = pytest.mark.one_backend


def opened(data: bytes) -> Any:
    return Presentation(io.BytesIO(data))


def said(shape: Any) -> str:
    return str(shape.text_frame.text).replace("\x0b", "\n")


def texts(deck: Any, first: int) -> list[str]:
    return [said(shape) for slide in list(deck.slides)[first:] for shape in slide.shapes if shape.has_text_frame]


def assert_on_the_slides(deck: Any) -> None:
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", ["public", "business"])
def test_every_note_is_whole_on_its_block(kind: str, language: str) -> None:
    for one in (
        typical(language=language),
        a_canvas(many(300), language=language),
        canvas_of({}, kind=kind, language=language),
    ):
        deck = opened(write(one))
        assert_on_the_slides(deck)
        told = texts(deck, 1)
        for each in one.notes():
            assert any(f" {each.text}" in text for text in told), each.text


def test_the_first_slide_shows_a_typical_canvas_whole() -> None:
    deck = opened(write(typical()))
    first = [said(shape) for shape in deck.slides[0].shapes]
    for each in typical().notes():
        assert any(each.text in text for text in first)
    assert "verder" not in " ".join(first)
    assert deck.slide_width * 9 == deck.slide_height * 16


def test_a_crowded_first_slide_says_what_it_leaves() -> None:
    deck = opened(write(a_canvas(many(300))))
    assert "briefjes, op eigen dia’s" in " ".join(texts(deck, 0))


def test_hostile_words_are_words() -> None:
    deck = opened(write(hostile()))
    assert_on_the_slides(deck)
    told = "\n".join(texts(deck, 1))
    for text in HOSTILE:
        assert drawable(text) in told
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    rows = [row.cells[1].text.replace("\x0b", "\n") for table in tables for row in list(table.rows)[1:]]
    assert rows == [drawable(text) for text in HOSTILE]


def test_a_note_of_five_thousand_characters_is_whole() -> None:
    long = "woorden " * 624 + "einde"
    one: CanvasContent = canvas_of({"segments": (a_note("n0", "kort"), a_note("n1", long), a_note("n2", "ook kort"))})
    deck = opened(write(one))
    assert_on_the_slides(deck)
    assert any(long in text for text in texts(deck, 1))


def test_a_note_of_many_lines_is_dressed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join(f"regel {number}" for number in range(80))
    dress, dressed = shapes._dress, list[str]()

    def seen(run: Any, *values: Any) -> None:
        dressed.append(run.text)
        dress(run, *values)

    monkeypatch.setattr(shapes, "_dress", seen)
    deck = opened(write(canvas_of({"segments": (a_note("n0", text),)})))
    assert any(text in said for said in texts(deck, 1))
    frames = [
        shape.text_frame
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_text_frame and "regel" in said(shape)
    ]
    for frame in frames:
        runs = [run for run in frame.paragraphs[0].runs if "regel" in run.text]
        assert len({(run.font.size, str(run.font.color.rgb)) for run in runs}) == 1, "all lines of it alike"
    assert len([one for one in dressed if "regel" in one]) == len(frames)


def test_the_same_content_gives_the_same_bytes() -> None:
    assert write(typical()) == write(typical())


def test_arabic_runs_from_the_right() -> None:
    deck = opened(write(canvas_of({"segments": (a_note("n0", "عربي"),)})))
    shape = next(shape for shape in deck.slides[1].shapes if shape.has_text_frame and "عربي" in said(shape))
    assert shape.text_frame.paragraphs[0]._p.pPr.get("rtl") == "1"


def test_notes_of_a_few_words_stand_beside_each_other() -> None:
    labels = (("Soort middel", "Menselijk"), ("Herkomst", "Eigen"), ("Toegang", "Onszelf"))
    texts = (
        "Zes dorpsondersteuners, samen 4,2 fte",
        "Zes dorpshuizen en twee elektrische busjes",
        "Tachtig vrijwilligers",
    )
    notes = tuple(a_note(f"n{index}", text, tags=labels, author="Marijke Smit") for index, text in enumerate(texts))
    made = Presentation(io.BytesIO(write(canvas_of({"resources": notes}, "public"), "")))
    slide = next(one for one in made.slides if one.shapes.title.text_frame.text.endswith("Benodigde bronnen"))
    papers = [shape for shape in slide.shapes if shape.name.startswith(("Note", "Briefje"))]
    assert len(papers) == len(texts)
    assert len({shape.width for shape in papers}) == 1


def signs(slide: Any) -> list[str]:
    """What the signs of assumptions on a slide say to who cannot see them."""
    groups = [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP]
    return [str(one._element.nvGrpSpPr.cNvPr.get("descr")) for one in groups]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_assumptions_have_their_signs_a_legend_and_tables(language: str) -> None:
    content = with_assumptions(replace(the_demo(), language=language))
    deck = opened(write(content))
    assert_on_the_slides(deck)
    first, of_blocks = deck.slides[0], list(deck.slides)[1 : 1 + len(content.blocks)]
    told = Told(content)
    with override(language):
        meanings = dict(told.signs())
        letter = pgettext("the letter beside the sign of an assumption", "A")
        tables = {str(name): name for name in (_("What to test first"), _("Measures"), _("Assumption"))}
    wanted = [meanings[told.assumed(note)] for note in content.notes() if told.assumed(note)]
    said = [one.partition(": ")[2] for one in signs(first)]
    assert sorted(said) == sorted([*wanted, *meanings.values()]), "each on its note, and once in the legend"
    assert sorted(one.partition(": ")[2] for slide in of_blocks for one in signs(slide)) == sorted(wanted)
    group = next(shape for shape in first.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP)
    assert letter in [shape.text_frame.text for shape in group.shapes if shape.has_text_frame]
    made = {slide.shapes.title.text_frame.text: slide for slide in deck.slides}
    rows = [
        [cell.text for cell in row.cells]
        for name in list(tables)[:2]
        for shape in made[name].shapes
        if shape.has_table
        for row in list(shape.table.rows)[1:]
    ]
    assert [row[1] for row in rows[:2]] == ["de gemeente betaalt", "ouderen willen hulp van een bekende"]
    assert rows[0][5] == "vragen · 8 van 10 · Marijke · 2026-12-01"
    assert rows[2][0] == "reizigers: 20 → 60 per week"
    assert signs(opened(write(the_demo())).slides[0]) == []
