"""Canvases of kinds with a layout of their own: few or many rows, of which a page has little room for each."""

import io
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

from tests.exports.canvases import a_canvas, data_of, many
from tests.exports.reading import lacking, read, said, squeezed
from workshops.domain.kinds import Kind, parse
from workshops.exports.blank import blank_sheet
from workshops.exports.content import Layout

pytestmark = pytest.mark.one_backend

LAYOUTS = {
    "one under the other": (["a", "b", "c", "d", "e", "f", "g", "h", "i"], 1),
    "in two columns": (["a b", "c b", "d e", "f e", "g h", "i h"], 2),
    "in fine rows": ([" ".join("abcdefghi")] * 40, 9),
    "all in one row": ([" ".join("abcdefghi")], 9),
}


def kind_with(layout: str) -> Kind:
    """The Business Model Canvas in another layout."""
    rows, columns = LAYOUTS[layout]
    data: dict[str, Any] = data_of("business")
    blocks = [block | {"area": area} for block, area in zip(data["blocks"], "abcdefghi", strict=True)]
    return parse(data | {"rows": [1] * len(rows), "columns": [1] * columns, "areas": rows, "blocks": blocks})


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_any_layout_holds_every_note_or_goes_on(layout: str, paper: str) -> None:
    kind = kind_with(layout)
    content = a_canvas(many(45))
    blocks = tuple(replace(block, area=area) for block, area in zip(content.blocks, "abcdefghi", strict=True))
    content = replace(content, blocks=blocks, layout=Layout(kind.columns, kind.rows, kind.areas))
    assert lacking(content, read(content, paper)) == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_empty_sheet_of_any_layout_names_every_block(layout: str) -> None:
    kind = kind_with(layout)
    text = squeezed(said(PdfReader(io.BytesIO(blank_sheet(kind, "nl", "a4")))))
    assert [block.name["nl"] for block in kind.blocks.values() if squeezed(block.name["nl"]) not in text] == []
