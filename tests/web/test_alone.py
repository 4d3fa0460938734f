"""Alone: made in one form, a board at once, its own page instead of those for groups, a partner, on to a group."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import add, make_user
from workshops.actions.alone import make_group
from workshops.actions.editing import submit
from workshops.actions.facilitating import open_workshop, set_archived
from workshops.actions.joining import join_as_guest
from workshops.actions.leading import lead
from workshops.domain.operations import Refusal
from workshops.models import Note, Participant, Version, Workshop
from workshops.queries import guest_cookie
from workshops.web.places import canvas_url, home_of

BLOCKS = 9


@pytest.fixture
def mine(db) -> Participant:
    """Noor, alone with her idea."""
    made = open_workshop(
        make_user(), title="Mijn idee", kind="business", language="nl", team_names=["Team 1"], alone=True
    )
    return made.participants.get()


@pytest.fixture
def own(mine: Participant) -> Client:
    """Noor's browser."""
    client = Client()
    client.force_login(mine.workshop.owner)
    return client


@pytest.fixture
def partner(mine: Participant) -> tuple[Participant, Client]:
    """Sam, let in, with a browser."""
    lead(mine, {"op": "door", "open": True})
    mine.workshop.refresh_from_db()
    made, token = join_as_guest(mine.workshop, name="Sam", team=mine.workshop.teams.get())
    client = Client()
    client.cookies.load({guest_cookie(mine.workshop_id): token})
    return made, client


def page(name: str, one: Workshop | Participant, **more: object) -> str:
    return reverse(name, kwargs={"workshop": getattr(one, "workshop_id", one.pk), **more})


def board_of(person: Participant) -> str:
    return canvas_url(person.workshop.canvases.get())


def test_it_is_made_without_a_word_on_teams_or_dates(client, db):
    client.force_login(make_user())
    assert "alone" in client.get(reverse("workshop-new") + "?alone").context["form"].initial["way"]
    asked = {"way": "alone", "title": "Mijn idee", "topic": "", "kind": "business", "language": "nl"}
    answer = client.post(reverse("workshop-new"), {**asked, "teams": "", "date": "2027-07-01", "call_url": "x"})
    made = Workshop.objects.get()
    assert answer.url == canvas_url(made.canvases.get())
    assert (made.is_alone, made.door_open, made.starts_at, made.call_url) == (True, False, None, "")
    assert [step.block for step in made.steps.order_by("key")] == list(made.parsed_kind().blocks)
    assert made.hour["phase"] == "step"
    assert client.post(reverse("workshop-new"), {**asked, "title": ""}).context["form"].errors.keys() == {"title"}


def test_its_board_shows_the_step_and_no_code(mine, own):
    shown = own.get(board_of(mine)).content.decode()
    assert f"Stap 1 van {BLOCKS}" in shown
    assert mine.workshop.code not in shown
    assert "data-share" not in shown
    assert "Team 1</b>" not in shown
    lead(mine, {"op": "go", "from": mine.workshop.hour["step"], "to": "next"})
    assert f"Stap 2 van {BLOCKS}" in own.get(board_of(mine)).content.decode()


def test_the_list_says_where_one_was_and_opens_there(mine, own):
    lead(mine, {"op": "go", "from": mine.workshop.hour["step"], "to": "next"})
    shown = own.get(reverse("workshops")).content.decode()
    assert f"Alleen, stap 2 van {BLOCKS}" in shown
    assert f'href="{board_of(mine)}"' in shown


@pytest.mark.parametrize(
    "name", ["cockpit", "afterwards", "rehearsal", "agenda", "wording", "wall", "lobby", "team-add", "teams-fill"]
)
def test_pages_for_groups_lead_to_the_canvas(mine, own, name):
    answer = own.post(page(name, mine)) if name.startswith("team") else own.get(page(name, mine))
    assert (answer.status_code, answer.url) == (302, board_of(mine))
    assert mine.workshop.teams.count() == 1


def test_its_page_and_settings_ask_nothing_of_a_group(mine, own):
    shown = own.get(page("workshop", mine)).content.decode()
    assert mine.workshop.code not in shown
    assert "agenda/" not in shown
    settings = own.get(page("workshop-settings", mine)).content.decode()
    assert 'name="date"' not in settings
    assert own.post(page("workshop-settings", mine), {"title": "Anders", "language": "nl"}).status_code == 302
    set_archived(mine, archived=True)
    assert page("archive", mine) in own.get(page("workshop", mine)).content.decode()
    assert own.get(board_of(mine)).status_code == 200


def test_a_code_opens_nothing_before_a_partner_is_invited(mine, client):
    answer = client.post(reverse("join"), {"code": mine.workshop.code, "name": "Sam"})
    assert "De deur van deze werksessie is dicht" in answer.content.decode()
    assert mine.workshop.participants.count() == 1


def test_a_partner_comes_to_the_same_canvas(mine, own, client):
    own.post(page("door", mine), {"open": "1"})
    assert mine.workshop.code in own.get(page("workshop", mine)).content.decode()
    answer = client.post(reverse("join"), {"code": mine.workshop.code, "name": "Sam"})
    assert answer.url == board_of(mine)
    shown = client.get(answer.url).content.decode()
    assert f"Stap 1 van {BLOCKS}" in shown
    assert mine.workshop.code not in shown
    assert "Sam" in own.get(page("workshop", mine)).content.decode()
    assert client.get(page("lobby", mine)).url == board_of(mine)
    assert client.get(page("workshop", mine)).url == page("lobby", mine)


def test_a_partner_has_a_place_without_a_team_too(mine, partner):
    person, browser = partner
    lead(mine, {"op": "person", "who": person.who, "team": None})
    assert home_of(Participant.objects.get(pk=person.pk)) == page("pick-team", mine)
    assert browser.get(page("pick-team", mine)).status_code == 200


# page: what its owner, a partner, somebody else with an account and nobody at all get by GET
PAGES = {
    "board": (200, 200, 404, 404),
    "workshop": (200, 302, 404, 404),
    "workshop-settings": (200, 403, 404, 302),
    "lobby": (302, 302, 404, 404),
    "own-name": (200, 200, 404, 404),
    "cockpit": (302, 403, 404, 302),
    "agenda": (302, 403, 404, 302),
    "wall": (302, 403, 404, 302),
    "afterwards": (302, 403, 404, 302),
    "group": (405, 405, 405, 405),
}


@pytest.mark.one_backend
@pytest.mark.parametrize("name", PAGES)
def test_who_gets_what(mine, own, partner, name):
    stranger = Client()
    stranger.force_login(make_user("Stranger"))
    where = board_of(mine) if name == "board" else page(name, mine)
    got = tuple(browser.get(where).status_code for browser in (own, partner[1], stranger, Client()))
    assert got == PAGES[name]


@pytest.mark.one_backend
def test_what_a_partner_may_not(mine, partner):
    person, browser = partner
    assert browser.post(page("group", mine)).status_code == 403
    for operation in ({"op": "go", "from": mine.workshop.hour["step"], "to": "next"}, {"op": "end"}):
        with pytest.raises(Refusal, match="not-allowed"):
            lead(person, operation)
    [verdict] = submit(board_id(mine), person.who, [add("van Sam")])
    assert verdict.refusal is None


def board_id(person: Participant) -> str:
    return str(person.workshop.canvases.get().pk)


def test_a_version_for_each_step_that_is_done(mine):
    steps = [str(step.pk) for step in mine.workshop.steps.order_by("key")]
    submit(board_id(mine), mine.who, [add("een")])
    lead(mine, {"op": "go", "from": steps[0], "to": "next", "done": True})
    lead(mine, {"op": "go", "from": steps[1], "to": steps[0]})
    lead(mine, {"op": "go", "from": steps[0], "to": "next", "done": True})
    lead(mine, {"op": "done", "step": steps[4], "on": True})
    names = mine.workshop.parsed_kind().blocks
    wanted = [list(names.values())[index].name["nl"] for index in (0, 4)]
    assert list(Version.objects.order_by("n").values_list("name", flat=True)) == wanted
    lead(mine, {"op": "end"})
    assert Version.objects.count() == 3


def test_on_to_a_group_keeps_what_stands(mine, own):
    submit(board_id(mine), mine.who, [add("blijft")])
    assert own.post(page("group", mine)).url == page("workshop", mine)
    made = Workshop.objects.get()
    assert (made.is_alone, made.door_open, made.hour["phase"]) == (False, True, "before")
    assert made.steps.filter(gone=False).count() > BLOCKS
    assert Note.objects.get().text == "blijft"
    steps = set(made.steps.values_list("pk"))
    assert not make_group(mine)
    assert set(Workshop.objects.get().steps.values_list("pk")) == steps
    assert own.get(page("agenda", mine)).status_code == 200
    assert own.get(page("workshop", mine)).status_code == 200


def test_an_archived_one_stays_as_it_is(mine, own):
    set_archived(mine, archived=True)
    own.post(page("group", mine))
    assert Workshop.objects.get().is_alone


def test_a_copy_is_for_one_too(mine, own):
    own.post(page("workshop-copy", mine))
    copy = Workshop.objects.exclude(pk=mine.workshop_id).get()
    assert (copy.is_alone, copy.door_open, copy.hour["phase"], copy.steps.count()) == (True, False, "step", BLOCKS)
