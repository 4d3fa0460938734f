"""The workbook: everything in it, nothing in it a formula."""

import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.exports.canvases import a_canvas, canvas_of, many
from tests.exports.cases import HOSTILE, hostile, typical
from workshops.exports.content import VersionContent, Wishes
from workshops.exports.office import drawable
from workshops.exports.spreadsheet import FORMULA, write

pytestmark = pytest.mark.one_backend


def opened(data: bytes) -> Any:
    return load_workbook(io.BytesIO(data))


def test_a_typical_canvas_is_whole() -> None:
    book = opened(write(typical()))
    assert book.sheetnames == ["Briefjes", "Stemmen", "Opmerkingen", "Uitkomsten", "Over dit canvas"]
    notes = list(book["Briefjes"].iter_rows(min_row=2, values_only=True))
    assert [row[2] for row in notes] == [one.text for one in typical().notes()]
    assert notes[0][4] == "Rol: Gebruiker"
    assert notes[1][3] == notes[0][2]
    assert book["Stemmen"]["A2"].value == 3
    assert book["Opmerkingen"]["C2"].value == "Hoeveel zijn dat er?"
    assert book["Uitkomsten"]["D2"].value.isoformat()[:10] == "2026-12-01"
    assert all(sheet.freeze_panes == "A2" and sheet.column_dimensions["B"].width for sheet in book)


def test_what_was_typed_is_never_a_formula() -> None:
    data = write(hostile())
    book = opened(data)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "inlineStr"}
    risky = [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith(FORMULA)]
    assert len(risky) >= 4
    assert all(cell.quotePrefix and cell.number_format == "@" for cell in risky)
    told = [cell.value for cell in book["Briefjes"]["C"]][1:]
    assert told[:-1] == [drawable(text) for text in HOSTILE[:-1]]
    assert told[-1] == "_x005F_x005F_ _x005F_x0041_", "else a program shows _x0041_ as A"
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            assert b"<f>" not in parts.read(name)


def test_the_same_content_gives_the_same_bytes() -> None:
    assert write(typical()) == write(typical())
    assert write(hostile(language="en")) == write(hostile(language="en"))


def test_what_is_left_out_has_no_sheet_or_column() -> None:
    book = opened(write(typical(wishes=Wishes(names=False, comments=False, votes=False))))
    assert book.sheetnames == ["Briefjes", "Uitkomsten", "Over dit canvas"]
    assert len(list(book["Briefjes"].columns)) == 6


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", ["public", "business"])
def test_empty_and_crowded(kind: str, language: str) -> None:
    assert opened(write(canvas_of({}, kind=kind, language=language))).worksheets[0].max_row == 1
    assert opened(write(a_canvas(many(300), language=language))).worksheets[0].max_row == 301


def test_a_row_is_as_high_as_its_words() -> None:
    long = "Een heel lang briefje dat niet op een regel past. " * 6
    rows = load_workbook(io.BytesIO(write(a_canvas(["kort", long]), "")))["Briefjes"].row_dimensions
    assert rows[2].height < 40
    assert rows[3].height >= 75


def test_versions_have_a_sheet_with_what_changed() -> None:
    kept = VersionContent("=Voor het stemmen", 1_795_343_600, (), (), (("added", 12), ("removed", 1)))
    book = opened(write(replace(typical(), versions=(kept, VersionContent("", 1_795_345_200, (), ())))))
    found = list(book["Versies"].iter_rows(min_row=2, values_only=True))
    assert found[0] == ("=Voor het stemmen", "22 november 2026, 11:33", 0, "12 nieuw, 1 in de prullenbak")
    assert found[1][0] == "Einde van de sessie"
