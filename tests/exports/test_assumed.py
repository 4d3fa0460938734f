"""Assumptions in what leaves as a file: what everybody may see of them, and nothing else."""

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.exports.test_interchange import assumed
from tests.factories import Cast, add, make_cast, new_id
from workshops.actions.editing import submit
from workshops.actions.leading import lead
from workshops.actions.open_canvases import drop_all
from workshops.exports import interchange, markdown, spreadsheet
from workshops.exports.content import Wishes
from workshops.exports.gathering import canvas_content
from workshops.models import Canvas


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    drop_all()
    return make_cast()


def everything(cast: Cast, **wishes: Any) -> str:
    """All that the formats of words say of the canvas."""
    content = canvas_content(Canvas.objects.get(pk=cast.canvas), Wishes(**wishes), history=True)
    book = load_workbook(io.BytesIO(spreadsheet.write(content)))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    return "\n".join([interchange.write(content).decode(), markdown.write(content).decode(), *cells, *book.sheetnames])


@pytest.mark.one_backend
def test_they_stand_in_every_format_of_words(cast: Cast) -> None:
    assumed(cast)
    content = canvas_content(Canvas.objects.get(pk=cast.canvas), Wishes())
    assert content.assumed.fallen == ()
    text = markdown.write(content).decode()
    for line in (
        "- er zijn er 20 · **open** · Ouderen 75+",
        "  - Experiment: Vragen · niet geslaagd",
        "- Ouderen 75+: reizigers: 40 · 2020-01-31",
        "- Buurtbus ← Ouderen 75+",
        "- Kostenstructuur: Ingevuld",
    ):
        assert line in text, line
    book = load_workbook(io.BytesIO(spreadsheet.write(content)))
    for name in ("Aannames", "Experimenten", "Maatstaven", "Verbindingen"):
        assert book[name].max_row == 2, name
    assert [cell.value for cell in book["Aannames"][2]][:6] == [
        *("Burgersegmenten", "Ouderen 75+", "er zijn er 20", "open", 90, 0)
    ]


@pytest.mark.one_backend
def test_what_is_private_or_without_a_name_stays_so(cast: Cast) -> None:
    first, second = cast.workshop.steps.order_by("key")[:2]
    lead(cast.noor, {"op": "step", "step": str(first.pk), "private": True})
    lead(cast.noor, {"op": "step", "step": str(second.pk), "names": False})
    lead(cast.noor, {"op": "start"})
    open_note, hidden, assumption = new_id(), new_id(), new_id()
    lead(cast.noor, {"op": "go", "from": str(first.pk), "to": "next"})
    nameless = {"op": "assume", "assumption": new_id(), "note": open_note, "statement": "zonder naam"}
    submit(cast.canvas, cast.bob.who, [add("open", note=open_note, block="costs"), {**nameless, "id": new_id()}])
    lead(cast.noor, {"op": "go", "from": str(second.pk), "to": "back"})
    operations: list[dict[str, Any]] = [
        add("KANARIE", note=hidden),
        {"op": "assume", "assumption": assumption, "note": hidden, "statement": "KANARIE"},
        {"op": "experiment", "experiment": new_id(), "assumption": assumption, "method": "KANARIE"},
        {"op": "measure", "note": hidden, "name": "KANARIE"},
        {"op": "link", "link": new_id(), "note": hidden, "other": open_note},
    ]
    for operation in operations:
        assert submit(cast.canvas, cast.alice.who, [{**operation, "id": new_id()}])[0].n
    said = everything(cast)
    assert "KANARIE" not in said
    assert '"links": []' in said
    assert "zonder naam" in said
    assert '"author": "Bob"' not in said
    assert "Bob" not in said.splitlines(), "in a cell of its own"
