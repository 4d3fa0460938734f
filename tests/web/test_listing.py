"""Notes from a list: shown first, then made in one go by whoever may write now, and undone in one go."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.factories import Cast, make_cast, new_id
from workshops.actions.editing import submit
from workshops.actions.facilitating import set_archived
from workshops.actions.leading import lead
from workshops.exports.content import Wishes
from workshops.exports.gathering import canvas_content
from workshops.models import Canvas, Note

pytestmark = pytest.mark.one_backend  # what is made of a list is in tests/exports/test_listing.py


@pytest.fixture
def page(cast: Cast) -> str:
    return reverse("list", args=[cast.workshop.pk, cast.canvas])


def made(cast: Cast) -> list[str]:
    rows = Canvas.objects.get(pk=cast.canvas).notes.filter(removed=False)
    return list(rows.order_by("key").values_list("text", flat=True))


def fields(**more: object) -> dict[str, object]:
    return {"block": "costs", "colour": "mint", "do": "look", **more}


def test_seen_first_then_made_and_undone_in_one_go(leader: Client, cast: Cast, page: str) -> None:
    text = "- Huur & <b>zaal</b>\n\n- Koffie\n" + "woord " * 120
    seen = leader.post(page, fields(text=text)).content.decode()
    assert seen.count('<li class="note mint">') == 4
    assert "Huur &amp; &lt;b&gt;zaal&lt;/b&gt;" in seen
    assert '<ul class="stays"><li>' in seen, "one line became two notes"
    assert made(cast) == []
    went = leader.post(page, fields(text=text, do="make"))
    assert went["Location"].endswith("#costs")
    assert made(cast)[:2] == ["Huur & <b>zaal</b>", "Koffie"]
    assert Canvas.objects.get(pk=cast.canvas).head == 1, "one operation"
    assert set(Note.objects.values_list("block", "colour")) == {("costs", "mint")}
    submit(cast.canvas, cast.noor.who, [{"id": new_id(), "op": "undo"}])
    assert made(cast) == []


@pytest.mark.parametrize(
    ("name", "data", "notes"),
    [
        ("a.csv", "Ouderen,3\r\nJongeren,4".encode("utf-8-sig"), ["Ouderen", "Jongeren"]),
        ("a.CSV", '"een\nregel";1\n"- streep; en";2'.encode("utf-16"), ["een\nregel", "- streep; en"]),
        ("a.txt", "Ouderen, 75+\n* Café".encode("cp1252"), ["Ouderen, 75+", "Café"]),
    ],
)
def test_a_file_need_not_be_sent_twice(
    leader: Client, cast: Cast, page: str, name: str, data: bytes, notes: list[str]
) -> None:
    seen = leader.post(page, fields(file=SimpleUploadedFile(name, data)))
    form = seen.context["form"]
    again = {"text": form["text"].value(), **({"table": "on"} if form["table"].value() else {})}
    leader.post(page, fields(**again, do="make"))
    assert made(cast) == notes
    leader.post(page, fields(file=SimpleUploadedFile(name, data), text="not this", do="make"))
    assert made(cast) == notes * 2


@pytest.mark.parametrize(
    "what",
    [
        {"text": " \n \n"},
        {"text": "a\n" * 301},
        {"file": SimpleUploadedFile("x.xlsx", b"PK\x03\x04\0\0")},
        {"file": SimpleUploadedFile("x.csv", b"")},
        {"text": "a", "block": "nowhere"},
        {"text": "a", "colour": "red"},
        {"text": "a" * 500_001},
    ],
    ids=["nothing", "long", "zip", "empty", "block", "colour", "large"],
)
def test_what_is_no_list_says_so(leader: Client, cast: Cast, page: str, what: dict[str, object]) -> None:
    for do in ("look", "make"):
        if isinstance(sent := what.get("file"), SimpleUploadedFile):
            sent.seek(0)
        answer = leader.post(page, fields(**what, do=do))
        assert answer.status_code == 422
        assert b'class="error"' in answer.content
    assert made(cast) == []


def test_too_much_for_any_form_comes_back(leader: Client, page: str) -> None:
    answer = leader.post(page, fields(text="a" * 900_000))
    assert answer["Location"] == page
    assert b'class="banner stop"' in leader.get(page).content


def test_a_full_block_keeps_the_form(leader: Client, cast: Cast, page: str) -> None:
    leader.post(page, fields(text="a\n" * 200, do="make"))
    answer = leader.post(page, fields(text="zoveel\n" * 101, do="make"))
    assert answer.status_code == 422
    assert b'role="alert"' in answer.content
    assert answer.context["form"]["text"].value().startswith("zoveel")
    assert len(made(cast)) == 200


def test_by_htmx_only_what_it_becomes(leader: Client, cast: Cast, page: str) -> None:
    by = {"HX-Request": "true"}
    assert b"<html" not in leader.post(page, fields(text="a\nb", do="make"), headers=by).content
    assert made(cast) == [], "whichever button was pressed"
    assert b'class="error"' not in leader.post(page, fields(text=""), headers=by).content
    assert b'class="error"' in leader.post(page, fields(text="a\n" * 301), headers=by).content


def test_who_may_write_now(cast: Cast, guest: Client, leader: Client, page: str) -> None:
    def status(client: Client) -> int:
        return client.post(page, fields(text="een", do="make")).status_code

    first = cast.workshop.steps.order_by("key").first()
    assert first is not None
    assert status(guest) == 302
    lead(cast.noor, {"op": "step", "step": str(first.pk), "may": []})
    lead(cast.noor, {"op": "start"})
    assert status(guest) == 422, "in a step in which they look"
    west = Canvas.objects.exclude(pk=cast.canvas).get(workshop=cast.workshop)
    assert guest.get(reverse("list", args=[cast.workshop.pk, west.pk])).status_code == 403
    assert leader.get(reverse("list", args=[cast.workshop.pk, make_cast().canvas])).status_code == 404
    set_archived(cast.noor, archived=True)
    assert status(leader) == 422
    assert made(cast) == ["een"]


def test_what_is_written_alone_stays_alone(cast: Cast, guest: Client, page: str) -> None:
    first = cast.workshop.steps.order_by("key").first()
    assert first is not None
    lead(cast.noor, {"op": "step", "step": str(first.pk), "private": True})
    lead(cast.noor, {"op": "start"})
    guest.post(page, fields(text="geheim", block="segments", do="make"))
    assert Note.objects.get().text == "geheim"
    canvas = Canvas.objects.get(pk=cast.canvas)
    assert canvas_content(canvas, Wishes()).notes() == ()
