"""A page that cannot be made to the standard is made without it, and says so."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from tests.exports.cases import the_demo
from tests.exports.reading import lacking, said, squeezed
from workshops.exports.press import press
from workshops.exports.report import report_order
from workshops.exports.sheet import order

pytestmark = pytest.mark.one_backend

SAYS = squeezed("Dit bestand kon niet volgens de norm voor toegankelijke PDF (PDF/UA) worden gemaakt.")


def orders() -> dict[str, dict[str, Any]]:
    content = the_demo()
    return {"canvas": order(content, "a4", "pdf"), "report": report_order(content, "a4")}


@pytest.mark.parametrize("which", ["canvas", "report"])
def test_a_fault_costs_the_standard_and_no_word(which: str) -> None:
    good = orders()[which]
    assert SAYS not in said(PdfReader(io.BytesIO(press.typeset(good))))
    planted = good | {"data": good["data"] | {"topic": good["data"]["topic"] + "\u4e2d"}}  # got past the cleaning
    made = press.typeset(planted)
    reader = PdfReader(io.BytesIO(made))
    assert b"pdfuaid" not in made
    assert SAYS in said(reader)
    assert lacking(the_demo(), reader) == []
