"""Notes as such: text that merges, colour, labels, copies; comments, reactions, locks and rights."""

import pytest

from tests.domain.conftest import ALICE, BOB, FACILITATOR, OBSERVER, World, new_id
from workshops.domain.operations import Actor, Refusal


def test_two_people_in_one_note_both_keep_their_words(world: World) -> None:
    note = world.note(text="vervoer")
    world.do(ALICE, "text", note=note, base=1, delta=["Goedkoop "])
    world.do(BOB, "text", note=note, base=1, delta=[7, " naar de markt"])
    assert world.canvas.notes[note].text == "Goedkoop vervoer naar de markt"


def test_a_removal_does_not_take_what_the_other_typed_in_it(world: World) -> None:
    note = world.note(text="abcdef")
    world.do(ALICE, "text", note=note, base=1, delta=[3, "X"])
    world.do(BOB, "text", note=note, base=1, delta=[-6])
    assert world.canvas.notes[note].text == "X"


def test_text_on_an_unknown_version_is_refused(world: World) -> None:
    world.note()
    note = world.note(text="ab")
    for base in (1, 9):
        with pytest.raises(Refusal, match="base-unknown"):
            world.do(ALICE, "text", note=note, base=base, delta=["x"])


def test_text_beyond_its_base_is_refused(world: World) -> None:
    note = world.note(text="ab")
    with pytest.raises(Refusal, match="delta-misfit"):
        world.do(ALICE, "text", note=note, base=1, delta=[3, "x"])


def test_an_edit_may_not_exceed_500_but_two_that_merge_may(world: World) -> None:
    note = world.note(text="x" * 400)
    with pytest.raises(Refusal, match="text-long"):
        world.do(ALICE, "text", note=note, base=1, delta=["y" * 101])
    world.do(ALICE, "text", note=note, base=1, delta=["y" * 100])
    world.do(BOB, "text", note=note, base=1, delta=["z" * 100])
    assert len(world.canvas.notes[note].text) == 600
    with pytest.raises(Refusal, match="text-long"):
        world.do(BOB, "text", note=note, base=3, delta=["z"])
    world.do(BOB, "text", note=note, base=3, delta=[-1])


def test_text_of_a_removed_note_is_refused(world: World) -> None:
    note = world.note()
    world.do(BOB, "remove", notes=[note])
    with pytest.raises(Refusal, match="note-removed"):
        world.do(ALICE, "text", note=note, base=1, delta=["x"])


@pytest.mark.parametrize(
    ("text", "code"),
    [("x" * 501, "text-long"), ("x" * 10_001, "text-long"), ("a\x00b", "text-unclean"), ("\ud800", "text-unclean")]
    + [("x" + "\u0301" * 10_000, "text-long"), ("x" + "\u0335" * 100, "text-unclean"), (7, "shape")],
)
def test_unfit_texts_are_refused(world: World, text: str, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        world.note(text=text)
    assert world.canvas.notes == {}


def test_colour_and_labels(world: World) -> None:
    a, b = world.note(), world.note()
    world.do(ALICE, "colour", notes=[a, b], colour="mint")
    assert {world.canvas.notes[note].colour for note in (a, b)} == {"mint"}
    tag = next(iter(world.canvas.kind.tags))
    world.do(ALICE, "tag", notes=[a], tag=tag, on=True)
    assert world.canvas.notes[a].tags == [tag]
    assert world.do(ALICE, "tag", notes=[a], tag=tag, on=True) == []
    world.do(ALICE, "tag", notes=[a], tag=tag, on=False)
    assert world.canvas.notes[a].tags == []
    with pytest.raises(Refusal, match="bad-tag"):
        world.do(ALICE, "tag", notes=[a], tag="no.such", on=True)
    with pytest.raises(Refusal, match="bad-colour"):
        world.do(ALICE, "colour", notes=[a], colour="puce")


def test_duplicate_copies_a_stack_as_a_stack(world: World) -> None:
    a, b, c = (world.note(text=text) for text in "abc")
    world.do(ALICE, "stack", notes=[b], on=a)
    copies = [new_id(), new_id()]
    world.do(BOB, "duplicate", notes=[a, b], copies=copies)
    assert world.order("segments") == ["a", "a", "c"]
    assert world.order(copies[0]) == ["b"]
    assert world.canvas.notes[copies[0]].by == BOB.who
    assert c in world.canvas.notes


def test_ids_are_for_ever(world: World) -> None:
    note = world.note()
    with pytest.raises(Refusal, match="id-taken"):
        world.do(BOB, "add", block="segments", notes=[{"note": note, "text": "other"}])


def test_comments(world: World) -> None:
    note, comment = world.note(), new_id()
    world.do(BOB, "comment", note=note, comment=comment, text="Hoeveel zijn dat er?")
    with pytest.raises(Refusal, match="not-yours"):
        world.do(ALICE, "uncomment", comment=comment)
    world.do(FACILITATOR, "uncomment", comment=comment)
    assert world.canvas.comments[comment].removed
    with pytest.raises(Refusal, match="text-empty"):
        world.do(BOB, "comment", note=note, comment=new_id(), text="  ")
    with pytest.raises(Refusal, match="text-long"):
        world.do(BOB, "comment", note=note, comment=new_id(), text="x" * 1_001)


def test_reactions_are_ones_own(world: World) -> None:
    note = world.note()
    for actor in (ALICE, BOB):
        world.do(actor, "react", note=note, reaction="idea", on=True)
    world.do(BOB, "react", note=note, reaction="idea", on=False)
    assert world.canvas.notes[note].reactions == {"idea": [ALICE.who]}


def test_an_observer_may_do_nothing(world: World) -> None:
    note = world.note()
    for op, fields in (
        ("add", {"block": "segments", "notes": [{"note": new_id(), "text": "x"}]}),
        ("text", {"note": note, "base": 1, "delta": ["x"]}),
        ("move", {"notes": [note], "block": "channels"}),
        ("remove", {"notes": [note]}),
        ("comment", {"note": note, "comment": new_id(), "text": "x"}),
        ("react", {"note": note, "reaction": "idea", "on": True}),
        ("undo", {}),
        ("lock", {"block": None, "on": True}),
    ):
        with pytest.raises(Refusal, match="not-allowed"):
            world.do(OBSERVER, op, **fields)


@pytest.mark.parametrize("actor", [ALICE, BOB])
def test_only_facilitators_lock(world: World, actor: Actor) -> None:
    with pytest.raises(Refusal, match="not-allowed"):
        world.do(actor, "lock", block="segments", on=True)


def test_a_locked_block_is_closed_for_participants(world: World) -> None:
    inside, outside = world.note(), world.note(block="channels")
    comment = new_id()
    world.do(ALICE, "comment", note=inside, comment=comment, text="x")
    world.do(FACILITATOR, "lock", block="segments", on=True)
    for op, fields in (
        ("add", {"block": "segments", "notes": [{"note": new_id(), "text": "x"}]}),
        ("text", {"note": inside, "base": 1, "delta": ["x"]}),
        ("move", {"notes": [inside], "block": "channels"}),
        ("move", {"notes": [outside], "block": "segments"}),
        ("stack", {"notes": [outside], "on": inside}),
        ("colour", {"notes": [outside, inside], "colour": "mint"}),
        ("react", {"note": inside, "reaction": "idea", "on": True}),
        ("uncomment", {"comment": comment}),
        ("undo", {}),
    ):
        with pytest.raises(Refusal, match="locked"):
            world.do(ALICE, op, **fields)
    world.do(FACILITATOR, "move", notes=[inside], block="channels")
    world.do(FACILITATOR, "lock", block="segments", on=False)
    world.note()


def test_a_locked_canvas_is_closed_for_participants(world: World) -> None:
    note = world.note()
    world.do(FACILITATOR, "lock", block=None, on=True)
    with pytest.raises(Refusal, match="canvas-locked"):
        world.do(ALICE, "colour", notes=[note], colour="mint")
    with pytest.raises(Refusal, match="canvas-locked"):
        world.do(ALICE, "undo")
    world.do(FACILITATOR, "colour", notes=[note], colour="mint")
