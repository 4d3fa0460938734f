"""The canvas as a picture, and the empty sheet for the wall."""

import io
from xml.etree import ElementTree as ET

import pytest
from PIL import Image
from pypdf import PdfReader

from tests.exports.canvases import a_canvas, kind_of, many
from tests.exports.reading import said, squeezed
from workshops.exports import png, svg
from workshops.exports.blank import FORMS, blank_sheet
from workshops.exports.formats import PAPERS

pytestmark = pytest.mark.one_backend


@pytest.mark.parametrize(("paper", "count"), [("a4", 20), ("a3", 300), ("a0", 20)])
def test_png_has_every_page(paper: str, count: int) -> None:
    picture = Image.open(io.BytesIO(png.write(a_canvas(many(count)), paper)))
    width, height = PAPERS[paper]
    pages = picture.height / picture.width / (height / width)
    assert abs(pages - round(pages)) < 0.02
    assert round(pages) > (1 if count == 300 else 0)
    assert picture.width > 1_500
    assert picture.width * picture.height < 41_000_000


@pytest.mark.parametrize("count", [0, 20, 300])
def test_svg_is_one_picture_without_script(count: int) -> None:
    made = svg.write(a_canvas([*many(count), "<script>alert(1)</script>"]), "a3")
    root = ET.fromstring(made)  # noqa: S314 - made here
    assert root.tag.endswith("svg")
    assert [one.tag for one in root.iter() if one.tag.endswith(("script", "foreignObject"))] == []
    assert b"<script" not in made
    pages = [one for one in root if one.tag.endswith("svg")]
    assert bool(pages) == (count == 300)
    wide = float(root.attrib["viewBox"].split()[2])
    assert [one for one in pages if abs(float(one.attrib["width"]) - wide) > 0.1] == []


@pytest.mark.parametrize("kind", ["business", "public"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_empty_sheet_asks_everything_on_one_page(kind: str, language: str) -> None:
    found = kind_of(kind)
    for paper in ("a4", "a0"):
        reader = PdfReader(io.BytesIO(blank_sheet(found, language, paper)))
        text = said(reader)
        assert len(reader.pages) == 1
        for block in found.blocks.values():
            for words in (block.name, block.question, *block.prompts):
                assert squeezed(words[language]) in text


def test_the_empty_sheet_in_every_form() -> None:
    for form in FORMS:
        assert blank_sheet(kind_of("business"), "nl", "a3", form)
    with pytest.raises(ValueError, match="docx"):
        blank_sheet(kind_of("business"), "nl", "a3", "docx")
