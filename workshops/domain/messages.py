"""From untrusted JSON to an operation. The shapes are those of docs/protocol.md, section 3."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workshops.domain import messages_assumptions, take_back
from workshops.domain import operations as ops
from workshops.domain import text as texts
from workshops.domain.agenda import DOTS_MOST
from workshops.domain.items import COLOURS, OUTCOMES, REACTIONS
from workshops.domain.operations import LAST, Operation, Refusal
from workshops.domain.shapes import Raw, is_id
from workshops.domain.shapes import a_block as _block
from workshops.domain.shapes import a_count as _count
from workshops.domain.shapes import a_date as _date
from workshops.domain.shapes import a_flag as _flag
from workshops.domain.shapes import a_line as _line
from workshops.domain.shapes import a_text as _text
from workshops.domain.shapes import an_id as _id

if TYPE_CHECKING:
    from collections.abc import Callable

NOTES_LIMIT = 300
VERSION_LIMIT = 80
_TAG = re.compile(r"[a-z0-9-]{1,40}\.[a-z0-9-]{1,40}")


def parse(raw: object) -> Operation:
    """The operation in a decoded JSON object. Raises Refusal (`shape`, `unknown-op`, `text-…`, `bad-…`)."""
    if not isinstance(raw, dict):
        raise Refusal("shape", field="ops")
    reader = _READERS.get(raw["op"]) if isinstance(raw.get("op"), str) else None
    if reader is None:
        raise Refusal("unknown-op")
    return reader(raw)


def _ids(raw: Raw, name: str) -> tuple[str, ...]:
    values = raw.get(name)
    if not isinstance(values, list) or not 1 <= len(values) <= NOTES_LIMIT or not all(map(is_id, values)):
        raise Refusal("shape", field=name)
    if len(set(values)) != len(values):
        raise Refusal("shape", field=name)
    return tuple(values)


def _after(raw: Raw) -> str | None:
    if "after" not in raw:
        return LAST
    return None if raw["after"] is None else _id(raw, "after")


def _colour(raw: Raw) -> str:
    value = raw.get("colour")
    if value not in COLOURS:
        raise Refusal("bad-colour")
    return str(value)


def _tag(value: object) -> str:
    if not isinstance(value, str) or not _TAG.fullmatch(value):
        raise Refusal("bad-tag")
    return value


def _draft(raw: object) -> ops.Draft:
    if not isinstance(raw, dict):
        raise Refusal("shape", field="notes")
    tags = raw.get("tags", [])
    if not isinstance(tags, list) or len(tags) > 40:
        raise Refusal("shape", field="tags")
    return ops.Draft(
        note=_id(raw, "note"),
        text=_text(raw.get("text"), texts.NOTE_LIMIT, empty=True),
        colour=_colour(raw) if "colour" in raw else COLOURS[0],
        tags=tuple(dict.fromkeys(map(_tag, tags))),
    )


def _add(raw: Raw) -> ops.Add:
    notes = raw.get("notes")
    if not isinstance(notes, list) or not 1 <= len(notes) <= NOTES_LIMIT:
        raise Refusal("shape", field="notes")
    drafts = tuple(map(_draft, notes))
    if len({draft.note for draft in drafts}) != len(drafts):
        raise Refusal("shape", field="notes")
    return ops.Add(drafts, _block(raw), _after(raw))


def _edit(raw: Raw) -> ops.Text:
    base = raw.get("base")
    if not isinstance(base, int) or isinstance(base, bool) or base < 0:
        raise Refusal("shape", field="base")
    try:
        delta = texts.check(raw.get("delta"))
    except texts.Misfit:
        raise Refusal("shape", field="delta") from None
    for part in delta:
        if isinstance(part, str):
            _text(part, texts.NOTE_LIMIT, empty=True)
    return ops.Text(_id(raw, "note"), base, delta)


def _duplicate(raw: Raw) -> ops.Duplicate:
    notes, copies = _ids(raw, "notes"), _ids(raw, "copies")
    if len(notes) != len(copies):
        raise Refusal("shape", field="copies")
    return ops.Duplicate(notes, copies)


def _restore(raw: Raw) -> ops.Restore:
    return ops.Restore(_ids(raw, "notes"), _block(raw) if raw.get("block") is not None else None, _after(raw))


def _comment(raw: Raw) -> ops.AddComment:
    text = _text(raw.get("text"), texts.COMMENT_LIMIT, empty=False)
    return ops.AddComment(_id(raw, "note"), _id(raw, "comment"), text)


def _react(raw: Raw) -> ops.React:
    if raw.get("reaction") not in REACTIONS:
        raise Refusal("bad-reaction")
    return ops.React(_id(raw, "note"), raw["reaction"], _flag(raw, "on"))


def _lock(raw: Raw) -> ops.Lock:
    if "block" not in raw:
        raise Refusal("shape", field="block")
    return ops.Lock(None if raw["block"] is None else _block(raw), _flag(raw, "on"))


def _step(raw: Raw) -> str | None:
    return None if raw.get("step") is None else _id(raw, "step")


def _reveal(raw: Raw) -> ops.Reveal:
    if "notes" in raw:
        return ops.Reveal(notes=_ids(raw, "notes"))
    one = _flag(raw, "one") if "one" in raw else False
    return ops.Reveal(step=_step(raw), one=one, block=_block(raw) if raw.get("block") is not None else None)


def _outcome(raw: Raw) -> ops.PutOutcome:
    if raw.get("sort") not in OUTCOMES:
        raise Refusal("shape", field="sort")
    text = _text(raw.get("text"), texts.NOTE_LIMIT, empty=False)
    owner = _line(raw, "owner", texts.NAME_LIMIT, empty=True)
    return ops.PutOutcome(_id(raw, "outcome"), raw["sort"], text, owner, _date(raw.get("due")))


def _bring_back(raw: Raw) -> ops.BringBack:
    return ops.BringBack(
        _count(raw, "n", 0, 2**31 - 1),
        _id(raw, "from") if raw.get("from") is not None else None,
        _ids(raw, "notes") if "notes" in raw else (),
        _block(raw) if raw.get("block") is not None else None,
    )


def _undo(raw: Raw) -> ops.Undo:
    return ops.Undo(sure=_flag(raw, "sure") if "sure" in raw else False)


_READERS: dict[str, Callable[[Raw], Operation]] = {
    "add": _add,
    "text": _edit,
    "move": lambda raw: ops.Move(_ids(raw, "notes"), _block(raw), _after(raw)),
    "colour": lambda raw: ops.Colour(_ids(raw, "notes"), _colour(raw)),
    "tag": lambda raw: ops.Tag(_ids(raw, "notes"), _tag(raw.get("tag")), _flag(raw, "on")),
    "stack": lambda raw: ops.Stack(_ids(raw, "notes"), _id(raw, "on")),
    "unstack": lambda raw: ops.Unstack(_ids(raw, "notes")),
    "duplicate": _duplicate,
    "remove": lambda raw: ops.Remove(_ids(raw, "notes")),
    "restore": _restore,
    "comment": _comment,
    "uncomment": lambda raw: ops.RemoveComment(_id(raw, "comment")),
    "react": _react,
    "lock": _lock,
    "lock-notes": lambda raw: ops.LockNotes(_ids(raw, "notes"), _flag(raw, "on")),
    "reveal": _reveal,
    "vote": lambda raw: ops.Vote(_id(raw, "note"), _count(raw, "dots", 0, DOTS_MOST)),
    "close-vote": lambda raw: ops.CloseVote(_id(raw, "step"), _flag(raw, "on")),
    "outcome": _outcome,
    "outcome-remove": lambda raw: ops.RemoveOutcome(_id(raw, "outcome")),
    "version": lambda raw: ops.KeepVersion(_id(raw, "version"), _line(raw, "name", VERSION_LIMIT, empty=False)),
    "bring-back": _bring_back,
    "take-back": lambda raw: ops.TakeBack(
        _count(raw, "who", 1, 10**6), _count(raw, "minutes", 1, take_back.MINUTES_MOST)
    ),
    **messages_assumptions.READERS,
    "undo": _undo,
    "redo": lambda _: ops.Redo(),
}
