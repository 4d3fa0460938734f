"""Voting: a budget each, secret until closed, changeable until then."""

import pytest

from tests.domain.conftest import KIND, World, new_id
from workshops.domain.audience import Reader, visible
from workshops.domain.log import view
from workshops.domain.operations import Actor, Refusal
from workshops.domain.picture import entry_for, picture
from workshops.domain.rights import Moment

STEP = "5a1c7c2e-9d0a-4c8e-8f3e-5d3c3b1f9a10"
VOTING = Moment("step", STEP, ("vote",), dots=3, vote_blocks=("segments", "channels"))
ALICE, BOB = Actor(2, "participant", VOTING), Actor(3, "participant", VOTING)
BOSS, OBSERVER = Actor(1, "facilitator", VOTING), Actor(4, "observer", VOTING)


@pytest.fixture
def notes(world: World) -> list[str]:
    return [world.note(Actor(2, "participant"), text=text) for text in ("een", "twee", "drie")]


def test_never_more_than_the_budget_over_all_notes(world: World, notes: list[str]) -> None:
    world.do(ALICE, "vote", note=notes[0], dots=2)
    world.do(ALICE, "vote", note=notes[1], dots=1)
    with pytest.raises(Refusal, match="dots-spent"):
        world.do(ALICE, "vote", note=notes[2], dots=1)
    with pytest.raises(Refusal, match="dots-spent"):
        world.do(ALICE, "vote", note=notes[1], dots=2)
    world.do(ALICE, "vote", note=notes[0], dots=1)
    world.do(ALICE, "vote", note=notes[2], dots=1)
    assert world.canvas.ballots[STEP].of(ALICE.who) == 3
    assert world.do(ALICE, "vote", note=notes[2], dots=1) == []


@pytest.mark.parametrize("dots", [-1, 21, 1.5, "2", None, True])
def test_dots_are_counted(world: World, notes: list[str], dots: object) -> None:
    with pytest.raises(Refusal, match="shape"):
        world.do(ALICE, "vote", note=notes[0], dots=dots)


def test_only_where_the_step_says(world: World, notes: list[str]) -> None:
    elsewhere = world.note(Actor(2, "participant"), block="costs")
    with pytest.raises(Refusal, match="vote-elsewhere"):
        world.do(ALICE, "vote", note=elsewhere, dots=1)
    with pytest.raises(Refusal, match="not-in-step"):
        world.do(Actor(2, "participant"), "vote", note=notes[0], dots=1)
    with pytest.raises(Refusal, match="not-allowed"):
        world.do(OBSERVER, "vote", note=notes[0], dots=1)
    with pytest.raises(Refusal, match="no-note"):
        world.do(ALICE, "vote", note=new_id(), dots=1)


def test_how_somebody_voted_is_told_to_nobody_ever(world: World, notes: list[str]) -> None:
    world.do(ALICE, "vote", note=notes[0], dots=2)
    world.do(BOB, "vote", note=notes[1], dots=1)
    assert picture(world.canvas, Reader(BOB.who, BOB.role))["ballots"][STEP]["mine"] == {notes[1]: 1}
    world.do(BOSS, "close-vote", step=STEP, on=True)
    for reader in (Reader(1, "facilitator"), Reader(3, "participant"), Reader(4, "observer")):
        frames = [entry_for(reader, entry) for entry in world.log if visible(entry, reader)]
        assert not [effect for frame in frames for effect in frame["fx"] if effect.get("who") == ALICE.who]
        assert picture(world.canvas, reader)["ballots"][STEP]["totals"] == {notes[0]: 2, notes[1]: 1}
        assert view(KIND, world.log, reader).ballots[STEP].totals == {notes[0]: 2, notes[1]: 1}


def test_the_totals_are_in_order_and_without_what_is_in_the_bin(world: World, notes: list[str]) -> None:
    world.do(ALICE, "vote", note=notes[0], dots=1)
    world.do(ALICE, "vote", note=notes[1], dots=2)
    world.do(BOB, "vote", note=notes[2], dots=3)
    world.do(BOSS, "remove", notes=[notes[2]])
    world.do(BOSS, "close-vote", step=STEP, on=True)
    assert list(world.canvas.ballots[STEP].totals.items()) == [(notes[1], 2), (notes[0], 1)]


def test_after_closing_nothing_changes_until_it_is_opened_again(world: World, notes: list[str]) -> None:
    world.do(ALICE, "vote", note=notes[0], dots=1)
    world.do(BOSS, "close-vote", step=STEP, on=True)
    with pytest.raises(Refusal, match="vote-closed"):
        world.do(ALICE, "vote", note=notes[0], dots=2)
    with pytest.raises(Refusal, match="not-allowed"):
        world.do(ALICE, "close-vote", step=STEP, on=False)
    assert world.do(BOSS, "close-vote", step=STEP, on=True) == []
    world.do(BOSS, "close-vote", step=STEP, on=False)
    assert world.canvas.ballots[STEP].totals == {}
    world.do(ALICE, "vote", note=notes[0], dots=2)
    assert world.canvas.ballots[STEP].of(ALICE.who) == 2


def test_a_vote_is_not_undone(world: World, notes: list[str]) -> None:
    world.do(ALICE, "vote", note=notes[0], dots=1)
    with pytest.raises(Refusal):
        world.do(Actor(2, "participant", Moment("step", STEP, ("vote",))), "undo")
    world.do(Actor(2, "participant"), "undo")
    assert world.canvas.ballots[STEP].of(ALICE.who) == 1
    assert world.canvas.notes[notes[2]].removed, "the note written before is what undo is about"


def test_a_locked_block_can_be_voted_on(world: World, notes: list[str]) -> None:
    world.do(BOSS, "lock", block="segments", on=True)
    world.do(ALICE, "vote", note=notes[0], dots=1)
    assert world.canvas.ballots[STEP].of(ALICE.who) == 1
