"""Sharing, handing over, copying a workshop; filling its teams."""

import datetime as dt

import pytest

from tests.actions.test_workshops import assert_rows_are_the_fold
from tests.factories import Cast, make_user
from workshops.actions import facilitating, handing
from workshops.actions.duplicating import duplicate
from workshops.actions.joining import join_as_guest
from workshops.actions.leading import lead
from workshops.actions.seating import fill_teams
from workshops.actions.workshop_log import actor_of, write
from workshops.domain.operations import Refusal
from workshops.domain.rules_people import FACILITATORS_LIMIT, TITLE_LIMIT
from workshops.models import Note, User
from workshops.queries import recognise


def test_sharing_and_taking_off_go_through_the_log(cast: Cast) -> None:
    mira = make_user("Mira")
    made = handing.share(cast.noor, mira.email)
    assert recognise(cast.workshop.pk, {}, mira) == made
    with pytest.raises(Refusal, match="facilitates-already"):
        handing.share(made, mira.email)
    handing.take_off(cast.noor, made.who)
    assert recognise(cast.workshop.pk, {}, mira) is None
    with pytest.raises(Refusal, match="not-allowed"):  # a page of hers that was still open
        handing.share(made, mira.email)
    again = handing.share(cast.noor, mira.email)
    assert again.who == made.who
    assert_rows_are_the_fold(cast.workshop)


def test_who_may_not_share(cast: Cast) -> None:
    mira = make_user("Mira")
    for person in (cast.alice, cast.olga):
        with pytest.raises(Refusal, match="not-allowed"):
            handing.share(person, mira.email)
        with pytest.raises(Refusal, match="not-allowed"):
            handing.take_off(person, cast.noor.who)
        with pytest.raises(Refusal, match="not-allowed"):
            handing.hand_over(person, cast.noor.who)
    User.objects.filter(pk=mira.pk).update(is_active=False)
    with pytest.raises(Refusal, match="no-account"):
        handing.share(cast.noor, mira.email)


def test_the_owner_and_the_last_facilitator_stay(cast: Cast) -> None:
    with pytest.raises(Refusal, match="owner-stays"):
        handing.take_off(cast.noor, cast.noor.who)
    with pytest.raises(Refusal, match="last-facilitator"):
        write(cast.workshop, [{"op": "unshare", "who": cast.noor.who}], actor_of(cast.noor))
    with pytest.raises(Refusal, match="not-allowed"):
        handing.take_off(cast.noor, cast.alice.who)
    with pytest.raises(Refusal, match="no-person"):
        handing.take_off(cast.noor, 99)


def test_there_is_an_end_to_sharing(cast: Cast) -> None:
    for number in range(FACILITATORS_LIMIT - 1):
        handing.share(cast.noor, make_user(f"F{number}").email)
    with pytest.raises(Refusal, match="facilitators-full"):
        handing.share(cast.noor, make_user("Last").email)


def test_handing_over_leaves_both_facilitators(cast: Cast) -> None:
    mira = make_user("Mira")
    made = handing.share(cast.noor, mira.email)
    with pytest.raises(Refusal, match="owner-alone"):
        handing.hand_over(made, made.who)
    handing.hand_over(cast.noor, made.who)
    cast.workshop.refresh_from_db()
    assert cast.workshop.owner == mira
    assert cast.workshop.participants.filter(role="facilitator", removed=False).count() == 2
    handing.take_off(made, cast.noor.who)
    assert recognise(cast.workshop.pk, {}, cast.noor.user) is None
    for who in (cast.noor.who, cast.alice.who, 99):
        with pytest.raises(Refusal, match="no-person"):
            handing.hand_over(made, who)


def test_a_copy_has_what_was_prepared_and_nothing_else(cast: Cast) -> None:
    facilitating.change_workshop(
        cast.noor, topic="Zorg", call_url="https://a.b", starts_at=dt.datetime(2026, 12, 1, 10, tzinfo=dt.UTC)
    )
    block = next(iter(cast.workshop.parsed_kind().blocks))
    lead(cast.noor, {"op": "wording", "block": block, "question": "Wie?", "context": "Kijk op pagina 3"})
    first = cast.workshop.steps.order_by("key").first()
    assert first is not None
    lead(cast.noor, {"op": "step", "step": str(first.pk), "title": "Welkom", "minutes": 7, "private": True})
    last = cast.workshop.steps.order_by("key").last()
    assert last is not None
    lead(cast.noor, {"op": "step-remove", "step": str(last.pk)})
    lead(cast.noor, {"op": "start"})
    cast.noor.refresh_from_db()
    made = duplicate(cast.noor, suffix=" (kopie)")
    one = cast.workshop
    one.refresh_from_db()
    assert made.pk != one.pk
    assert made.code != one.code
    assert (made.title, made.topic, made.call_url, made.starts_at) == ("Dorpen (kopie)", "Zorg", "", None)
    assert made.kind_data == one.kind_data
    assert made.wording == one.wording
    assert [team.name for team in made.teams.order_by("position")] == ["Oost", "West"]
    wanted = list(one.steps.filter(gone=False).order_by("key").values_list("title", "minutes", "block", "private"))
    assert list(made.steps.order_by("key").values_list("title", "minutes", "block", "private")) == wanted
    assert [person.user for person in made.participants.all()] == [cast.noor.user]
    assert not Note.objects.filter(canvas__workshop=made).exists()
    assert made.state().phase == "before"
    assert_rows_are_the_fold(made)


def test_a_copy_of_a_long_title_fits(cast: Cast) -> None:
    facilitating.change_workshop(cast.noor, title="x" * TITLE_LIMIT)
    cast.noor.refresh_from_db()
    assert duplicate(cast.noor, suffix=" (copy)").title == "x" * (TITLE_LIMIT - 7) + " (copy)"


def test_participants_make_no_copy(cast: Cast) -> None:
    with pytest.raises(Refusal, match="not-allowed"):
        duplicate(cast.alice, suffix=" (copy)")


def test_even_teams_with_the_fewest_moves(cast: Cast) -> None:
    east = cast.alice.team
    for number in range(5):
        join_as_guest(cast.workshop, name=f"Gast {number}", team=east)
    assert fill_teams(cast.noor, everybody=False) == 0
    assert fill_teams(cast.noor, everybody=True) == 3
    people = cast.workshop.participants.filter(role="participant", removed=False)
    assert sorted(people.filter(team=team).count() for team in cast.workshop.teams.all()) == [4, 4]
    cast.alice.refresh_from_db()
    assert cast.alice.team == east
    assert_rows_are_the_fold(cast.workshop)
    join_as_guest(cast.workshop, name="Nog een")
    with pytest.raises(Refusal, match="not-allowed"):
        fill_teams(cast.alice, everybody=True)
