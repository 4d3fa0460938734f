"""P18: undo is one's own, in the parts that nobody changed since."""

import pytest

from tests.domain.conftest import ALICE, BOB, FACILITATOR, World, assert_sound, new_id, shape
from workshops.domain.operations import Refusal


def test_undo_and_redo_one_after_the_other(world: World) -> None:
    note = world.note(text="a")
    world.do(ALICE, "colour", notes=[note], colour="mint")
    world.do(ALICE, "move", notes=[note], block="channels")
    world.do(ALICE, "undo")
    assert world.canvas.notes[note].block == "segments"
    world.do(ALICE, "undo")
    assert world.canvas.notes[note].colour == "sun"
    world.do(ALICE, "redo")
    world.do(ALICE, "redo")
    assert (world.canvas.notes[note].colour, world.canvas.notes[note].block) == ("mint", "channels")
    with pytest.raises(Refusal, match="nothing-to-redo"):
        world.do(ALICE, "redo")
    world.do(ALICE, "undo")
    world.do(ALICE, "undo")
    world.do(ALICE, "undo")
    assert world.canvas.notes[note].removed
    with pytest.raises(Refusal, match="nothing-to-undo"):
        world.do(ALICE, "undo")


def test_a_new_change_ends_what_can_be_redone(world: World) -> None:
    note = world.note()
    world.do(ALICE, "colour", notes=[note], colour="mint")
    world.do(ALICE, "undo")
    world.do(ALICE, "colour", notes=[note], colour="sky")
    with pytest.raises(Refusal, match="nothing-to-redo"):
        world.do(ALICE, "redo")


def test_others_changes_are_not_mine_to_undo(world: World) -> None:
    world.note(BOB)
    with pytest.raises(Refusal, match="nothing-to-undo"):
        world.do(ALICE, "undo")


def test_typing_is_undone_as_one_and_keeps_others_words(world: World) -> None:
    note = world.note(text="")
    for letter in ("d", "o", "r", "p"):
        version = world.canvas.notes[note].v
        length = len(world.canvas.notes[note].text)
        world.do(ALICE, "text", note=note, base=version, delta=[length, letter] if length else [letter])
        world.now += 1
    version = world.canvas.notes[note].v
    world.do(ALICE, "text", note=note, base=version, delta=[3, "ps", -1])
    world.do(BOB, "text", note=note, base=world.canvas.notes[note].v, delta=["Het "])
    assert world.canvas.notes[note].text == "Het dorps"
    world.do(ALICE, "undo")
    assert world.canvas.notes[note].text == "Het "
    world.do(ALICE, "redo")
    assert world.canvas.notes[note].text == "Het dorps"


def test_a_pause_of_more_than_5_seconds_parts_the_typing(world: World) -> None:
    note = world.note(text="")
    world.do(ALICE, "text", note=note, base=1, delta=["een"])
    world.now += 6
    world.do(ALICE, "text", note=note, base=2, delta=[3, " twee"])
    world.do(ALICE, "undo")
    assert world.canvas.notes[note].text == "een"


def test_undo_leaves_what_another_changed_since(world: World) -> None:
    note = world.note()
    world.do(ALICE, "move", notes=[note], block="channels")
    world.do(BOB, "move", notes=[note], block="costs")
    world.do(ALICE, "colour", notes=[note], colour="mint")
    world.do(ALICE, "undo")
    world.do(ALICE, "undo", sure=True)  # the move was overtaken, so it is the adding
    assert world.canvas.notes[note].removed


def test_undo_asks_before_it_removes_what_others_worked_on(world: World) -> None:
    note = world.note()
    world.do(BOB, "react", note=note, reaction="idea", on=True)
    with pytest.raises(Refusal, match="undo-others") as refused:
        world.do(ALICE, "undo")
    assert refused.value.details == {"note": note}
    world.do(ALICE, "undo", sure=True)
    assert world.canvas.notes[note].removed


def test_undo_of_a_removed_head_builds_the_stack_again(world: World) -> None:
    a, b, c = (world.note(text=text) for text in "abc")
    world.do(ALICE, "stack", notes=[b, c], on=a)
    was = shape(world.canvas)[3]
    world.do(ALICE, "remove", notes=[a])
    world.do(ALICE, "undo")
    assert shape(world.canvas)[3] == was


def test_undo_of_moving_a_stack_brings_who_joined_it_along(world: World) -> None:
    a, b, c = (world.note(text=text) for text in "abc")
    world.do(ALICE, "stack", notes=[b], on=a)
    world.do(ALICE, "move", notes=[a], block="channels")
    world.do(BOB, "stack", notes=[c], on=a)
    world.do(ALICE, "undo")
    assert {world.canvas.notes[note].block for note in (a, b, c)} == {"segments"}
    assert_sound(world.canvas)


def test_undo_of_a_head_frees_those_others_stacked_on_it(world: World) -> None:
    a, b = world.note(ALICE, "a"), world.note(BOB, "b")
    world.do(BOB, "stack", notes=[b], on=a)
    world.do(ALICE, "undo")
    assert world.order("segments") == ["b"]
    assert_sound(world.canvas)


def test_undo_of_comment_reaction_and_lock(world: World) -> None:
    note, comment = world.note(FACILITATOR), new_id()
    world.do(FACILITATOR, "comment", note=note, comment=comment, text="x")
    world.do(FACILITATOR, "react", note=note, reaction="heart", on=True)
    world.do(FACILITATOR, "lock", block="segments", on=True)
    for _ in range(3):
        world.do(FACILITATOR, "undo")
    assert world.canvas.comments[comment].removed
    assert world.canvas.notes[note].reactions == {}
    assert world.canvas.locked_blocks == set()


def test_undo_may_not_reach_into_a_locked_block(world: World) -> None:
    world.note()
    world.do(FACILITATOR, "lock", block="segments", on=True)
    with pytest.raises(Refusal, match="locked"):
        world.do(ALICE, "undo")


def test_undo_may_not_follow_a_stack_into_a_locked_block(world: World) -> None:
    head = world.note(BOB)
    note = world.note()
    world.do(ALICE, "stack", notes=[note], on=head)
    world.do(ALICE, "move", notes=[note], block="channels")
    world.do(BOB, "move", notes=[head], block="costs")
    world.do(FACILITATOR, "lock", block="costs", on=True)
    with pytest.raises(Refusal, match="locked"):
        world.do(ALICE, "undo")
    assert world.canvas.notes[note].block == "channels"
