"""What the assumptions say together, and the starters for experiments."""

import pytest

from tests.domain.conftest import ALICE, World
from tests.domain.test_assumptions import assume, experiment, link
from workshops.domain import coherence
from workshops.domain.text import NAME_LIMIT, NOTE_LIMIT
from workshops.starters import starters


def test_what_rests_on_a_note_goes_along_the_links_nearest_first_and_round_once(world: World) -> None:
    a, b, c, d = (world.note(block=block) for block in ("segments", "channels", "costs", "channels"))
    gone = world.note(block="costs")
    for note, other in ((a, b), (b, c), (c, a), (a, gone), (c, d)):
        link(world, note, other)
    world.do(ALICE, "remove", notes=[gone])
    assert coherence.resting_on(world.canvas, a) == [b, c, d]
    assert coherence.resting_on(world.canvas, d) == []


def test_a_refuted_assumption_takes_along_what_rests_on_it(world: World) -> None:
    a, b, c = (world.note(block=block) for block in ("segments", "channels", "costs"))
    for note, other in ((a, b), (b, c), (c, a)):
        link(world, note, other)
    first, second = assume(world, a), assume(world, b)
    assert coherence.fallen(world.canvas) == {}
    world.do(ALICE, "assume", assumption=first, status="refuted")
    assert coherence.fallen(world.canvas) == {a: [first], b: [first], c: [first]}
    world.do(ALICE, "assume", assumption=second, status="refuted")
    assert coherence.fallen(world.canvas) == {a: [first, second], b: [second, first], c: [first, second]}
    world.do(ALICE, "remove", notes=[a])
    assert coherence.fallen(world.canvas) == {b: [second], c: [second]}


def test_what_to_test_first(world: World) -> None:
    note, gone = world.note(), world.note()
    weighty = assume(world, note, importance=90, evidence=80)
    doubtful = assume(world, note, importance=60, evidence=10)
    world.now += 1
    alike = assume(world, note, importance=60, evidence=10)
    assume(world, note, importance=100, status="confirmed")
    assume(world, gone, importance=100)
    world.do(ALICE, "remove", notes=[gone])
    for verdict, stays in (("unclear", True), ("passed", False)):
        tried = assume(world, note, importance=100)
        experiment(world, tried, verdict=verdict)
        found = [one.id for one in coherence.test_first(world.canvas)]
        assert (tried in found) is stays
        world.do(ALICE, "assume-remove", assumption=tried)
    assert found == [doubtful, alike, weighty]


@pytest.mark.parametrize(
    ("threshold", "result", "expected"),
    [
        ("8 van 10", "4 van 10", False),
        ("minstens 8 van de 10", "9 van 10 zeiden ja", True),
        ("at least 8 of 10", "10 of 12", True),
        ("8 out of 10", "7", False),
        ("≥ 40%", "41 %", True),
        ("at least 10%", "4 of 100", False),
        ("hooguit € 12,50", "€ 12,49 per rit", True),
        ("at most 1,000", "1.001", False),
        ("< 5 dagen", "5 dagen", False),
        ("meer dan 20", "20", False),
        ("more than 20", "20.5", True),
        ("1 000 reizigers".replace(" ", "\u202f", 1), "1200", True),
        ("0,125", "0.2", True),
        ("3 weken", "5 dagen", None),
        ("bijna iedereen", "9 van 10", None),
        ("8 van 10", "viel tegen", None),
        ("8 van 0", "8", True),
        ("", "", None),
        ("1.2.3", "4", None),
    ],
)
def test_a_threshold_that_begins_with_a_number_can_be_read(threshold: str, result: str, expected: bool | None) -> None:
    assert coherence.passed(threshold, result) is expected


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_starter_fits_the_form_and_its_threshold_can_be_read(language: str) -> None:
    found = starters(language)
    assert len({one["key"] for one in found}) == len(found) >= 8
    for one in found:
        assert all(one.values())
        assert len(one["method"]) <= NOTE_LIMIT
        assert max(len(one["metric"]), len(one["threshold"])) <= 120
        assert len(one["name"]) <= NAME_LIMIT
        assert coherence.passed(one["threshold"], one["threshold"]) is True
