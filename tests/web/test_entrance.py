"""Coming in: by code, by link, again, as somebody else; and everything that is wrong at the door."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_cast
from tests.web.conftest import browser_of
from workshops.actions import facilitating
from workshops.models import Participant, Workshop
from workshops.queries import guest_cookie, recognise
from workshops.web import attempts


def knock(client: Client, **typed: str):
    return client.post(reverse("join"), typed)


@pytest.fixture
def small(db) -> Workshop:
    """A workshop with one team."""
    cast = make_cast()
    return facilitating.open_workshop(
        cast.workshop.owner, title="Klein", kind="business", language="en", team_names=["One"]
    )


def test_start_page_asks_for_code_and_name(client, db):
    page = client.get("/").content.decode()
    assert 'name="code"' in page
    assert 'name="name"' in page


def test_a_guest_comes_in_by_code_and_picks_a_team(client, cast):
    answer = knock(client, code=cast.workshop.code, name="Marijke")
    assert answer.url == reverse("pick-team", args=[cast.workshop.pk])
    cookie = answer.cookies[guest_cookie(cast.workshop.pk)]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 180 * 24 * 3600
    page = client.get(answer.url).content.decode()
    assert "Oost" in page
    assert "Alice, Bob" in page
    team = cast.workshop.teams.get(name="West")
    answer = client.post(answer.url, {"team": str(team.pk)})
    assert answer.url == reverse("board", args=[cast.workshop.pk, team.canvas.pk])
    assert Participant.objects.get(name="Marijke").team == team


def test_the_cookie_is_secure_over_https(client, cast):
    answer = client.post(reverse("join"), {"code": cast.workshop.code, "name": "Marijke"}, secure=True)
    assert answer.cookies[guest_cookie(cast.workshop.pk)]["secure"]


def test_with_one_team_there_is_nothing_to_pick(client, small):
    answer = knock(client, code=small.code, name="Jan")
    assert answer.url == reverse("board", args=[small.pk, small.canvases.get().pk])


def test_before_the_start_one_waits_in_the_lobby(client, small):
    Workshop.objects.filter(pk=small.pk).update(starts_at="2999-01-01T10:00Z")
    assert knock(client, code=small.code, name="Jan").url == reverse("lobby", args=[small.pk])


@pytest.mark.parametrize("spelled", ["{0}{1}", "{0} {1}", "{0}-{1}", " {0} {1} ", "http://x/join/#{0}{1}"])
def test_a_code_may_be_spelled_in_any_way(client, cast, spelled):
    code = cast.workshop.code.lower()
    assert knock(client, code=spelled.format(code[:4], code[4:]), name="Jan").status_code == 302


def test_a_link_asks_for_the_name_alone(client, cast):
    answer = knock(client, code=cast.workshop.code, link="on")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert cast.workshop.title in page
    assert not answer.context["form"].errors
    assert Participant.objects.filter(workshop=cast.workshop).count() == 5


def test_a_link_leads_who_is_known_straight_on(guest, cast):
    answer = knock(guest, code=cast.workshop.code, link="on")
    assert answer.url == reverse("board", args=[cast.workshop.pk, cast.canvas])


def test_the_facilitator_comes_in_as_facilitator(leader, cast):
    answer = knock(leader, code=cast.workshop.code, name="Somebody", link="on")
    assert answer.url == reverse("workshop", args=[cast.workshop.pk])
    assert cast.workshop.participants.filter(user=cast.noor.user).count() == 1


def test_another_account_holder_joins_as_guest_with_own_name_proposed(cast):
    client = browser_of("stranger", cast)
    assert 'value="Stranger"' in knock(client, code=cast.workshop.code, link="on").content.decode()
    knock(client, code=cast.workshop.code, name="Stranger")
    assert cast.workshop.participants.get(name="Stranger").role == "participant"


def test_a_second_person_on_the_same_device_is_asked_who_they_are(guest, cast):
    typed = {"code": cast.workshop.code, "name": "Marijke"}
    page = knock(guest, **typed).content.decode()
    assert "Alice" in page
    assert not cast.workshop.participants.filter(name="Marijke").exists()
    assert knock(guest, **typed, **{"as": "same"}).url.endswith(f"/c/{cast.canvas}/")
    answer = knock(guest, **typed, **{"as": "other"})
    token = answer.cookies[guest_cookie(cast.workshop.pk)].value
    found = recognise(cast.workshop.pk, {guest_cookie(cast.workshop.pk): token}, None)
    assert found is not None
    assert found.name == "Marijke"
    assert cast.workshop.participants.get(name="Alice").removed is False


def test_the_same_name_is_the_same_person(guest, cast):
    assert knock(guest, code=cast.workshop.code, name="alice").url.endswith(f"/c/{cast.canvas}/")


def test_somebody_else_by_the_link_in_the_lobby(guest, cast):
    url = reverse("join-other", args=[cast.workshop.pk])
    assert "Alice" in guest.get(url).content.decode()
    assert guest.post(url, {"name": "Marijke"}).url == reverse("pick-team", args=[cast.workshop.pk])
    assert "Marijke" in guest.get(reverse("lobby", args=[cast.workshop.pk])).content.decode()


def test_the_start_page_offers_to_go_on(guest, cast):
    assert cast.workshop.title in guest.get("/").content.decode()


def test_a_removed_guest_is_told_so(guest, cast):
    facilitating.remove_participant(cast.noor, cast.alice.who)
    assert cast.workshop.title not in guest.get("/").content.decode()
    lobby = guest.get(reverse("lobby", args=[cast.workshop.pk]))
    assert lobby.status_code == 403
    assert "niet meer in deze werksessie" in lobby.content.decode()
    polled = guest.get(reverse("arrivals", args=[cast.workshop.pk]), headers={"hx-request": "true"})
    assert (polled.status_code, polled["hx-refresh"]) == (404, "true")


@pytest.mark.parametrize(
    "name", ["", "   ", "x" * 200, "Jan\u202eNaj", "a\x00b", "\u200b", "!!!", "e" + "\u0301" * 10_000, "\ud800"]
)
def test_a_bad_name_is_told_and_what_was_typed_stays(client, cast, name):
    body = f"code={cast.workshop.code}&name=".encode() + _quoted(name)
    answer = client.post(reverse("join"), body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    assert answer.context["form"].errors["name"]
    assert answer.context["form"]["code"].value() == cast.workshop.code
    assert cast.workshop.participants.count() == 5


def _quoted(text: str) -> bytes:
    return b"".join(b"%%%02X" % byte for byte in text.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    "code", ["", "ABCDEFGH", "ABC", "x" * 10_000, "'; DROP", "\x00" * 8, "ſſſſſſſſ", "１２３４５６７２"]
)
def test_a_wrong_code_is_told_and_both_fields_stay(client, cast, code):
    answer = knock(client, code=code, name="Marijke")
    assert answer.status_code == 200
    assert answer.context["form"].errors["code"]
    assert 'value="Marijke"' in answer.content.decode()
    assert answer.context["form"]["code"].value() == code


def test_a_closed_a_full_and_an_archived_door(client, cast):
    facilitating.set_door(cast.noor, is_open=False)
    answer = knock(client, code=cast.workshop.code, name="Marijke")
    assert answer.context["form"].errors["code"]
    assert 'value="Marijke"' in answer.content.decode()
    facilitating.set_door(cast.noor, is_open=True)
    facilitating.set_archived(cast.noor, archived=True)
    assert knock(client, code=cast.workshop.code, name="Marijke").context["form"].errors["code"]


def test_a_full_workshop(client, cast, monkeypatch):
    monkeypatch.setattr("workshops.domain.rules_people.PEOPLE_LIMIT", 5)
    assert "5" in knock(client, code=cast.workshop.code, name="Marijke").context["form"].errors["code"][0]


def test_only_failures_count_towards_the_limit(cast, monkeypatch):
    monkeypatch.setattr(attempts, "codes", attempts.Attempts("codes", limit=3, seconds=60))
    for _ in range(5):
        assert knock(Client(), code=cast.workshop.code, name="Jan").status_code == 302
    for _ in range(3):
        assert knock(Client(), code="ABCDEFGH", name="Jan").status_code == 200
    answer = knock(Client(), code=cast.workshop.code, name="Marijke")
    assert answer.status_code == 429
    assert 'value="Marijke"' in answer.content.decode()


def test_a_guest_gets_the_workshops_language_unless_they_chose(small):
    client = Client(headers={"accept-language": "nl"})
    answer = knock(client, code=small.code, name="Jan")
    assert answer.cookies["language"].value == "en"
    chose = Client()
    chose.cookies["language"] = "nl"
    assert "language" not in knock(chose, code=small.code, name="Piet").cookies


def test_a_form_without_its_token_is_told_so(cast):
    answer = Client(enforce_csrf_checks=True).post(reverse("join"), {"code": cast.workshop.code, "name": "Jan"})
    assert answer.status_code == 403
    assert b"403" in answer.content


def test_no_code_in_any_address(client, cast):
    """A log prints addresses, so they hold no codes."""
    assert cast.workshop.code not in reverse("join")
    assert knock(client, code=cast.workshop.code, name="Jan").url.find(cast.workshop.code) == -1


@pytest.mark.parametrize("cookie", ["", "nonsense", "%00", "é" * 500])
def test_a_spoiled_cookie_is_no_error(client, cast, cookie):
    client.cookies[guest_cookie(cast.workshop.pk)] = cookie
    assert client.get("/").status_code == 200
    assert client.get(reverse("lobby", args=[cast.workshop.pk])).status_code == 403


@pytest.mark.parametrize("charset", ["utf-7", "utf-16", "unicode_escape", "idna", "zlib", "no-such"])
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_forms_are_utf_8_whatever_they_say(client, db, charset, kind):
    body = "code=a%5Cud800b&name=a+2AA-b"
    if "boundary" in kind:
        part = '--x\r\nContent-Disposition: form-data; name="{}"\r\n\r\na\\ud800b+2AA-\r\n'
        body = part.format("code") + part.format("name") + "--x--\r\n"
    answer = client.generic("POST", "/", body.encode(), content_type=f"{kind}; charset={charset}")
    assert answer.status_code == 200
    assert b'aria-invalid="true"' in answer.content


def test_a_form_that_is_too_large_is_told_so_in_the_design(client, cast):
    answer = client.post(reverse("join"), {"code": cast.workshop.code, "name": "x" * 2_000_000})
    assert answer.status_code == 400
    assert "Dat konden we niet lezen" in answer.content.decode()
