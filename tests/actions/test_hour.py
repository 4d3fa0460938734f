"""The hour through the write paths: what a step hides, what its end leaves, what comes late."""

import threading
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connections

from tests.actions.test_editing import assert_rows_are_the_fold, codes
from tests.factories import Cast, add, new_id
from workshops import clock
from workshops.actions import editing
from workshops.actions.editing import submit
from workshops.actions.facilitating import remove_participant
from workshops.actions.leading import lead
from workshops.actions.open_canvases import drop_all, read_entries
from workshops.domain.audience import Reader
from workshops.domain.operations import Refusal
from workshops.domain.workshop import WorkshopState
from workshops.live import access
from workshops.models import Ballot, Canvas, Note, Outcome, Participant, Step, Version, Vote, Workshop
from workshops.queries import workshop_for


@pytest.fixture
def ahead(tmp_path: Path, settings: Any) -> Any:
    """Moves the hour's clock: ahead(minutes)."""
    file = tmp_path / "clock"
    settings.CLOCK_AHEAD = str(file)
    total = [0.0]

    def move(minutes: float) -> None:
        total[0] += minutes * 60
        file.write_text(str(total[0]), "utf-8")

    return move


def steps(cast: Cast) -> list[Step]:
    return list(cast.workshop.steps.filter(gone=False).order_by("key"))


def change(cast: Cast, step: Step, **fields: Any) -> None:
    lead(cast.noor, {"op": "step", "step": str(step.pk), **fields})


def go(cast: Cast, start: Step, to: Step | str) -> None:
    lead(cast.noor, {"op": "go", "from": str(start.pk), "to": to if isinstance(to, str) else str(to.pk)})


def reset_of(cast: Cast, reader: Participant, canvas: str | None = None) -> Any:
    messages, _ = access.missed(canvas or cast.canvas, None, Reader(reader.who, reader.role))
    return messages[0]["canvas"]


def test_a_new_workshop_has_an_hour(cast: Cast) -> None:
    agenda = steps(cast)
    assert sum(step.minutes for step in agenda) == 60
    assert len(agenda) == 14
    assert [step.block for step in agenda[1:10]] == list(cast.workshop.parsed_kind().blocks)


def test_the_rows_of_the_hour_are_the_fold_of_its_log(cast: Cast, ahead: Any) -> None:
    agenda = steps(cast)
    lead(cast.noor, {"op": "wording", "block": "segments", "question": "Wie?", "context": "In de dorpen"})
    lead(cast.noor, {"op": "start"})
    ahead(2)
    lead(cast.alice, {"op": "hand", "on": True})
    lead(cast.alice, {"op": "ready", "step": str(agenda[0].pk), "on": True})
    lead(cast.bob, {"op": "propose", "proposal": new_id(), "text": "Vervoer"})
    lead(cast.noor, {"op": "notice", "text": "Nog even", "team": None})
    lead(cast.noor, {"op": "spotlight", "block": "segments", "note": None, "team": None})
    go(cast, agenda[0], "next")
    lead(cast.noor, {"op": "replan"})
    row = Workshop.objects.get(pk=cast.workshop.pk)
    folded = WorkshopState(blocks=tuple(row.parsed_kind().blocks))
    for operation in row.operations.order_by("n"):
        entry = operation.to_domain()
        folded.apply(entry.fx, entry.n)
    assert row.state() == folded


def test_each_steps_end_leaves_a_version_of_every_canvas(cast: Cast) -> None:
    agenda = steps(cast)
    lead(cast.noor, {"op": "start"})
    submit(cast.canvas, cast.alice.who, [add("een")])
    go(cast, agenda[0], "next")
    submit(cast.canvas, cast.alice.who, [add("twee")])
    lead(cast.noor, {"op": "end"})
    for canvas in Canvas.objects.filter(workshop=cast.workshop):
        kept = list(Version.objects.filter(canvas=canvas).values_list("name", "step"))
        assert kept == [(agenda[0].title, agenda[0].pk), (agenda[1].title, agenda[1].pk), ("", None)]
        assert_rows_are_the_fold(str(canvas.pk))
    numbers = Version.objects.filter(canvas_id=cast.canvas).values_list("n", flat=True)
    assert list(numbers) == [2, 4, 5]


def test_a_process_that_died_in_between_is_made_up_for(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    agenda = steps(cast)
    lead(cast.noor, {"op": "start"})
    with monkeypatch.context() as dying:
        dying.setattr("workshops.actions.leading.follow", lambda canvases: None)
        go(cast, agenda[0], "next")
    assert Version.objects.count() == 0
    drop_all()
    submit(cast.canvas, cast.alice.who, [add("later")])
    assert [entry.op for entry in read_entries(cast.canvas, 0)] == ["version", "add"]
    editing.follow(cast.canvas)
    drop_all()
    editing.follow(cast.canvas)
    assert Version.objects.filter(canvas_id=cast.canvas).count() == 1


def test_private_writing_reveal_and_what_comes_after(cast: Cast) -> None:
    agenda = steps(cast)
    change(cast, agenda[1], private=True, names=False)
    lead(cast.noor, {"op": "start"})
    go(cast, agenda[0], "next")
    written = add("KANARIE")
    submit(cast.canvas, cast.alice.who, [written])
    for reader in (cast.bob, cast.noor):
        assert "KANARIE" not in str(reset_of(cast, reader))
    assert "KANARIE" in str(reset_of(cast, cast.alice))
    lead(cast.noor, {"op": "reveal-step", "step": str(agenda[1].pk)})
    for reader in (cast.bob, cast.noor):
        [note] = reset_of(cast, reader)["notes"]
        assert (note["text"], note["by"]) == ("KANARIE", 0)
    submit(cast.canvas, cast.bob.who, [add("in het open")])
    assert len(reset_of(cast, cast.alice)["notes"]) == 2
    assert Note.objects.get(text="in het open").anon, "still a step without names"
    assert_rows_are_the_fold(cast.canvas)


def test_votes_are_counted_when_their_step_ends(cast: Cast) -> None:
    agenda = steps(cast)
    voting = next(step for step in agenda if step.purpose == "vote")
    one, two = add("een"), add("twee")
    submit(cast.canvas, cast.alice.who, [one, two])
    lead(cast.noor, {"op": "start"})
    go(cast, agenda[0], voting)
    ids = [draft["note"] for operation in (one, two) for draft in operation["notes"]]
    votes = [{"id": new_id(), "op": "vote", "note": note, "dots": dots} for note, dots in zip(ids, (1, 2), strict=True)]
    assert codes(submit(cast.canvas, cast.alice.who, votes)) == [None, None]
    assert codes(submit(cast.canvas, cast.alice.who, [{**votes[0], "id": new_id(), "dots": 2}])) == ["dots-spent"]
    assert reset_of(cast, cast.bob)["ballots"][str(voting.pk)] == {"mine": {}, "closed": False, "totals": {}}
    go(cast, voting, "next")
    assert Ballot.objects.get(canvas_id=cast.canvas).totals == {ids[1]: 2, ids[0]: 1}
    assert Vote.objects.count() == 2
    late = {"id": new_id(), "op": "vote", "note": ids[0], "dots": 0, "step": str(voting.pk)}
    assert codes(submit(cast.canvas, cast.alice.who, [late])) == ["vote-closed"]
    assert_rows_are_the_fold(cast.canvas)


def test_outcomes_are_kept(cast: Cast) -> None:
    outcome = {"id": new_id(), "op": "outcome", "outcome": new_id(), "sort": "start", "text": "Bellen", "owner": "Noor"}
    assert codes(submit(cast.canvas, cast.alice.who, [outcome])) == [None]
    assert Outcome.objects.get().owner == "Noor"
    assert_rows_are_the_fold(cast.canvas)


def test_what_was_on_its_way_when_the_step_changed(cast: Cast, ahead: Any) -> None:
    agenda = steps(cast)
    change(cast, agenda[1], may=[])
    lead(cast.noor, {"op": "start"})
    go(cast, agenda[0], "next")
    first = str(agenda[0].pk)
    assert codes(submit(cast.canvas, cast.alice.who, [add("nu")])) == ["not-in-step"]
    assert codes(submit(cast.canvas, cast.alice.who, [add("onderweg", step=first)])) == [None]
    ahead(0.5)
    assert codes(submit(cast.canvas, cast.alice.who, [add("te laat", step=first)])) == ["not-in-step"]


def test_somebody_who_was_away_keeps_the_steps_rights_for_ten_minutes(cast: Cast, ahead: Any) -> None:
    agenda = steps(cast)
    change(cast, agenda[0], private=True)
    change(cast, agenda[1], may=[])
    lead(cast.noor, {"op": "start"})
    access.mark_away(cast.alice.pk, clock.now())
    ahead(1)
    go(cast, agenda[0], "next")
    ahead(5)
    access.mark_back(cast.alice.pk)
    first = str(agenda[0].pk)
    assert codes(submit(cast.canvas, cast.alice.who, [add("uit de trein", step=first)])) == [None]
    assert Note.objects.get().to == cast.alice.who, "private as the step it was written in"
    assert codes(submit(cast.canvas, cast.bob.who, [add("hier", step=first)])) == ["not-in-step"]
    ahead(6)
    assert codes(submit(cast.canvas, cast.alice.who, [add("te laat", step=first)])) == ["not-in-step"]


def test_what_is_late_for_a_revealed_step_is_shown_at_once(cast: Cast) -> None:
    agenda = steps(cast)
    change(cast, agenda[0], private=True, names=False)
    lead(cast.noor, {"op": "start"})
    go(cast, agenda[0], "next")
    lead(cast.noor, {"op": "reveal-step", "step": str(agenda[0].pk)})
    submit(cast.canvas, cast.alice.who, [add("laat", step=str(agenda[0].pk))])
    [note] = reset_of(cast, cast.bob)["notes"]
    assert (note["text"], note["by"]) == ("laat", 0)


def test_an_unknown_step_or_one_to_come_means_now(cast: Cast) -> None:
    agenda = steps(cast)
    change(cast, agenda[0], may=[])
    lead(cast.noor, {"op": "start"})
    for step in (new_id(), str(agenda[3].pk)):
        assert codes(submit(cast.canvas, cast.alice.who, [add(step=step)])) == ["not-in-step"]


def test_a_note_by_somebody_removed_a_moment_ago(cast: Cast) -> None:
    lead(cast.noor, {"op": "start"})
    remove_participant(cast.noor, cast.alice.who)
    assert codes(submit(cast.canvas, cast.alice.who, [add()])) == ["removed"]
    with pytest.raises(Refusal, match="removed"):
        lead(cast.alice, {"op": "hand", "on": True})


@pytest.mark.django_db(transaction=True)
def test_the_budget_holds_however_many_tabs_race(cast: Cast) -> None:
    agenda = steps(cast)
    voting = next(step for step in agenda if step.purpose == "vote")
    notes = [add(str(number)) for number in range(10)]
    submit(cast.canvas, cast.alice.who, notes)
    lead(cast.noor, {"op": "start"})
    go(cast, agenda[0], voting)

    def vote(note: str) -> None:
        submit(cast.canvas, cast.alice.who, [{"id": new_id(), "op": "vote", "note": note, "dots": 1}])
        connections.close_all()

    tabs = [threading.Thread(target=vote, args=[one["notes"][0]["note"]]) for one in notes]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert sum(Vote.objects.values_list("dots", flat=True)) == 3


def test_twice_the_same_id_is_one_operation(cast: Cast) -> None:
    one = new_id()
    first = lead(cast.noor, {"op": "start"}, operation_id=one)
    again = lead(cast.noor, {"op": "start"}, operation_id=one)
    assert (again.n, again.again) == (first.n, True)
    assert lead(cast.noor, {"op": "start"}).n is None


def test_coaching_notes_are_for_facilitators(cast: Cast) -> None:
    row = Workshop.objects.get(pk=cast.workshop.pk)
    assert any(step["coaching"] for step in workshop_for(row, leads=True)["steps"])
    assert all("coaching" not in step for step in workshop_for(row, leads=False)["steps"])


def test_a_clock_that_can_be_moved_is_refused_in_earnest(settings: Any) -> None:
    settings.CLOCK_AHEAD = "/somewhere"
    with pytest.raises(SystemCheckError, match="canvasweb.E001"):
        call_command("check", deploy=True, fail_level="ERROR")
    settings.CLOCK_AHEAD = ""
    call_command("check", deploy=True, fail_level="ERROR")
