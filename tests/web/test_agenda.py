"""Preparing the hour over HTTP: each change, each thing that is refused, what is kept for next time."""

import pytest
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import override

from tests.factories import make_cast, make_user, new_id
from workshops.actions.leading import lead
from workshops.domain.agenda import STEPS_LIMIT, in_order, total
from workshops.models import SavedAgenda, Workshop
from workshops.wording import sentence

pytestmark = pytest.mark.one_backend  # what is asked here is the same over either database


@pytest.fixture
def page(cast):
    return reverse("agenda", args=[cast.workshop.pk])


def steps_of(cast):
    state = Workshop.objects.get(pk=cast.workshop.pk).state()
    return in_order(state.steps.values())


def titles(cast):
    return [step.title for step in steps_of(cast)]


def act(leader, page, name, /, **data):
    return leader.post(page, {"act": name, **data}, HTTP_ACCEPT_LANGUAGE="en", follow=True)


def html(answer):
    return answer.content.decode()


def said(code, details=None):
    with override("en"):
        return sentence(code, details)


def test_the_list_adds_up_to_the_hour_and_says_when_not(leader, page, cast):
    first, second, *_ = steps_of(cast)
    assert "60 minutes: exactly the hour." in html(leader.get(page, HTTP_ACCEPT_LANGUAGE="en"))
    for minutes, words in (
        (first.minutes + 1, "61 minutes: one more than the hour."),
        (first.minutes - 1, "59 minutes: one less than the hour."),
        (first.minutes + 30, "90 minutes: 30 more than the hour."),
        (first.minutes - 3, "57 minutes: 3 less than the hour."),
    ):
        assert words in html(act(leader, page, "minutes", step=first.id, minutes=str(minutes)))
    lead(cast.noor, {"op": "step", "step": second.id, "private": True, "names": False, "may": ["vote"], "dots": 4})
    shown = html(leader.get(page, HTTP_ACCEPT_LANGUAGE="en"))
    for words in ("In private", "Without names", "Vote, 4 dots"):
        assert words in shown


@pytest.mark.parametrize("typed", ["0", "-5", "10000", "abc", "", "2.5", "²", "9" * 40, "<b>"])
def test_minutes_that_cannot_be_are_said_in_the_row(leader, page, cast, typed):
    before = steps_of(cast)
    answer = act(leader, page, "minutes", step=before[2].id, minutes=typed)
    assert answer.status_code == 200
    assert said("minutes-bounds", {"most": 240}) in html(answer)
    assert f'value="{escape(typed)}" data-minutes aria-invalid="true"' in html(answer)
    assert steps_of(cast) == before


def test_up_down_copy_remove_and_back(leader, page, cast):
    first, second, third, *_ = steps_of(cast)
    act(leader, page, "move", step=second.id, after="")
    assert [one.id for one in steps_of(cast)][:3] == [second.id, first.id, third.id]
    act(leader, page, "move", step=second.id, after=first.id)
    assert [one.id for one in steps_of(cast)][:3] == [first.id, second.id, third.id]
    count = len(titles(cast))
    shown = html(act(leader, page, "copy", step=second.id))
    assert titles(cast)[:3] == [first.title, second.title, second.title]
    assert f'id="title-{steps_of(cast)[2].id}"' in shown
    act(leader, page, "remove", step=steps_of(cast)[2].id)
    answer = act(leader, page, "remove", step=second.id)
    assert 'value="restore"' in html(answer)
    assert titles(cast)[:2] == [first.title, third.title]
    answer = act(leader, page, "restore", step=second.id)
    assert titles(cast)[:3] == [first.title, second.title, third.title]
    assert len(titles(cast)) == count
    act(leader, page, "restore", step=second.id)  # pressed twice
    assert len(titles(cast)) == count
    assert 'value="restore"' not in html(leader.get(f"{page}?removed={second.id}"))


def test_another_step_at_the_end(leader, page, cast):
    act(leader, page, "add", title=" Pauze ", minutes="5", block="")
    assert (titles(cast)[-1], steps_of(cast)[-1].minutes, steps_of(cast)[-1].block) == ("Pauze", 5, None)
    act(leader, page, "add", title="", minutes="3", block="segments")
    assert (titles(cast)[-1], steps_of(cast)[-1].purpose) == ("Burgersegmenten", "block")
    before = steps_of(cast)
    for title, minutes, block, code, details in (
        ("", "4", "", "title-empty", {}),
        ("x" * 81, "4", "", "text-long", {"limit": 80}),
        ("a\x07b", "4", "", "text-unclean", {}),
        ("Goed", "abc", "", "minutes-bounds", {"most": 240}),
        ("Goed", "10000", "", "minutes-bounds", {"most": 240}),
        ("Goed", "4", "nonsense", "no-block", {}),
    ):
        answer = act(leader, page, "add", title=title, minutes=minutes, block=block)
        assert escape(said(code, details)) in html(answer)
        assert f'value="{minutes}"' in html(answer)
    assert steps_of(cast) == before


def test_the_agenda_holds_so_many_steps(leader, page, cast):
    for _ in range(STEPS_LIMIT - len(titles(cast))):
        lead(cast.noor, {"op": "step", "step": new_id(), "title": "Nog een"})
    for _ in range(2):
        answer = act(leader, page, "add", title="Te veel", minutes="4", block="")
        assert said("steps-full", {"limit": STEPS_LIMIT}) in html(answer)
        assert 'value="Te veel"' in html(answer)
    assert said("steps-full", {"limit": STEPS_LIMIT}) in html(act(leader, page, "copy", step=steps_of(cast)[0].id))
    assert len(titles(cast)) == STEPS_LIMIT


@pytest.mark.parametrize("name", ["minutes", "move", "copy", "remove", "restore"])
@pytest.mark.parametrize("step", ["", "nonsense", "00000000-0000-4000-8000-000000000000"])
def test_a_step_that_is_not_there(leader, page, cast, name, step):
    before = steps_of(cast)
    answer = act(leader, page, name, step=step, minutes="0", after="")
    assert answer.status_code == 200
    assert steps_of(cast) == before


def test_a_change_of_no_known_kind(leader, page):
    assert leader.post(page, {"act": "conquer"}).status_code == 404


ALL = {
    "title": "Nieuwe titel",
    "minutes": "7",
    "purpose": "vote",
    "block": "segments",
    "question": "Voor wie?",
    "may": ["talk", "vote"],
    "private": "on",
    "nameless": "on",
    "dots": "5",
    "vote_blocks": ["segments"],
    "coaching": "Rustig aan.\nEcht.",
}


def test_a_step_with_all_of_it(leader, cast):
    step = steps_of(cast)[1]
    url = reverse("step", args=[cast.workshop.pk, step.id])
    assert "placeholder" in html(leader.get(url))
    assert leader.post(url, ALL).status_code == 302
    now = steps_of(cast)[1]
    assert (now.title, now.minutes, now.purpose, now.block) == ("Nieuwe titel", 7, "vote", "segments")
    assert (now.question, now.may, now.private, now.names) == ("Voor wie?", ["talk", "vote"], True, False)
    assert (now.dots, now.vote_blocks) == (5, ["segments"])
    assert now.coaching == "Rustig aan.\nEcht."
    looking = {**ALL, "question": "", "block": ""}
    for name in ("may", "private", "nameless", "vote_blocks"):
        del looking[name]
    leader.post(url, looking)
    now = steps_of(cast)[1]
    assert (now.may, now.private, now.names, now.vote_blocks) == ([], False, True, [])
    assert (now.question, now.block) == ("", None)


@pytest.mark.parametrize(
    ("field", "typed", "code", "details"),
    [
        *[("minutes", typed, "minutes-bounds", {"most": 240}) for typed in ("0", "-5", "10000", "abc", "")],
        *[("dots", typed, "dots-bounds", {"most": 20}) for typed in ("0", "-5", "10000", "abc", "")],
        *[("title", typed, "title-empty", {}) for typed in ("", "   ")],
        ("title", "x" * 81, "text-long", {"limit": 80}),
        ("title", "a\x07b", "text-unclean", {}),
        ("question", "x" * 301, "text-long", {"limit": 300}),
        ("coaching", "x" * 1001, "text-long", {"limit": 1000}),
    ],
)
def test_what_a_step_cannot_be_is_said_beside_the_field(leader, cast, field, typed, code, details):
    before = steps_of(cast)
    url = reverse("step", args=[cast.workshop.pk, before[1].id])
    answer = leader.post(url, {**ALL, field: typed}, HTTP_ACCEPT_LANGUAGE="en")
    form = answer.context["form"]
    assert list(form.errors) == [field]
    assert form.errors[field] == [said(code, details)]
    assert str(form[field].value()) == typed
    assert "Nieuwe titel" in html(answer) or field == "title"
    assert steps_of(cast) == before


def test_choices_that_are_not_there(leader, cast):
    before = steps_of(cast)
    url = reverse("step", args=[cast.workshop.pk, before[1].id])
    for field, typed in (("block", "x"), ("purpose", "x"), ("may", ["fly"]), ("vote_blocks", ["x"])):
        answer = leader.post(url, {**ALL, field: typed})
        assert list(answer.context["form"].errors) == [field]
    assert steps_of(cast) == before
    other = make_cast()
    assert leader.get(reverse("step", args=[cast.workshop.pk, steps_of(other)[0].id])).status_code == 404


def test_questions_of_the_blocks(leader, cast):
    url = reverse("wording", args=[cast.workshop.pk])
    kind = cast.workshop.parsed_kind()
    shown = html(leader.get(url))
    for block in kind.blocks.values():
        assert escape(block.question["nl"]) in shown
    assert leader.post(url, {"segments-question": "Voor wie?", "segments-context": "In de dorpen."}).status_code == 302
    wording = {"segments": {"question": "Voor wie?", "context": "In de dorpen."}}
    assert Workshop.objects.get(pk=cast.workshop.pk).wording == wording
    answer = leader.post(
        url, {"segments-question": "Anders", "proposition-question": "x" * 301}, HTTP_ACCEPT_LANGUAGE="en"
    )
    assert said("text-long", {"limit": 300}) in html(answer)
    assert "Anders" in html(answer)
    assert Workshop.objects.get(pk=cast.workshop.pk).wording == wording


def test_an_agenda_for_next_time(leader, page, cast):
    act(leader, page, "keep", name="Kort uur")
    saved = SavedAgenda.objects.get(owner=cast.workshop.owner)
    assert len(saved.steps) == len(titles(cast))
    assert "step" not in saved.steps[0]
    act(leader, page, "remove", step=steps_of(cast)[0].id)
    act(leader, page, "keep", name="Kort uur")
    saved.refresh_from_db()
    assert len(saved.steps) == len(titles(cast))

    kept = titles(cast)
    answer = act(leader, page, "use", saved="default")
    assert len(titles(cast)) == len(kept) + 1
    number = answer.context["replaced"]
    act(leader, page, "undo-use", n=number)
    assert titles(cast) == kept
    act(leader, page, "undo-use", n=number)  # pressed twice
    assert titles(cast) == kept
    act(leader, page, "use", saved="default")
    act(leader, page, "use", saved=str(saved.pk))
    assert titles(cast) == kept

    for name, code in (("", "name-empty"), ("x" * 81, "name-long"), ("a\x07b", "name-unclean")):
        assert said(code, {"limit": 80}) in html(act(leader, page, "keep", name=name))
    assert SavedAgenda.objects.count() == 1
    act(leader, page, "forget", saved=str(saved.pk))
    assert SavedAgenda.objects.count() == 0


def test_agendas_of_others_are_not_there(leader, page, cast):
    theirs = SavedAgenda.objects.create(owner=make_user("Els"), name="Van Els", steps=[])
    assert "Van Els" not in html(leader.get(page))
    for name in ("use", "forget"):
        for saved in (str(theirs.pk), "nonsense", ""):
            assert leader.post(page, {"act": name, "saved": saved}).status_code == 404
    assert SavedAgenda.objects.get() == theirs


def test_an_agenda_of_another_kind_of_canvas(leader, page, cast):
    act(leader, page, "keep", name="Mijn uur")
    saved = SavedAgenda.objects.get()
    saved.steps[1] |= {"block": "elsewhere", "vote_blocks": ["elsewhere", "segments"]}
    saved.save()
    act(leader, page, "use", saved=str(saved.pk))
    assert (steps_of(cast)[1].block, steps_of(cast)[1].vote_blocks) == (None, ["segments"])


def test_agendas_go_with_the_account(cast):
    SavedAgenda.objects.create(owner=cast.workshop.owner, name="Mijn uur", steps=[])
    cast.workshop.owner.delete()
    assert not SavedAgenda.objects.exists()


def test_there_are_not_more_than_so_many(leader, page, cast, monkeypatch):
    monkeypatch.setattr("workshops.actions.preparing.SAVED_MOST", 1)
    act(leader, page, "keep", name="Een")
    assert "Delete one first." in html(act(leader, page, "keep", name="Twee"))
    assert [one.name for one in SavedAgenda.objects.all()] == ["Een"]


def test_while_the_hour_runs_what_is_to_come_can_change(leader, page, cast):
    first, second, third, fourth, *_ = steps_of(cast)
    lead(cast.noor, {"op": "start"})
    lead(cast.noor, {"op": "go", "from": first.id, "to": "next"})
    shown = html(leader.get(page))
    assert f'id="minutes-{first.id}"' not in shown
    assert f'id="minutes-{second.id}"' in shown
    assert f'id="remove-{second.id}"' not in shown
    assert 'value="use"' not in shown

    act(leader, page, "move", step=fourth.id, after=second.id)
    assert [one.id for one in steps_of(cast)][2:4] == [fourth.id, third.id]
    before = steps_of(cast)
    for name, data in (
        ("move", {"step": fourth.id, "after": ""}),
        ("remove", {"step": first.id}),
        ("minutes", {"step": first.id, "minutes": "9"}),
    ):
        assert said("step-done") in html(act(leader, page, name, **data))
    assert said("hour-started") in html(act(leader, page, "use", saved="default"))
    assert steps_of(cast) == before

    url = reverse("step", args=[cast.workshop.pk, first.id])
    assert 'type="submit">Save' not in html(leader.get(url, HTTP_ACCEPT_LANGUAGE="en"))
    leader.post(url, ALL)
    assert steps_of(cast) == before
    url = reverse("step", args=[cast.workshop.pk, second.id])
    assert leader.post(url, ALL).status_code == 302
    now = steps_of(cast)[1]
    assert (now.title, now.minutes, now.may, now.private) == ("Nieuwe titel", 7, second.may, False)
    act(leader, page, "remove", step=third.id)
    act(leader, page, "restore", step=third.id)
    assert third.title in titles(cast)
    assert total(steps_of(cast)) == total(before) + 7 - second.minutes


def test_in_the_archive_it_is_looked_at(leader, page, cast):
    first = steps_of(cast)[0]
    Workshop.objects.filter(pk=cast.workshop.pk).update(archived=True)
    assert 'value="minutes"' not in html(leader.get(page))
    before = steps_of(cast)
    assert escape(said("archived")) in html(act(leader, page, "minutes", step=first.id, minutes="9"))
    assert steps_of(cast) == before


def test_a_kept_agenda_of_200_steps_is_refused_in_a_sentence(leader, page, cast):
    before = steps_of(cast)
    step = {"title": "x", "minutes": 1, "block": None, "vote_blocks": []}
    saved = SavedAgenda.objects.create(owner=cast.workshop.owner, name="Veel", steps=[step] * 200)
    answer = act(leader, page, "use", saved=str(saved.pk))
    assert said("steps-full", {"limit": STEPS_LIMIT}) in html(answer)
    assert steps_of(cast) == before
