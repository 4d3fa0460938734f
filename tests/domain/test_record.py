"""Outcomes, versions and locks of single notes."""

from typing import Any

import pytest

from tests.domain.conftest import ALICE, BOB, FACILITATOR, OBSERVER, World, new_id, replayed, shape
from workshops.domain.items import OUTCOMES_LIMIT
from workshops.domain.operations import Actor, Refusal
from workshops.domain.rights import Moment

OVER = Moment("after")


def outcome(world: World, actor: Actor = ALICE, **fields: Any) -> str:
    values: dict[str, Any] = {
        "outcome": new_id(),
        "sort": "start",
        "text": "Dorpshuis bellen",
        "owner": "Noor",
        "due": "2026-12-01",
    }
    values |= fields
    world.do(actor, "outcome", **values)
    return str(values["outcome"])


def test_an_outcome_is_written_changed_and_taken_off(world: World) -> None:
    one = outcome(world)
    world.do(BOB, "outcome", outcome=one, sort="stop", text="Dorpshuis bellen", owner="Gemeente Oosterhem", due=None)
    assert (world.canvas.outcomes[one].sort, world.canvas.outcomes[one].due) == ("stop", None)
    world.do(BOB, "undo")
    assert (world.canvas.outcomes[one].sort, world.canvas.outcomes[one].due) == ("start", "2026-12-01")
    world.do(ALICE, "outcome-remove", outcome=one)
    assert world.canvas.outcomes[one].removed
    world.do(ALICE, "undo")
    assert not world.canvas.outcomes[one].removed
    assert shape(replayed(world)) == shape(world.canvas)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"sort": "maybe"}, "shape"),
        ({"text": " "}, "text-empty"),
        ({"text": "x" * 501}, "text-long"),
        ({"owner": "x" * 61}, "text-long"),
        ({"owner": "a\nb"}, "text-unclean"),
        ({"due": "1 december"}, "bad-date"),
        ({"due": "2026-02-30"}, "bad-date"),
        ({"due": "20261201"}, "bad-date"),
        ({"due": 5}, "bad-date"),
    ],
    ids=str,
)
def test_a_bad_outcome_is_refused(world: World, fields: dict[str, Any], code: str) -> None:
    with pytest.raises(Refusal, match=code):
        outcome(world, **fields)
    assert world.canvas.outcomes == {}


def test_outcomes_have_a_limit_and_an_end(world: World) -> None:
    for _ in range(OUTCOMES_LIMIT):
        outcome(world)
    with pytest.raises(Refusal, match="outcomes-full"):
        outcome(world)
    with pytest.raises(Refusal, match="not-allowed"):
        outcome(world, OBSERVER)
    with pytest.raises(Refusal, match="hour-over"):
        outcome(world, Actor(2, "participant", OVER))


def test_a_version_names_a_moment(world: World) -> None:
    world.note(ALICE)
    with pytest.raises(Refusal, match="not-allowed"):
        world.do(ALICE, "version", version=new_id(), name="Mijn versie")
    world.do(FACILITATOR, "version", version=new_id(), name="Na de pauze")
    assert world.log[-1].fx[0]["set"]["name"] == "Na de pauze"
    with pytest.raises(Refusal, match="nothing-to-undo"):
        world.do(FACILITATOR, "undo")


def test_a_locked_note_stays_as_it_is(world: World) -> None:
    note = world.note(ALICE)
    world.do(FACILITATOR, "lock-notes", notes=[note], on=True)
    operations: list[dict[str, Any]] = [
        {"op": "text", "note": note, "base": 1, "delta": ["x"]},
        {"op": "move", "notes": [note], "block": "costs"},
        {"op": "remove", "notes": [note]},
        {"op": "comment", "note": note, "comment": new_id(), "text": "x"},
        {"op": "undo"},
    ]
    for operation in operations:
        with pytest.raises(Refusal, match="note-locked"):
            world.do(ALICE, **operation)
    world.do(FACILITATOR, "colour", notes=[note], colour="sky")
    with pytest.raises(Refusal, match="not-allowed"):
        world.do(ALICE, "lock-notes", notes=[note], on=False)


@pytest.mark.parametrize(("phase", "code"), [("after", "hour-over"), ("archived", "archived")])
def test_afterwards_participants_look(world: World, phase: str, code: str) -> None:
    note = world.note(ALICE)
    late = Actor(ALICE.who, ALICE.role, Moment(phase))
    operations: list[dict[str, Any]] = [
        {"op": "text", "note": note, "base": 1, "delta": ["x"]},
        {"op": "remove", "notes": [note]},
        {"op": "comment", "note": note, "comment": new_id(), "text": "x"},
        {"op": "undo"},
    ]
    for operation in operations:
        with pytest.raises(Refusal, match=code):
            world.do(late, **operation)


def test_in_a_step_people_do_what_it_grants(world: World) -> None:
    note = world.note(ALICE)
    looking = Actor(ALICE.who, ALICE.role, Moment("step", new_id(), ()))
    with pytest.raises(Refusal, match="not-in-step"):
        world.note(looking)
    with pytest.raises(Refusal, match="not-in-step"):
        world.do(looking, "undo")
    talking = Actor(BOB.who, BOB.role, Moment("step", new_id(), ("talk",)))
    world.do(talking, "react", note=note, reaction="idea", on=True)
    with pytest.raises(Refusal, match="not-in-step"):
        world.do(talking, "move", notes=[note], block="costs")
