"""A facilitator's workshops: the list, a new one, its settings, its people, its end."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from workshops.actions import facilitating
from workshops.actions.joining import join_as_guest
from workshops.models import Workshop

FILLED = {
    "title": "Dorpen",
    "topic": "Hoe verder?\r\nMet wie?",
    "kind": "public",
    "teams": "2",
    "team_names": "",
    "date": "2027-07-01",
    "time": "10:00",
    "call_url": "https://call.example/x",
    "language": "nl",
}


def make(client, **other):
    return client.post(reverse("workshop-new"), {**FILLED, **other})


def newest() -> Workshop:
    return Workshop.objects.order_by("-created_at")[0]


def test_a_new_workshop(leader):
    answer = make(leader)
    made = newest()
    assert answer.url == reverse("workshop", args=[made.pk])
    assert (made.title, made.topic, made.kind) == ("Dorpen", "Hoe verder?\nMet wie?", "public")
    assert made.starts_at == dt.datetime(2027, 7, 1, 10, tzinfo=ZoneInfo("Europe/Amsterdam"))
    assert [team.name for team in made.teams.all()] == ["Team 1", "Team 2"]
    assert made.participants.get().role == "facilitator"
    assert leader.get(answer.url).status_code == 200


@pytest.mark.parametrize(
    ("teams", "names", "expected"),
    [
        ("3", "Oost\n\n West ", ["Oost", "West", "Team 3"]),
        ("1", "Oost\r\nWest", ["Oost", "West"]),
        ("2", " Oost, West ", ["Oost", "West"]),
        ("1", "Oost, bij de brug\nWest", ["Oost, bij de brug", "West"]),
        ("12", "", [f"Team {number}" for number in range(1, 13)]),
    ],
)
def test_names_of_teams(leader, teams, names, expected):
    make(leader, teams=teams, team_names=names)
    assert [team.name for team in newest().teams.all()] == expected


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 121),
        ("title", "a\u202eb"),
        ("topic", "x" * 501),
        ("topic", "a\x00b"),
        ("kind", "nonsense"),
        ("teams", "0"),
        ("teams", "-5"),
        ("teams", "abc"),
        ("teams", ""),
        ("teams", "13"),
        ("teams", "9" * 400),
        ("team_names", "x" * 41),
        ("team_names", "\n".join(f"T{number}" for number in range(13))),
        ("date", "2027-02-30"),
        ("date", ""),
        ("time", ""),
        ("time", "25:00"),
        ("call_url", "http://call.example/x"),
        ("call_url", "javascript:alert(1)"),
        ("call_url", "https://" + "x" * 600 + ".example"),
        ("language", "xx"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_the_rest_stays(leader, field, value):
    answer = make(leader, **{field: value})
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {field}
    kept = next(name for name in ("title", "topic") if name != field)
    assert answer.context["form"][kept].value() == FILLED[kept]
    assert not Workshop.objects.filter(kind="public", title="Dorpen", topic=FILLED["topic"]).exists()


def test_the_list_shows_state_teams_and_people(leader, cast):
    facilitating.set_door(cast.noor, is_open=False)
    [one] = leader.get(reverse("workshops")).context["current"]
    assert (one.team_count, one.people_count) == (2, 4)
    facilitating.set_archived(cast.noor, archived=True)
    context = leader.get(reverse("workshops")).context
    assert (len(context["current"]), len(context["archived"])) == (0, 1)


def test_others_workshops_are_not_in_the_list(cast, client):
    from tests.web.conftest import browser_of

    assert not browser_of("stranger", cast).get(reverse("workshops")).context["current"]


def test_settings(leader, cast):
    url = reverse("workshop-settings", args=[cast.workshop.pk])
    assert leader.post(url, {"title": "Anders", "language": "en"}).status_code == 302
    cast.workshop.refresh_from_db()
    assert (cast.workshop.title, cast.workshop.language, cast.workshop.starts_at) == ("Anders", "en", None)
    leader.post(url, {"title": "Anders", "language": "en", "date": "2027-01-05", "time": "09:30"})
    page = leader.get(url).content.decode()
    assert 'value="2027-01-05"' in page
    assert 'value="09:30"' in page


def test_door_code_and_archive(leader, cast):
    workshop = cast.workshop
    code = workshop.code
    leader.post(reverse("door", args=[workshop.pk]), {"open": "0"})
    leader.post(reverse("code-rotate", args=[workshop.pk]))
    leader.post(reverse("archive", args=[workshop.pk]), {"on": "1"})
    workshop.refresh_from_db()
    assert (workshop.door_open, workshop.archived) == (False, True)
    assert workshop.code != code
    leader.post(reverse("archive", args=[workshop.pk]), {"on": "0"})
    workshop.refresh_from_db()
    assert not workshop.archived


def test_a_form_returns_to_the_page_it_stands_on_and_to_no_other_site(leader, cast):
    url = reverse("door", args=[cast.workshop.pk])
    lobby = reverse("lobby", args=[cast.workshop.pk])
    assert leader.post(url, {"open": "1", "next": lobby}).url == lobby
    own = reverse("workshop", args=[cast.workshop.pk])
    for foreign in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
        assert leader.post(url, {"open": "1", "next": foreign}).url == own


@pytest.mark.parametrize("place", ["somewhere", "start", "workshop", "-1", "a\x00b"])
def test_a_place_to_return_to_is_an_address_and_never_the_name_of_a_page(leader, cast, place):
    url = reverse("door", kwargs={"workshop": cast.workshop.pk})
    answer = leader.post(url, {"open": "1", "next": place})
    assert answer.status_code == 302


def test_people_are_renamed_moved_made_observer_and_removed(leader, cast):
    west = cast.workshop.teams.get(name="West")
    for page, typed in (
        ("participant-rename", {"name": "Alida"}),
        ("participant-team", {"team": str(west.pk)}),
        ("participant-role", {"role": "observer"}),
    ):
        leader.post(reverse(page, args=[cast.workshop.pk, cast.alice.who]), typed)
    cast.alice.refresh_from_db()
    assert (cast.alice.name, cast.alice.team, cast.alice.role) == ("Alida", west, "observer")
    leader.post(reverse("participant-team", args=[cast.workshop.pk, cast.alice.who]), {"team": ""})
    leader.post(reverse("participant-remove", args=[cast.workshop.pk, cast.alice.who]))
    cast.alice.refresh_from_db()
    assert (cast.alice.team, cast.alice.removed) == (None, True)


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("participant-rename", {"name": "\u202e"}),
        ("participant-rename", {"name": "x" * 61}),
        ("participant-rename", {}),
        ("participant-role", {"role": "facilitator"}),
        ("participant-role", {"role": "king"}),
        ("participant-role", {}),
    ],
)
def test_a_bad_change_of_a_person_is_told(leader, cast, page, typed):
    answer = leader.post(reverse(page, args=[cast.workshop.pk, cast.alice.who]), typed)
    assert answer.status_code == 302
    assert [message.level_tag for message in get_messages(answer.wsgi_request)] == ["error"]
    cast.alice.refresh_from_db()
    assert (cast.alice.name, cast.alice.role) == ("Alice", "participant")


def test_words_are_erased_only_by_who_is_sure(leader, cast):
    page = reverse("participant-erase", args=[cast.workshop.pk, cast.alice.who])
    leader.post(page)
    cast.alice.refresh_from_db()
    assert cast.alice.name == "Alice"
    leader.post(page, {"sure": "on"})
    cast.alice.refresh_from_db()
    assert cast.alice.name == "Gewist"
    assert b"Alice" not in leader.get(reverse("workshop", args=[cast.workshop.pk])).content


def test_who_was_put_out_can_still_be_erased(leader, guest, cast):
    """Seen failing: nothing led to their page, which was not found either."""
    home = reverse("workshop", args=[cast.workshop.pk])
    page = reverse("participant", args=[cast.workshop.pk, cast.alice.who])
    erase = reverse("participant-erase", args=[cast.workshop.pk, cast.alice.who])
    leader.post(reverse("participant-remove", args=[cast.workshop.pk, cast.alice.who]))
    assert page in leader.get(home).content.decode()
    shown = leader.get(page).content.decode()
    assert erase in shown
    assert reverse("participant-rename", args=[cast.workshop.pk, cast.alice.who]) not in shown
    leader.post(erase, {"sure": "on"})
    assert page not in leader.get(home).content.decode(), "there is nothing left to erase"
    assert leader.get(page).status_code == 404
    cast.alice.refresh_from_db()
    assert cast.alice.name == "Gewist"


@pytest.mark.parametrize("page", ["participant-rename", "participant-team", "participant-role", "participant-remove"])
@pytest.mark.parametrize("who", [99, 10**18, 10**30])
def test_nobody_with_that_number(leader, cast, page, who):
    answer = leader.post(reverse(page, args=[cast.workshop.pk, who]), {"name": "X", "role": "observer"})
    assert answer.status_code == 302
    assert leader.get(reverse("participant", args=[cast.workshop.pk, who])).status_code == 404


def test_the_facilitator_cannot_be_removed(leader, cast):
    leader.post(reverse("participant-remove", args=[cast.workshop.pk, cast.noor.who]))
    cast.noor.refresh_from_db()
    assert not cast.noor.removed


def test_teams_are_added_and_renamed(leader, cast):
    leader.post(reverse("team-add", args=[cast.workshop.pk]), {"name": " Noord "})
    team = cast.workshop.teams.get(name="Noord")
    assert team.canvas.head == 0
    url = reverse("team-rename", args=[cast.workshop.pk, team.pk])
    assert leader.post(url, {"name": ""}).context["form"].errors["name"]
    leader.post(url, {"name": "Zuid"})
    team.refresh_from_db()
    assert team.name == "Zuid"


def test_not_more_teams_than_there_may_be(leader, cast):
    for number in range(12):
        leader.post(reverse("team-add", args=[cast.workshop.pk]), {"name": f"T{number}"})
    assert cast.workshop.teams.count() == 12


def test_deleting_asks_for_the_title(leader, cast):
    url = reverse("workshop-delete", args=[cast.workshop.pk])
    page = leader.post(url, {"title": "Dorp"}).content.decode()
    assert 'value="Dorp"' in page
    assert Workshop.objects.filter(pk=cast.workshop.pk).exists()
    assert leader.post(url, {"title": "  dorpen "}).url == reverse("workshops")
    assert not Workshop.objects.filter(pk=cast.workshop.pk).exists()
    assert leader.get(url).status_code == 404


def queries_of(client, url) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_the_pages_cost_the_same_queries_with_one_and_with_three(leader, cast):
    page = reverse("workshop", args=[cast.workshop.pk])
    before = (queries_of(leader, reverse("workshops")), queries_of(leader, page))
    for number in range(2):
        facilitating.open_workshop(
            cast.noor.user, title=f"W{number}", kind="business", language="nl", team_names=["A", "B", "C"]
        )
        team = facilitating.add_team(cast.workshop, cast.noor, f"Team {number}")
        join_as_guest(cast.workshop, name="Jan", team=team)
    assert (queries_of(leader, reverse("workshops")), queries_of(leader, page)) == before
    assert before == (6, 6)
