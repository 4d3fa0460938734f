"""What the fields of a message may be: each reader gives the value, or refuses it."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Any

from workshops.domain import text as texts
from workshops.domain.operations import Refusal

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_KEY = re.compile(r"[a-z0-9-]{1,40}")

Raw = dict[str, Any]


def is_id(value: object) -> bool:
    """Whether it is a UUID in its usual lower-case form."""
    return isinstance(value, str) and _ID.fullmatch(value) is not None


def an_id(raw: Raw, name: str) -> str:
    """An id."""
    value = raw.get(name)
    if not is_id(value):
        raise Refusal("shape", field=name)
    return str(value)


def a_flag(raw: Raw, name: str) -> bool:
    """True or false."""
    value = raw.get(name)
    if not isinstance(value, bool):
        raise Refusal("shape", field=name)
    return value


def a_block(raw: Raw) -> str:
    """A block's key."""
    value = raw.get("block")
    if not isinstance(value, str) or not _KEY.fullmatch(value):
        raise Refusal("shape", field="block")
    return value


def a_count(raw: Raw, name: str, least: int, most: int) -> int:
    """A whole number within bounds."""
    value = raw.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise Refusal("shape", field=name)
    return value


def a_text(value: object, limit: int, *, empty: bool) -> str:
    """Clean text of at most `limit` characters; `empty`: whether it may be blank."""
    if not isinstance(value, str):
        raise Refusal("shape", field="text")
    if len(value) > limit:
        raise Refusal("text-long", limit=limit)
    if not texts.is_clean(value):
        raise Refusal("text-unclean")
    if not empty and not any(unicodedata.category(sign)[0] not in "CZ" for sign in value):
        raise Refusal("text-empty")  # nothing that can be seen: spaces, joiners and the like
    return value


def a_line(raw: Raw, name: str, limit: int, *, empty: bool) -> str:
    """Clean text without line breaks."""
    value = a_text(raw.get(name), limit, empty=empty)
    if "\n" in value:
        raise Refusal("text-unclean")
    return value


def a_date(value: object) -> str | None:
    """An ISO date (YYYY-MM-DD), or none. Raises Refusal `bad-date`."""
    try:
        if value is None or (isinstance(value, str) and dt.date.fromisoformat(value).isoformat() == value):
            return value
    except ValueError:
        pass
    raise Refusal("bad-date")
