"""The one write path: what it stores, in what order, for whom; and what it never does."""

import random
import threading
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections

from tests.domain.conftest import shape
from tests.domain.story import random_operation
from tests.factories import Cast, add, new_id
from workshops.actions import editing, storing
from workshops.actions.editing import Submission, commit, submit
from workshops.actions.facilitating import remove_participant, set_archived
from workshops.actions.open_canvases import drop_all, open_canvas, read_entries
from workshops.domain import messages
from workshops.domain.log import fold
from workshops.domain.operations import Refusal
from workshops.models import Canvas, Note, Operation


def codes(verdicts: list[editing.Verdict]) -> list[str | None]:
    return [verdict.refusal.code if verdict.refusal else None for verdict in verdicts]


def assert_rows_are_the_fold(canvas_id: str) -> None:
    """Invariants 1 and 2 on the tables."""
    row = Canvas.objects.select_related("workshop").get(pk=canvas_id)
    kind = row.workshop.parsed_kind()
    entries = read_entries(canvas_id, 0)
    assert [entry.n for entry in entries] == list(range(1, row.head + 1))
    assert len({entry.id for entry in entries}) == len(entries)
    folded = fold(kind, entries)
    assert shape(row.to_domain(kind)) == shape(folded)
    in_memory = open_canvas(canvas_id)
    in_memory.fold_in()
    assert shape(in_memory.canvas) == shape(folded)
    for note in Note.objects.filter(canvas=row):
        ours = folded.notes[str(note.uid)]
        assert (note.whole, note.writers, note.by, note.at) == (ours.whole, ours.writers, ours.by, ours.at)


def test_a_batch_is_numbered_in_order_and_stored(cast: Cast) -> None:
    first, second = add("a"), add("b")
    verdicts = submit(cast.canvas, cast.alice.who, [first, second])
    assert [verdict.n for verdict in verdicts] == [1, 2]
    assert list(Note.objects.values_list("text", flat=True).order_by("key")) == ["a", "b"]
    assert_rows_are_the_fold(cast.canvas)


def test_p11_an_id_seen_before_is_answered_as_the_first_time(cast: Cast) -> None:
    operation = add("a")
    submit(cast.canvas, cast.alice.who, [operation, add("b")])
    drop_all()
    again = submit(cast.canvas, cast.alice.who, [operation, operation])
    assert [(verdict.n, verdict.again) for verdict in again] == [(1, True), (1, True)]
    twice = add("c")
    assert [verdict.n for verdict in submit(cast.canvas, cast.alice.who, [twice, twice])] == [3, 3]
    assert Note.objects.count() == 3


def test_p12_one_refused_operation_does_not_spoil_the_batch(cast: Cast) -> None:
    batch = [add("a"), {"id": new_id(), "op": "colour", "notes": [new_id()], "colour": "mint"}, add("b")]
    assert codes(submit(cast.canvas, cast.alice.who, batch)) == [None, "no-note", None]
    assert Canvas.objects.get(pk=cast.canvas).head == 2


def test_rights_are_judged_for_each_operation(cast: Cast) -> None:
    assert codes(submit(cast.canvas, cast.olga.who, [add()])) == ["not-allowed"]
    assert codes(submit(cast.canvas, cast.stan.who, [add()])) == ["not-allowed"]
    assert codes(submit(cast.canvas, 99, [add()])) == ["removed"]
    assert codes(submit(cast.canvas, cast.noor.who, [add()])) == [None]
    remove_participant(cast.noor, cast.alice.who)
    assert codes(submit(cast.canvas, cast.alice.who, [add()])) == ["removed"]
    set_archived(cast.noor, archived=True)
    assert codes(submit(cast.canvas, cast.noor.who, [add()])) == ["archived"]
    assert Note.objects.count() == 1


def test_a_note_of_another_canvas_is_not_there(cast: Cast) -> None:
    operation = add()
    submit(cast.canvas, cast.alice.who, [operation])
    other = str(Canvas.objects.exclude(pk=cast.canvas).get().pk)
    move = {"id": new_id(), "op": "move", "notes": [operation["notes"][0]["note"]], "block": "costs"}
    assert codes(submit(other, cast.stan.who, [move])) == ["no-note"]
    assert Operation.objects.filter(canvas_id=other).count() == 0


def test_an_operation_out_of_shape_raises(cast: Cast) -> None:
    with pytest.raises(Refusal, match="unknown-op"):
        submit(cast.canvas, cast.alice.who, [{"id": new_id(), "op": "dance"}])


@pytest.mark.parametrize("seed", range(6))
def test_rows_are_the_fold_after_any_story(cast: Cast, seed: int) -> None:
    pick = random.Random(seed)
    people = [cast.alice.who, cast.bob.who, cast.noor.who]
    for _ in range(60):
        canvas = open_canvas(cast.canvas).canvas
        for _ in range(pick.randint(1, 4)):
            operation = random_operation(pick, canvas)
            submit(cast.canvas, pick.choice(people), [{"id": new_id(), **operation}])
        if pick.random() < 0.1:
            drop_all()
    assert_rows_are_the_fold(cast.canvas)


def test_when_the_database_objects_only_the_culprit_is_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    culprit = add("culprit")
    real = storing.store

    def store(canvas_id: str, canvas: Any, entries: Any) -> None:
        if any(entry.id == culprit["id"] for entry in entries):
            raise DatabaseError("no")
        real(canvas_id, canvas, entries)

    monkeypatch.setattr(editing, "store", store)
    verdicts = submit(cast.canvas, cast.alice.who, [add("a"), culprit, add("b")])
    assert codes(verdicts) == [None, "try-again", None]
    monkeypatch.undo()
    assert_rows_are_the_fold(cast.canvas)
    assert [verdict.n for verdict in submit(cast.canvas, cast.alice.who, [culprit])] == [3]
    assert_rows_are_the_fold(cast.canvas)


def test_nothing_stays_in_memory_of_what_was_rolled_back(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    submit(cast.canvas, cast.alice.who, [add("a")])

    def store(*arguments: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(editing, "store", store)
    with pytest.raises(KeyboardInterrupt):
        submit(cast.canvas, cast.alice.who, [add("lost")])
    monkeypatch.undo()
    submit(cast.canvas, cast.alice.who, [add("b")])
    assert_rows_are_the_fold(cast.canvas)
    assert sorted(Note.objects.values_list("text", flat=True)) == ["a", "b"]


def test_several_writers_leave_no_gap_and_no_double(cast: Cast) -> None:
    """Threads stand for processes here: each forgets the canvas in memory now and then."""
    shared = [add(f"shared {number}") for number in range(20)]
    errors: list[BaseException] = []

    def write(who: int, seed: int) -> None:
        pick = random.Random(seed)
        try:
            for number in range(30):
                batch = [add(f"{who} {number}"), pick.choice(shared)]
                commit(cast.canvas, [Submission(one["id"], who, "add", messages.parse(one)) for one in batch])
                if pick.random() < 0.2:
                    drop_all()
        except BaseException as problem:  # noqa: BLE001 - handed to the test's own thread
            errors.append(problem)
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=write, args=(who, seed)) for seed, who in enumerate([cast.alice.who, cast.bob.who] * 2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    drop_all()
    assert_rows_are_the_fold(cast.canvas)
    texts = list(Note.objects.values_list("text", flat=True))
    assert len(texts) == len(set(texts)) + 2 * 30  # both threads of a person write the same lines
    assert {text for text in texts if text.startswith("shared")} <= {one["notes"][0]["text"] for one in shared}


def test_an_edit_costs_a_handful_of_statements_whatever_the_canvas_holds(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    submit(cast.canvas, cast.alice.who, [add(str(number)) for number in range(100)])
    with django_assert_max_num_queries(9):
        submit(cast.canvas, cast.alice.who, [add("one more")])
    with django_assert_max_num_queries(9 + 4):  # executemany counts once on one backend, by row on the other
        submit(cast.canvas, cast.alice.who, [add("two"), add("three")])
    assert connection.queries_limit
