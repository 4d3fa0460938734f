"""The log as lines: who did what to which note, for a reader, a page at a time."""

import pytest

from tests.factories import Cast, add, new_id
from tests.history.conftest import told
from workshops.actions.editing import submit
from workshops.actions.open_canvases import open_canvas
from workshops.domain.audience import OUTSIDER, Reader
from workshops.history import account as module
from workshops.history.account import account


def test_typing_is_one_line_and_what_was_said_is_in_it(cast: Cast) -> None:
    note, alice, bob = new_id(), cast.alice.who, cast.bob.who
    submit(cast.canvas, alice, [add("", note=note)])
    for base, delta in ((1, ["b"]), (2, [1, "u"]), (3, [2, "s"])):
        submit(cast.canvas, alice, [{"id": new_id(), "op": "text", "note": note, "base": base, "delta": delta}])
    remark = {"id": new_id(), "op": "comment", "note": note, "comment": new_id(), "text": "Hoe vaak?"}
    submit(cast.canvas, bob, [remark, {"id": new_id(), "op": "move", "notes": [note], "block": "channels"}])
    said = account(cast.canvas, open_canvas(cast.canvas).canvas, OUTSIDER)
    assert said.before is None
    assert [(one.op, one.who, one.n, one.last, one.block, one.words) for one in said.lines] == [
        ("move", bob, 6, 6, "channels", ""),
        ("comment", bob, 5, 5, "", "Hoe vaak?"),
        ("text", alice, 2, 4, "", ""),
        ("add", alice, 1, 1, "segments", ""),
    ]
    assert {one.notes for one in said.lines} == {((note, "bus"),)}


def test_pages_follow_each_other_without_a_gap(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    told(cast, 5, 150)
    canvas = open_canvas(cast.canvas).canvas
    monkeypatch.setattr(module, "PAGE", 10_000)
    whole = account(cast.canvas, canvas, OUTSIDER)
    monkeypatch.setattr(module, "PAGE", 7)
    pages, before = account(cast.canvas, canvas, OUTSIDER), None
    lines = pages.lines
    while (before := pages.before) is not None:
        pages = account(cast.canvas, canvas, OUTSIDER, before=before)
        lines += pages.lines
    assert [one.last for one in lines] == [one.last for one in whole.lines]


def test_of_one_note_only_what_was_done_to_it(cast: Cast) -> None:
    note = new_id()
    submit(cast.canvas, cast.alice.who, [add("een", note=note), add("ander")])
    submit(cast.canvas, cast.bob.who, [{"id": new_id(), "op": "colour", "notes": [note], "colour": "sky"}])
    said = account(cast.canvas, open_canvas(cast.canvas).canvas, Reader(cast.bob.who, "participant"), note=note)
    assert [one.op for one in said.lines] == ["colour", "add"]
