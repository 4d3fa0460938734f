"""Each page of a workshop for each role: who sees it, who is told no, who learns nothing."""

import pytest
from django.urls import reverse

from tests.web.conftest import ROLES, browser_of

pytestmark = pytest.mark.one_backend  # what is asked here is the same over either database

# page: what facilitator, participant, observer, stranger and nobody get by GET
GUEST_PAGES = {
    "lobby": (200, 200, 200, 404, 404),
    "arrivals": (200, 200, 200, 404, 404),
    "pick-team": (302, 200, 200, 404, 404),
    "own-name": (200, 200, 200, 404, 404),
    "join-other": (302, 200, 200, 404, 404),
    "workshop": (200, 302, 302, 404, 404),
    "calendar": (404, 404, 404, 404, 404),  # there is no date yet
    "board": (200, 200, 200, 404, 404),
    "assumptions": (200, 200, 200, 404, 404),
    "list": (200, 200, 403, 404, 404),
    "blank-here": (200, 200, 200, 404, 404),
    "history": (200, 200, 200, 404, 404),
    "history-at": (200, 200, 200, 404, 404),
    "history-lapse": (200, 200, 200, 404, 404),
    "history-grown": (200, 200, 200, 404, 404),
    "history-account": (200, 200, 200, 404, 404),
    "compare": (200, 200, 200, 404, 404),
}
FACILITATOR_PAGES = {
    "cockpit": (200, 403, 403, 404, 302),
    "rehearsal": (200, 403, 403, 404, 302),
    "afterwards": (200, 403, 403, 404, 302),
    "workshop-settings": (200, 403, 403, 404, 302),
    "reading": (403, 403, 403, 404, 302),  # no step lets anybody read along
    "agenda": (200, 403, 403, 404, 302),
    "step": (200, 403, 403, 404, 302),
    "wording": (200, 403, 403, 404, 302),
    "workshop-delete": (200, 403, 403, 404, 302),
    "team-rename": (200, 403, 403, 404, 302),
    "participant": (200, 403, 403, 404, 302),
    "wall": (200, 403, 403, 404, 302),
    "facilitators": (200, 403, 403, 404, 302),
    "links": (200, 403, 403, 404, 302),
    "export": (200, 403, 403, 404, 302),
    "review": (200, 403, 403, 404, 302),
    "import-here": (200, 403, 403, 404, 302),
    "bundles": (200, 403, 403, 404, 302),
    "bundle-file": (404, 403, 403, 404, 302),  # there is none yet
    "scenario-delete": (422, 403, 403, 404, 302),  # it is the team's own
}
CHANGES = [
    "archive",
    "rehearsal-stop",
    "rehearsal-delete",
    "door",
    "code-rotate",
    "team-add",
    "teams-fill",
    "workshop-copy",
    "hand-over",
    "group",
    *(PAST_CHANGES := ["history-version", "history-back", "history-take", "scenario-make", "scenario-rename"]),
]
AGENDA = ["agenda", "step", "wording"]
CHANGES_OF_A_PERSON = [
    "participant-rename",
    "participant-team",
    "participant-role",
    "participant-remove",
    "participant-erase",
    "facilitator-remove",
]


def url_of(page, cast):
    extra = {
        "board": {"canvas": cast.canvas},
        "assumptions": {"canvas": cast.canvas},
        "reading": {"canvas": cast.canvas},
        "list": {"canvas": cast.canvas},
        "links": {"canvas": cast.canvas},
        "export": {"canvas": cast.canvas},
        "review": {"canvas": cast.canvas},
        "team-rename": {"team": cast.alice.team_id},
        "history-at": {"canvas": cast.canvas, "number": 5},
        "history-lapse": {"canvas": cast.canvas, "head": 5, "start": 0},
        "step": {"step": cast.workshop.steps.order_by("key")[0].pk},
        "participant": {"who": cast.alice.who},
    }
    if page in (*PAST_CHANGES, "history", "history-grown", "history-account", "compare", "scenario-delete"):
        extra[page] = {"canvas": cast.canvas}
    if page in CHANGES_OF_A_PERSON:
        extra[page] = {"who": cast.alice.who}
    return reverse(page, kwargs={"workshop": cast.workshop.pk, **extra.get(page, {})})


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", [*GUEST_PAGES, *FACILITATOR_PAGES])
def test_pages(page, role, cast):
    expected = {**GUEST_PAGES, **FACILITATOR_PAGES}[page][ROLES.index(role)]
    assert browser_of(role, cast).get(url_of(page, cast)).status_code == expected


@pytest.mark.parametrize("role", ROLES[1:])
@pytest.mark.parametrize(
    "page",
    [
        *CHANGES,
        *CHANGES_OF_A_PERSON,
        "workshop-settings",
        "workshop-delete",
        "team-rename",
        "facilitators",
        "afterwards",
        "rehearsal",
        "import-here",
        *AGENDA,
    ],
)
def test_changes_by_others_have_no_effect(page, role, cast):
    head = cast.workshop.head
    everything = {"open": "0", "on": "1", "name": "X", "title": cast.workshop.title, "role": "observer", "team": ""}
    answer = browser_of(role, cast).post(url_of(page, cast), {**everything, "language": "en"})
    assert answer.status_code == (404 if role in ("stranger", "nobody") else 403)
    cast.workshop.refresh_from_db()
    assert cast.workshop.head == head


@pytest.mark.parametrize("page", [*CHANGES, *CHANGES_OF_A_PERSON])
def test_nothing_changes_by_a_link(page, leader, cast):
    assert leader.get(url_of(page, cast)).status_code == 405


def test_a_facilitator_whose_session_ended_signs_in_first(client, cast):
    answer = client.get(url_of("workshop-settings", cast))
    assert answer.url.startswith(reverse("sign-in"))
    # and the same for a workshop that does not exist
    nowhere = "00000000-0000-4000-8000-000000000000"
    assert client.get(reverse("workshop-settings", args=[nowhere])).status_code == 302


@pytest.mark.parametrize(
    "page", ["workshops", "workshop-new", "import", "account", "account-delete", "password-change"]
)
def test_pages_of_an_account_ask_to_sign_in(page, client, db, leader):
    assert client.get(reverse(page)).url.startswith(reverse("sign-in"))
    assert leader.get(reverse(page)).status_code == 200


def test_teams_and_people_of_another_workshop_are_not_there(leader, cast):
    from tests.factories import make_cast

    other = make_cast()
    url = reverse("team-rename", args=[cast.workshop.pk, other.alice.team_id])
    assert leader.post(url, {"name": "Mine"}).status_code == 404
    url = reverse("participant-team", args=[cast.workshop.pk, cast.alice.who])
    assert leader.post(url, {"team": str(other.alice.team_id)}).status_code == 404
    assert leader.post(url, {"team": "nonsense"}).status_code == 404
    cast.alice.refresh_from_db()
    assert cast.alice.team.name == "Oost"
