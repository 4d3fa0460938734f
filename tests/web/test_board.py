"""The board's page: who may open it, what is drawn and handed over, and adding a note without a script."""

import json
import re

import pytest
from django.urls import reverse

from tests.factories import Cast, add, new_id
from tests.web.conftest import browser_of
from workshops.actions.editing import submit
from workshops.models import Note


def address(cast: Cast) -> str:
    return reverse("board", args=[cast.workshop.pk, cast.canvas])


def data(page: str, name: str):
    [block] = re.findall(rf'<script id="{name}" type="application/json">(.*?)</script>', page, re.DOTALL)
    return json.loads(block)


@pytest.mark.parametrize(
    ("role", "status"),
    [("facilitator", 200), ("participant", 200), ("observer", 200), ("stranger", 404), ("nobody", 404)],
)
def test_who_may_open_it(cast, role, status):
    assert browser_of(role, cast).get(address(cast)).status_code == status


def test_who_is_of_another_team_is_led_to_its_own(cast):
    guest = browser_of("nobody", cast)
    guest.cookies.load(cast.cookies(cast.stan))
    answer = guest.get(address(cast))
    assert answer.status_code == 302
    assert answer["Location"] == reverse("board", args=[cast.workshop.pk, cast.stan.team.canvas.pk])


def test_a_canvas_is_found_only_in_its_own_workshop(cast, leader):
    assert leader.get(reverse("board", args=[new_id(), cast.canvas])).status_code == 404


def test_what_is_drawn_and_what_is_handed_over_are_of_one_moment(cast, guest):
    note, member = new_id(), new_id()
    submit(cast.canvas, cast.alice.who, [add("Ouderen <b>zonder</b> auto", note=note), add("Buren", note=member)])
    submit(
        cast.canvas,
        cast.bob.who,
        [
            {"id": new_id(), "op": "stack", "notes": [member], "on": note},
            {"id": new_id(), "op": "comment", "note": note, "comment": new_id(), "text": "Hoeveel </script> zijn dat?"},
            {"id": new_id(), "op": "react", "note": note, "reaction": "idea", "on": True},
            {"id": new_id(), "op": "tag", "notes": [note], "tag": "role.user", "on": True},
        ],
    )
    page = guest.get(address(cast)).content.decode()
    assert "Ouderen &lt;b&gt;zonder&lt;/b&gt; auto" in page
    assert "Gebruiker" in page
    assert page.index(f'data-note="{note}"') < page.index(f'data-note="{member}"')
    canvas, handed = data(page, "canvas-data"), data(page, "page-data")
    assert canvas["head"] == 6
    assert {one["id"] for one in canvas["canvas"]["notes"]} == {note, member}
    assert canvas["canvas"]["comments"][0]["text"] == "Hoeveel </script> zijn dat?"
    assert handed["you"] == {"who": cast.alice.who, "role": "participant"}
    assert "remove" not in handed["urls"]
    assert all(isinstance(value, str | list) for value in data(page, "words-data").values())


def test_only_who_keeps_the_door_is_told_the_code(cast, guest, leader):
    assert cast.workshop.code not in guest.get(address(cast)).content.decode()
    assert cast.workshop.code in leader.get(address(cast)).content.decode()


def test_the_number_of_queries_does_not_grow_with_the_notes(cast, guest, django_assert_max_num_queries):
    guest.get(address(cast))
    for count in (1, 3):
        submit(cast.canvas, cast.alice.who, [add(f"idee {number}") for number in range(count)])
        with django_assert_max_num_queries(8):
            guest.get(address(cast))


def test_a_note_without_a_script(cast, guest):
    answer = guest.post(address(cast), {"block": "channels", "text": " Buurtbus\r\nop zondag "})
    assert answer.status_code == 302
    assert Note.objects.get().text == "Buurtbus\nop zondag"
    assert Note.objects.get().by == cast.alice.who


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("   ", "geen tekst"),
        ("x" * 501, "500"),
        ("een\x00twee", "tekens"),
        ("\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace") + "\u202e", "tekens"),
    ],
)
def test_what_was_typed_stays_when_it_is_refused(cast, guest, text, sentence):
    answer = guest.post(address(cast), {"block": "channels", "text": text})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert 'aria-invalid="true"' in page
    assert not Note.objects.exists()


def test_an_unknown_block_changes_nothing(cast, guest):
    assert guest.post(address(cast), {"block": "nergens", "text": "hallo"}).status_code == 422
    assert not Note.objects.exists()


def test_who_may_only_look_adds_nothing(cast):
    looker = browser_of("observer", cast)
    page = looker.get(address(cast)).content.decode()
    assert "plain-add" not in page
    assert looker.post(address(cast), {"block": "channels", "text": "hallo"}).status_code == 422
    assert not Note.objects.exists()


def test_a_locked_block_has_no_form_for_participants(cast, guest, leader):
    submit(cast.canvas, cast.noor.who, [{"id": new_id(), "op": "lock", "block": "channels", "on": True}])
    assert 'id="t-channels"' not in guest.get(address(cast)).content.decode()
    assert 'id="t-channels"' in leader.get(address(cast)).content.decode()


def test_nothing_is_inline(cast, leader):
    page = leader.get(address(cast)).content.decode()
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style", page)
