"""The frames of a time-lapse, applied in order, are the canvas at each of their moments, for each reader."""

from typing import Any

import pytest

from tests.factories import Cast, add
from tests.history.conftest import told
from workshops.actions.editing import submit
from workshops.domain.audience import Reader
from workshops.domain.canvas import Canvas
from workshops.domain.picture import picture
from workshops.history.past import canvas_at
from workshops.history.timelapse import lapse, numbers
from workshops.history.timeline import number_at, timeline
from workshops.models import Operation

IGNORED = {"v", "shown", "whole", "writers"}
"""What a note carries for editing, which nobody sees."""


def seen(canvas: Canvas, reader: Reader) -> dict[str, Any]:
    """What shows of a picture."""
    told = picture(canvas, reader)
    del told["ballots"]
    notes = [{name: value for name, value in note.items() if name not in IGNORED} for note in told["notes"]]
    told["notes"] = sorted(notes, key=lambda note: note["id"])
    return told | {
        name: sorted(told[name], key=lambda one: one["id"]) for name in told if name.endswith("s") and name != "blocks"
    }


@pytest.mark.parametrize("seed", range(4))
def test_frames_in_order_give_every_moment(cast: Cast, seed: int) -> None:
    row = told(cast, seed, 120)
    kind = row.workshop.parsed_kind()
    for reader in (Reader(cast.alice.who, "participant"), Reader(cast.noor.who, "facilitator")):
        stops = numbers(row.head, 15)
        assert stops[-1] == row.head
        half = stops[7]
        frames = lapse(cast.canvas, kind, reader, stops[:8], 0)
        frames += lapse(cast.canvas, kind, reader, stops[8:], half)
        assert [frame["n"] for frame in frames] == stops
        growing = Canvas(kind)
        for frame in frames:
            growing.apply(frame["fx"], frame["n"], 0)
            assert seen(growing, reader) == seen(canvas_at(cast.canvas, kind, frame["n"]), reader)


def test_a_short_log_has_a_frame_for_each_operation_and_an_empty_one_has_none(cast: Cast) -> None:
    submit(cast.canvas, cast.alice.who, [add("a"), add("b")])
    assert numbers(2) == [1, 2]
    assert numbers(0) == []
    assert numbers(100_000)[-1] == 100_000
    row = told(cast, 1, 0)
    assert lapse(cast.canvas, row.workshop.parsed_kind(), Reader(1, "facilitator"), [], 0) == []


def test_the_line_tells_what_time_it_was_and_where_the_versions_stand(cast: Cast) -> None:
    row = told(cast, 3, 0)
    assert timeline(row).times == ()
    row = told(cast, 3, 60)
    for count, one in enumerate(Operation.objects.filter(canvas=row).order_by("n")):
        Operation.objects.filter(pk=one.pk).update(at=1_000 + 10 * count)
    line = timeline(row)
    assert line.times[0] == (1, 1_000)
    assert line.times[-1] == (row.head, 1_000 + 10 * (row.head - 1))
    assert [number_at(row, at) for at in (999, 1_000, 1_015, 10**9)] == [0, 1, 2, row.head]
