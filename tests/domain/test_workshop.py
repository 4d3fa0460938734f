"""The workshop's own rules: doors, people, teams, names, roles."""

from typing import Any

import pytest

from workshops.domain.leading import decide
from workshops.domain.operations import Actor, Refusal
from workshops.domain.rules_people import FACILITATORS_LIMIT, NOBODY, PEOPLE_LIMIT
from workshops.domain.workshop import WorkshopState, display_names

APPLICATION = Actor(NOBODY, "observer")
BOSS = Actor(1, "facilitator")
JAN = Actor(2, "participant")
TEAM = "6a1c7c2e-9d0a-4c8e-8f3e-5d3c3b1f9a10"


@pytest.fixture
def state() -> WorkshopState:
    state = WorkshopState()
    do(state, APPLICATION, op="open", title="Dorpen", kind="public", language="nl", code="AAAABBBB")
    do(state, APPLICATION, op="team", team=TEAM, name="Oost")
    do(state, APPLICATION, op="join", who=1, name="Noor", role="facilitator")
    do(state, APPLICATION, op="join", who=2, name="Jan", role="participant", team=TEAM)
    return state


def do(state: WorkshopState, actor: Actor, **operation: Any) -> None:
    effects = decide(state, operation, actor)
    state.apply(effects, state.head + 1)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "name-empty"),
        ("   ", "name-empty"),
        ("\u200b", "name-empty"),
        ("--", "name-empty"),
        ("x" * 200, "name-long"),
    ]
    + [
        ("\u202enaJ", "name-unclean"),
        ("J\x00n", "name-unclean"),
        ("J\ud800", "name-unclean"),
        ("a\nb", "name-unclean"),
    ],
    ids=ascii,
)
def test_a_name_that_cannot_be_shown_is_refused(state: WorkshopState, name: str, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        do(state, APPLICATION, op="join", who=3, name=name, role="participant")
    assert len(state.people) == 2


def test_a_closed_door_lets_nobody_in(state: WorkshopState) -> None:
    do(state, BOSS, op="door", open=False)
    with pytest.raises(Refusal, match="door-closed"):
        do(state, APPLICATION, op="join", who=3, name="Piet", role="participant")


def test_a_full_workshop_lets_nobody_in(state: WorkshopState) -> None:
    for who in range(3, PEOPLE_LIMIT + 1):
        do(state, APPLICATION, op="join", who=who, name=f"P{who}", role="participant")
    with pytest.raises(Refusal, match="people-full"):
        do(state, APPLICATION, op="join", who=99, name="Piet", role="participant")
    do(state, BOSS, op="leave", who=3)
    do(state, APPLICATION, op="join", who=99, name="Piet", role="participant")


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "door", "open": False},
        {"op": "code", "code": "CCCCDDDD"},
        {"op": "change", "title": "Mine"},
        {"op": "archive", "on": True},
        {"op": "team", "team": TEAM, "name": "Mine"},
        {"op": "leave", "who": 1},
        {"op": "person", "who": 1, "name": "Mine"},
        {"op": "person", "who": 2, "role": "facilitator"},
    ],
    ids=lambda operation: operation["op"],
)
def test_a_participant_manages_nothing(state: WorkshopState, operation: dict[str, Any]) -> None:
    with pytest.raises(Refusal, match="not-allowed"):
        do(state, JAN, **operation)


def test_people_may_rename_and_move_themselves(state: WorkshopState) -> None:
    do(state, JAN, op="person", who=2, name="Johan", team=None)
    assert (state.people[2].name, state.people[2].team) == ("Johan", None)
    with pytest.raises(Refusal, match="no-team"):
        do(state, JAN, op="person", who=2, team="7a1c7c2e-9d0a-4c8e-8f3e-5d3c3b1f9a10")


def test_nobody_becomes_facilitator_or_stops_being_one(state: WorkshopState) -> None:
    for who, role in ((2, "facilitator"), (1, "participant"), (2, "king")):
        with pytest.raises(Refusal, match="not-allowed"):
            do(state, BOSS, op="person", who=who, role=role)
    with pytest.raises(Refusal, match="not-allowed"):
        do(state, BOSS, op="leave", who=1)
    do(state, BOSS, op="person", who=2, role="observer")
    assert state.people[2].role == "observer"


def test_two_people_called_jan_are_told_apart(state: WorkshopState) -> None:
    do(state, APPLICATION, op="join", who=3, name="jan", role="participant")
    assert display_names(list(state.people.values())) == {1: "Noor", 2: "Jan", 3: "jan 2"}


def test_no_two_people_are_shown_alike(state: WorkshopState) -> None:
    for who, name in ((3, "Jan 2"), (4, "Jan"), (5, "JAN")):
        do(state, APPLICATION, op="join", who=who, name=name, role="participant")
    shown = display_names(list(state.people.values()))
    assert len({name.casefold() for name in shown.values()}) == 5
    assert (shown[2], shown[3]) == ("Jan", "Jan 2")


def test_an_archived_workshop_stays_as_it_is(state: WorkshopState) -> None:
    do(state, BOSS, op="archive", on=True)
    with pytest.raises(Refusal, match="archived"):
        do(state, JAN, op="person", who=2, name="Johan")
    do(state, BOSS, op="archive", on=False)
    do(state, JAN, op="person", who=2, name="Johan")


def test_folding_back_leads_to_the_state_before(state: WorkshopState) -> None:
    effects = decide(state, {"op": "person", "who": 2, "name": "Johan"}, JAN)
    before = state.apply(effects, state.head + 1)
    state.apply(before, state.head)
    assert state.people[2].name == "Jan"


def test_facilitators_let_in_facilitators_and_nobody_else_lets_in_anybody(state: WorkshopState) -> None:
    do(state, BOSS, op="join", who=3, name="Mira", role="facilitator")
    assert state.people[3].role == "facilitator"
    for actor, role in ((JAN, "facilitator"), (JAN, "participant"), (BOSS, "participant"), (BOSS, "boss")):
        with pytest.raises(Refusal, match="not-allowed"):
            do(state, actor, op="join", who=4, name="Piet", role=role)
    for who in range(4, 2 + FACILITATORS_LIMIT):
        do(state, BOSS, op="join", who=who, name=f"F{who}", role="facilitator")
    with pytest.raises(Refusal, match="facilitators-full"):
        do(state, BOSS, op="join", who=50, name="Te veel", role="facilitator")


def test_a_facilitator_is_taken_off_but_never_the_last(state: WorkshopState) -> None:
    with pytest.raises(Refusal, match="last-facilitator"):
        do(state, BOSS, op="unshare", who=1)
    do(state, BOSS, op="join", who=3, name="Mira", role="facilitator")
    for actor, who, code in ((JAN, 3, "not-allowed"), (BOSS, 2, "not-allowed"), (BOSS, 99, "no-person")):
        with pytest.raises(Refusal, match=code):
            do(state, actor, op="unshare", who=who)
    do(state, BOSS, op="unshare", who=3)
    assert state.people[3].removed
    with pytest.raises(Refusal, match="no-person"):
        do(state, BOSS, op="unshare", who=3)
    do(state, BOSS, op="join", who=3, name="Mira", role="facilitator")
    assert not state.people[3].removed
