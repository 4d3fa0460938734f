"""Assumptions on paper: signs on notes and blocks, what rests on what, and their chapter of the report."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from tests.exports.canvases import a_canvas, many
from tests.exports.cases import HOSTILE, an_assumption, the_demo, with_assumptions
from tests.exports.reading import lacking, said, squeezed
from workshops.exports import assumptions, pdf, report
from workshops.exports.assumed import Assumed
from workshops.exports.content import Wishes

pytestmark = pytest.mark.one_backend


def read(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_the_canvas_has_its_signs_and_says_what_they_mean(paper: str) -> None:
    content = with_assumptions(the_demo())
    made = pdf.write(content, paper)
    words = said(read(made))
    for wanted in ("Aannames", "wordt getoetst", "weerlegd", "steunt op iets dat is weerlegd", "Getoetst bij klanten"):
        assert squeezed(wanted) in squeezed(words), wanted
    assert squeezed("steunt op 7") not in squeezed(words)
    assert b"pdfuaid" in made
    assert lacking(content, read(made)) == []


def test_a_canvas_without_assumptions_says_nothing_of_them() -> None:
    assert squeezed("Aannames") not in squeezed(said(read(pdf.write(the_demo(), "a3"))))


def test_what_a_note_rests_on_is_told_by_number_when_it_is_wished_for() -> None:
    content = with_assumptions(the_demo())
    content = replace(content, wishes=replace(content.wishes, links=True))
    numbers = {note.id: number for number, note in enumerate((one for b in content.blocks for one in b.notes), 1)}
    first, second = (numbers[content.blocks[at].notes[0].id] for at in (1, 2))
    words = squeezed(said(read(pdf.write(content, "a3"))))
    assert squeezed(f"steunt op {first}, {second}") in words
    assert lacking(content, read(pdf.write(content, "a3"))) == []


def test_the_chapter_tells_what_to_test_first_and_what_came_of_it() -> None:
    content = replace(with_assumptions(the_demo()), wishes=Wishes(chapters=("assumptions",)))
    words = squeezed(said(read(report.write(content, "a4"))))
    at = [
        words.index(squeezed(one)) for one in ("de gemeente betaalt", "ouderen willen hulp", "er zijn 20 vrijwilligers")
    ]
    assert at == sorted(at)
    for wanted in (
        "Gesprek",
        "Geslaagd als: zegt ja, 8 van 10",
        "Marijke · 1 december 2026",
        "niet geslaagd · 4 van 10",
    ):
        assert squeezed(wanted) in words, wanted
    assert squeezed("reizigers: 20 → 60 per week") in words
    assert b"pdfuaid" in report.write(content, "a4")


def test_nothing_to_tell_is_no_chapter() -> None:
    content = replace(the_demo(), wishes=Wishes(chapters=("assumptions", "outcomes")))
    made = read(report.write(content, "a4"))
    assert [one.title for one in made.outline if not isinstance(one, list)] == ["Uitkomsten"]


def test_words_by_an_attacker_stay_words_and_300_assumptions_all_come_out() -> None:
    content = a_canvas(many(45))
    ids = [note.id for note in content.notes()]
    all_of_them = tuple(
        an_assumption(ids[at % len(ids)], f"aanname {at} {HOSTILE[at % 4]}", importance=at % 101) for at in range(300)
    )
    content = replace(content, assumed=Assumed(assumptions=all_of_them), wishes=Wishes(chapters=("assumptions",)))
    words = squeezed(said(read(report.write(content, "a4"))))
    for one in all_of_them:
        assert squeezed(one.statement) in words, one.statement


def test_points_on_one_spot_stand_apart() -> None:
    content = with_assumptions(the_demo())
    same = tuple(an_assumption(content.blocks[0].notes[0].id, f"{at}") for at in range(30))
    points = assumptions._points(list(same))
    places = [(one["x"], one["y"]) for one in points]
    assert len(set(places)) == 30
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in places)
