"""The import page: a file is looked at first, then made; what cannot be says why, and nothing is half-done."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.factories import Cast, add, make_user, new_id
from tests.web.conftest import browser_of
from workshops.actions import holding
from workshops.actions.editing import submit
from workshops.actions.reading_files import SIZE_LIMIT
from workshops.exports import interchange
from workshops.exports.content import Wishes
from workshops.exports.gathering import canvas_content
from workshops.models import Canvas, Note, Team, Workshop

pytestmark = pytest.mark.one_backend  # pages; what they write is in tests/exports/test_interchange.py
NEW = reverse("import")


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """Where files wait."""
    settings.VAR_DIR = tmp_path
    return tmp_path / "imports"


@pytest.fixture
def here(cast: Cast) -> str:
    return reverse("import-here", args=[cast.workshop.pk])


@pytest.fixture
def file(cast: Cast) -> dict[str, Any]:
    """What team Oost exports: a note with a remark and a reaction, a version, an outcome."""
    note = new_id()
    submit(cast.canvas, cast.alice.who, [add("Een <b>dorpshuis</b>", note=note)])
    submit(cast.canvas, cast.noor.who, [{"id": new_id(), "op": "version", "version": new_id(), "name": "Toen"}])
    outcome = {"op": "outcome", "outcome": new_id(), "sort": "start", "text": "Bel", "owner": "Bob"}
    remark = {"op": "comment", "note": note, "comment": new_id(), "text": "Wie betaalt dat?"}
    react = {"op": "react", "note": note, "reaction": "idea", "on": True}
    submit(cast.canvas, cast.bob.who, [{"id": new_id(), **one} for one in (outcome, remark, react)])
    canvas = Canvas.objects.get(pk=cast.canvas)
    made: dict[str, Any] = json.loads(interchange.write(canvas_content(canvas, Wishes(), history=True)))
    return made


def look(client: Client, page: str, data: Any) -> Any:
    """Bring a file; the page after it."""
    whole = data if isinstance(data, bytes) else json.dumps(data).encode()
    return client.post(page, {"do": "look", "file": SimpleUploadedFile("x.json", whole)}, follow=True)


def mark_of(answer: Any) -> str:
    return str(answer.redirect_chain[-1][0].partition("?file=")[2])


def texts(canvas: Canvas) -> list[str]:
    return list(canvas.notes.filter(removed=False).values_list("text", flat=True))


def test_to_a_new_workshop(leader: Client, cast: Cast, file: dict[str, Any], folder: Path) -> None:
    count = Workshop.objects.count()
    seen = look(leader, NEW, file)
    page = seen.content.decode()
    assert "Dorpen" in page
    assert "<b>1</b> briefje" in page or "<b>1</b> note" in page
    assert Workshop.objects.count() == count, "only looked at"
    done = leader.post(NEW, {"do": "make", "file": mark_of(seen)}, follow=True)
    made = Workshop.objects.exclude(pk=cast.workshop.pk).get()
    assert done.redirect_chain[-1][0] == reverse("workshop", args=[made.pk])
    assert made.owner == cast.workshop.owner
    assert texts(made.canvases.get()) == ["Een <b>dorpshuis</b>"]
    told = [str(one) for one in done.context["messages"]]
    assert len(told) == 2, "what came, and what did not"
    assert "2" in told[1], "two people's names"
    assert list(folder.iterdir()) == [], "and not kept"
    again = leader.post(NEW, {"do": "make", "file": mark_of(seen)})
    assert b'class="banner stop"' in again.content
    assert Workshop.objects.count() == count + 1


def test_to_a_new_team_and_an_empty_canvas(leader: Client, cast: Cast, file: dict[str, Any], here: str) -> None:
    west = Canvas.objects.get(team__name="West")
    seen = look(leader, here, file)
    assert str(west.pk) in seen.content.decode()
    assert cast.canvas not in seen.content.decode(), "there is something on it"
    mark = mark_of(seen)
    refused = [{"where": cast.canvas}, {"where": ""}, {"where": "team", "name": " "}, {"where": new_id()}]
    for wrong in refused:
        answer = leader.post(here, {"do": "make", "file": mark, **wrong})
        assert answer.status_code == 422
        assert b'class="error"' in answer.content
    assert Note.objects.count() == 1
    leader.post(here, {"do": "make", "file": mark, "where": str(west.pk)})
    assert texts(west) == ["Een <b>dorpshuis</b>"]
    mark = mark_of(look(leader, here, file))
    leader.post(here, {"do": "make", "file": mark, "where": "team", "name": "Zuid"})
    assert texts(Canvas.objects.get(team__name="Zuid")) == ["Een <b>dorpshuis</b>"]


BAD = {
    "cut": lambda good: good[: len(good) // 2],
    "newer": lambda good: good.replace(b'"version": 1', b'"version": 2'),
    "nested": lambda good: b'{"format":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "not JSON": lambda good: b"\x89PNG\r\n\x1a\n",
    "another's": lambda good: good.replace(b'"n1"', json.dumps(new_id()).encode()),
    "nothing": lambda good: b"",
    "11 MB": lambda good: good + b" " * SIZE_LIMIT,
}


@pytest.mark.parametrize("what", BAD)
def test_one_sentence_and_nothing_half_done(
    leader: Client, cast: Cast, file: dict[str, Any], here: str, folder: Path, what: str
) -> None:
    bad = BAD[what](json.dumps(file).encode())
    for page in (NEW, here):
        answer = look(leader, page, bad)
        said = answer.content.decode()
        assert said.count('class="error"') + said.count('class="banner stop"') == 1
    assert Workshop.objects.count() == 1
    assert Team.objects.count() == 2
    assert not folder.exists()


def test_200_megabytes_are_refused_by_what_they_say(leader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object) -> bytes:
        raise AssertionError("read")

    monkeypatch.setattr("django.test.client.FakePayload.read", read)
    answer = leader.post(
        NEW, b"x", content_type="multipart/form-data; boundary=x", headers={"Content-Length": "200000000"}
    )
    assert answer["Location"] == NEW
    monkeypatch.undo()
    assert b'class="banner stop"' in leader.get(NEW).content


def test_a_kind_without_such_a_block(leader: Client, cast: Cast, file: dict[str, Any], here: str) -> None:
    kind = file["kind"]
    for block in kind["blocks"]:
        if block["key"] == "segments":
            block["key"] = "elsewhere"
    file["notes"][0]["block"] = "elsewhere"
    file["versions"] = []
    seen = look(leader, here, file)
    words = seen.content.decode()
    assert "label dat deze soort canvas niet heeft: “" in words
    assert "elsewhere" not in words, "what it is called, not its key"
    assert 'value="make"' not in words, "no button that can only refuse"
    assert f"{NEW}?file={mark_of(seen)}" in words
    leader.post(here, {"do": "make", "file": mark_of(seen), "where": "team", "name": "Zuid"})
    assert not Team.objects.filter(name="Zuid").exists()


def test_a_refusal_half_way_leaves_the_form_and_nothing_else(
    leader: Client, cast: Cast, file: dict[str, Any], here: str
) -> None:
    one = {**file["notes"][0], "comments": []}
    file["notes"] = [{**one, "id": f"n{number}"} for number in range(1, 302)]
    for page, more in ((NEW, {}), (here, {"where": "team", "name": "Zuid"})):
        mark = mark_of(look(leader, page, file))
        answer = leader.post(page, {"do": "make", "file": mark, **more})
        assert answer.status_code == 422
        assert b'role="alert"' in answer.content
        assert mark.encode() in answer.content
    assert Workshop.objects.count() == 1
    assert not Team.objects.filter(name="Zuid").exists()


def test_a_file_is_its_bringers_alone(leader: Client, cast: Cast, file: dict[str, Any], folder: Path) -> None:
    mark = mark_of(look(leader, NEW, file))
    other = Client()
    other.force_login(make_user("Other"))
    assert "Dorpen" not in other.get(NEW, {"file": mark}).content.decode()
    other.post(NEW, {"do": "make", "file": mark})
    for wrong in ("../../x", "x" * 32, "0" * 32):
        assert leader.get(NEW, {"file": wrong}).status_code == 200
    assert Workshop.objects.count() == 1


def test_files_that_wait_are_few_and_go(cast: Cast, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    user = cast.workshop.owner
    marks = [holding.hold(user, bytes([number])) for number in range(5)]
    assert len(list(folder.iterdir())) == holding.FILES_MOST
    assert holding.held(user, marks[-1]) == b"\x04"
    monkeypatch.setattr(holding, "KEPT", -1)
    assert holding.held(user, marks[-1]) is None
    assert holding.forget_held() == holding.FILES_MOST


def test_by_oneself_only_onto_the_empty_canvas(db: None, cast: Cast, file: dict[str, Any]) -> None:
    from workshops.actions.facilitating import open_workshop

    user = make_user("Solo")
    alone = open_workshop(user, title="S", kind="public", language="nl", team_names=["S"], alone=True)
    client = Client()
    client.force_login(user)
    page = reverse("import-here", args=[alone.pk])
    seen = look(client, page, file)
    assert b'value="team"' not in seen.content
    canvas = alone.canvases.get()
    client.post(page, {"do": "make", "file": mark_of(seen), "where": str(canvas.pk)})
    assert texts(canvas) == ["Een <b>dorpshuis</b>"]
    assert NEW.encode() in look(client, page, file).content, "to a new workshop instead"


def test_it_is_linked(leader: Client, cast: Cast, here: str) -> None:
    assert NEW in leader.get(reverse("workshops")).content.decode()
    assert here in leader.get(reverse("workshop", args=[cast.workshop.pk])).content.decode()
    assert browser_of("participant", cast).get(here).status_code == 403
