"""Reading along: texts of private notes for facilitators, where the step says so, and for nobody else."""

import pytest
from django.urls import reverse

from tests.factories import Cast, add, make_cast, make_user, new_id
from tests.web.conftest import browser_of
from workshops.actions.editing import submit
from workshops.actions.leading import lead

pytestmark = pytest.mark.one_backend  # what is shown to whom is judged in memory


def prepared(cast: Cast, **fields):
    """The hour in its first step, private; the address to read along at, and its step."""
    step = str(cast.workshop.steps.order_by("key")[0].pk)
    lead(cast.noor, {"op": "step", "step": step, "private": True, **fields})
    lead(cast.noor, {"op": "start"})
    submit(cast.canvas, cast.alice.who, [add("KANARIE"), add("tweede", "costs"), add("eerste", "segments")])
    submit(cast.canvas, cast.noor.who, [add("van Noor")])
    return reverse("reading", args=[cast.workshop.pk, cast.canvas]), step


def test_facilitators_read_along_where_the_step_says_so(cast, leader):
    page, step = prepared(cast, reading=True)
    answer = leader.get(page)
    assert [one["text"] for one in answer.json()["notes"]] == ["KANARIE", "eerste", "tweede"]
    assert {one["by"] for one in answer.json()["notes"]} == {cast.alice.who}
    assert "no-store" in answer["Cache-Control"]
    first = answer.json()["notes"][1]["id"]
    [verdict] = submit(cast.canvas, cast.noor.who, [{"id": new_id(), "op": "reveal", "notes": [first]}])
    assert verdict.refusal is None
    assert [one["text"] for one in leader.get(page).json()["notes"]] == ["KANARIE", "tweede"]
    lead(cast.noor, {"op": "go", "from": step, "to": "next"})
    assert len(leader.get(page).json()["notes"]) == 2, "what stands there unrevealed can still be read"
    lead(cast.noor, {"op": "reveal-step", "step": step})
    assert leader.get(page).status_code == 403


def test_without_it_nobody_does(cast, leader):
    page, _ = prepared(cast)
    answer = leader.get(page)
    assert answer.status_code == 403
    assert "KANARIE" not in answer.content.decode()


def test_nameless_stays_nameless(cast, leader):
    page, _ = prepared(cast, reading=True, names=False)
    answer = leader.get(page)
    assert {one["by"] for one in answer.json()["notes"]} == {0}
    assert str(cast.alice.who) not in {str(value) for one in answer.json()["notes"] for value in one.values()}


@pytest.mark.parametrize(("role", "status"), [("participant", 403), ("observer", 403), ("stranger", 404)])
def test_others_never_do(cast, role, status):
    page, _ = prepared(cast, reading=True)
    answer = browser_of(role, cast).get(page)
    assert answer.status_code == status
    assert "KANARIE" not in answer.content.decode()


def test_nor_do_facilitators_of_another_workshop(cast, client):
    page, _ = prepared(cast, reading=True)
    other = make_cast()
    client.force_login(other.workshop.owner)
    assert client.get(page).status_code == 404
    assert client.get(reverse("reading", args=[other.workshop.pk, cast.canvas])).status_code == 404
    client.force_login(make_user("Niemand"))
    assert client.get(page).status_code == 404


def test_it_is_chosen_in_the_form_of_the_step_and_not_while_it_runs(cast, leader):
    step = cast.workshop.steps.order_by("key")[0]
    page = reverse("step", args=[cast.workshop.pk, step.pk])
    typed = {"title": "Begin", "minutes": "4", "purpose": "opening", "dots": "3", "private": "on", "reading": "on"}
    assert leader.post(page, typed).status_code == 302
    step.refresh_from_db()
    assert step.reading
    lead(cast.noor, {"op": "start"})
    assert leader.post(page, {**typed, "reading": ""}).status_code == 302
    step.refresh_from_db()
    assert step.reading, "what people were told holds"
