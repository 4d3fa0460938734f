"""Going on by itself when the hour starts and ends, and what participants get when it is over."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.web.conftest import browser_of
from workshops import clock
from workshops.actions import facilitating
from workshops.actions.joining import join_as_guest
from workshops.actions.leading import lead
from workshops.models import Participant, Workshop
from workshops.queries import guest_cookie
from workshops.web.places import home_of
from workshops.web.views.afterwards import end_of

pytestmark = pytest.mark.one_backend  # pages alone


@pytest.fixture
def page(cast) -> str:
    return reverse("afterwards", args=[cast.workshop.pk])


@pytest.fixture
def board(cast) -> str:
    return reverse("board", args=[cast.workshop.pk, cast.canvas])


def now_of(cast) -> Workshop:
    return Workshop.objects.get(pk=cast.workshop.pk)


def moving(client, cast, was: str, alone: bool = True) -> str:
    """What a page that waits is told; empty: nothing."""
    url = reverse("arrivals", args=[cast.workshop.pk])
    answer = client.get(url, {"was": was, **({"alone": "1"} if alone else {})})
    return answer.content.decode() if answer.status_code == 200 else ""


def test_who_waits_is_told_where_to_go_when_the_hour_starts_and_ends(guest, cast, board):
    tomorrow = timezone.now() + dt.timedelta(days=1)
    facilitating.change_workshop(cast.noor, starts_at=tomorrow)  # she starts sooner than was said
    assert moving(guest, cast, "before") == ""
    assert "data-goal" not in moving(guest, cast, "before", alone=False)
    lead(cast.noor, {"op": "start"})
    assert f'data-goal="{board}"' in moving(guest, cast, "before")
    assert f'data-goal="{board}"' in moving(guest, cast, "before", alone=False)
    assert moving(guest, cast, "step") == ""
    assert home_of(Participant.objects.get(pk=cast.alice.pk)) == board
    lead(cast.noor, {"op": "end"})
    lobby = reverse("lobby", args=[cast.workshop.pk])
    assert f'data-goal="{lobby}"' in moving(guest, cast, "step")
    lead(cast.noor, {"op": "reopen"})
    assert f'data-goal="{board}"' in moving(guest, cast, "after")


def test_each_goes_where_they_belong(cast, client):
    _, token = join_as_guest(cast.workshop, name="Zonder team")
    lead(cast.noor, {"op": "start"})
    lobby = f'data-goal="{reverse("lobby", args=[cast.workshop.pk])}"'
    assert lobby in moving(browser_of("observer", cast), cast, "before")  # two teams to choose from
    client.cookies[guest_cookie(cast.workshop.pk)] = token
    assert reverse("pick-team", args=[cast.workshop.pk]) in moving(client, cast, "before")


def test_pages_that_wait_ask_and_the_facilitators_does_not(guest, leader, cast):
    lobby, name = (reverse(one, args=[cast.workshop.pk]) for one in ("lobby", "own-name"))
    assert 'name="was" value="before"' in guest.get(lobby).content.decode()
    assert "alone=1&amp;was=before" in guest.get(name).content.decode()
    assert 'name="was"' not in leader.get(lobby).content.decode()
    lead(cast.noor, {"op": "start"})
    lead(cast.noor, {"op": "end"})
    assert "alone=1&amp;was=after" in guest.get(lobby).content.decode()


def ended(cast, **values) -> None:
    lead(cast.noor, {"op": "start"})
    lead(cast.noor, {"op": "end"})
    if values:
        facilitating.set_afterwards(cast.noor, **values)


def test_they_may_look_unless_it_is_said_otherwise(guest, cast, board):
    ended(cast)
    assert guest.get(board).status_code == 200
    page = guest.get(reverse("lobby", args=[cast.workshop.pk])).content.decode()
    assert board in page
    assert "blockquote" not in page


@pytest.mark.parametrize("role", ["participant", "observer", "facilitator"])
def test_nothing_but_the_thanks(role, cast, board):
    ended(cast, gets="thanks", thanks="Fijn dat je er was.\n\n<b>Noor</b>")
    client = browser_of(role, cast)
    leads = role == "facilitator"
    assert client.get(board).status_code == (200 if leads else 403)
    assert client.post(board, {"block": "segments", "text": "nog iets"}).status_code == (302 if leads else 403)
    page = client.get(reverse("lobby", args=[cast.workshop.pk])).content.decode()
    if not leads:
        assert "Fijn dat je er was." in page
        assert "&lt;b&gt;Noor" in page
        assert board not in page
    facilitating.set_archived(cast.noor, archived=True)
    assert client.get(board).status_code == (200 if leads else 403)
    facilitating.set_archived(cast.noor, archived=False)
    lead(cast.noor, {"op": "reopen"})
    assert client.get(board).status_code == 200


def test_until_a_day_and_not_after_it(guest, leader, cast, board, page, monkeypatch):
    ended(cast)
    today = timezone.localdate()
    leader.cookies["language"] = guest.cookies["language"] = "en"
    fields = {"gets": "look", "thanks": ""}
    answer = leader.post(page, {**fields, "day": today - dt.timedelta(days=1)})
    assert "still to come" in answer.content.decode()
    assert leader.post(page, {**fields, "day": today}).status_code == 302
    assert now_of(cast).until == end_of(today)
    assert guest.get(board).status_code == 200
    assert f"until {today.day} " in guest.get(reverse("lobby", args=[cast.workshop.pk])).content.decode()
    monkeypatch.setattr(clock, "now", lambda: end_of(today) - 1)
    assert guest.get(board).status_code == 200
    monkeypatch.setattr(clock, "now", lambda: end_of(today))
    assert guest.get(board).status_code == 403
    assert "You could look" in guest.get(reverse("lobby", args=[cast.workshop.pk])).content.decode()
    # the rest can be changed while the day stays in the past
    assert leader.post(page, {**fields, "day": today, "thanks": "Dank"}).status_code == 302


def test_before_the_end_it_changes_nothing(guest, leader, cast, board, page):
    assert leader.post(page, {"gets": "thanks", "thanks": "Dag", "day": ""}).status_code == 302
    assert guest.get(board).status_code == 200
    lead(cast.noor, {"op": "start"})
    assert guest.get(board).status_code == 200
    lead(cast.noor, {"op": "end"})
    assert guest.get(board).status_code == 403
    for name in ("workshop", "workshop-settings"):
        assert page in leader.get(reverse(name, args=[cast.workshop.pk])).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"gets": "everything"},
        {"gets": ""},
        {"day": "abc"},
        {"day": "0001-01-01"},
        {"day": "9999-12-31"},
        {"thanks": "x" * 401},
        {"thanks": "a\x00b"},
        {"thanks": "\u202eabc"},
    ],
    ids=ascii,
)
def test_what_is_wrong_gets_a_sentence(wrong, leader, cast, page):
    head = now_of(cast).head
    answer = leader.post(page, {"gets": "look", "day": "", "thanks": "", **wrong})
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert now_of(cast).head == head


def test_a_copy_gives_the_same(leader, cast, page):
    leader.post(page, {"gets": "look", "thanks": "Tot ziens", "day": "2999-01-01"})
    leader.post(reverse("workshop-copy", args=[cast.workshop.pk]))
    made = Workshop.objects.exclude(pk=cast.workshop.pk).get()
    assert (made.gets, made.thanks, made.until) == ("look", "Tot ziens", None)
