"""Where notes stand: order, moving, stacks, the bin."""

import pytest

from tests.domain.conftest import ALICE, BOB, World, assert_sound, new_id
from workshops.domain import order
from workshops.domain.operations import Refusal


def four(world: World) -> list[str]:
    return [world.note(text=text) for text in "abcd"]


def test_add_puts_notes_last_unless_said_otherwise(world: World) -> None:
    a, _, _, _ = four(world)
    world.do(ALICE, "add", block="segments", after=None, notes=[{"note": new_id(), "text": "first"}])
    world.do(
        ALICE,
        "add",
        block="segments",
        after=a,
        notes=[{"note": new_id(), "text": "x"}, {"note": new_id(), "text": "y"}],
    )
    assert world.order("segments") == ["first", "a", "x", "y", "b", "c", "d"]


def test_move_within_a_block_goes_behind_the_named_note(world: World) -> None:
    a, b, c, d = four(world)
    world.do(ALICE, "move", notes=[a], block="segments", after=c)
    assert world.order("segments") == ["b", "c", "a", "d"]
    world.do(ALICE, "move", notes=[d, b], block="segments", after=None)
    assert world.order("segments") == ["d", "b", "c", "a"]


def test_move_to_where_it_stands_has_no_effect(world: World) -> None:
    a, b, _, d = four(world)
    assert world.do(ALICE, "move", notes=[b], block="segments", after=a) == []
    assert world.do(ALICE, "move", notes=[d], block="segments") == []
    assert world.do(ALICE, "move", notes=[a], block="segments", after=None) == []


def test_move_behind_a_note_that_left_means_last(world: World) -> None:
    a, b, _, _ = four(world)
    world.do(BOB, "move", notes=[b], block="channels")
    world.do(ALICE, "move", notes=[a], block="segments", after=b)
    assert world.order("segments") == ["c", "d", "a"]


def test_move_takes_a_stack_along_and_takes_a_member_out(world: World) -> None:
    a, b, c, _ = four(world)
    world.do(ALICE, "stack", notes=[b, c], on=a)
    world.do(ALICE, "move", notes=[a], block="channels")
    assert world.order("channels") == ["a"]
    assert world.order(a) == ["b", "c"]
    assert world.canvas.notes[b].block == "channels"
    world.do(ALICE, "move", notes=[b], block="segments", after=None)
    assert world.order(a) == ["c"]
    assert world.order("segments") == ["b", "d"]
    assert_sound(world.canvas)


def test_stacks_are_one_level_deep(world: World) -> None:
    a, b, c, d = four(world)
    world.do(ALICE, "stack", notes=[b], on=a)
    world.do(ALICE, "stack", notes=[d], on=c)
    world.do(ALICE, "stack", notes=[c], on=b)
    assert world.order(a) == ["b", "c", "d"]
    assert_sound(world.canvas)


def test_a_note_cannot_be_stacked_on_itself(world: World) -> None:
    a = world.note()
    with pytest.raises(Refusal, match="not-stackable"):
        world.do(ALICE, "stack", notes=[a], on=a)


def test_unstack_stands_behind_the_head(world: World) -> None:
    a, b, c, _ = four(world)
    world.do(ALICE, "stack", notes=[b, c], on=a)
    world.do(ALICE, "unstack", notes=[b, c])
    assert world.order("segments") == ["a", "b", "c", "d"]


def test_remove_a_head_sets_its_members_free_in_its_place(world: World) -> None:
    a, b, c, _ = four(world)
    world.do(ALICE, "stack", notes=[b, c], on=a)
    world.do(ALICE, "remove", notes=[a])
    assert world.order("segments") == ["b", "c", "d"]
    assert_sound(world.canvas)


def test_restore_puts_back_where_it_was(world: World) -> None:
    _, b, _, _ = four(world)
    world.do(ALICE, "remove", notes=[b])
    assert world.order("segments") == ["a", "c", "d"]
    world.do(BOB, "restore", notes=[b])
    assert world.order("segments") == ["a", "b", "c", "d"]


def test_restore_into_a_stack_that_still_stands(world: World) -> None:
    a, b, c, _ = four(world)
    world.do(ALICE, "stack", notes=[b, c], on=a)
    world.do(ALICE, "remove", notes=[b])
    world.do(ALICE, "restore", notes=[b])
    assert world.order(a) == ["b", "c"]
    world.do(ALICE, "remove", notes=[b])
    world.do(ALICE, "remove", notes=[a])
    world.do(ALICE, "restore", notes=[b])
    assert world.canvas.notes[b].under is None
    assert_sound(world.canvas)


def test_restore_elsewhere(world: World) -> None:
    a, *_ = four(world)
    world.do(ALICE, "remove", notes=[a])
    world.do(ALICE, "restore", notes=[a], block="channels")
    assert world.order("channels") == ["a"]


def test_bulk_passes_over_what_somebody_removed(world: World) -> None:
    a, b, _, _ = four(world)
    world.do(BOB, "remove", notes=[b])
    world.do(ALICE, "move", notes=[b, a], block="channels")
    assert world.order("channels") == ["a"]
    with pytest.raises(Refusal, match="note-removed"):
        world.do(ALICE, "move", notes=[b], block="channels")


def test_keys_that_grow_long_are_spread_again(world: World) -> None:
    low = world.note(text="low")
    world.note(text="high")
    for number in range(400):
        note = world.note(text=str(number), block="channels")
        world.do(ALICE, "move", notes=[note], block="segments", after=low)
        if number % 3:
            world.do(ALICE, "remove", notes=[note])
    assert max(len(key) for key, _ in world.canvas.group("segments")) <= order.LONGEST
    assert_sound(world.canvas)


def test_a_full_block_refuses_one_more(world: World) -> None:
    for _ in range(3):
        drafts = [{"note": new_id(), "text": "x"} for _ in range(100)]
        world.do(ALICE, "add", block="segments", notes=drafts)
    other = world.note(block="channels")
    for op, fields in (
        ("add", {"block": "segments", "notes": [{"note": new_id(), "text": "x"}]}),
        ("move", {"block": "segments", "notes": [other]}),
        ("stack", {"on": drafts[0]["note"], "notes": [other]}),
        ("duplicate", {"notes": [drafts[0]["note"]], "copies": [new_id()]}),
    ):
        with pytest.raises(Refusal, match="block-full") as refused:
            world.do(ALICE, op, **fields)
        assert refused.value.details["limit"] == 300
    assert world.canvas.size("segments") == 300
