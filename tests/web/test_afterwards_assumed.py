"""What waits for a facilitator after the workshops, and going through a canvas again."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import add, make_cast, new_id
from tests.web.conftest import browser_of
from workshops.actions.editing import submit
from workshops.actions.leading import lead
from workshops.actions.open_canvases import drop_all
from workshops.coming_up import today
from workshops.models import Canvas, Note


@pytest.fixture(autouse=True)
def nothing_open():
    drop_all()


def do(person, canvas, *operations):
    for one in operations:
        (verdict,) = submit(canvas, person.who, [{"id": new_id(), **one}])
        assert verdict.refusal is None, one


def experiment(cast, statement, due, **fields):
    note, assumption = new_id(), new_id()
    do(
        cast.alice,
        cast.canvas,
        add(f"bij {statement}", note=note),
        {"op": "assume", "assumption": assumption, "note": note, "statement": statement},
        {
            "op": "experiment",
            "experiment": new_id(),
            "assumption": assumption,
            "method": "vragen",
            "due": due,
            **fields,
        },
    )
    return note


def day(offset):
    return (today() + dt.timedelta(days=offset)).isoformat()


def test_what_is_due_stands_on_the_start_page(cast, leader):
    experiment(cast, "al te laat", day(-3), owner="Marijke")
    experiment(cast, "over twee weken", day(14))
    experiment(cast, "over drie weken", day(15))
    experiment(cast, "al beslist", day(-3), verdict="failed")
    do(cast.alice, cast.canvas, {"op": "remove", "notes": [experiment(cast, "in de prullenbak", day(-3))]})
    do(cast.noor, cast.canvas, {"op": "review", "date": day(0)})
    page = leader.get(reverse("workshops")).content.decode()
    assert page.index("al te laat") < page.index("over twee weken")
    assert "Marijke" in page
    assert reverse("review", args=[cast.workshop.pk, cast.canvas]) in page
    for other in ("over drie weken", "al beslist", "in de prullenbak"):
        assert other not in page
    do(cast.noor, cast.canvas, {"op": "review", "date": day(1)})
    assert (
        reverse("review", args=[cast.workshop.pk, cast.canvas]) not in leader.get(reverse("workshops")).content.decode()
    )


def test_it_takes_as_many_queries_for_many_workshops_as_for_one(cast, leader):
    experiment(cast, "een", day(-1))
    do(cast.noor, cast.canvas, {"op": "review", "date": day(-1)})
    leader.get(reverse("workshops"))
    with CaptureQueriesContext(
        connection,
    ) as few:
        leader.get(reverse("workshops"))
    for _ in range(4):
        other = make_cast()
        other.workshop.participants.filter(role="facilitator").update(user=cast.workshop.owner)
        experiment(other, "nog een", day(-1))
        do(other.noor, other.canvas, {"op": "review", "date": day(-1)})
    with CaptureQueriesContext(connection) as many:
        page = leader.get(reverse("workshops")).content.decode()
    assert page.count("nog een") == 4
    assert len(many) == len(few)


@pytest.mark.one_backend
def test_what_is_private_waits_for_nobody(cast, leader):
    step = cast.workshop.steps.order_by("key")[0]
    lead(cast.noor, {"op": "step", "step": str(step.pk), "private": True})
    lead(cast.noor, {"op": "start"})
    experiment(cast, "dit weet ik alleen", day(-1))
    assert "dit weet ik alleen" not in leader.get(reverse("workshops")).content.decode()


def test_going_through_a_canvas_block_by_block(cast, leader):
    stays, changes, goes, under = new_id(), new_id(), new_id(), new_id()
    do(
        cast.alice,
        cast.canvas,
        *(add(text, note=note) for text, note in (("blijft", stays), ("verandert", changes), ("weg", goes))),
        add("eronder", note=under),
        {"op": "stack", "on": goes, "notes": [under]},
        add("later", block="channels"),
    )
    url = reverse("review", args=[cast.workshop.pk, cast.canvas])
    assert "blijft" in leader.get(url).content.decode()
    form = {
        f"do-{stays}": "keep",
        f"do-{changes}": "adjust",
        f"what-{changes}": "maak het kleiner",
        f"do-{goes}": "drop",
    }
    for _ in range(2):  # who sends it twice has it once
        answer = leader.post(f"{url}?block=segments", form)
    assert answer.url == f"{url}?block=channels"
    canvas = Canvas.objects.get(pk=cast.canvas)
    assert {str(one.uid) for one in Note.objects.filter(canvas=canvas, removed=True)} == {goes, under}
    assert [(one.sort, one.text) for one in canvas.outcomes.all()] == [("adjust", "maak het kleiner")]
    assert leader.post(f"{url}?block=channels", {}).url == f"{url}?block=end"
    assert leader.get(f"{url}?block=end").status_code == 200
    assert leader.post(f"{url}?block=end", {"day": "2027-01-01"}).url == reverse("workshops")
    canvas.refresh_from_db()
    assert canvas.review == "2027-01-01"


@pytest.mark.one_backend
def test_a_review_that_cannot_be_says_why_and_keeps_what_was_typed(cast, leader):
    note = new_id()
    do(cast.alice, cast.canvas, add("een idee", note=note))
    url = reverse("review", args=[cast.workshop.pk, cast.canvas])
    answer = leader.post(f"{url}?block=segments", {f"do-{note}": "adjust", f"what-{note}": "te lang" * 100})
    assert answer.status_code == 422
    assert "te lang" in answer.content.decode()
    assert leader.post(f"{url}?block=end", {"day": "gisteren"}).status_code == 422
    lead(cast.noor, {"op": "archive", "on": True})
    assert leader.post(f"{url}?block=segments", {f"do-{note}": "drop"}).status_code == 422
    assert browser_of("participant", cast).post(f"{url}?block=segments", {f"do-{note}": "drop"}).status_code == 403
    assert not Note.objects.get(uid=note).removed
