"""Running an hour: one step at a time whoever presses, signals, a subject together, and the log that gives it all."""

import pytest

from tests.domain.hours import BOSS, JAN, KEES, LOOKER, MINUTE, TEAMS, Workshop
from workshops.domain.agenda import remaining
from workshops.domain.operations import Actor, Refusal

OTHER_BOSS = Actor(1, "facilitator")


@pytest.fixture
def workshop() -> Workshop:
    workshop = Workshop(minutes=[4, 4, 4])
    workshop.do(BOSS, op="start")
    return workshop


def go(workshop: Workshop, start: str, to: str) -> None:
    workshop.do(BOSS, op="go", **{"from": start, "to": to})


def test_two_facilitators_press_next_at_once(workshop: Workshop) -> None:
    first, second, _ = workshop.steps
    go(workshop, first, "next")
    with pytest.raises(Refusal, match="already-moved"):
        go(workshop, first, "next")
    assert workshop.state.hour.step == second


def test_two_facilitators_start_at_once(workshop: Workshop) -> None:
    workshop.pass_by(1)
    assert workshop.do(OTHER_BOSS, op="start") == []
    assert remaining(workshop.state.hour, workshop.now) == 3 * MINUTE


def test_back_jump_and_the_ends_of_the_agenda(workshop: Workshop) -> None:
    first, second, third = workshop.steps
    with pytest.raises(Refusal, match="first-step"):
        go(workshop, first, "back")
    go(workshop, first, third)
    with pytest.raises(Refusal, match="last-step"):
        go(workshop, third, "next")
    go(workshop, third, "back")
    assert workshop.state.hour.step == second
    with pytest.raises(Refusal, match="no-step"):
        go(workshop, second, workshop.id())


def test_minutes_are_given_and_taken(workshop: Workshop) -> None:
    first = workshop.steps[0]
    workshop.do(BOSS, op="extend", step=first, minutes=2)
    assert remaining(workshop.state.hour, workshop.now) == 6 * MINUTE
    workshop.pass_by(5.5)
    workshop.do(BOSS, op="extend", step=first, minutes=-1)
    assert remaining(workshop.state.hour, workshop.now) == 0
    with pytest.raises(Refusal, match="already-moved"):
        workshop.do(BOSS, op="extend", step=workshop.steps[1], minutes=1)
    for minutes in (0, 61, -61, "2", 1.5, True, None):
        with pytest.raises(Refusal, match="minutes-bounds"):
            workshop.do(BOSS, op="extend", step=first, minutes=minutes)


def test_ended_and_opened_again(workshop: Workshop) -> None:
    workshop.pass_by(1)
    workshop.do(BOSS, op="end")
    assert workshop.state.phase == "after"
    assert workshop.do(BOSS, op="end") == []
    for operation in ({"op": "go", "from": workshop.steps[0], "to": "next"}, {"op": "pause", "on": True}):
        with pytest.raises(Refusal, match="no-hour"):
            workshop.do(BOSS, **operation)
    with pytest.raises(Refusal, match="hour-over"):
        workshop.do(BOSS, op="start")
    workshop.pass_by(30)
    workshop.do(BOSS, op="reopen")
    assert remaining(workshop.state.hour, workshop.now) == 3 * MINUTE


def test_hands_and_readiness(workshop: Workshop) -> None:
    first = workshop.steps[0]
    workshop.do(JAN, op="hand", on=True)
    assert workshop.do(JAN, op="hand", on=True) == []
    with pytest.raises(Refusal, match="not-allowed"):
        workshop.do(KEES, op="hand", on=False, who=JAN.who)
    with pytest.raises(Refusal, match="not-allowed"):
        workshop.do(BOSS, op="hand", on=True, who=JAN.who)
    assert workshop.state.people[JAN.who].hand == workshop.now
    workshop.do(BOSS, op="hand", on=False, who=JAN.who)
    assert workshop.state.people[JAN.who].hand is None
    workshop.do(JAN, op="ready", step=first, on=True)
    assert workshop.state.people[JAN.who].ready == first
    workshop.do(JAN, op="ready", step=first, on=False)
    assert workshop.state.people[JAN.who].ready is None
    with pytest.raises(Refusal, match="not-allowed"):
        workshop.do(LOOKER, op="hand", on=True)


def test_the_group_settles_on_a_subject(workshop: Workshop) -> None:
    mine, theirs = workshop.id(), workshop.id()
    workshop.do(JAN, op="propose", proposal=mine, text="Een dorpshuis voor iedereen")
    workshop.do(KEES, op="propose", proposal=theirs, text="Vervoer op maat")
    workshop.do(KEES, op="support", proposal=mine, on=True)
    assert workshop.state.proposals[mine]["backers"] == [JAN.who, KEES.who]
    with pytest.raises(Refusal, match="not-allowed"):
        workshop.do(JAN, op="choose", proposal=mine)
    workshop.do(BOSS, op="choose", proposal=theirs)
    workshop.do(BOSS, op="choose", proposal=mine)
    assert workshop.state.values["topic"] == "Een dorpshuis voor iedereen"
    assert [one["chosen"] for one in workshop.state.proposals.values()] == [True, False]
    with pytest.raises(Refusal, match="not-yours"):
        workshop.do(JAN, op="withdraw", proposal=theirs)
    workshop.do(KEES, op="withdraw", proposal=theirs)
    with pytest.raises(Refusal, match="no-proposal"):
        workshop.do(JAN, op="support", proposal=theirs, on=True)


def test_spotlight_plenary_and_notices(workshop: Workshop) -> None:
    workshop.do(BOSS, op="spotlight", block="segments", note=None, team=None)
    workshop.pass_by(1)
    assert workshop.do(BOSS, op="spotlight", block="segments", note=None, team=None) == []
    workshop.do(BOSS, op="spotlight", block=None, note=None, team=None)
    assert workshop.state.values["spotlight"] is None
    workshop.do(BOSS, op="plenary", team=TEAMS[1])
    with pytest.raises(Refusal, match="no-team"):
        workshop.do(BOSS, op="plenary", team=workshop.id())
    workshop.do(BOSS, op="notice", text=" Nog vijf minuten ", team=None)
    assert workshop.state.values["notice"]["text"] == "Nog vijf minuten"
    for text, code in (("x" * 281, "text-long"), ("a\x00b", "text-unclean"), (5, "shape")):
        with pytest.raises(Refusal, match=code):
            workshop.do(BOSS, op="notice", text=text, team=None)


def test_the_log_gives_the_hour(workshop: Workshop) -> None:
    first, _, third = workshop.steps
    workshop.do(BOSS, op="wording", block="segments", question="Wie in de dorpen?", context="Denk aan gehuchten")
    workshop.do(JAN, op="hand", on=True)
    workshop.do(JAN, op="ready", step=first, on=True)
    workshop.do(JAN, op="propose", proposal=workshop.id(), text="Vervoer")
    workshop.do(BOSS, op="pause", on=True)
    workshop.pass_by(1)
    workshop.do(BOSS, op="pause", on=False)
    go(workshop, first, "next")
    workshop.do(BOSS, op="skip", step=third, on=True)
    workshop.do(BOSS, op="end")
    assert workshop.folded() == workshop.state


def test_what_takes_an_entry_back_leads_to_the_state_before(workshop: Workshop) -> None:
    before = workshop.shape()
    effects = workshop.do(BOSS, op="go", **{"from": workshop.steps[0], "to": "next"})
    state = workshop.shape()
    back = before.apply(effects, state.head)
    assert before == state
    before.apply(back, state.head - 1)
    before.head = state.head - 1
    workshop.log.pop()
    assert before == workshop.folded()
