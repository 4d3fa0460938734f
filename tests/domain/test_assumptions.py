"""Measures, assumptions, experiments, links, marks and the review: what they are, who may, and what undo does."""

import json
from typing import Any

import pytest

from tests.domain.conftest import ALICE, BOB, FACILITATOR, KIND, OBSERVER, World, new_id, replayed, shape
from workshops.domain.audience import OUTSIDER, Reader, visible
from workshops.domain.items import ASSUMPTIONS_OF_NOTE, EXPERIMENTS_OF_ASSUMPTION, LINKS_OF_NOTE
from workshops.domain.log import view
from workshops.domain.operations import Actor, Refusal
from workshops.domain.picture import entry_for, picture
from workshops.domain.rights import FREE, Moment

STEP = "5a1c7c2e-9d0a-4c8e-8f3e-5d3c3b1f9a10"


def within(actor: Actor, **moment: Any) -> Actor:
    return Actor(actor.who, actor.role, Moment("step", STEP, FREE, **moment))


def assume(world: World, note: str, actor: Actor = ALICE, **fields: Any) -> str:
    name = new_id()
    world.do(actor, "assume", assumption=name, note=note, **{"statement": "er zijn 20 vrijwilligers", **fields})
    return name


def experiment(world: World, assumption: str, actor: Actor = ALICE, **fields: Any) -> str:
    name = new_id()
    world.do(actor, "experiment", experiment=name, assumption=assumption, **{"method": "interview", **fields})
    return name


def link(world: World, note: str, other: str, actor: Actor = ALICE) -> str:
    name = new_id()
    world.do(actor, "link", link=name, note=note, other=other)
    return name


def test_a_change_carries_only_its_fields(world: World) -> None:
    one = assume(world, world.note())
    world.do(BOB, "assume", assumption=one, importance=90, evidence=10)
    world.do(ALICE, "assume", assumption=one, statement="er zijn er 25", was={"statement": "er zijn 20 vrijwilligers"})
    found = world.canvas.assumptions[one]
    assert (found.statement, found.importance, found.evidence, found.status) == ("er zijn er 25", 90, 10, "open")
    world.do(BOB, "undo")
    assert (found.statement, found.importance, found.evidence) == ("er zijn er 25", 50, 0)
    assert shape(replayed(world)) == shape(world.canvas)


def test_words_that_another_changed_are_not_overwritten(world: World) -> None:
    note = world.note()
    one = assume(world, note, statement="eerst")
    trial = experiment(world, one)
    world.do(ALICE, "measure", note=note, target="40")
    world.do(BOB, "assume", assumption=one, statement="van Bob")
    world.do(BOB, "experiment", experiment=trial, metric="zegt ja")
    world.do(BOB, "measure", note=note, target="50")
    for op, fields in (
        ("assume", {"assumption": one, "statement": "van Alice", "was": {"statement": "eerst"}}),
        ("experiment", {"experiment": trial, "metric": "koopt", "was": {"metric": ""}}),
        ("measure", {"note": note, "target": "60", "was": {"target": "40"}}),
    ):
        with pytest.raises(Refusal, match="changed-since"):
            world.do(ALICE, op, **fields)
    assert world.do(ALICE, "assume", assumption=one, statement="van Bob", was={"statement": "eerst"}) == []


def test_a_measure_is_a_notes_one_and_goes_when_it_is_empty(world: World) -> None:
    note = world.note()
    assert world.do(ALICE, "measure", note=note, name="") == []
    world.do(ALICE, "measure", note=note, name="reizigers", now="12", target="40", unit="per week", due="2020-01-31")
    world.do(BOB, "measure", note=note, owner="Noor")
    world.do(ALICE, "undo")  # Bob's word stays; the measure as such is Alice's
    assert world.canvas.measures[note].removed
    world.do(BOB, "measure", note=note, name="ritten")
    found = world.canvas.measures[note]
    assert (found.removed, found.name, found.target, found.owner) == (False, "ritten", "", "")
    world.do(BOB, "measure", note=note, name="")
    assert found.removed
    assert shape(replayed(world)) == shape(world.canvas)


def test_a_result_says_what_becomes_of_the_assumption_in_one_change(world: World) -> None:
    one = assume(world, world.note())
    trial = experiment(world, one, threshold="8 van 10", status="testing")
    assert world.canvas.assumptions[one].status == "testing"
    world.do(BOB, "experiment", experiment=trial, result="4 van 10", verdict="failed", status="refuted")
    assert world.canvas.assumptions[one].status == "refuted"
    world.do(BOB, "undo")
    assert (world.canvas.assumptions[one].status, world.canvas.experiments[trial].verdict) == ("testing", "")


@pytest.mark.parametrize(
    ("op", "fields", "code"),
    [
        ("assume", {"statement": " "}, "text-empty"),
        ("assume", {}, "text-empty"),
        ("assume", {"statement": "x" * 281}, "text-long"),
        ("assume", {"statement": "x", "importance": 101}, "shape"),
        ("assume", {"statement": "x", "evidence": True}, "shape"),
        ("assume", {"statement": "x", "status": "perhaps"}, "shape"),
        ("assume", {"statement": "x", "was": {"statement": []}}, "shape"),
        ("assume", {"statement": "x\u202e"}, "text-unclean"),
        ("experiment", {"method": ""}, "text-empty"),
        ("experiment", {}, "text-empty"),
        ("experiment", {"method": "x", "due": "morgen"}, "bad-date"),
        ("experiment", {"method": "x", "verdict": "yes"}, "shape"),
        ("experiment", {"method": "x", "threshold": "a\nb"}, "text-unclean"),
        ("measure", {"name": "x" * 81}, "text-long"),
        ("mark", {"block": "nowhere", "mark": "filled"}, "no-block"),
        ("mark", {"block": "costs", "mark": "done"}, "shape"),
        ("review", {"date": "2026-02-30"}, "bad-date"),
    ],
    ids=str,
)
def test_bad_input_is_refused(world: World, op: str, fields: dict[str, Any], code: str) -> None:
    note = world.note()
    one = assume(world, note)
    before = shape(world.canvas)
    on = {
        "assume": {"assumption": new_id(), "note": note},
        "experiment": {"experiment": new_id(), "assumption": one},
        "measure": {"note": note},
    }
    with pytest.raises(Refusal, match=code):
        world.do(FACILITATOR, op, **on.get(op, {}), **fields)
    assert shape(world.canvas) == before


def test_a_threshold_is_words_and_a_date_may_be_past(world: World) -> None:
    trial = experiment(world, assume(world, world.note()), threshold="bijna iedereen", due="1999-12-31")
    assert world.canvas.experiments[trial].threshold == "bijna iedereen"


def test_what_is_gone_is_not_there(world: World) -> None:
    note = world.note()
    one = assume(world, note)
    trial = experiment(world, one)
    world.do(ALICE, "experiment-remove", experiment=trial)
    with pytest.raises(Refusal, match="no-experiment"):
        world.do(BOB, "experiment", experiment=trial, result="x")
    world.do(ALICE, "undo")
    world.do(ALICE, "assume-remove", assumption=one)
    for op, fields in (
        ("assume", {"assumption": one, "importance": 3}),
        ("experiment", {"experiment": trial, "result": "x"}),
        ("experiment", {"experiment": new_id(), "assumption": one, "method": "x"}),
    ):
        with pytest.raises(Refusal, match="no-assumption"):
            world.do(BOB, op, **fields)
    for op in ("assume-remove", "experiment-remove", "unlink"):
        with pytest.raises(Refusal, match="no-"):
            world.do(BOB, op, **dict.fromkeys(("assumption", "experiment", "link"), new_id()))
    world.do(ALICE, "undo")
    world.do(ALICE, "remove", notes=[note])
    with pytest.raises(Refusal, match="note-removed"):
        world.do(BOB, "assume", assumption=one, importance=3)
    with pytest.raises(Refusal, match="note-removed"):
        assume(world, note)


def test_limits(world: World) -> None:
    note = world.note()
    for _ in range(ASSUMPTIONS_OF_NOTE):
        one = assume(world, note)
    with pytest.raises(Refusal, match="assumptions-full"):
        assume(world, note)
    for _ in range(EXPERIMENTS_OF_ASSUMPTION):
        experiment(world, one)
    with pytest.raises(Refusal, match="experiments-full"):
        experiment(world, one)
    others = [world.note(block="channels") for _ in range(LINKS_OF_NOTE + 1)]
    for other in others[1:]:
        link(world, other, note)
    with pytest.raises(Refusal, match="notes-links-full"):
        link(world, note, others[0])
    assert shape(replayed(world)) == shape(world.canvas)


def test_links_go_between_blocks_once_and_in_circles_if_need_be(world: World) -> None:
    a, b, c = world.note(), world.note(block="channels"), world.note(block="costs")
    first = link(world, a, b)
    link(world, b, c)
    link(world, c, a)
    assert world.do(BOB, "link", link=new_id(), note=b, other=a) == [], "two notes are linked once"
    with pytest.raises(Refusal, match="link-within"):
        link(world, a, world.note())
    with pytest.raises(Refusal, match="link-within"):
        link(world, a, a)
    gone = world.note(block="channels")
    world.do(ALICE, "remove", notes=[gone])
    with pytest.raises(Refusal, match="note-removed"):
        link(world, a, gone)
    with pytest.raises(Refusal, match="no-note"):
        link(world, a, new_id())
    world.do(ALICE, "unlink", link=first)
    world.do(BOB, "link", link=new_id(), note=b, other=a)
    for _ in range(3):
        world.do(ALICE, "undo", sure=True)
    standing = [{one.note, one.other} for one in world.canvas.links.values() if not one.removed]
    assert standing.count({a, b}) == 1, "taking back the unlinking does not double what Bob linked anew"


def test_marks_and_the_review(world: World) -> None:
    world.do(ALICE, "mark", block="segments", mark="tested")
    world.do(FACILITATOR, "lock", block="segments", on=True)
    world.do(BOB, "mark", block="segments", mark="filled")
    world.do(ALICE, "mark", block="costs", mark="filled")
    assert world.canvas.marks == {"segments": "filled", "costs": "filled"}
    world.do(ALICE, "undo")
    assert world.canvas.marks["costs"] == ""
    with pytest.raises(Refusal, match="nothing-to-undo"):
        world.do(ALICE, "undo")  # Bob's mark stands since
    world.do(FACILITATOR, "review", date="2027-01-15")
    world.do(FACILITATOR, "review", date=None)
    world.do(FACILITATOR, "undo")
    assert (world.canvas.review, "segments" in world.canvas.locked_blocks) == ("2027-01-15", True)
    assert shape(replayed(world)) == shape(world.canvas)


def test_who_may(world: World) -> None:
    note = world.note()
    with pytest.raises(Refusal, match="not-allowed"):
        assume(world, note, OBSERVER)
    with pytest.raises(Refusal, match="hour-over"):
        assume(world, note, Actor(ALICE.who, ALICE.role, Moment("after")))
    with pytest.raises(Refusal, match="not-allowed"):
        world.do(ALICE, "review", date="2027-01-15")
    assume(world, note, Actor(1, "facilitator", Moment("after")))
    assume(world, note, Actor(ALICE.who, ALICE.role, Moment("step", STEP, ())))


def test_undo_asks_before_a_note_goes_on_which_others_assume(world: World) -> None:
    note = world.note(ALICE)
    assume(world, note, BOB)
    with pytest.raises(Refusal, match="undo-others"):
        world.do(ALICE, "undo")


def test_take_back_takes_it_too(world: World) -> None:
    note, other = world.note(ALICE), world.note(ALICE, block="channels")
    one = assume(world, note, ALICE, statement="blijft")
    world.now += 600
    world.do(BOB, "assume", assumption=one, statement="onzin", importance=100)
    nonsense = [assume(world, note, BOB), link(world, note, other, BOB)]
    world.do(BOB, "measure", note=note, name="onzin")
    world.do(BOB, "mark", block="costs", mark="tested")
    world.do(FACILITATOR, "take-back", who=BOB.who, minutes=5)
    assert world.canvas.assumptions[one].statement == "blijft"
    assert world.canvas.assumptions[nonsense[0]].removed
    assert world.canvas.links[nonsense[1]].removed
    assert (world.canvas.measures[note].removed, world.canvas.marks["costs"]) == (True, "")
    assert shape(replayed(world)) == shape(world.canvas)


READERS = [Reader(actor.who, actor.role) for actor in (ALICE, BOB, FACILITATOR)]


def heard(world: World, reader: Reader) -> str:
    frames = [entry_for(reader, entry) for entry in world.log if visible(entry, reader)]
    return json.dumps([frames, picture(world.canvas, reader)])


def test_on_a_private_note_it_is_its_authors_alone_until_the_reveal(world: World) -> None:
    mine = within(ALICE, private=True)
    seen = world.note(ALICE, block="channels")
    note = world.note(mine)
    one = assume(world, note, mine, statement="KANARIE een")
    trial = experiment(world, one, mine, method="KANARIE twee")
    line = link(world, note, seen, mine)
    world.do(mine, "measure", note=note, name="KANARIE drie")
    world.do(mine, "assume", assumption=one, importance=77)
    world.do(mine, "undo")
    for reader in [*READERS[1:], OUTSIDER]:
        told = heard(world, reader)
        assert not any(word in told for word in ("KANARIE", note, one, trial, line))
    hidden: list[tuple[str, dict[str, Any], str]] = [
        ("assume", {"assumption": one, "importance": 3}, "no-assumption"),
        ("assume", {"assumption": new_id(), "note": note, "statement": "x"}, "no-note"),
        ("assume-remove", {"assumption": one}, "no-assumption"),
        ("experiment", {"experiment": trial, "result": "x"}, "no-experiment"),
        ("experiment", {"experiment": new_id(), "assumption": one, "method": "x"}, "no-assumption"),
        ("experiment-remove", {"experiment": trial}, "no-experiment"),
        ("measure", {"note": note, "name": "x"}, "no-note"),
        ("link", {"link": new_id(), "note": note, "other": seen}, "no-note"),
        ("link", {"link": new_id(), "note": seen, "other": note}, "no-note"),
        ("unlink", {"link": line}, "no-link"),
    ]
    for who in (BOB, FACILITATOR):
        for op, fields, code in hidden:
            with pytest.raises(Refusal, match=code):
                world.do(who, op, **fields)
    world.do(FACILITATOR, "reveal", step=STEP)
    views = [view(KIND, world.log, reader) for reader in READERS]
    assert shape(views[0]) == shape(views[1]) == shape(views[2])
    assert views[1].assumptions[one].statement == "KANARIE een"
    assert views[1].links[line].other == seen
    world.do(ALICE, "undo", sure=True)  # what others got to see at the reveal is not taken back behind it
    assert [world.canvas.assumptions[one].removed, world.canvas.links[line].removed] == [False, False]


def test_a_link_between_private_notes_shows_when_both_do(world: World) -> None:
    mine = within(ALICE, private=True)
    first, second = world.note(mine), world.note(mine, block="channels")
    line = link(world, first, second, mine)
    world.do(FACILITATOR, "reveal", notes=[first])
    assert line not in heard(world, READERS[1])
    world.do(FACILITATOR, "reveal", notes=[second])
    assert line in view(KIND, world.log, READERS[1]).links


def test_without_names_its_author_is_told_to_nobody(world: World) -> None:
    nameless = within(ALICE, names=False)
    note, other = world.note(nameless), world.note(BOB, block="channels")
    one = assume(world, other, nameless)
    experiment(world, one, nameless)
    world.do(ALICE, "assume", assumption=one, importance=9)  # later, in a step with names
    assume(world, note)
    link(world, note, other)
    world.do(ALICE, "measure", note=note, name="x")
    for reader in [*READERS[1:], OUTSIDER]:
        assert '"by": 2' not in heard(world, reader)
    assert '"by": 2' in heard(world, READERS[0])
