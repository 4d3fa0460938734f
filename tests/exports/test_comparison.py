"""Then and now: what differs between two moments and in scenarios, as everybody may see it, in every format."""

import copy
import io
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.domain.conftest import ALICE, BOB, FACILITATOR, World, new_id
from tests.exports.canvases import canvas_of
from tests.exports.cases import HOSTILE
from tests.exports.reading import said, spoken, squeezed
from workshops.domain.canvas import Canvas
from workshops.domain.words import delta_between
from workshops.exports import report, spreadsheet
from workshops.exports.compared import Difference
from workshops.exports.content import CanvasContent, Wishes
from workshops.exports.differing import difference

pytestmark = pytest.mark.one_backend

BEGAN = ("Voor het stemmen", 1_795_343_600)
ALONE = Wishes(chapters=("comparison",))


def story() -> tuple[Canvas, Canvas, Canvas]:
    """A canvas, what became of it, and a scenario of that."""
    world = World()
    elders = world.note(ALICE, "Ouderen die alleen wonen, zonder auto")
    bus = world.note(BOB, "De buurtbus rijdt elk uur", "channels", colour="sky")
    gone = world.note(BOB, "Folders in de brievenbus", "channels", colour="rose")
    coffee = world.note(ALICE, "Koffie in het dorpshuis", "segments", colour="mint", tags=["role.user"])
    world.note(BOB, "Een telefoonnummer, ook ’s avonds", "channels")
    first, test = new_id(), new_id()
    world.do(ALICE, "assume", assumption=first, note=bus, statement="er zijn 20 vrijwilligers", importance=90)
    world.do(ALICE, "experiment", experiment=test, assumption=first, method="Twaalf mensen bellen")
    then = copy.deepcopy(world.canvas)
    base = world.canvas.head
    for note, text in (
        (elders, "Ouderen die alleen wonen, zonder auto of rijbewijs"),
        (bus, "De buurtbus rijdt twee keer per uur,\nook op zondag"),
    ):
        world.do(ALICE, "text", note=note, base=base, delta=delta_between(world.canvas.notes[note].text, text))
    world.do(BOB, "remove", notes=[gone])
    world.do(ALICE, "move", notes=[coffee], block="proposition")
    world.do(ALICE, "colour", notes=[coffee], colour="lilac")
    world.do(ALICE, "tag", notes=[elders], tag="role.buyer", on=True)
    world.note(BOB, "Huisbezoek in dezelfde week", "proposition", colour="mint")
    world.do(ALICE, "assume", assumption=first, status="refuted", importance=60)
    world.do(ALICE, "experiment", experiment=test, result="4 van 12", verdict="failed", owner="Marijke")
    world.do(FACILITATOR, "outcome", outcome=new_id(), sort="start", text="Bel de huisartsen", owner="Joost")
    world.do(FACILITATOR, "mark", block="channels", mark="tested")
    world.do(FACILITATOR, "review", date="2027-01-15")
    now = copy.deepcopy(world.canvas)
    world.note(ALICE, "Een busje huren in plaats van kopen", "resources")
    world.do(BOB, "remove", notes=[bus])
    return then, now, world.canvas


def told(language: str = "nl", **wishes: Any) -> CanvasContent:
    """The story as an export takes it."""
    then, now, other = story()
    names = bool(wishes.get("names", True))
    since = difference(then, now, (BEGAN, ("", None)), language, names=names)
    scenario = difference(now, other, (("", None), ("Huren in plaats van kopen", None)), language, names=names)
    content = canvas_of({}, language=language, version="", wishes=replace(ALONE, **wishes))
    return replace(content, since=since, scenarios=(scenario,))


def test_the_chapter_tells_what_became_of_each_note_block_by_block() -> None:
    made = report.write(told(), "a4")
    assert b"pdfuaid" in made
    words = squeezed(said(PdfReader(io.BytesIO(made))))
    for wanted in (
        "Toen en nu",
        "Voor het stemmen",
        "1 nieuw, 2 anders verwoord, 1 verplaatst, 1 in de prullenbak",
        "Anders verwoord",
        "Hierheen verplaatst",
        "stond in “Burgersegmenten”",
        "Kleur: paars",
        "“geen teken” werd “Getoetst bij klanten”",
        "Folders in de brievenbus",
        "Belang: 90 → 60",
        "Status: open → weerlegd",
        "Wie: — → Marijke",
        "Scenario “Huren in plaats van kopen”",
        "Een busje huren in plaats van kopen",
    ):
        assert squeezed(wanted) in words, wanted
    assert "Marijke" not in said(PdfReader(io.BytesIO(report.write(told(names=False), "a4"))))


def test_both_texts_are_read_whole_and_what_was_before_what_is() -> None:
    read = "".join(text for _tag, text in spoken(report.write(told("en"), "a4")))
    was, now = squeezed("De buurtbus rijdt elk uur"), squeezed("De buurtbus rijdt twee keer per uur, ook op zondag")
    assert 0 < read.index(was) < read.index(now)
    names = [squeezed(block.name) for block in told("en").since.blocks]  # type: ignore[union-attr]  # it is there
    assert [read.index(name) for name in names] == sorted(read.index(name) for name in names)


def test_nothing_before_it_is_no_chapter_and_nothing_changed_is_a_sentence() -> None:
    silent = replace(canvas_of({}), wishes=Wishes(chapters=("comparison", "canvas")))
    made = PdfReader(io.BytesIO(report.write(silent, "a4")))
    assert [one.title for one in made.outline if not isinstance(one, list)] == ["Het canvas"]
    assert "Toenennu." in said(made), "in the sentence about what is left out"
    then = story()[0]
    same = difference(then, then, (BEGAN, ("", None)), "nl", names=True)
    assert same == Difference(BEGAN, ("", None), (), (), ())
    assert "Nietsveranderd" in said(PdfReader(io.BytesIO(report.write(replace(silent, since=same), "a4"))))


def crowded() -> CanvasContent:
    """Fifty notes reworded and fifty new ones, long ones and hostile ones among them."""
    world = World()
    blocks = list(world.canvas.kind.blocks)
    ids = [world.note(ALICE, f"{at} {HOSTILE[at % 4][:200]}", blocks[at % len(blocks)]) for at in range(50)]
    then = copy.deepcopy(world.canvas)
    for at, note in enumerate(ids):
        was = world.canvas.notes[note].text
        delta = delta_between(was, f"{was} anders {'woord ' * (at % 60)}{at}x")
        world.do(ALICE, "text", note=note, base=world.canvas.head, delta=delta)
    for at in range(100, 150):
        world.note(BOB, f"nieuw {at} عربي ישראל" if at % 9 == 0 else f"nieuw {at}", blocks[at % len(blocks)])
    since = difference(then, world.canvas, (BEGAN, ("", None)), "nl", names=True)
    scenario = difference(world.canvas, then, (("", None), ("Terug", None)), "nl", names=True)
    return replace(canvas_of({}, wishes=ALONE), since=since, scenarios=(scenario,))


def test_a_crowded_comparison_has_every_note_whole() -> None:
    content = crowded()
    made = report.write(content, "a4")
    assert b"pdfuaid" in made
    words = said(PdfReader(io.BytesIO(made)))
    assert content.since is not None
    for block in content.since.blocks:
        for one in block.notes:
            for state in filter(None, (one.before, one.after)):
                assert squeezed(state.text).replace("عربي", "").split("ישראל")[0] in words.replace("عربي", ""), state


def test_a_sheet_has_a_row_for_each_change() -> None:
    book = load_workbook(io.BytesIO(spreadsheet.write(told())))
    rows = list(book["Vergelijking"].iter_rows(values_only=True))
    assert rows[0][0] == "Vergeleken"
    assert "Voor het stemmen → Nu" in {row[0] for row in rows}
    assert "Nu → Huren in plaats van kopen" in {row[0] for row in rows}
    one = next(row for row in rows if row[1:3] == ("Kanalen", "Anders verwoord"))
    assert one[3:5] == ("De buurtbus rijdt elk uur", "De buurtbus rijdt twee keer per uur,\nook op zondag")
    nameless = load_workbook(io.BytesIO(spreadsheet.write(told(names=False))))["Vergelijking"]
    assert "Marijke" not in str(list(nameless.iter_rows(values_only=True)))
    silent = load_workbook(io.BytesIO(spreadsheet.write(canvas_of({}))))
    assert "Vergelijking" not in silent.sheetnames
