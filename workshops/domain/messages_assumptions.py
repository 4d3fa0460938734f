"""From untrusted JSON to operations on measures, assumptions, experiments, links, marks and the review."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workshops.domain import operations as ops
from workshops.domain import text as texts
from workshops.domain.items import MARKS, STATEMENT_LIMIT, STATUSES, VERDICTS
from workshops.domain.operations import Refusal
from workshops.domain.shapes import Raw, a_block, a_count, a_date, a_line, a_text, an_id

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS_LIMIT = 80
"""Characters in a word of a measure."""
LINE_LIMIT = 120
"""Characters in a line of an experiment."""
MOST = 100

Reader = dict[str, "Callable[[Raw, str], Any]"]


def _line(limit: int) -> Callable[[Raw, str], str]:
    return lambda raw, name: a_line(raw, name, limit, empty=True)


def _text(limit: int, *, empty: bool) -> Callable[[Raw, str], str]:
    return lambda raw, name: a_text(raw.get(name), limit, empty=empty)


def _one_of(values: tuple[str, ...]) -> Callable[[Raw, str], str]:
    def read(raw: Raw, name: str) -> str:
        value = raw.get(name)
        if value not in values:
            raise Refusal("shape", field=name)
        return str(value)

    return read


def _date(raw: Raw, name: str) -> str | None:
    return a_date(raw.get(name))


def _hundred(raw: Raw, name: str) -> int:
    return a_count(raw, name, 0, MOST)


MEASURE: Reader = {
    **dict.fromkeys(("name", "now", "target", "unit"), _line(WORDS_LIMIT)),
    "due": _date,
    "owner": _line(texts.NAME_LIMIT),
}
ASSUMPTION: Reader = {
    "statement": _text(STATEMENT_LIMIT, empty=False),
    "importance": _hundred,
    "evidence": _hundred,
    "status": _one_of(STATUSES),
}
EXPERIMENT: Reader = {
    "starter": _line(40),
    "method": _text(texts.NOTE_LIMIT, empty=False),
    **dict.fromkeys(("metric", "threshold", "result"), _line(LINE_LIMIT)),
    "owner": _line(texts.NAME_LIMIT),
    "due": _date,
    "learning": _text(texts.NOTE_LIMIT, empty=True),
    "verdict": _one_of(VERDICTS),
}


def _fields(raw: Raw, readers: Reader) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields that are given, and what was there before, of those it says."""
    was = raw.get("was", {})
    if not isinstance(was, dict) or not all(isinstance(one, str | int | None) for one in was.values()):
        raise Refusal("shape", field="was")
    values = {name: read(raw, name) for name, read in readers.items() if name in raw}
    return values, {name: was[name] for name in values if name in was}


def _measure(raw: Raw) -> ops.SetMeasure:
    return ops.SetMeasure(an_id(raw, "note"), *_fields(raw, MEASURE))


def _assume(raw: Raw) -> ops.Assume:
    return ops.Assume(an_id(raw, "assumption"), _maybe(raw, "note"), *_fields(raw, ASSUMPTION))


def _experiment(raw: Raw) -> ops.SetExperiment:
    values, was = _fields(raw, EXPERIMENT)
    status = ASSUMPTION["status"](raw, "status") if "status" in raw else None
    return ops.SetExperiment(an_id(raw, "experiment"), _maybe(raw, "assumption"), values, was, status)


def _maybe(raw: Raw, name: str) -> str | None:
    return None if raw.get(name) is None else an_id(raw, name)


READERS: dict[str, Callable[[Raw], ops.Operation]] = {
    "measure": _measure,
    "assume": _assume,
    "assume-remove": lambda raw: ops.RemoveAssumption(an_id(raw, "assumption")),
    "experiment": _experiment,
    "experiment-remove": lambda raw: ops.RemoveExperiment(an_id(raw, "experiment")),
    "link": lambda raw: ops.AddLink(an_id(raw, "link"), an_id(raw, "note"), an_id(raw, "other")),
    "unlink": lambda raw: ops.RemoveLink(an_id(raw, "link")),
    "mark": lambda raw: ops.MarkBlock(a_block(raw), _one_of(MARKS)(raw, "mark")),
    "review": lambda raw: ops.SetReview(a_date(raw.get("date"))),
}
