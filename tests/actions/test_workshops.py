"""Opening a workshop, joining it, leading it, ending it; and its log, of which its rows are the fold."""

import datetime as dt
from typing import Any

import pytest

from tests.factories import Cast, add, make_user
from workshops.actions import facilitating, joining
from workshops.actions.editing import submit
from workshops.domain.operations import Refusal
from workshops.domain.workshop import WorkshopState
from workshops.models import Canvas, Comment, Note, Operation, Participant, Team, User, Workshop, WorkshopOperation
from workshops.models.log import ENTRY_FIELDS, to_entry
from workshops.models.workshop import CODE_LETTERS, new_code
from workshops.queries import may_open, recognise


def assert_rows_are_the_fold(workshop: Workshop) -> None:
    """Invariants 1 and 2 for the workshop's own log."""
    workshop.refresh_from_db()
    state = WorkshopState(blocks=tuple(workshop.parsed_kind().blocks))
    rows = WorkshopOperation.objects.filter(workshop=workshop).values_list(*ENTRY_FIELDS)
    entries = [to_entry(*values) for values in rows]
    assert [entry.n for entry in entries] == list(range(1, workshop.head + 1))
    for entry in entries:
        state.apply(entry.fx, entry.n)
    assert state == workshop.state()


def test_everything_done_to_a_workshop_is_in_its_log(cast: Cast) -> None:
    noor = cast.noor
    facilitating.change_workshop(
        noor,
        title="Andere titel",
        topic="x",
        starts_at=dt.datetime(2026, 12, 1, 10, tzinfo=dt.UTC),
        call_url="https://a.b",
    )
    facilitating.set_door(noor, is_open=False)
    code = facilitating.rotate_code(noor)
    facilitating.add_team(cast.workshop, noor, "Noord")
    facilitating.rename_team(noor, cast.workshop.teams.get(name="Oost"), "Oosterhem")
    facilitating.change_participant(noor, cast.bob.who, name="Bobbie", role="observer")
    facilitating.remove_participant(noor, cast.alice.who)
    facilitating.set_archived(noor, archived=True)
    assert_rows_are_the_fold(cast.workshop)
    cast.workshop.refresh_from_db()
    assert (cast.workshop.title, cast.workshop.code, cast.workshop.archived) == ("Andere titel", code, True)
    assert cast.workshop.canvases.count() == 3
    assert Participant.objects.get(workshop=cast.workshop, who=cast.bob.who).name == "Bobbie"


def test_codes_have_no_look_alikes() -> None:
    assert len(CODE_LETTERS) == len(set(CODE_LETTERS)) == 30
    assert not set(CODE_LETTERS) & set("ILO018")
    assert len(new_code()) == 8


@pytest.mark.parametrize("typed", ["{code}", " {lower} ", "{spaced}", "{dashed}"])
def test_a_code_is_found_however_it_is_typed(cast: Cast, typed: str) -> None:
    code = cast.workshop.code
    spaced, dashed = f"{code[:4]} {code[4:]}", f"{code[:4]}-{code[4:]}"
    found = joining.find_by_code(typed.format(code=code, lower=code.lower(), spaced=spaced, dashed=dashed))
    assert found == cast.workshop


@pytest.mark.parametrize(
    "typed", ["", "AAAA", "AAAABBBB", "x" * 300, "\x00" * 8, "\ud800AAABBBB", "éééééééé", "AAAABBB'"], ids=ascii
)
def test_an_unknown_code_is_refused(cast: Cast, typed: str) -> None:
    with pytest.raises(Refusal, match="code-unknown"):
        joining.find_by_code(typed)


def test_the_old_code_is_unknown_after_another_one(cast: Cast) -> None:
    old = cast.workshop.code
    facilitating.rotate_code(cast.noor)
    with pytest.raises(Refusal, match="code-unknown"):
        joining.find_by_code(old)


def test_a_guest_comes_back_as_the_same_person(cast: Cast) -> None:
    assert recognise(cast.workshop.pk, cast.cookies(cast.alice), None) == cast.alice
    assert recognise(cast.workshop.pk, {}, None) is None
    name = next(iter(cast.cookies(cast.alice)))
    assert recognise(cast.workshop.pk, {name: "wrong"}, None) is None


def test_somebody_removed_does_not_come_back_with_the_old_cookie(cast: Cast) -> None:
    facilitating.remove_participant(cast.noor, cast.alice.who)
    assert recognise(cast.workshop.pk, cast.cookies(cast.alice), None) is None
    with pytest.raises(Refusal, match="no-person"):
        facilitating.change_participant(cast.noor, cast.alice.who, name="Back")


def test_an_account_leads_its_own_workshops_only(cast: Cast) -> None:
    stranger = make_user("Stan")
    with pytest.raises(Refusal, match="not-allowed"):
        joining.join_with_account(cast.workshop, stranger)
    assert joining.join_with_account(cast.workshop, cast.workshop.owner) == cast.noor


def test_who_may_open_which_canvas(cast: Cast) -> None:
    east, west = Canvas.objects.filter(workshop=cast.workshop).order_by("team__position")
    seen = {one.name: [may_open(one, canvas) for canvas in (east, west)] for one in cast.workshop.participants.all()}
    assert seen == {
        "Noor": [True, True],
        "Alice": [True, False],
        "Bob": [True, False],
        "Olga": [True, True],
        "Stan": [False, True],
    }


@pytest.mark.parametrize(
    "act",
    [
        lambda one, cast: facilitating.set_door(one, is_open=False),
        lambda one, cast: facilitating.rotate_code(one),
        lambda one, cast: facilitating.change_workshop(one, title="x1"),
        lambda one, cast: facilitating.set_archived(one, archived=True),
        lambda one, cast: facilitating.remove_participant(one, cast.bob.who),
        lambda one, cast: facilitating.change_participant(one, cast.bob.who, name="x1"),
        lambda one, cast: facilitating.add_team(cast.workshop, one, "x1"),
        lambda one, cast: facilitating.delete_workshop(one),
    ],
)
def test_invariant_7_a_participant_leads_nothing(cast: Cast, act: Any) -> None:
    before = cast.workshop.head, Team.objects.count(), Canvas.objects.count()
    with pytest.raises(Refusal, match="not-allowed"):
        act(cast.alice, cast)
    cast.workshop.refresh_from_db()
    assert (cast.workshop.head, Team.objects.count(), Canvas.objects.count()) == before


def test_deleting_a_workshop_leaves_nothing(cast: Cast) -> None:
    submit(cast.canvas, cast.alice.who, [add()])
    facilitating.delete_workshop(cast.noor)
    for model in (Workshop, Team, Participant, Canvas, Note, Comment, Operation, WorkshopOperation):
        assert model.objects.count() == 0


def test_thirteen_teams_are_too_many() -> None:
    with pytest.raises(Refusal, match="teams-full"):
        facilitating.open_workshop(User(), title="x", kind="public", language="nl", team_names=["t"] * 13)
