"""What is private, anonymous or still being voted on is in no file of this part."""

import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from tests.factories import Cast, add, make_cast, new_id
from workshops.actions.editing import submit
from workshops.actions.leading import lead
from workshops.actions.linking import make_link
from workshops.actions.open_canvases import drop_all
from workshops.exports.content import CanvasContent, Wishes
from workshops.exports.formats import FORMATS
from workshops.exports.gathering import canvas_content
from workshops.models import Canvas

OURS = ("pdf", "report", "pptx", "xlsx", "md", "json")


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    drop_all()
    return make_cast()


def words_of(key: str, content: CanvasContent) -> str:
    """All that a file says, unpacked."""
    data = FORMATS[key].write(content)
    if data.startswith(b"%PDF"):
        return "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    if not data.startswith(b"PK"):
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return "".join(parts.read(name).decode(errors="replace") for name in parts.namelist())


@pytest.mark.parametrize("key", OURS)
def test_private_notes_and_hidden_authors_stay_in(cast: Cast, key: str) -> None:
    note = new_id()
    step = cast.workshop.steps.order_by("key").first()
    assert step is not None
    submit(cast.canvas, cast.noor.who, [add("OPENBAAR")])
    lead(cast.noor, {"op": "step", "step": str(step.pk), "private": True, "names": False})
    lead(cast.noor, {"op": "start"})
    submit(cast.canvas, cast.alice.who, [add("KANARIE", note=note)])
    remark = {"op": "comment", "note": note, "comment": new_id(), "text": "KANARIE ook"}
    submit(cast.canvas, cast.alice.who, [{"id": new_id(), **remark}])
    submit(cast.canvas, cast.noor.who, [{"id": new_id(), "op": "version", "version": new_id(), "name": "Toen"}])
    row = Canvas.objects.get(pk=cast.canvas)
    before = words_of(key, canvas_content(row, Wishes(), history=True))
    assert "OPENBAAR" in before
    assert "KANARIE" not in before
    lead(cast.noor, {"op": "reveal-step", "step": str(step.pk)})
    content = canvas_content(Canvas.objects.get(pk=cast.canvas), Wishes(), history=True)
    assert "KANARIE" in words_of(key, content)
    assert all(one.author != "Alice" for one in content.notes())
    assert all(remark.author != "Alice" for one in content.notes() for remark in one.comments)


@pytest.mark.parametrize("key", OURS)
def test_names_that_are_left_out_are_nowhere(cast: Cast, key: str) -> None:
    note = new_id()
    submit(cast.canvas, cast.alice.who, [add("Ouderen", note=note)])
    remark = {"op": "comment", "note": note, "comment": new_id(), "text": "GEHEIM"}
    submit(cast.canvas, cast.bob.who, [{"id": new_id(), **remark}])
    wishes = Wishes(names=False, comments=False)
    told = words_of(key, canvas_content(Canvas.objects.get(pk=cast.canvas), wishes, history=True))
    assert "Ouderen" in told
    assert "Alice" not in told
    assert "Bob" not in told
    assert "GEHEIM" not in told


def voting(cast: Cast) -> tuple[str, str]:
    """A note, and a step in which everybody has dots; both by id."""
    note = new_id()
    submit(cast.canvas, cast.alice.who, [add("Ouderen", note=note), add("Jongeren")])
    step = cast.workshop.steps.order_by("key").first()
    assert step is not None
    lead(cast.noor, {"op": "step", "step": str(step.pk), "may": ["vote"], "dots": 9})
    lead(cast.noor, {"op": "start"})
    return note, str(step.pk)


def dots(cast: Cast, note: str, count: int) -> None:
    for person in (cast.alice, cast.bob):
        [verdict] = submit(cast.canvas, person.who, [{"id": new_id(), "op": "vote", "note": note, "dots": count}])
        assert verdict.refusal is None


@pytest.mark.one_backend
@pytest.mark.parametrize("key", FORMATS)
def test_the_dots_of_an_open_vote_change_no_byte(cast: Cast, key: str) -> None:
    note, step = voting(cast)

    def file() -> bytes:
        return FORMATS[key].write(canvas_content(Canvas.objects.get(pk=cast.canvas), Wishes(), history=True), "a4")

    before = file()
    dots(cast, note, 3)
    assert file() == before
    submit(cast.canvas, cast.noor.who, [{"id": new_id(), "op": "close-vote", "step": step, "on": True}])
    assert file() != before, "once it is closed they are counted"


def test_the_dots_of_an_open_vote_are_behind_no_link(cast: Cast) -> None:
    note, step = voting(cast)
    canvas = Canvas.objects.select_related("workshop").get(pk=cast.canvas)
    submit(cast.canvas, cast.noor.who, [{"id": new_id(), "op": "version", "version": new_id(), "name": "Toen"}])
    tokens = [make_link(cast.noor, canvas, names=True, comments=True)[1]]
    dots(cast, note, 3)
    submit(cast.canvas, cast.noor.who, [{"id": new_id(), "op": "version", "version": new_id(), "name": "Nu"}])
    tokens += [make_link(cast.noor, canvas, version=one)[1] for one in canvas.versions.all()]

    def shown() -> list[str]:
        return [Client().get(reverse("shared", args=[token])).content.decode() for token in tokens]

    for page in shown():
        assert "Ouderen" in page
        assert 'class="votes"' not in page
    submit(cast.canvas, cast.noor.who, [{"id": new_id(), "op": "close-vote", "step": step, "on": True}])
    live, *frozen = shown()
    assert 'class="votes"' in live
    assert all('class="votes"' not in page for page in frozen), "as it was then"
