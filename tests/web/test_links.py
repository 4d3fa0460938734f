"""Links to look at a canvas: made, withdrawn, over; and what a stranger gets of it."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import Cast, add, make_cast, new_id
from tests.web.conftest import browser_of
from workshops import clock
from workshops.actions.editing import submit
from workshops.actions.linking import LINKS_MOST, link_by, make_link, revoke
from workshops.actions.retention import forget_old_workshops
from workshops.domain.operations import Refusal
from workshops.models import Canvas, SharedLink

pytestmark = pytest.mark.one_backend  # pages alone; what goes over sockets is in tests/live/test_shared.py


@pytest.fixture
def canvas(cast: Cast) -> Canvas:
    """Team Oost's, with a note by Alice, a remark by Bob and an outcome of Alice's."""
    note = new_id()
    submit(
        cast.canvas,
        cast.alice.who,
        [
            add("Een <b>dorpshuis</b> {{7*7}}", note=note),
            {"id": new_id(), "op": "outcome", "outcome": new_id(), "sort": "start", "text": "Bel", "owner": "Alice"},
        ],
    )
    remark = {"id": new_id(), "op": "comment", "note": note, "comment": new_id(), "text": "Wie betaalt dat?"}
    submit(cast.canvas, cast.bob.who, [remark])
    return Canvas.objects.select_related("workshop").get(pk=cast.canvas)


def page_of(token: str, **query: str) -> tuple[int, str]:
    answer = Client().get(reverse("shared", args=[token]), query)
    return answer.status_code, answer.content.decode()


def test_a_stranger_reads_what_was_chosen_and_nothing_more(cast: Cast, canvas: Canvas) -> None:
    bare = make_link(cast.noor, canvas)[1]
    named = make_link(cast.noor, canvas, names=True)[1]
    full = make_link(cast.noor, canvas, names=True, comments=True)[1]
    for token, names, comments in ((bare, False, False), (named, True, False), (full, True, True)):
        status, page = page_of(token)
        assert status == 200
        assert "Een &lt;b&gt;dorpshuis&lt;/b&gt; {{7*7}}" in page
        assert ("Alice" in page) == names
        assert ("Wie betaalt dat?" in page) == comments
        assert "Bob" not in page or names


def test_no_cookie_no_index_no_trace(cast: Cast, canvas: Canvas) -> None:
    answer = Client().get(reverse("shared", args=[make_link(cast.noor, canvas)[1]]))
    assert answer.cookies == {}
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert b"csrf" not in answer.content


def test_the_page_asks_for_the_board_when_it_changed(cast: Cast, canvas: Canvas) -> None:
    token = make_link(cast.noor, canvas)[1]
    found = re.search(r'data-stamp="([^"]+)"', page_of(token)[1])
    assert found is not None
    stamp = found[1]
    assert page_of(token, since=stamp) == (204, "")
    submit(cast.canvas, cast.alice.who, [add("Nog een")])
    status, board = page_of(token, since=stamp)
    assert status == 200
    assert "Nog een" in board
    assert "<html" not in board


def test_a_frozen_canvas_stays_as_it_was(cast: Cast, canvas: Canvas) -> None:
    submit(cast.canvas, cast.noor.who, [{"id": new_id(), "op": "version", "version": new_id(), "name": "Toen"}])
    link, token = make_link(cast.noor, canvas, version=canvas.versions.get(), names=True, comments=True)
    submit(cast.canvas, cast.alice.who, [add("Later")])
    page = page_of(token)[1]
    assert "Toen" in page
    assert "dorpshuis" in page
    assert "Later" not in page
    assert link.version is not None


def test_wrong_ended_and_withdrawn_links_get_one_page(
    cast: Cast, canvas: Canvas, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, lasting = make_link(cast.noor, canvas), make_link(cast.noor, canvas, until=clock.now() + 60_000)
    revoke(cast.noor, gone[0])
    wrong = page_of("x" * 32)
    assert page_of(gone[1]) == wrong
    assert wrong[0] == 404
    assert "dorpshuis" not in wrong[1]
    assert page_of(lasting[1])[0] == 200
    later = clock.now() + 60_000
    monkeypatch.setattr(clock, "now", lambda: later)
    assert page_of(lasting[1]) == wrong
    for strange in ("x" * 5_000, "a%2F..%2Fb", "\u202e", "'"):
        assert page_of(strange)[0] == 404


def test_who_may_make_and_withdraw_them(cast: Cast, canvas: Canvas) -> None:
    link, _token = make_link(cast.noor, canvas)
    other = make_cast()
    for person in (cast.alice, cast.olga, other.noor):
        with pytest.raises(Refusal, match="not-allowed"):
            make_link(person, canvas)
        with pytest.raises(Refusal, match="not-allowed"):
            revoke(person, link)
    for changes, code in (({"until": clock.now()}, "date-past"), ({"whom": "x" * 61}, "text-long")):
        with pytest.raises(Refusal, match=code):
            make_link(cast.noor, canvas, **changes)
    submit(other.canvas, other.noor.who, [{"id": new_id(), "op": "version", "version": new_id(), "name": "Van hen"}])
    theirs = Canvas.objects.get(pk=other.canvas).versions.get()
    with pytest.raises(Refusal, match="no-version"):
        make_link(cast.noor, canvas, version=theirs)


def test_there_are_so_many_links_and_no_more(cast: Cast, canvas: Canvas) -> None:
    made = [make_link(cast.noor, canvas) for _ in range(LINKS_MOST)]
    with pytest.raises(Refusal, match="links-full"):
        make_link(cast.noor, canvas)
    revoke(cast.noor, made[0][0])
    make_link(cast.noor, canvas)


def test_the_page_shows_an_address_once(cast: Cast, canvas: Canvas, leader: Client) -> None:
    url = reverse("links", args=[cast.workshop.pk, canvas.pk])
    day = (timezone.localdate() + dt.timedelta(days=3)).isoformat()
    answer = leader.post(url, {"shows": "live", "whom": "Gemeente", "day": day, "names": "on"})
    assert answer.status_code == 302
    page = leader.get(url).content.decode()
    found = re.search(r"<code>(http[^<]+)</code>", page)
    assert found is not None
    token = found[1].rstrip("/").rpartition("/")[2]
    link = link_by(token)
    assert link is not None
    assert (link.whom, link.names, link.comments) == ("Gemeente", True, False)
    assert link.until is not None
    assert token not in leader.get(url).content.decode()
    assert token not in str(list(SharedLink.objects.values()))
    leader.post(reverse("link-withdraw", args=[cast.workshop.pk, canvas.pk, link.pk]))
    assert link_by(token) is None


@pytest.mark.parametrize(
    "fields", [{"shows": "x"}, {"shows": "live", "day": "2001-01-01"}, {"shows": "live", "day": "x"}]
)
def test_what_is_no_choice_is_said(cast: Cast, canvas: Canvas, leader: Client, fields: dict[str, str]) -> None:
    url = reverse("links", args=[cast.workshop.pk, canvas.pk])
    answer = leader.post(url, fields)
    assert b'class="error"' in answer.content
    assert not SharedLink.objects.exists()


@pytest.mark.parametrize("role", ["participant", "observer", "stranger", "nobody"])
def test_others_cannot_withdraw(cast: Cast, canvas: Canvas, role: str) -> None:
    link, token = make_link(cast.noor, canvas)
    url = reverse("link-withdraw", args=[cast.workshop.pk, canvas.pk, link.pk])
    assert browser_of(role, cast).post(url).status_code in (403, 404)
    assert link_by(token) is not None


def test_links_that_led_nowhere_for_long_are_forgotten(cast: Cast, canvas: Canvas) -> None:
    open_one, old = make_link(cast.noor, canvas)[0], make_link(cast.noor, canvas)[0]
    revoke(cast.noor, old)
    forget_old_workshops(timezone.now() + dt.timedelta(days=91))
    assert list(SharedLink.objects.all()) == [open_one] or not SharedLink.objects.filter(pk=old.pk).exists()
