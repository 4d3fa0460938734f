"""What exports read of a canvas's past: from which version, with which scenarios, and nothing that is private."""

import io
import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tests.factories import Cast, add, make_cast, new_id
from workshops.actions.branching import branch
from workshops.actions.editing import submit
from workshops.actions.leading import lead
from workshops.actions.open_canvases import drop_all
from workshops.domain.canvas import Canvas as DomainCanvas
from workshops.exports import interchange, spreadsheet
from workshops.exports.content import Wishes
from workshops.exports.gathering import canvas_content
from workshops.history import keyframes
from workshops.models import Canvas, Version


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    drop_all()
    return make_cast()


def keep(cast: Cast, name: str) -> Version:
    version = new_id()
    submit(cast.canvas, cast.noor.who, [{"id": new_id(), "op": "version", "version": version, "name": name}])
    return Version.objects.get(pk=version)


def gathered(cast: Cast, version: Version | None = None, canvas: str = "") -> Any:
    return canvas_content(Canvas.objects.get(pk=canvas or cast.canvas), Wishes(), version, history=True)


def test_it_begins_at_the_first_version_and_ends_at_what_is_exported(cast: Cast) -> None:
    assert gathered(cast).since is None
    submit(cast.canvas, cast.alice.who, [add("eerste")])
    begun = keep(cast, "Begin")
    assert gathered(cast, begun).since is None
    submit(cast.canvas, cast.alice.who, [add("tweede")])
    halfway = keep(cast, "Halverwege")
    submit(cast.canvas, cast.alice.who, [add("derde")])
    now = gathered(cast).since
    assert (now.before, now.after) == (("Begin", begun.at), ("", None))
    assert [one.after.text for block in now.blocks for one in block.notes] == ["tweede", "derde"]
    then = gathered(cast, halfway).since
    assert then.after == ("Halverwege", halfway.at)
    assert [one.after.text for block in then.blocks for one in block.notes] == ["tweede"]
    assert canvas_content(Canvas.objects.get(pk=cast.canvas), Wishes()).since is None, "nobody asked"


def test_scenarios_are_told_beside_it_and_begin_where_they_were_made(cast: Cast) -> None:
    submit(cast.canvas, cast.alice.who, [add("eerste")])
    row = Canvas.objects.get(pk=cast.canvas)
    scenario = branch(cast.noor, row, row.head, "Huren")
    submit(str(scenario.pk), cast.alice.who, [add("busje huren")])
    found = gathered(cast)
    assert [one.after for one in found.scenarios] == [("Huren", None)]
    assert found.scenarios[0].counts == (("added", 1),)
    own = gathered(cast, canvas=str(scenario.pk))
    assert own.since.counts == (("added", 1),)
    assert own.scenarios == ()
    west = Canvas.objects.exclude(pk=cast.canvas).get(own__isnull=False)
    empty = branch(cast.noor, west, 0, "Leeg begonnen")
    for text in ("een", "twee"):
        submit(str(empty.pk), cast.noor.who, [add(text)])
    assert gathered(cast, canvas=str(empty.pk)).since.counts == (("added", 2),)


def test_nothing_private_nameless_or_voted_for_gets_out(cast: Cast) -> None:
    first = cast.workshop.steps.order_by("key").first()
    assert first is not None
    lead(cast.noor, {"op": "step", "step": str(first.pk), "private": True, "names": False})
    submit(cast.canvas, cast.alice.who, [add("open")])
    keep(cast, "Begin")
    lead(cast.noor, {"op": "start"})
    hidden, assumption = new_id(), new_id()
    for operation in (
        add("KANARIE", note=hidden),
        {"op": "assume", "assumption": assumption, "note": hidden, "statement": "KANARIE", "id": new_id()},
        {"op": "measure", "note": hidden, "name": "KANARIE", "id": new_id()},
    ):
        assert submit(cast.canvas, cast.alice.who, [operation])[0].n
    keep(cast, "Midden")
    content = gathered(cast)
    assert content.since.blocks == ()
    assert content.since.items == ()
    book = load_workbook(io.BytesIO(spreadsheet.write(content)))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "KANARIE" not in interchange.write(content).decode() + "".join(cells)
    assert [one["notes"] for one in json.loads(interchange.write(content))["versions"]][1][0]["text"] == "open"


def test_a_version_far_back_is_read_from_its_keyframe(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyframes, "EVERY", 20)
    for number in range(50):
        submit(cast.canvas, cast.alice.who, [add(f"briefje {number}")])
        if number % 10 == 0:
            keep(cast, f"Versie {number}")
    with CaptureQueriesContext(connection) as asked:
        content = gathered(cast)
    assert [len(one.blocks[0].notes) for one in content.versions] == [1, 11, 21, 31, 41]
    assert any("keyframe" in one["sql"] for one in asked)


def test_many_versions_cost_no_more_than_the_log_is_long(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(20):
        submit(cast.canvas, cast.alice.who, [add(f"briefje {number}")])
        keep(cast, f"v{number}")
    head = Canvas.objects.get(pk=cast.canvas).head
    folded = 0

    def counted(self: DomainCanvas, *values: Any) -> Any:
        nonlocal folded
        folded += 1
        return fold(self, *values)

    fold = DomainCanvas.apply
    monkeypatch.setattr(DomainCanvas, "apply", counted)
    versions = gathered(cast).versions
    assert folded <= 3 * head, "once for what stood there, once for what was different, and what differs by now"
    assert [len([note for block in one.blocks for note in block.all()]) for one in versions] == [*range(1, 21)]
    assert [dict(one.changes) for one in versions] == [{"added": 1}] * 20
