"""Invariant 1 in memory: the log gives the canvas, any prefix the canvas of that moment. And what a reader sees."""

import copy
import random
from collections.abc import Iterable

import pytest

from tests.domain.conftest import ALICE, BOB, FACILITATOR, KIND, World, assert_sound, new_id, replayed, shape
from tests.domain.story import random_operation
from workshops.domain.log import RECENT_LIMIT, TEXTS_LIMIT, fold
from workshops.domain.operations import Refusal
from workshops.domain.text import Delta


@pytest.mark.parametrize("seed", range(60))
def test_folding_the_log_gives_the_canvas_at_every_moment(seed: int) -> None:
    pick = random.Random(seed)
    world = World()
    moments = []
    for _ in range(150):
        world.now += pick.choice([0, 1, 9])
        operation = random_operation(pick, world.canvas)
        untouched = shape(world.canvas)
        try:
            world.do(pick.choice([ALICE, BOB, FACILITATOR]), operation.pop("op"), **operation)
        except Refusal:
            assert shape(world.canvas) == untouched  # invariant 7: no half of it
            continue
        assert_sound(world.canvas)
        if pick.random() < 0.1:
            moments.append((len(world.log), copy.deepcopy(shape(world.canvas))))
    assert shape(replayed(world)) == shape(world.canvas)
    for length, was in moments:
        assert shape(fold(KIND, world.log[:length])) == was


@pytest.mark.parametrize("seed", range(10))
def test_what_takes_an_entry_back_leads_to_the_canvas_before_it(seed: int) -> None:
    pick = random.Random(seed)
    world = World()
    for _ in range(120):
        operation = random_operation(pick, world.canvas)
        before = shape(world.canvas)[1:]
        try:
            effects = world.do(FACILITATOR, operation.pop("op"), **operation)
        except Refusal:
            continue
        back = world.log[-1].before
        if not effects or any("gone" in effect or "text" in effect for effect in back):
            continue
        number = world.canvas.head
        world.canvas.apply(back, number, ALICE.who)
        assert shape(world.canvas)[1:] == before
        world.canvas.apply(effects, number, ALICE.who)


def test_the_ledger_reaches_back_beyond_its_memory(world: World) -> None:
    note = world.note(text="")
    world.do(ALICE, "text", note=note, base=1, delta=["first"])
    for number in range(RECENT_LIMIT + 10):
        world.do(BOB, "react", note=note, reaction="idea", on=number % 2 == 0)
    world.ledger.trim()
    assert world.ledger.since(1) is None
    assert len(world.ledger.since(world.canvas.head - 5) or []) == 5
    assert world.ledger.deltas_since(note, 1) == [["first"]]
    world.do(ALICE, "text", note=note, base=1, delta=["zeroth "])
    assert world.canvas.notes[note].text == "firstzeroth "
    world.now += 60
    world.do(ALICE, "comment", note=note, comment=new_id(), text="x")
    world.do(ALICE, "undo")
    world.do(ALICE, "undo")
    assert world.canvas.notes[note].text == ""


def test_the_ledger_forgets_texts_between_batches_only_and_not_those_still_asked_for(world: World) -> None:
    note = world.note(text="")
    base = world.canvas.head
    for number in range(TEXTS_LIMIT + 10):
        world.do(ALICE, "text", note=note, base=base + number, delta=["x"] if number % 2 == 0 else [-1])
    reads: list[int] = []
    older = world.ledger.older_texts

    def counted(since: int, until: int) -> Iterable[tuple[int, str, Delta]]:
        reads.append(since)
        return older(since, until)

    world.ledger.older_texts = counted
    assert len(world.ledger.deltas_since(note, base)) == TEXTS_LIMIT + 10  # not stored yet: nobody could read them
    assert reads == []
    for _ in range(3):
        world.ledger.trim()
        assert len(world.ledger.deltas_since(note, base)) == TEXTS_LIMIT + 10
    assert len(reads) <= 1
