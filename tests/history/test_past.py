"""A canvas as it was at any number of its log, with keyframes and without."""

from pathlib import Path
from typing import Any

import pytest

from tests.domain.conftest import shape
from tests.factories import Cast, add, new_id
from tests.history.conftest import told
from workshops import clock
from workshops.actions.branching import branch, delete_scenario
from workshops.actions.bundling import path_of
from workshops.actions.editing import submit
from workshops.actions.facilitating import delete_workshop
from workshops.actions.open_canvases import drop_all, read_entries
from workshops.domain.audience import OUTSIDER
from workshops.domain.compare import compare
from workshops.domain.log import fold
from workshops.domain.operations import Refusal
from workshops.history import keyframes
from workshops.history.past import canvas_at
from workshops.models import Canvas, ExportJob, Keyframe, Note, Operation, Version


@pytest.mark.parametrize("seed", range(3))
def test_the_canvas_at_any_number_is_the_fold_up_to_it(cast: Cast, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyframes, "EVERY", 20)
    row = told(cast, seed, 90)
    kind = row.workshop.parsed_kind()
    entries = read_entries(cast.canvas, 0)
    kept = Keyframe.objects.filter(canvas=row).count()
    assert kept >= row.head // 20 - 1, "they are kept as the log grows"
    for number in (0, 1, 19, 20, 21, row.head // 2, row.head):
        assert shape(canvas_at(cast.canvas, kind, number)) == shape(fold(kind, entries[:number]))
    keyframes.forget(cast.canvas)
    assert shape(canvas_at(cast.canvas, kind, row.head)) == shape(fold(kind, entries))
    Keyframe.objects.update(body=b"of another time")
    assert shape(canvas_at(cast.canvas, kind, row.head)) == shape(fold(kind, entries))


def test_keyframes_come_back_when_somebody_looks(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyframes, "EVERY", 5)
    for _ in range(12):
        submit(cast.canvas, cast.alice.who, [add("x")])
    keyframes.forget(cast.canvas)
    row = Canvas.objects.select_related("workshop").get(pk=cast.canvas)
    canvas_at(cast.canvas, row.workshop.parsed_kind(), 12)
    assert list(Keyframe.objects.values_list("n", flat=True).order_by("n")) == [5, 10]


def back(cast: Cast, number: int, **more: Any) -> list[str | None]:
    verdicts = submit(cast.canvas, cast.noor.who, [{"id": new_id(), "op": "bring-back", "n": number, **more}])
    return [verdict.refusal.code if verdict.refusal else None for verdict in verdicts]


def test_what_is_brought_back_is_in_the_rows_and_twice_is_once(cast: Cast) -> None:
    submit(cast.canvas, cast.alice.who, [add("eerst")])
    note = str(Note.objects.get().uid)
    submit(cast.canvas, cast.alice.who, [{"id": new_id(), "op": "remove", "notes": [note]}, add("later")])
    assert back(cast, 1) == [None]
    assert list(Note.objects.filter(removed=False).values_list("text", flat=True)) == ["eerst"]
    head = Canvas.objects.get(pk=cast.canvas).head
    assert back(cast, 1) == [None], "nothing left to do"
    assert Canvas.objects.get(pk=cast.canvas).head == head
    assert back(cast, head + 1) == ["no-moment"]
    drop_all()
    submit(cast.canvas, cast.noor.who, [{"id": new_id(), "op": "undo"}])
    assert list(Note.objects.filter(removed=False).values_list("text", flat=True)) == ["later"]


def test_an_edit_made_before_others_last_minutes_were_taken_back_finds_its_place(cast: Cast) -> None:
    submit(cast.canvas, cast.alice.who, [add("een bus")])
    note = str(Note.objects.get().uid)
    typed = {"id": new_id(), "op": "text", "note": note, "base": 1, "delta": ["grote "]}
    submit(cast.canvas, cast.bob.who, [typed])
    submit(cast.canvas, cast.noor.who, [{"id": new_id(), "op": "take-back", "who": cast.bob.who, "minutes": 5}])
    drop_all()  # so that the older text changes are read from the log
    late = {"id": new_id(), "op": "text", "note": note, "base": 2, "delta": [13, "!"]}
    submit(cast.canvas, cast.alice.who, [late])
    assert Note.objects.get().text == "een bus!"


def test_a_scenario_is_edited_apart_and_gives_back_what_is_chosen(cast: Cast) -> None:
    submit(cast.canvas, cast.alice.who, [add("kopen"), add("blijft")])
    row = Canvas.objects.select_related("workshop", "team").get(pk=cast.canvas)
    made = branch(cast.noor, row, row.head, "Huren in plaats van kopen")
    assert made.team_id == row.team_id
    assert row.team.canvas == row
    kopen = str(Note.objects.get(canvas=row, text="kopen").uid)
    change = {"id": new_id(), "op": "text", "note": kopen, "base": 1, "delta": ["ver"]}
    submit(str(made.pk), cast.noor.who, [change, add("erbij")])
    kind = row.workshop.parsed_kind()
    row.refresh_from_db()
    made.refresh_from_db()
    differs = compare(row.to_domain(kind), made.to_domain(kind), OUTSIDER)
    assert [one.sort for one in differs.notes] == ["changed", "added"]
    assert back(cast, made.head, **{"from": str(made.pk), "notes": [kopen]}) == [None]
    assert sorted(Note.objects.filter(canvas=row).values_list("text", flat=True)) == ["blijft", "verkopen"]
    assert shape(fold(kind, read_entries(str(made.pk), 0))) == shape(made.to_domain(kind))
    again = branch(cast.noor, made, made.head, "Nog een keer")
    delete_scenario(cast.noor, made)
    assert Canvas.objects.get(pk=again.pk).branch_of is None
    with pytest.raises(Refusal, match="not-allowed"):
        delete_scenario(cast.noor, row)
    with pytest.raises(Refusal, match="not-allowed"):
        branch(cast.alice, row, 1, "Van Alice")
    with pytest.raises(Refusal, match="no-moment"):
        branch(cast.noor, row, row.head + 99, "Nooit")


def test_the_past_of_another_team_is_out_of_reach(cast: Cast) -> None:
    west = str(Canvas.objects.get(team__participants=cast.stan).pk)
    submit(cast.canvas, cast.alice.who, [add("x")])
    submit(west, cast.stan.who, [add("geheim")])
    assert back(cast, 1, **{"from": west}) == ["no-moment"]


def test_a_deleted_workshop_leaves_nothing_of_its_past(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    monkeypatch.setattr(keyframes, "EVERY", 2)
    settings.VAR_DIR = tmp_path
    job = ExportJob.objects.create(workshop=cast.workshop, by=cast.noor.who, began=clock.now(), heard=clock.now())
    path_of(job).parent.mkdir()
    path_of(job).write_bytes(b"all of it")
    submit(cast.canvas, cast.alice.who, [add("x"), add("y"), add("z")])
    row = Canvas.objects.select_related("workshop", "team").get(pk=cast.canvas)
    branch(cast.noor, row, 2, "Wat als")
    delete_workshop(cast.noor)
    for model in (Canvas, Keyframe, Operation, Note, Version):
        assert not model.objects.exists()
    assert not path_of(job).exists()
