"""How high notes become, worked out without setting all of them: the same as when they are drawn."""

import json
from itertools import product
from pathlib import Path

import pytest
import typst

import workshops
from tests.exports.canvases import a_note, canvas_of
from workshops.exports.content import CommentContent, NoteContent, Wishes
from workshops.exports.sheet import sheet
from workshops.exports.typesetter import HERE

pytestmark = pytest.mark.one_backend

ROOT = Path(workshops.__path__[0]).parent
TEXTS = (
    "Bus",
    "Ouderen boven 75 die alleen wonen, zonder auto, en elke week naar de huisarts willen",
    "Samenwerkingsverband\nvan gemeentehuizen en vervoersbedrijven\n\nvoor één regio",
    "Ёлка и Ωμέγα 🚌, " + "https://voorbeeld.nl/een/twee?drie=" * 3,
    "حافلة القرية كل أسبوع",
    "தமிழ் சொற்கள்",
    "—",
    "lang " * 200,
)
TAGS = ("", "Gebruiker", "Beïnvloeder van wie betaalt", "Ωmega", "مستخدم")
AUTHORS = ("", "Wilma Wouters", "مريم")
REMARK = CommentContent("Waarom?", "")


def notes() -> list[NoteContent]:
    """Every text with every row of marks."""
    rows = product(TEXTS, TAGS, AUTHORS, (0, 4, 120), ((), (REMARK,)))
    return [
        a_note(f"n{at}", text, tags=(("facet", tag),) if tag else (), author=author, votes=votes, comments=remarks)
        for at, (text, tag, author, votes, remarks) in enumerate(rows)
    ]


@pytest.mark.parametrize("links", [False, True])
def test_a_height_is_that_of_the_note_as_it_is_drawn(links: bool) -> None:
    data = sheet(canvas_of({"proposition": tuple(notes())}, wishes=Wishes(links=links)), "a3")
    heads = [note for block in data["blocks"] for note in block["notes"]]
    pairs = json.loads(
        typst.query(
            str(ROOT / "tests" / "exports" / "heights.typ"),
            "<pair>",
            field="value",
            root=str(ROOT),
            font_paths=[str(HERE / "fonts")],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data)},
        )
    )
    assert len(pairs) == 3 * len(heads) == 3 * 720
    assert [pair for pair in pairs if abs(pair[1] - pair[2]) > 0.01] == []
    assert sum(note["ordinary"] for note in heads) == (0 if links else 6 * 3 * 2 * 3 * 2)
