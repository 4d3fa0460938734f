"""From untrusted JSON to an operation of a workshop: those that may come over a socket (docs/protocol.md, P29).

What makes a workshop, lets people in or needs more than the log (a new code, a team with its canvas) has pages alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workshops.domain.agenda import FIELDS, STEPS_LIMIT
from workshops.domain.operations import Refusal
from workshops.domain.shapes import is_id

Raw = dict[str, Any]
_Check = Callable[[object], bool]


def _is_id_or_none(value: object) -> bool:
    return value is None or is_id(value)


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_who(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= 2_000


def _is_key_or_none(value: object) -> bool:
    return value is None or (isinstance(value, str) and len(value) <= 40)


def _is_target(value: object) -> bool:
    return value in ("next", "back") or is_id(value)


def _anything(value: object) -> bool:
    return True  # the rule says what is wrong with it, in a sentence


def _is_steps(value: object) -> bool:
    known = {"step", *FIELDS}
    return isinstance(value, list) and all(
        isinstance(one, dict) and is_id(one.get("step")) and one.keys() <= known for one in value[: STEPS_LIMIT + 1]
    )


_STEP: dict[str, _Check] = {"step": is_id, **dict.fromkeys(FIELDS, _anything), "after": _is_id_or_none}
_SHAPES: dict[str, tuple[dict[str, _Check], frozenset[str]]] = {
    # op: its fields, and those of them that may be left out
    "step": (_STEP, frozenset(_STEP) - {"step"}),
    "step-move": ({"step": is_id, "after": _is_id_or_none}, frozenset()),
    "step-copy": ({"step": is_id, "copy": is_id}, frozenset()),
    "step-remove": ({"step": is_id}, frozenset()),
    "agenda": ({"steps": _is_steps}, frozenset()),
    "wording": ({"block": _is_key_or_none, "question": _is_text, "context": _is_text}, frozenset()),
    "start": ({}, frozenset()),
    "go": ({"from": is_id, "to": _is_target, "done": _is_flag}, frozenset({"done"})),
    "done": ({"step": is_id, "on": _is_flag}, frozenset()),
    "pause": ({"on": _is_flag}, frozenset()),
    "extend": ({"step": is_id, "minutes": _anything}, frozenset()),
    "replan": ({}, frozenset()),
    "skip": ({"step": is_id, "on": _is_flag}, frozenset()),
    "reveal-step": ({"step": is_id}, frozenset()),
    "end": ({"done": _is_flag}, frozenset({"done"})),
    "reopen": ({"step": is_id}, frozenset({"step"})),
    "spotlight": ({"block": _is_key_or_none, "note": _is_id_or_none, "team": _is_id_or_none}, frozenset()),
    "plenary": ({"team": _is_id_or_none}, frozenset()),
    "notice": ({"text": _is_text, "team": _is_id_or_none}, frozenset()),
    "hand": ({"on": _is_flag, "who": _is_who}, frozenset({"who"})),
    "ready": ({"step": is_id, "on": _is_flag}, frozenset()),
    "propose": ({"proposal": is_id, "text": _is_text}, frozenset()),
    "support": ({"proposal": is_id, "on": _is_flag}, frozenset()),
    "withdraw": ({"proposal": is_id}, frozenset()),
    "choose": ({"proposal": is_id}, frozenset()),
    "door": ({"open": _is_flag}, frozenset()),
    "leave": ({"who": _is_who}, frozenset()),
    "person": ({"who": _is_who, "name": _is_text, "team": _is_id_or_none}, frozenset({"name", "team"})),
}
WIRE = frozenset(_SHAPES)
"""The operations that may come over a socket."""


def read(raw: object) -> Raw:
    """The operation with its own fields alone. Raises Refusal (`shape`, `unknown-op`)."""
    if not isinstance(raw, dict):
        raise Refusal("shape", field="op")
    name = raw.get("op")
    if not isinstance(name, str) or name not in _SHAPES:
        raise Refusal("unknown-op")
    fields, optional = _SHAPES[name]
    operation: Raw = {"op": name}
    for field, fits in fields.items():
        if field not in raw:
            if field not in optional:
                raise Refusal("shape", field=field)
            continue
        if not fits(raw[field]):
            raise Refusal("shape", field=field)
        operation[field] = raw[field]
    return operation
