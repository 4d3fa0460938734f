"""A workshop on the wall and in a calendar."""

import datetime as dt

import pytest
from django.urls import reverse

from tests.web.conftest import browser_of
from workshops.actions import facilitating
from workshops.actions.joining import join_as_guest
from workshops.web.calendar_file import Event, to_ics

START = dt.datetime(2026, 7, 1, 7, 30, tzinfo=dt.UTC)


@pytest.fixture
def wall(cast) -> str:
    return reverse("wall", args=[cast.workshop.pk])


@pytest.fixture
def calendar(cast) -> str:
    return reverse("calendar", args=[cast.workshop.pk])


def lines_of(answer) -> dict[str, str]:
    """The properties of the file, unfolded and unescaped, by name."""
    raw = answer.content.decode()
    assert raw.endswith("END:VCALENDAR\r\n")
    assert "\n" not in raw.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in raw.split("\r\n"))
    lines = raw.replace("\r\n ", "").split("\r\n")[:-1]
    found = dict(line.split(":", 1) for line in lines if not line.startswith(("BEGIN", "END")))
    return {
        name: value.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")
        for name, value in found.items()
    }


def test_the_wall_says_how_to_come_in_and_who_is_there(leader, cast, wall):
    facilitating.change_workshop(cast.noor, topic="Zorg <b>in</b> het dorp")
    page = leader.get(wall).content.decode()
    code = cast.workshop.code
    assert "Dorpen" in page
    assert "Zorg &lt;b&gt;in&lt;/b&gt; het dorp" in page
    assert f"{code[:4]}</span>" in page
    assert "<b>testserver</b>" in page
    assert "<svg" in page
    assert all(name in page for name in ("Oost", "West", "Alice", "Stan", "Olga"))
    assert "style=" not in page


def test_nothing_on_the_wall_changes_anything(leader, wall):
    page = leader.get(wall).content.decode()
    assert "<form" not in page
    assert page.count("<a ") == 1  # back to the lobby


def test_the_code_stands_in_no_address(leader, cast, wall):
    page = leader.get(wall).content.decode()
    assert cast.workshop.code not in page.replace(" ".join(cast.workshop.code), "")
    assert leader.get(wall, headers={"hx-request": "true"}).status_code == 200


def test_the_wall_follows_what_happens(leader, cast, wall):
    cast.workshop.refresh_from_db()
    fragment = {"headers": {"hx-request": "true"}}
    assert leader.get(wall, {"head": cast.workshop.head}, **fragment).status_code == 204
    join_as_guest(cast.workshop, name="Wim", team=cast.alice.team)
    answer = leader.get(wall, {"head": cast.workshop.head}, **fragment)
    assert "Wim" in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert leader.get(wall, {"head": "nonsense"}, **fragment).status_code == 200


def test_a_closed_door_and_an_archived_workshop_show_no_code(leader, cast, wall):
    facilitating.set_door(cast.noor, is_open=False)
    page = leader.get(wall).content.decode()
    assert cast.workshop.code[:4] not in page
    assert 'class="qr"' not in page
    facilitating.set_door(cast.noor, is_open=True)
    facilitating.set_archived(cast.noor, archived=True)
    assert cast.workshop.code[:4] not in leader.get(wall).content.decode()


@pytest.mark.parametrize("role", ["participant", "observer"])
def test_guests_do_not_get_the_wall(role, cast, wall):
    answer = browser_of(role, cast).get(wall)
    assert answer.status_code == 403
    assert cast.workshop.code[:4] not in answer.content.decode()


def test_the_calendar_file_is_in_utc_and_as_long_as_the_agenda(leader, cast, calendar):
    amsterdam = START.astimezone(dt.timezone(dt.timedelta(hours=2)))
    facilitating.change_workshop(
        cast.noor,
        title="Zorg, wonen; en \\ dorp",
        topic="Regel 1\nRegel 2",
        starts_at=amsterdam,
        call_url="https://c.nl/x",
    )
    cast.workshop.steps.filter(purpose="vote").update(minutes=14)
    cast.workshop.steps.filter(purpose="money").update(skipped=True)
    answer = leader.get(calendar)
    assert answer["Content-Type"].startswith("text/calendar")
    assert answer["Content-Disposition"] == 'attachment; filename="zorg-wonen-en-dorp.ics"'
    found = lines_of(answer)
    assert (found["DTSTART"], found["DTEND"]) == ("20260701T073000Z", "20260701T083500Z")
    assert found["SUMMARY"] == "Zorg, wonen; en \\ dorp"
    assert found["DESCRIPTION"].startswith("Regel 1\nRegel 2\n\n")
    assert found["LOCATION"] == "https://c.nl/x"
    assert "https://c.nl/x" in found["DESCRIPTION"]
    assert found["URL"] == f"http://testserver/join/#{cast.workshop.code}"


@pytest.mark.parametrize("role", ["participant", "observer"])
def test_guests_get_the_calendar_without_the_code(role, cast, calendar):
    facilitating.change_workshop(cast.noor, starts_at=START)
    answer = browser_of(role, cast).get(calendar)
    assert cast.workshop.code not in answer.content.decode()
    assert lines_of(answer)["URL"] == f"http://testserver/w/{cast.workshop.pk}/lobby/"


def test_without_a_date_a_sentence_says_so(leader, guest, cast, calendar):
    for browser in (leader, guest):
        answer = browser.get(calendar)
        assert answer.status_code == 404
        assert "Dorpen" in answer.content.decode()
    assert calendar not in leader.get(reverse("workshop", args=[cast.workshop.pk])).content.decode()
    facilitating.change_workshop(cast.noor, starts_at=START)
    assert calendar in leader.get(reverse("workshop", args=[cast.workshop.pk])).content.decode()
    assert calendar in guest.get(reverse("lobby", args=[cast.workshop.pk])).content.decode()


def test_a_new_date_replaces_the_old_one_in_the_calendar(leader, cast, calendar):
    facilitating.change_workshop(cast.noor, starts_at=START)
    first = lines_of(leader.get(calendar))
    facilitating.change_workshop(cast.noor, starts_at=START + dt.timedelta(days=1))
    second = lines_of(leader.get(calendar))
    assert first["UID"] == second["UID"]
    assert int(second["SEQUENCE"]) > int(first["SEQUENCE"])


def test_long_lines_fold_between_characters():
    event = Event("a@b", START, 60, "é€😀" * 60, "x" * 74 + "\r\nEND:VEVENT\r\n", "", "https://a.b/")
    raw = to_ics(event, START)
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert all(line.decode() is not None for line in raw.split(b"\r\n"))
    assert raw.decode().replace("\r\n ", "").split("SUMMARY:")[1].startswith("é€😀" * 60 + "\r\n")
    assert raw.count(b"\r\nEND:VEVENT") == 1
