"""From untrusted JSON to an operation, or a refusal; never anything else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.conftest import new_id
from workshops.domain import operations as ops
from workshops.domain.messages import parse
from workshops.domain.operations import Refusal
from workshops.wording import codes

NOTE = "5b1c7c2e-9d0a-4c8e-8f3e-5d3c3b1f9a10"

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.just(NOTE),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
FIELDS = st.sampled_from(
    ["op", "id", "note", "notes", "block", "after", "base", "delta", "colour", "tag", "on", "copies", "comment", "text"]
    + ["reaction", "sure", "assumption", "experiment", "link", "other", "was", "statement", "importance", "method"]
    + ["due", "mark", "date", "name"]
)
NAMES = st.sampled_from(
    ["add", "text", "move", "colour", "tag", "stack", "unstack", "duplicate", "remove", "restore", "comment"]
    + ["uncomment", "react", "lock", "undo", "redo", "drop tables", ""]
    + ["measure", "assume", "assume-remove", "experiment", "experiment-remove", "link", "unlink", "mark", "review"]
)


@settings(max_examples=500, deadline=None)
@given(NAMES, st.dictionaries(FIELDS, JSON, max_size=8))
def test_any_json_is_an_operation_or_refused_with_a_known_code(name: str, fields: dict[str, object]) -> None:
    try:
        operation = parse({**fields, "op": name})
    except Refusal as refusal:
        assert refusal.code in codes()
    else:
        assert isinstance(operation, ops.Operation)


@pytest.mark.parametrize("raw", [None, [], "add", 7, {}, {"op": None}, {"op": ["add"]}, {"op": "vote"}])
def test_what_is_no_operation_is_refused(raw: object) -> None:
    with pytest.raises(Refusal, match="shape|unknown-op"):
        parse(raw)


@pytest.mark.parametrize(
    ("raw", "field"),
    [
        ({"op": "move", "notes": [], "block": "costs"}, "notes"),
        ({"op": "move", "notes": [NOTE] * 2, "block": "costs"}, "notes"),
        ({"op": "move", "notes": [NOTE.upper()], "block": "costs"}, "notes"),
        ({"op": "move", "notes": [NOTE], "block": "'; drop"}, "block"),
        ({"op": "move", "notes": [NOTE], "block": "costs", "after": 3}, "after"),
        ({"op": "text", "note": NOTE, "base": -1, "delta": ["x"]}, "base"),
        ({"op": "text", "note": NOTE, "base": True, "delta": ["x"]}, "base"),
        ({"op": "text", "note": NOTE, "base": 1, "delta": [1]}, "delta"),
        ({"op": "duplicate", "notes": [NOTE], "copies": []}, "copies"),
        ({"op": "react", "note": NOTE, "reaction": "idea", "on": 1}, "on"),
        ({"op": "lock", "on": True}, "block"),
        ({"op": "add", "block": "costs", "notes": [{"note": NOTE}]}, "text"),
        ({"op": "add", "block": "costs", "notes": [{"note": NOTE, "text": ""}] * 2}, "notes"),
    ],
)
def test_a_wrong_field_is_named(raw: dict[str, object], field: str) -> None:
    with pytest.raises(Refusal, match="shape") as refused:
        parse(raw)
    assert refused.value.details == {"field": field}


def test_absent_null_and_named_places_differ() -> None:
    def place(**fields: object) -> object:
        operation = parse({"op": "move", "notes": [NOTE], "block": "costs", **fields})
        assert isinstance(operation, ops.Move)
        return operation.after

    other = new_id()
    assert [place(), place(after=None), place(after=other)] == [ops.LAST, None, other]
