"""Private and anonymous notes: for everybody else they are not there, and their authors are told to nobody."""

import json
import random
from typing import Any

import pytest

from tests.domain.conftest import KIND, World, assert_sound, new_id, shape
from tests.domain.story import random_operation
from workshops.domain.audience import OUTSIDER, Reader, sight, visible
from workshops.domain.canvas import Canvas
from workshops.domain.items import SORTS
from workshops.domain.log import view
from workshops.domain.operations import Actor, Refusal
from workshops.domain.picture import entry_for, picture
from workshops.domain.rights import FREE, Moment

STEP = "5a1c7c2e-9d0a-4c8e-8f3e-5d3c3b1f9a10"
PRIVATE = Moment("step", STEP, FREE, private=True)
HIDDEN = Moment("step", STEP, FREE, private=True, names=False)
NAMELESS = Moment("step", STEP, FREE, names=False)
ALICE, BOB, BOSS = (Actor(who, role) for who, role in ((2, "participant"), (3, "participant"), (1, "facilitator")))
READERS = [Reader(actor.who, actor.role) for actor in (ALICE, BOB, BOSS)]


def within(actor: Actor, moment: Moment) -> Actor:
    return Actor(actor.who, actor.role, moment)


def heard(world: World, reader: Reader) -> str:
    """Everything that reaches a reader: each frame, and the whole picture."""
    frames = [entry_for(reader, entry) for entry in world.log if visible(entry, reader)]
    return json.dumps([frames, picture(world.canvas, reader)])


def test_a_private_note_is_its_authors_alone(world: World) -> None:
    note = world.note(within(ALICE, PRIVATE), text="KANARIE")
    world.do(ALICE, "text", note=note, base=1, delta=[7, " zingt"])
    world.do(ALICE, "comment", note=note, comment=new_id(), text="KANARIE ook")
    world.do(ALICE, "colour", notes=[note], colour="sky")
    world.do(ALICE, "move", notes=[note], block="costs")
    world.do(ALICE, "remove", notes=[note])
    world.do(ALICE, "undo")
    for reader in READERS[1:]:
        assert "KANARIE" not in heard(world, reader)
        assert note not in heard(world, reader)
    assert "KANARIE zingt" in heard(world, READERS[0])


@pytest.mark.parametrize("who", [BOB, BOSS], ids=["participant", "facilitator"])
def test_for_others_a_private_note_is_not_there(world: World, who: Actor) -> None:
    hidden = world.note(within(ALICE, PRIVATE))
    seen = world.note(ALICE, text="te zien")
    comment = new_id()
    world.do(ALICE, "comment", note=hidden, comment=comment, text="?")
    before = shape(world.canvas)
    operations: list[dict[str, Any]] = [
        {"op": "text", "note": hidden, "base": 1, "delta": ["x"]},
        {"op": "move", "notes": [hidden], "block": "costs"},
        {"op": "colour", "notes": [hidden], "colour": "sky"},
        {"op": "tag", "notes": [hidden], "tag": "role.user", "on": True},
        {"op": "stack", "notes": [seen], "on": hidden},
        {"op": "stack", "notes": [hidden], "on": seen},
        {"op": "unstack", "notes": [hidden]},
        {"op": "duplicate", "notes": [hidden], "copies": [new_id()]},
        {"op": "remove", "notes": [hidden]},
        {"op": "restore", "notes": [hidden]},
        {"op": "comment", "note": hidden, "comment": new_id(), "text": "x"},
        {"op": "react", "note": hidden, "reaction": "idea", "on": True},
        {"op": "vote", "note": hidden, "dots": 1},
    ]
    for operation in operations:
        moment = Moment("step", STEP, ("vote",), dots=3) if operation["op"] == "vote" else who.moment
        with pytest.raises(Refusal) as refused:
            world.do(within(who, moment), **operation)
        assert refused.value.code == "no-note", operation
        named = {**operation, **{key: new_id() for key in ("note", "on") if operation.get(key) == hidden}}
        if operation.get("notes") == [hidden]:
            named["notes"] = [new_id()]
        with pytest.raises(Refusal) as unknown:
            world.do(within(who, moment), **named)
        assert unknown.value.code == "no-note", "answered as for a note that does not exist"
    with pytest.raises(Refusal, match="no-comment"):
        world.do(who, "uncomment", comment=comment)
    assert shape(world.canvas) == before


def test_what_others_do_around_it_does_not_tell_of_it(world: World) -> None:
    first = world.note(ALICE, text="een")
    hidden = world.note(within(ALICE, PRIVATE), text="KANARIE")
    world.do(BOB, "move", notes=[first, hidden], block="costs", after=None)
    assert world.canvas.notes[hidden].block == "segments", "passed over, like a note that does not exist"
    world.do(BOB, "move", notes=[first], block="segments", after=hidden)
    for _ in range(60):  # keys grow until the block is spaced anew, the hidden note too
        world.note(BOB, block="segments", after=first)
    assert "KANARIE" not in heard(world, READERS[1])
    assert hidden not in heard(world, READERS[1])


def test_revealed_it_is_there_for_all_with_its_comments(world: World) -> None:
    note = world.note(within(ALICE, PRIVATE), text="een idee")
    world.do(ALICE, "comment", note=note, comment=new_id(), text="van mij")
    world.do(BOSS, "reveal", step=STEP)
    views = [view(KIND, world.log, reader) for reader in READERS]
    assert shape(views[0]) == shape(views[1]) == shape(views[2])
    assert views[1].notes[note].text == "een idee"
    assert [one.text for one in views[1].comments.values()] == ["van mij"]
    world.do(BOB, "text", note=note, base=world.canvas.head, delta=["Echt "])
    assert world.canvas.notes[note].text == "Echt een idee"


def test_what_its_author_was_typing_goes_on_over_the_reveal(world: World) -> None:
    note = world.note(within(ALICE, PRIVATE), text="half een")
    base = world.canvas.notes[note].v
    world.do(BOSS, "reveal")
    world.do(BOB, "text", note=note, base=world.canvas.head, delta=["Ja: "])
    world.do(ALICE, "text", note=note, base=base, delta=[8, " zin"])
    assert world.canvas.notes[note].text == "Ja: half een zin"


def test_one_after_another_and_stacks_whole(world: World) -> None:
    mine = within(ALICE, PRIVATE)
    head, member, other = (world.note(mine, text=text) for text in ("kop", "lid", "los"))
    world.do(mine, "stack", notes=[member], on=head)
    world.do(BOSS, "reveal", step=STEP, one=True)
    assert [world.canvas.notes[one].to for one in (head, member, other)] == [0, 0, ALICE.who]
    world.do(BOSS, "reveal", step=STEP, one=True)
    assert world.canvas.private == 0


def test_the_next_one_of_a_block(world: World) -> None:
    mine = within(ALICE, PRIVATE)
    first, second, elsewhere = (world.note(mine, block=block) for block in ("costs", "costs", "segments"))
    for left in (ALICE.who, 0):
        world.do(BOSS, "reveal", block="costs", one=True)
        assert [world.canvas.notes[one].to for one in (first, second, elsewhere)] == [0, left, ALICE.who]
    world.do(BOSS, "reveal", block="costs", one=True)
    assert world.canvas.notes[elsewhere].to == ALICE.who


def test_who_reads_along_shows_a_note_by_its_id(world: World) -> None:
    first, second = (world.note(within(ALICE, PRIVATE)) for _ in range(2))
    world.do(within(BOSS, PRIVATE), "reveal", notes=[second])
    assert [world.canvas.notes[one].to for one in (first, second)] == [ALICE.who, 0]


def test_private_and_open_notes_do_not_stack(world: World) -> None:
    mine = within(ALICE, PRIVATE)
    hidden, seen = world.note(mine), world.note(ALICE)
    for notes, on in (([hidden], seen), ([seen], hidden)):
        with pytest.raises(Refusal, match="private-apart"):
            world.do(ALICE, "stack", notes=notes, on=on)
    copy = new_id()
    member = world.note(ALICE)
    world.do(ALICE, "stack", notes=[member], on=seen)
    world.do(mine, "duplicate", notes=[member], copies=[copy])
    assert (world.canvas.notes[copy].to, world.canvas.notes[copy].under) == (ALICE.who, None)
    assert_sound(world.canvas)


def test_who_may_reveal(world: World) -> None:
    note = world.note(within(ALICE, PRIVATE))
    with pytest.raises(Refusal, match="not-allowed"):
        world.do(BOB, "reveal", step=STEP)
    with pytest.raises(Refusal, match="no-note"):
        world.do(BOB, "reveal", notes=[note])
    with pytest.raises(Refusal, match="still-private"):
        world.do(within(ALICE, PRIVATE), "reveal", notes=[note])
    world.do(ALICE, "reveal", notes=[note])
    assert world.canvas.notes[note].to == 0


def test_undo_does_not_reach_across_a_reveal(world: World) -> None:
    note = world.note(within(ALICE, PRIVATE), text="een")
    world.now += 60
    world.do(ALICE, "text", note=note, base=1, delta=[3, " twee"])
    world.do(BOSS, "reveal")
    with pytest.raises(Refusal, match="nothing-to-undo"):
        world.do(ALICE, "undo")
    assert world.canvas.notes[note].text == "een twee"


def test_an_author_without_a_name_is_told_to_nobody(world: World) -> None:
    note = world.note(within(ALICE, NAMELESS), text="anoniem")
    world.do(within(ALICE, NAMELESS), "comment", note=note, comment=new_id(), text="ook")
    world.do(ALICE, "text", note=note, base=world.canvas.head, delta=["later: "])  # later, in a step with names
    world.do(ALICE, "comment", note=note, comment=new_id(), text="later")
    copy = new_id()
    world.do(ALICE, "duplicate", notes=[note], copies=[copy])
    world.do(ALICE, "undo")
    for reader in READERS[1:]:
        frames = [entry_for(reader, entry) for entry in world.log if visible(entry, reader)]
        assert {frame["by"] for frame in frames} == {0}
        assert '"by": 2' not in heard(world, reader)
    assert '"by": 2' in heard(world, READERS[0]), "one's own are one's own"


def test_revealed_without_names(world: World) -> None:
    note = world.note(within(ALICE, HIDDEN), text="anoniem")
    world.now += 500
    world.do(BOSS, "reveal")
    for reader in READERS[1:]:
        assert '"by": 2' not in heard(world, reader)
        seen = view(KIND, world.log, reader).notes[note]
        assert (seen.by, seen.text, seen.at) == (0, "anoniem", world.now), "nor does the time tell"


def test_a_reaction_has_a_name_to_it(world: World) -> None:
    note = world.note(ALICE)
    with pytest.raises(Refusal, match="reaction-names"):
        world.do(within(BOB, NAMELESS), "react", note=note, reaction="idea", on=True)


@pytest.mark.parametrize("seed", range(30))
def test_frames_and_pictures_agree_for_every_reader(seed: int) -> None:
    """Invariant 4 with private steps: folding the frames of a reader gives the picture of that reader."""
    pick = random.Random(seed)
    world = World()
    moments = [Moment(), PRIVATE, HIDDEN, NAMELESS]
    moment = moments[0]
    for _ in range(120):
        if pick.random() < 0.1:
            moment = pick.choice(moments)
        if pick.random() < 0.03:
            world.do(BOSS, "reveal", **pick.choice([{}, {"one": True}]))
        actor = pick.choice([ALICE, BOB, BOSS])
        mine = view(KIND, world.log, Reader(actor.who, actor.role))
        operation: dict[str, Any] = random_operation(pick, mine)
        try:
            world.do(within(actor, moment), operation.pop("op"), **operation)
        except Refusal:
            continue
        assert_sound(world.canvas)
    for reader in [*READERS, OUTSIDER]:
        seen = view(KIND, world.log, reader)
        assert told(seen, reader) == told(world.canvas, reader), f"seed {seed}, reader {reader}"
        hidden = [note for note in world.canvas.notes.values() if note.to not in (0, reader.who)]
        frames = json.dumps([sight(entry, reader) for entry in world.log if visible(entry, reader)])
        assert not any(note.id in frames for note in hidden)


def told(canvas: Canvas, reader: Reader) -> Any:
    """A picture in which the order of items does not count."""
    drawn = picture(canvas, reader)
    for name in ("notes", *(f"{sort}s" for sort in SORTS)):
        drawn[name] = sorted(drawn[name], key=lambda one: one["id"])
    return json.loads(json.dumps(drawn))
