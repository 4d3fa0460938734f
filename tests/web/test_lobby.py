"""The lobby and the choice of a team."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.web.conftest import browser_of
from workshops.actions import facilitating
from workshops.actions.joining import join_as_guest
from workshops.actions.leading import lead
from workshops.web.places import home_of


@pytest.fixture
def lobby(cast) -> str:
    return reverse("lobby", args=[cast.workshop.pk])


def test_the_facilitator_sees_code_link_and_qr(leader, cast, lobby):
    page = leader.get(lobby).content.decode()
    code = cast.workshop.code
    assert code[:4] in page
    assert f"http://testserver/join/#{code}" in page
    assert "#0c1f17" in page.lower()
    assert "<svg" in page
    assert "style=" not in page


def test_guests_see_neither_code_nor_door(guest, cast, lobby):
    page = guest.get(lobby).content.decode()
    assert cast.workshop.code not in page
    assert cast.workshop.code[:4] not in page
    assert reverse("door", args=[cast.workshop.pk]) not in page


def test_a_closed_door_shows_no_code(leader, cast, lobby):
    facilitating.set_door(cast.noor, is_open=False)
    assert cast.workshop.code[:4] not in leader.get(lobby).content.decode()


def test_who_is_there_by_team(guest, cast, lobby):
    join_as_guest(cast.workshop, name="Alice")
    there = guest.get(lobby).context["there"]
    assert there.count == 5
    assert [(group.team.name, group.names) for group in there.groups] == [
        ("Oost", ["Alice", "Bob"]),
        ("West", ["Stan"]),
    ]
    assert there.undecided.names == ["Alice 2"]
    assert there.observers.names == ["Olga"]


def test_polling_is_answered_with_nothing_until_something_happened(guest, cast):
    url = reverse("arrivals", args=[cast.workshop.pk])
    cast.workshop.refresh_from_db()
    head = cast.workshop.head
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert guest.get(url, {"head": head}).status_code == 204
    assert len(queries) == 1
    join_as_guest(cast.workshop, name="Marijke")
    answer = guest.get(url, {"head": head})
    assert answer.status_code == 200
    assert "Marijke" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_links_to_all_canvases_are_for_the_facilitator(guest, leader, cast):
    url = reverse("arrivals", args=[cast.workshop.pk])
    assert cast.canvas in leader.get(url, {"links": "1"}).content.decode()
    assert cast.canvas not in guest.get(url, {"links": "1"}).content.decode()


def test_an_observer_without_a_team_may_go_to_any_canvas(cast, lobby):
    from tests.web.conftest import browser_of

    page = browser_of("observer", cast).get(lobby).content.decode()
    for team in cast.workshop.teams.all():
        assert str(team.canvas.pk) in page


def test_going_to_another_team(guest, cast):
    url = reverse("pick-team", args=[cast.workshop.pk])
    west = cast.workshop.teams.get(name="West")
    assert guest.post(url, {"team": str(west.pk)}).url.endswith(f"/c/{west.canvas.pk}/")
    assert guest.post(url, {"team": "nonsense"}).status_code == 404
    assert guest.post(url).status_code == 404


@pytest.mark.parametrize(("name", "good"), [("Alida", True), ("", False), ("x" * 61, False), ("a\u202eb", False)])
def test_changing_ones_own_name(guest, cast, name, good):
    answer = guest.post(reverse("own-name", args=[cast.workshop.pk]), {"name": name})
    cast.alice.refresh_from_db()
    assert (answer.status_code == 302) is good
    assert (cast.alice.name == name) is good


def queries_of(client, url) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_more_people_and_teams_cost_no_more_queries(leader, guest, cast, lobby):
    before = [queries_of(leader, lobby), queries_of(guest, lobby)]
    for number in range(3):
        team = facilitating.add_team(cast.workshop, cast.noor, f"Team {number}")
        join_as_guest(cast.workshop, name="Jan", team=team)
        join_as_guest(cast.workshop, name="Jan")
    assert [queries_of(leader, lobby), queries_of(guest, lobby)] == before
    assert before == [5, 4]


def test_after_the_hour_the_lobby_thanks_and_shows_the_way_to_look(leader, guest, cast, lobby):
    lead(cast.noor, {"op": "start"})
    board = reverse("board", args=[cast.workshop.pk, cast.canvas])
    guest.cookies["language"] = "en"
    assert "Welcome, Alice" in guest.get(lobby).content.decode()
    lead(cast.noor, {"op": "end"})
    page = guest.get(lobby).content.decode()
    assert "Thank you, Alice" in page
    assert board in page
    assert reverse("pick-team", args=[cast.workshop.pk]) not in page
    assert guest.get(board).status_code == 200
    cast.alice.workshop.refresh_from_db()
    assert home_of(cast.alice) == lobby  # who types the code again comes here
    assert cast.workshop.code[:4] in leader.get(lobby).content.decode()
    observer = browser_of("observer", cast).get(lobby).content.decode()
    assert board in observer


def test_an_hour_that_goes_on_after_all_ends_the_thanks(guest, cast, lobby):
    lead(cast.noor, {"op": "start"})
    lead(cast.noor, {"op": "end"})
    assert guest.get(lobby).context["over"]
    lead(cast.noor, {"op": "reopen"})
    assert not guest.get(lobby).context["over"]
