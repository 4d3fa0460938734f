"""What differs between two canvases: found, told, and applied."""

import copy
import random
from collections import Counter
from collections.abc import Iterator
from difflib import Match, SequenceMatcher
from typing import Any

import pytest

from tests.domain.conftest import ALICE, BOB, FACILITATOR, KIND, World, assert_sound, new_id, replayed, shape
from tests.domain.story import random_operation
from workshops.domain import bringing_back
from workshops.domain.audience import OUTSIDER, Reader
from workshops.domain.canvas import Canvas
from workshops.domain.compare import compare
from workshops.domain.log import fold
from workshops.domain.operations import Refusal
from workshops.domain.rights import Moment
from workshops.domain.text import apply
from workshops.domain.words import IN, OUT, SAME, delta_between, word_changes


def stories(seed: int, steps: int = 120) -> Iterator[World]:
    """A world in the middle of a random story, every now and then."""
    pick = random.Random(seed)
    world = World()
    for _ in range(steps):
        operation = random_operation(pick, world.canvas)
        try:
            world.do(pick.choice([ALICE, BOB, FACILITATOR]), operation.pop("op"), **operation)
        except Refusal:
            continue
        if pick.random() < 0.08:
            yield world


@pytest.mark.parametrize("seed", range(25))
def test_bringing_a_moment_back_leaves_nothing_to_compare_and_undoing_it_neither(seed: int) -> None:
    for world in stories(seed):
        then = random.Random(world.canvas.head).randint(0, world.canvas.head)
        was = copy.deepcopy(world.canvas)
        old = fold(KIND, world.log[:then])
        world.do(FACILITATOR, "bring-back", n=then)
        assert_sound(world.canvas)
        assert compare(world.canvas, old, OUTSIDER) == compare(old, old, OUTSIDER)
        if world.canvas.head > was.head:
            world.do(FACILITATOR, "undo", sure=True)
            assert not compare(was, world.canvas, OUTSIDER)
        assert shape(replayed(world)) == shape(world.canvas)


@pytest.mark.parametrize("seed", range(10))
def test_the_effects_between_two_canvases_of_a_family_turn_one_into_the_other(seed: int) -> None:
    ours, theirs = [copy.deepcopy(world.canvas) for world in stories(seed)][-1], Canvas(KIND)
    for world in stories(seed + 1000):
        theirs = world.canvas
    ours.apply(bringing_back.effects_to(ours, theirs), ours.head + 1, 1)
    assert_sound(ours)
    assert not compare(ours, theirs, OUTSIDER)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", "een idee"),
        ("een idee", ""),
        ("De bus rijdt elk uur.", "De buurtbus rijdt elk half uur!"),
        ("a\n b", "a b"),
    ],
)
def test_words_that_changed_put_both_texts_together_again(old: str, new: str) -> None:
    parts = word_changes(old, new)
    assert "".join(text for sort, text in parts if sort != IN) == old
    assert "".join(text for sort, text in parts if sort != OUT) == new
    assert apply(old, delta_between(old, new)) == new


def test_what_changed_is_told(world: World) -> None:
    bus, bike, car = world.note(text="De bus"), world.note(text="De fiets"), world.note(text="De auto")
    before = copy.deepcopy(world.canvas)
    world.do(ALICE, "text", note=bus, base=1, delta=[3, "buurt"])
    world.do(ALICE, "move", notes=[bike], block="channels")
    world.do(ALICE, "colour", notes=[bike], colour="sky")
    world.do(ALICE, "remove", notes=[car])
    fresh = world.note(text="Nieuw")
    told = {one.id: one for one in compare(before, world.canvas, OUTSIDER).notes}
    assert told[bus].what == ("reworded",)
    assert told[bus].words == ((SAME, "De "), (OUT, "bus"), (IN, "buurtbus"))
    assert told[bike].what == ("moved", "recoloured")
    assert (told[car].sort, told[fresh].sort) == ("removed", "added")


def test_the_fewest_notes_have_changed_their_order(world: World) -> None:
    notes = [world.note(text=str(number)) for number in range(6)]
    before = copy.deepcopy(world.canvas)
    world.do(ALICE, "move", notes=[notes[4]], block="segments", after=None)
    assert [one.id for one in compare(before, world.canvas, OUTSIDER).notes] == [notes[4]]


def test_canvases_of_two_kinds_are_not_compared(world: World) -> None:
    other = copy.copy(KIND)
    object.__setattr__(other, "key", "business")
    with pytest.raises(ValueError, match="cannot be compared"):
        compare(world.canvas, Canvas(other), OUTSIDER)


def test_a_private_note_is_in_nobodys_comparison_and_stays_where_it_is(world: World) -> None:
    world.note(text="voor allen")
    actor = type(ALICE)(ALICE.who, ALICE.role, Moment("step", new_id(), ("write",), private=True))
    hidden = world.note(actor, text="kanarie")
    before = fold(KIND, world.log[:1])
    assert not compare(before, world.canvas, OUTSIDER)
    assert [one.id for one in compare(before, world.canvas, Reader(ALICE.who, "participant")).notes] == [hidden]
    world.do(FACILITATOR, "bring-back", n=0)
    assert not world.canvas.notes[hidden].removed


def test_one_note_or_one_block_comes_back_and_the_others_stay(world: World) -> None:
    one, two, three = world.note(text="een"), world.note(text="twee"), world.note(text="drie", block="costs")
    then = world.canvas.head
    world.do(ALICE, "remove", notes=[one, two, three])
    later = world.note(text="later")
    world.do(FACILITATOR, "bring-back", n=then, notes=[two])
    assert sorted(world.order("segments")) == ["later", "twee"]
    world.do(FACILITATOR, "bring-back", n=then, block="segments")
    assert world.order("segments") == ["een", "twee"]
    assert world.canvas.notes[later].removed
    assert world.canvas.notes[three].removed


def test_who_types_meanwhile_keeps_the_words(world: World) -> None:
    note = world.note(text="De bus rijdt")
    then = world.canvas.head
    world.do(ALICE, "text", note=note, base=then, delta=[12, " vaak"])
    base = world.canvas.head
    world.do(FACILITATOR, "bring-back", n=then)
    world.do(BOB, "text", note=note, base=base, delta=["Morgen: "])
    assert world.canvas.notes[note].text == "Morgen: De bus rijdt"


def test_a_scenario_begins_with_what_everybody_could_see_and_gives_notes_back(world: World) -> None:
    one, two = world.note(text="kopen"), world.note(text="onder")
    world.do(ALICE, "stack", notes=[two], on=one)
    world.do(BOB, "comment", note=one, comment=new_id(), text="waarom?")
    other = World()
    source = new_id()
    other.family[source] = world.canvas
    other.branch(FACILITATOR, source, world.canvas.head)
    assert not compare(world.canvas, other.canvas, OUTSIDER)
    assert [comment.text for comment in other.canvas.comments.values()] == ["waarom?"]
    other.do(ALICE, "text", note=one, base=other.canvas.head, delta=["niet "])
    fresh = other.note(text="huren")
    world.family["00000000-0000-4000-8000-000000000001"] = other.canvas
    world.do(FACILITATOR, "bring-back", n=0, notes=[one, fresh], **{"from": "00000000-0000-4000-8000-000000000001"})
    assert world.canvas.notes[one].text == "niet kopen"
    assert world.canvas.notes[fresh].by == ALICE.who
    assert_sound(world.canvas)
    with pytest.raises(Refusal, match="not-empty"):
        other.branch(FACILITATOR, source, 1)


def test_moments_that_never_were_are_refused(world: World) -> None:
    world.note()
    for values in ({"n": 2}, {"n": 1, "from": new_id()}):
        with pytest.raises(Refusal, match="no-moment"):
            world.do(FACILITATOR, "bring-back", **values)
    with pytest.raises(Refusal, match="not-allowed"):
        world.do(ALICE, "bring-back", n=0)


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Counts, as `steps`, the equal parts that are looked at while texts are matched; too many fail at once."""
    found: Counter[str] = Counter()
    match = SequenceMatcher.find_longest_match

    def counted(self: Any, alo: int = 0, ahi: int | None = None, *rest: Any) -> Match:
        found["steps"] += sum(len(self.b2j.get(part, ())) for part in self.a[alo:ahi])
        assert found["steps"] < 15_000_000, "bringing back holds the canvas, and on SQLite everybody"
        return match(self, alo, ahi, *rest)

    monkeypatch.setattr(SequenceMatcher, "find_longest_match", counted)
    return found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("." * 447, ".," * 447),  # each match is as short as can be, and there are 447 of them
        ("." * 2_000, ".," * 1_000),
        ("de " * 600, "de bus " * 400),
        (".\n" * 900, ".\n,\n" * 450),
    ],
)
def test_texts_of_the_same_signs_over_and_over_are_compared_in_few_steps(
    old: str, new: str, looked_at: Counter[str]
) -> None:
    changes = word_changes(old, new)
    assert looked_at["steps"] <= 1_500_000
    assert "".join(text for sort, text in changes if sort != IN) == old
    assert "".join(text for sort, text in changes if sort != OUT) == new
    assert apply(old, delta_between(old, new)) == new


def test_many_such_texts_are_compared_and_brought_back_in_few_steps(world: World, looked_at: Counter[str]) -> None:
    notes = [world.note(text=".," * 200) for _ in range(20)]
    before = copy.deepcopy(world.canvas)
    swap = [{"note": note, "text": [-400, "." * 400]} for note in notes]
    world.canvas.apply(swap, world.canvas.head + 1, 1)
    assert len(compare(before, world.canvas, OUTSIDER).notes) == len(notes)
    assert len(bringing_back.effects_to(world.canvas, before)) == len(notes)
    assert looked_at["steps"] > 1_000_000
