"""Two teams' canvases: which notes say the same, and what differs then."""

import random
import time

import pytest

from tests.domain.conftest import ALICE, BOB, FACILITATOR, World, new_id
from workshops.domain.audience import OUTSIDER, Reader
from workshops.domain.compare import ADDED, CHANGED, MOVED, REMOVED, REWORDED, standing
from workshops.domain.items import Note
from workshops.domain.matching import between, lined_up, matched
from workshops.domain.operations import Actor
from workshops.domain.rights import FREE, Moment


def pile(*texts: str, block: str = "segments", start: int = 0) -> dict[str, Note]:
    notes = [
        Note(new_id(), block, f"k{at + start:04}", text, "sun", [], None, 1, 0, False) for at, text in enumerate(texts)
    ]
    return {note.id: note for note in notes}


def pairs(a: dict[str, Note], b: dict[str, Note]) -> set[tuple[str, str]]:
    return {(a[one].text, b[other].text) for one, other in matched(a, b).items()}


def test_words_count_and_case_spaces_and_signs_do_not() -> None:
    a = pile("De  Buurtbus!", "Ouderen 75+", "", "   ")
    b = pile("de buurtbus", "Ouderen 75", "", "...")
    assert pairs(a, b) == {("De  Buurtbus!", "de buurtbus"), ("Ouderen 75+", "Ouderen 75")}


def test_the_same_block_goes_first_then_elsewhere_then_what_is_near() -> None:
    a = pile("bus") | pile("bus", block="channels") | pile("een rode bus voor het dorp")
    b = pile("bus", block="channels") | pile("bus", block="costs") | pile("een blauwe bus voor het dorp")
    found = {(a[one].block, b[other].block, b[other].text) for one, other in matched(a, b).items()}
    assert found == {
        ("channels", "channels", "bus"),
        ("segments", "costs", "bus"),
        ("segments", "segments", "een blauwe bus voor het dorp"),
    }


def test_what_is_not_near_enough_or_near_in_another_block_is_not_the_same() -> None:
    a = pile("een rode bus voor het dorp")
    assert pairs(a, pile("een rode fiets naar de stad")) == set()
    assert pairs(a, pile("een blauwe bus voor het dorp", block="costs")) == set()


def test_each_is_used_once_and_the_nearest_goes_first() -> None:
    a = pile("een bus voor het dorp nu", "een bus voor het hele dorp nu")
    b = pile("een bus voor het hele dorp straks")
    assert pairs(a, b) == {("een bus voor het hele dorp nu", "een bus voor het hele dorp straks")}
    assert len(matched(pile("bus", "bus", "bus"), pile("bus", "bus"))) == 2


def test_two_teams_are_compared_by_what_they_say() -> None:
    east, west = World(), World()
    for world, extra in ((east, "alleen oost"), (west, "alleen west")):
        bus = world.note(ALICE, text="De buurtbus rijdt elke dag")
        world.note(ALICE, text=extra, block="costs")
        world.do(BOB, "assume", assumption=new_id(), note=bus, statement="Twintig rijders")
        world.do(BOB, "outcome", outcome=new_id(), sort="start", text=f"Bel {extra}", owner="", due=None)
    moved = west.note(BOB, text="Kaartjes", block="channels")
    east.note(BOB, text="kaartjes", block="costs")
    west.do(BOB, "colour", notes=[moved], colour="sky")
    worded = west.note(BOB, text="Vrijwilligers rijden de bus zelf")
    east.note(BOB, text="Vrijwilligers rijden de bus samen")
    west.do(FACILITATOR, "review", date="2030-01-01")
    _lined, found = between(east.canvas, west.canvas, OUTSIDER)
    by = {((one.after or one.before).text, one.sort, one.what) for one in found.notes}  # type: ignore[union-attr]
    assert by == {
        ("alleen oost", REMOVED, ()),
        ("alleen west", ADDED, ()),
        ("Kaartjes", CHANGED, (MOVED,)),
        (west.canvas.notes[worded].text, CHANGED, (REWORDED,)),
    }
    assert [(one.kind, one.sort) for one in found.items] == [("outcome", ADDED), ("outcome", REMOVED)]
    assert found.review is None
    assert not between(west.canvas, west.canvas, OUTSIDER)[1]


def test_what_a_reader_may_not_see_takes_no_part() -> None:
    alone = Actor(ALICE.who, ALICE.role, Moment("step", "s", FREE, private=True))
    east, west = World(), World()
    east.note(BOB, text="De buurtbus")
    west.note(alone, text="De buurtbus")
    for reader, sort in ((OUTSIDER, [REMOVED]), (Reader(ALICE.who, "participant"), [])):
        assert [one.sort for one in between(east.canvas, west.canvas, reader)[1].notes] == sort
    twins = lined_up(east.canvas, west.canvas, OUTSIDER)
    assert not set(standing(twins, OUTSIDER)) & set(west.canvas.notes)


@pytest.mark.parametrize("common", [0, 3, 6])
def test_six_hundred_beside_six_hundred_take_a_tenth_of_a_second(common: int) -> None:
    pick = random.Random(5)
    words = [f"woord{number}" for number in range(400)]

    def crowd() -> dict[str, Note]:
        texts = [" ".join(["a b c d e f"[: 2 * common], *pick.sample(words, 4)]) for _ in range(600)]
        return pile(*texts[:300]) | pile(*texts[300:], block="channels", start=300)

    a, b = crowd(), crowd()
    took = []
    for _ in range(3):
        began = time.process_time()
        matched(a, b)
        took.append(time.process_time() - began)
    assert min(took) < 0.1
