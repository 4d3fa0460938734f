"""Facilitators, the owner, copies and even teams, through the pages."""

import datetime as dt
import smtplib

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_user
from tests.web.conftest import browser_of
from workshops.actions import facilitating, handing
from workshops.actions.joining import join_as_guest
from workshops.actions.leading import lead
from workshops.models import Workshop
from workshops.web import mail


@pytest.fixture
def page(cast) -> str:
    return reverse("facilitators", args=[cast.workshop.pk])


@pytest.fixture
def mira(db):
    return make_user("Mira")


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_sharing_makes_a_facilitator_who_finds_it_in_their_list(leader, cast, page, mira):
    home = reverse("workshop", args=[cast.workshop.pk])
    assert signed_in(mira).get(home).status_code == 404
    assert leader.post(page, {"email": f"  {mira.email.upper()} "}).status_code == 302
    assert mira.email in leader.get(page).content.decode()
    assert signed_in(mira).get(home).status_code == 200
    assert "Dorpen" in signed_in(mira).get(reverse("workshops")).content.decode()
    assert signed_in(mira).get(page).status_code == 200


@pytest.mark.parametrize(("language", "word"), [("nl", "begeleider"), ("en", "facilitator")])
def test_who_it_is_shared_with_gets_a_mail(language, word, leader, cast, page, mira, settings, mailoutbox):
    settings.MAIL_IS_SET_UP = True
    facilitating.change_workshop(cast.noor, language=language, title="Dorpen <b>&")
    assert "No mail" not in leader.post(page, {"email": mira.email}, follow=True).content.decode()
    [sent] = mailoutbox
    assert sent.to == [mira.email]
    assert "Dorpen <b>&" in sent.subject
    assert word in sent.body
    assert f"http://testserver{reverse('workshop', args=[cast.workshop.pk])}" in sent.body
    assert cast.workshop.code not in sent.body


@pytest.mark.parametrize("problem", [OSError, smtplib.SMTPException, ValueError, None])
def test_without_a_mail_it_is_shared_all_the_same(problem, leader, cast, page, mira, settings, monkeypatch):
    settings.MAIL_IS_SET_UP = problem is not None

    def fail(*args, **options):
        raise problem

    monkeypatch.setattr(mail, "send_mail", fail)
    leader.cookies["language"] = "en"
    answer = leader.post(page, {"email": mira.email}, follow=True).content.decode()
    assert "No mail went out" in answer
    assert reverse("workshop", args=[cast.workshop.pk]) in answer
    assert signed_in(mira).get(page).status_code == 200


def test_nobody_is_mailed_without_end(leader, cast, page, mira, settings, mailoutbox):
    settings.MAIL_IS_SET_UP = True
    for _ in range(22):
        leader.post(page, {"email": mira.email})
        handing.take_off(cast.noor, cast.workshop.participants.get(user=mira).who)
    assert len(mailoutbox) == 20


@pytest.mark.parametrize("email", ["", "nobody@example.org", "no address", "x" * 300 + "@a.nl", "a@b.nl\x00"])
def test_an_address_that_is_nobodys_gets_a_sentence(email, leader, cast, page):
    head = Workshop.objects.get(pk=cast.workshop.pk).head
    answer = leader.post(page, {"email": email})
    assert answer.status_code == 200
    assert answer.context["form"].errors["email"]
    assert Workshop.objects.get(pk=cast.workshop.pk).head == head


def test_fishing_for_accounts_ends(leader, page, mira):
    for number in range(30):
        leader.post(page, {"email": f"nobody{number}@example.org"})
    answer = leader.post(page, {"email": mira.email})
    assert answer.status_code == 200
    assert answer.context["form"].errors["email"]


def test_taking_off_and_handing_over(leader, cast, page, mira):
    leader.post(page, {"email": mira.email})
    who = cast.workshop.participants.get(user=mira).who
    owner = reverse("hand-over", args=[cast.workshop.pk])
    hers = signed_in(mira)
    hers.post(owner, {"who": who})  # not hers to give
    cast.workshop.refresh_from_db()
    assert cast.workshop.owner == cast.noor.user
    for wrong in ("", "abc", "-1", "9" * 30, str(cast.alice.who), "²"):
        assert leader.post(owner, {"who": wrong}).status_code == 302
        cast.workshop.refresh_from_db()
        assert cast.workshop.owner == cast.noor.user
    leader.post(owner, {"who": who})
    cast.workshop.refresh_from_db()
    assert cast.workshop.owner == mira
    off = reverse("facilitator-remove", args=[cast.workshop.pk, who])
    leader.post(off)
    assert hers.get(page).status_code == 200  # the owner stays
    answer = leader.post(reverse("facilitator-remove", args=[cast.workshop.pk, cast.noor.who]))
    assert answer.url == reverse("workshops")
    assert leader.get(page).status_code == 404


def test_the_list_says_where_a_workshop_stands_running_ones_first(leader, cast):
    other = facilitating.open_workshop(cast.noor.user, title="Later", kind="public", language="nl", team_names=["A"])
    leader.cookies["language"] = "en"
    index = reverse("workshops")
    assert [one.title for one in leader.get(index).context["current"]] == ["Later", "Dorpen"]
    lead(cast.noor, {"op": "start"})
    answer = leader.get(index)
    assert [one.title for one in answer.context["current"]] == ["Dorpen", "Later"]
    assert "Running: step 1 of 14" in answer.content.decode()
    assert "Prepared" in answer.content.decode()
    now = dt.datetime.now(dt.UTC)
    for title, days in (("Gone by", -2), ("Next week", 7), ("Tomorrow", 1)):
        facilitating.open_workshop(
            cast.noor.user,
            title=title,
            kind="public",
            language="nl",
            team_names=["A"],
            starts_at=now + dt.timedelta(days=days),
        )
    order = ["Dorpen", "Tomorrow", "Next week", "Gone by", "Later"]
    assert [one.title for one in leader.get(index).context["current"]] == order
    Workshop.objects.exclude(title__in=("Dorpen", "Later")).delete()
    lead(cast.noor, {"op": "end"})
    answer = leader.get(index)
    assert [one.title for one in answer.context["current"]] == ["Later", "Dorpen"]
    assert "Ended" in answer.content.decode()
    facilitating.set_archived(other.participants.get(), archived=True)
    assert [one.title for one in leader.get(index).context["archived"]] == ["Later"]


def test_a_copy_opens_on_its_own_page(leader, cast):
    answer = leader.post(reverse("workshop-copy", args=[cast.workshop.pk]))
    made = Workshop.objects.exclude(pk=cast.workshop.pk).get()
    assert answer.url == reverse("workshop", args=[made.pk])
    assert leader.get(answer.url).status_code == 200


def test_filling_teams(leader, cast):
    for name in ("Piet", "Sara", "Wim"):
        join_as_guest(cast.workshop, name=name)
    url = reverse("teams-fill", args=[cast.workshop.pk])
    assert url in leader.get(reverse("workshop", args=[cast.workshop.pk])).content.decode()
    leader.post(url, {"who": "rest"})
    people = cast.workshop.participants.filter(role="participant")
    assert sorted(people.filter(team=team).count() for team in cast.workshop.teams.all()) == [3, 3]
    assert cast.workshop.participants.get(name="Olga").team is None
    head = Workshop.objects.get(pk=cast.workshop.pk).head
    leader.post(url, {"who": "nonsense"})
    assert Workshop.objects.get(pk=cast.workshop.pk).head == head


def test_a_guest_with_the_code_never_leads(cast, page, mira):
    browser = signed_in(mira)
    browser.cookies.load(cast.cookies(cast.alice))
    assert browser.get(page).status_code == 403
    handing.share(cast.noor, mira.email)
    assert browser.get(page).status_code == 200
    assert browser_of("participant", cast).get(page).status_code == 403


@pytest.mark.one_backend
def test_a_team_of_none_holds_nothing_up(leader, guest, cast):
    """A team with nobody in it, and the choice of no team, before, during and after the hour."""
    west = cast.stan.team
    facilitating.remove_participant(cast.noor, cast.stan.who)
    pick = reverse("pick-team", args=[cast.workshop.pk])
    for wrong in ("", "abc", "00000000-0000-4000-8000-000000000000"):
        assert guest.post(pick, {"team": wrong}).status_code == 404
    for op in ("start", "end"):
        lead(cast.noor, {"op": op})
        for name in ("workshop", "cockpit", "lobby", "arrivals", "wall"):
            assert leader.get(reverse(name, args=[cast.workshop.pk])).status_code == 200
        assert leader.get(reverse("board", args=[cast.workshop.pk, west.canvas.pk])).status_code == 200
    leader.post(reverse("teams-fill", args=[cast.workshop.pk]), {"who": "everybody"})
    assert west.participants.filter(removed=False).count() == 1  # of Alice and Bob
