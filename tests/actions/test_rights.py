"""Every message by every role in every phase, against answers written here by hand, apart from the rights table.

A message without a row fails. What outsiders, strangers and removed guests get is in tests/live/test_protocol.py (P1)
and tests/web/test_access.py: they do not come as far as a message.
"""

import uuid
from typing import Any

import pytest

from tests.factories import Cast, add, new_id
from workshops.actions.editing import submit
from workshops.actions.facilitating import set_archived
from workshops.actions.leading import lead
from workshops.actions.workshop_log import APPLICATION, write
from workshops.domain import leading_messages, messages
from workshops.domain.operations import Refusal
from workshops.domain.rights import may
from workshops.models import Participant, Step

pytestmark = pytest.mark.one_backend  # rights are judged in memory, whatever the database

YES = "yes"
NO = "not-allowed"
STEP = "not-in-step"
OVER = "hour-over"
SHUT = "archived"
PHASES = ("before", "all", "none", "after", "archived")
"""Before the hour; in a step that lets people do all; in one in which they look; after the hour; archived."""

Row = tuple[str, str, str, str, str]
NEVER: Row = (NO, NO, NO, NO, SHUT)
FREE: Row = (YES, YES, YES, YES, SHUT)
AS_THE_STEP: Row = (YES, YES, STEP, OVER, SHUT)
IN_THE_HOUR: Row = (YES, YES, YES, OVER, SHUT)
VOTING: Row = (STEP, YES, STEP, OVER, SHUT)

# the answers to a participant and to a facilitator, phase by phase; observers are refused everything
CANVAS: dict[str, tuple[Row, Row]] = {
    "add": (AS_THE_STEP, FREE),
    "text": (AS_THE_STEP, FREE),
    "duplicate": (AS_THE_STEP, FREE),
    "move": (AS_THE_STEP, FREE),
    "colour": (AS_THE_STEP, FREE),
    "tag": (AS_THE_STEP, FREE),
    "stack": (AS_THE_STEP, FREE),
    "unstack": (AS_THE_STEP, FREE),
    "remove": (AS_THE_STEP, FREE),
    "restore": (AS_THE_STEP, FREE),
    "comment": (AS_THE_STEP, FREE),
    "uncomment": (AS_THE_STEP, FREE),
    "react": (AS_THE_STEP, FREE),
    "undo": (AS_THE_STEP, FREE),
    "redo": (AS_THE_STEP, FREE),
    "vote": (VOTING, VOTING),
    "outcome": (IN_THE_HOUR, FREE),
    "outcome-remove": (IN_THE_HOUR, FREE),
    "measure": (IN_THE_HOUR, FREE),
    "assume": (IN_THE_HOUR, FREE),
    "assume-remove": (IN_THE_HOUR, FREE),
    "experiment": (IN_THE_HOUR, FREE),
    "experiment-remove": (IN_THE_HOUR, FREE),
    "link": (IN_THE_HOUR, FREE),
    "unlink": (IN_THE_HOUR, FREE),
    "mark": (IN_THE_HOUR, FREE),
    "review": (NEVER, FREE),
    "reveal": (IN_THE_HOUR, FREE),
    "lock": (NEVER, FREE),
    "lock-notes": (NEVER, FREE),
    "close-vote": (NEVER, FREE),
    "version": (NEVER, FREE),
    "bring-back": (NEVER, FREE),
    "take-back": (NEVER, FREE),
}

SIGNALS = ("hand", "ready")
SUBJECTS = ("propose", "support", "withdraw")
ALWAYS_LEADERS = ("door", "leave", "person")
"""What a facilitator may do in an archived workshop as well."""


def test_every_message_has_a_row() -> None:
    assert set(CANVAS) == set(messages._READERS)
    named = {*SIGNALS, *SUBJECTS, *ALWAYS_LEADERS, *LEADING, *ALONE}
    assert named == set(leading_messages.WIRE)


def enter(cast: Cast, phase: str) -> Step:
    """Bring the hour there; the step that runs, or the first."""
    steps = list(cast.workshop.steps.order_by("key"))
    grants = [] if phase == "none" else ["write", "arrange", "talk", "vote"]
    lead(cast.noor, {"op": "step", "step": str(steps[0].pk), "may": grants})
    if phase in ("all", "none", "after"):
        lead(cast.noor, {"op": "start"})
    if phase == "after":
        lead(cast.noor, {"op": "end"})
    if phase == "archived":
        set_archived(cast.noor, archived=True)
    return steps[0]


def furnish(cast: Cast, who: Participant) -> dict[str, Any]:
    """Things of this person to do something with, made before the hour as far as their role lets them."""
    author = who if who.role != "observer" else cast.alice
    first, second, gone, member, far = (add(str(number)) for number in range(5))
    far["block"] = "channels"
    ids = [one["notes"][0]["note"] for one in (first, second, gone, member, far)]
    comment, outcome, assumption, experiment, link = (new_id() for _ in range(5))
    verdicts = submit(
        cast.canvas,
        author.who,
        [
            first,
            second,
            gone,
            member,
            far,
            {"id": new_id(), "op": "assume", "assumption": assumption, "note": ids[0], "statement": "waar"},
            {
                "id": new_id(),
                "op": "experiment",
                "experiment": experiment,
                "assumption": assumption,
                "method": "vragen",
            },
            {"id": new_id(), "op": "link", "link": link, "note": ids[1], "other": ids[4]},
            {"id": new_id(), "op": "stack", "notes": [ids[3]], "on": ids[1]},
            {"id": new_id(), "op": "remove", "notes": [ids[2]]},
            {"id": new_id(), "op": "comment", "note": ids[0], "comment": comment, "text": "?"},
            {"id": new_id(), "op": "outcome", "outcome": outcome, "sort": "stop", "text": "x", "owner": ""},
            {"id": new_id(), "op": "colour", "notes": [ids[0]], "colour": "sky"},
        ],
    )
    there = {
        "v": verdicts[0].n,
        "first": ids[0],
        "second": ids[1],
        "gone": ids[2],
        "member": ids[3],
        "comment": comment,
    }
    there |= {"assumption": assumption, "experiment": experiment, "link": link, "far": ids[4]}
    return {**there, "outcome": outcome}


def canvas_operation(op: str, there: dict[str, Any], who: int, step: str) -> dict[str, Any]:
    """One that would do something, if it may."""
    first, second = there["first"], there["second"]
    fields: dict[str, dict[str, Any]] = {
        "add": {"block": "costs", "notes": [{"note": new_id(), "text": "nieuw"}]},
        "text": {"note": first, "base": there["v"], "delta": ["x"]},
        "duplicate": {"notes": [first], "copies": [new_id()]},
        "move": {"notes": [first], "block": "costs"},
        "colour": {"notes": [first], "colour": "rose"},
        "tag": {"notes": [first], "tag": "role.user", "on": True},
        "stack": {"notes": [first], "on": second},
        "unstack": {"notes": [there["member"]]},
        "remove": {"notes": [first]},
        "restore": {"notes": [there["gone"]]},
        "comment": {"note": first, "comment": new_id(), "text": "ja"},
        "uncomment": {"comment": there["comment"]},
        "react": {"note": first, "reaction": "idea", "on": True},
        "vote": {"note": first, "dots": 1},
        "outcome": {"outcome": new_id(), "sort": "start", "text": "Bellen", "owner": ""},
        "outcome-remove": {"outcome": there["outcome"]},
        "measure": {"note": first, "name": "reizigers"},
        "assume": {"assumption": there["assumption"], "importance": 80},
        "assume-remove": {"assumption": there["assumption"]},
        "experiment": {"experiment": there["experiment"], "result": "4 van 10"},
        "experiment-remove": {"experiment": there["experiment"]},
        "link": {"link": new_id(), "note": first, "other": there["far"]},
        "unlink": {"link": there["link"]},
        "mark": {"block": "costs", "mark": "filled"},
        "review": {"date": "2027-01-15"},
        "reveal": {"notes": [first]},
        "lock": {"block": "costs", "on": True},
        "lock-notes": {"notes": [first], "on": True},
        "close-vote": {"step": step, "on": True},
        "version": {"version": new_id(), "name": "Nu"},
        "bring-back": {"n": 0},
        "take-back": {"who": who, "minutes": 5},
    }
    return {"id": new_id(), "op": op, **fields.get(op, {})}


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("op", sorted(CANVAS))
def test_a_message_to_a_canvas(cast: Cast, op: str, phase: str) -> None:
    column = PHASES.index(phase)
    expected = {"alice": CANVAS[op][0][column], "noor": CANVAS[op][1][column], "olga": NEVER[column]}
    made = {name: furnish(cast, getattr(cast, name)) for name in expected}
    if op == "redo":
        for name in ("alice", "noor"):
            submit(cast.canvas, getattr(cast, name).who, [{"id": new_id(), "op": "undo"}])
    step = str(enter(cast, phase).pk)
    for name, wanted in expected.items():
        person = getattr(cast, name)
        target = cast.alice.who if person.role == "observer" else person.who
        [verdict] = submit(cast.canvas, person.who, [canvas_operation(op, made[name], target, step)])
        got = verdict.refusal.code if verdict.refusal else YES
        assert got == wanted, f"{op} by {person.role}"
        if op in ("lock", "close-vote") and got == YES:
            return  # it holds for the others now


LEADING: dict[str, tuple[str, dict[str, Any]]] = {
    # the phase in which it does something, and its fields; STEP and LATER stand for steps
    "step": ("before", {"step": "LATER", "minutes": 9}),
    "step-move": ("before", {"step": "LATER", "after": None}),
    "step-copy": ("before", {"step": "LATER", "copy": "NEW"}),
    "step-remove": ("before", {"step": "LATER"}),
    "agenda": ("before", {"steps": []}),
    "wording": ("before", {"block": "segments", "question": "Wie?", "context": ""}),
    "start": ("before", {}),
    "go": ("all", {"from": "STEP", "to": "next"}),
    "pause": ("all", {"on": True}),
    "extend": ("all", {"step": "STEP", "minutes": 2}),
    "replan": ("all", {}),
    "skip": ("all", {"step": "LATER", "on": True}),
    "reveal-step": ("all", {"step": "STEP"}),
    "end": ("all", {}),
    "reopen": ("after", {}),
    "spotlight": ("all", {"block": "segments", "note": None, "team": None}),
    "plenary": ("all", {"team": None}),
    "notice": ("all", {"text": "Hallo", "team": None}),
    "choose": ("all", {"proposal": "PROPOSAL"}),
}


ALONE = ("done",)
"""What means something only where one person goes at their own pace; for the same people as what leads."""


def asked(cast: Cast, person: Participant, operation: dict[str, Any]) -> str:
    try:
        lead(person, operation)
    except Refusal as refusal:
        return refusal.code
    return YES


def filled(fields: dict[str, Any], step: Step, later: Step, proposal: str) -> dict[str, Any]:
    names = {"STEP": str(step.pk), "LATER": str(later.pk), "NEW": str(uuid.uuid4()), "PROPOSAL": proposal}
    return {key: names.get(value, value) if isinstance(value, str) else value for key, value in fields.items()}


@pytest.mark.parametrize("op", sorted(LEADING))
def test_a_message_that_leads(cast: Cast, op: str) -> None:
    phase, fields = LEADING[op]
    proposal = new_id()
    lead(cast.alice, {"op": "propose", "proposal": proposal, "text": "Vervoer"})
    first, later = cast.workshop.steps.order_by("key")[:2]
    lead(cast.noor, {"op": "step", "step": str(first.pk), "private": True})
    step = enter(cast, phase)
    operation = {"op": op, **filled(fields, step, later, proposal)}
    for person in (cast.alice, cast.stan, cast.olga):
        assert asked(cast, person, operation) == NO
    assert asked(cast, cast.noor, operation) == YES
    set_archived(cast.noor, archived=True)
    assert asked(cast, cast.noor, operation) == SHUT
    assert asked(cast, cast.alice, operation) == NO


@pytest.mark.parametrize("phase", PHASES)
def test_a_step_is_done_alone_by_who_leads(cast: Cast, phase: str) -> None:
    operation = {"op": "done", "step": str(enter(cast, phase).pk), "on": True}
    for person in (cast.alice, cast.stan, cast.olga):
        assert asked(cast, person, operation) == NO
    assert asked(cast, cast.noor, operation) == (SHUT if phase == "archived" else "not-alone")
    workshop = cast.workshop
    workshop.refresh_from_db()
    workshop.hour = {**workshop.hour, "alone": True}
    workshop.save()
    for person in (cast.alice, cast.stan, cast.olga):
        assert asked(cast, person, operation) == NO
    assert asked(cast, cast.noor, operation) == (SHUT if phase == "archived" else YES)


@pytest.mark.parametrize("phase", PHASES)
def test_signals_are_everybodys_who_takes_part(cast: Cast, phase: str) -> None:
    step = str(enter(cast, phase).pk)
    for op, fields in (("hand", {"on": True}), ("ready", {"step": step, "on": True})):
        wanted = SHUT if phase == "archived" else YES
        assert asked(cast, cast.alice, {"op": op, **fields}) == wanted
        assert asked(cast, cast.noor, {"op": op, **fields}) == wanted
        assert asked(cast, cast.olga, {"op": op, **fields}) == NO


@pytest.mark.parametrize("phase", PHASES)
def test_subjects_are_proposed_until_the_hour_is_over(cast: Cast, phase: str) -> None:
    mine = new_id()
    write(cast.workshop, [{"op": "propose", "proposal": mine, "text": "x"}], APPLICATION)
    lead(cast.alice, {"op": "propose", "proposal": (own := new_id()), "text": "van Alice"})
    enter(cast, phase)
    wanted = {"after": OVER, "archived": SHUT}.get(phase, YES)
    assert asked(cast, cast.alice, {"op": "propose", "proposal": new_id(), "text": "y"}) == wanted
    assert asked(cast, cast.alice, {"op": "support", "proposal": mine, "on": True}) == wanted
    assert asked(cast, cast.alice, {"op": "withdraw", "proposal": own}) == wanted
    for op in SUBJECTS:
        assert asked(cast, cast.olga, {"op": op, "proposal": mine, "text": "z", "on": True}) == NO
    assert asked(cast, cast.noor, {"op": "withdraw", "proposal": mine}) == (SHUT if phase == "archived" else YES)


def test_what_a_facilitator_does_in_an_archived_workshop_too(cast: Cast) -> None:
    for person in (cast.alice, cast.olga):
        assert asked(cast, person, {"op": "door", "open": False}) == NO
        assert asked(cast, person, {"op": "leave", "who": cast.bob.who}) == NO
        assert asked(cast, person, {"op": "person", "who": cast.bob.who, "name": "Anders"}) == NO
    set_archived(cast.noor, archived=True)
    assert asked(cast, cast.noor, {"op": "door", "open": False}) == YES
    assert asked(cast, cast.noor, {"op": "person", "who": cast.bob.who, "name": "Anders"}) == YES
    assert asked(cast, cast.noor, {"op": "leave", "who": cast.bob.who}) == YES


TO_GO: dict[str, tuple[bool, bool, bool]] = {
    # what leaves, without a message: facilitator, participant who was given it when the hour ended, observer
    "export": (True, False, False),
    "take home": (True, True, False),
    "share link": (True, False, False),
}


@pytest.mark.parametrize("action", sorted(TO_GO))
@pytest.mark.parametrize("phase", ["before", "step", "after", "archived"])
def test_what_leaves(action: str, phase: str) -> None:
    given = ("look", "take")
    leader, participant, observer = TO_GO[action]
    assert may("facilitator", action, phase, ()) == leader
    assert may("participant", action, phase, given) == (participant and phase == "after")
    assert may("participant", action, phase, ("look",)) is False
    assert may("observer", action, phase, given) == observer
