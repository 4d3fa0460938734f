"""Merging concurrent edits of one note's text, character by character.

A delta is a list read from the start of a text: a positive integer keeps that many code points, a
negative one removes that many, a string is inserted; what follows is kept (docs/protocol.md, P15).
This is operational transformation with a central order (Ellis & Gibbs 1989; the Jupiter scheme,
Nichols et al. 1995): the server numbers the edits, so transforming over one edit at a time is enough.
The same functions stand in static/js/canvas/core/text.js; tests hold the two against each other.
"""

from __future__ import annotations

import unicodedata
from typing import Literal

Delta = list[int | str]
Side = Literal["left", "right"]

NOTE_LIMIT = 500
MERGED_LIMIT = 5_000
COMMENT_LIMIT = 1_000
NAME_LIMIT = 60
COMBINING_RUN = 8

_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SEPARATORS = frozenset("\u2028\u2029")


class Misfit(ValueError):
    """A delta that is not in normal form, or reaches beyond the text it is for."""


def check(delta: object) -> Delta:
    """Return `delta` if it is a list in normal form (P15), else raise Misfit."""
    if not isinstance(delta, list) or not delta or len(delta) > 1_200:
        raise Misfit("not a list of 1 to 1,200 parts")
    previous = ""
    for part in delta:
        if isinstance(part, str):
            kind = "insert"
            fits = bool(part) and previous not in ("insert", "remove")
        elif isinstance(part, int) and not isinstance(part, bool) and 0 < abs(part) <= MERGED_LIMIT:
            kind = "keep" if part > 0 else "remove"
            fits = kind != previous
        else:
            raise Misfit("a part is neither a number nor a string")
        if not fits:
            raise Misfit("not in normal form")
        previous = kind
    if previous == "keep":
        raise Misfit("keeps at the end")
    return delta


def reach(delta: Delta) -> int:
    """How many code points of the text before it the delta reads."""
    return sum(abs(part) for part in delta if isinstance(part, int))


def growth(delta: Delta) -> int:
    """By how many code points the delta makes a text longer (negative: shorter)."""
    return sum(len(part) if isinstance(part, str) else min(part, 0) for part in delta)


def apply(text: str, delta: Delta) -> str:
    """The text after the delta. Raises Misfit when the delta reaches beyond its end."""
    out: list[str] = []
    at = 0
    for part in delta:
        if isinstance(part, str):
            out.append(part)
        elif part > 0:
            out.append(text[at : at + part])
            at += part
        else:
            at -= part
    if at > len(text):
        raise Misfit("reaches beyond the end of the text")
    out.append(text[at:])
    return "".join(out)


def invert(text: str, delta: Delta) -> Delta:
    """The delta that leads from `apply(text, delta)` back to `text`."""
    out: Delta = []
    at = 0
    for part in delta:
        if isinstance(part, str):
            _push(out, -len(part))
        elif part > 0:
            _push(out, part)
            at += part
        else:
            _push(out, text[at : at - part])
            at -= part
    return normal(out)


def normal(delta: Delta) -> Delta:
    """The same delta in normal form."""
    out: Delta = []
    for part in delta:
        _push(out, part)
    while out and isinstance(out[-1], int) and out[-1] > 0:
        out.pop()
    return out


def _push(out: Delta, part: int | str) -> None:
    """Append a part, merging neighbours of one kind; insertions stand before removals."""
    if part == 0 or part == "":
        return
    last = out[-1] if out else None
    if isinstance(part, str):
        if isinstance(last, int) and last < 0:
            if len(out) > 1 and isinstance(out[-2], str):
                out[-2] = out[-2] + part
            else:
                out.insert(len(out) - 1, part)
        elif isinstance(last, str):
            out[-1] = last + part
        else:
            out.append(part)
    elif isinstance(last, int) and (last > 0) == (part > 0):
        out[-1] = last + part
    else:
        out.append(part)


class _Reader:
    """Reads a delta in pieces of a wanted length."""

    def __init__(self, delta: Delta) -> None:
        self._parts = delta
        self._index = 0
        self._rest: int | str | None = delta[0] if delta else None

    @property
    def part(self) -> int | str | None:
        """The part at hand; None after the end, where everything is kept."""
        return self._rest

    def skip(self, count: int | None = None) -> None:
        """Go on by `count` characters of the part at hand, or past all of it."""
        rest = self._rest
        if count is not None and isinstance(rest, int) and abs(rest) > count:
            self._rest = rest - count if rest > 0 else rest + count
            return
        if count is not None and isinstance(rest, str) and len(rest) > count:
            self._rest = rest[count:]
            return
        self._index += 1
        self._rest = self._parts[self._index] if self._index < len(self._parts) else None


def transform(delta: Delta, other: Delta, side: Side) -> Delta:
    """Carry `delta` over `other`, made on the same text, so that it can be applied after it.

    `side` says where insertions of `delta` stand when both insert at the same place. For all texts t:
    apply(apply(t, a), transform(b, a, "right")) == apply(apply(t, b), transform(a, b, "left")).
    """
    out: Delta = []
    mine, theirs = _Reader(delta), _Reader(other)
    while mine.part is not None:
        part, against = mine.part, theirs.part
        if isinstance(part, str) and (side == "left" or not isinstance(against, str)):
            _push(out, part)
            mine.skip()
        elif isinstance(against, str):
            _push(out, len(against))
            theirs.skip()
        elif isinstance(part, int):
            count = abs(part) if against is None else min(abs(part), abs(against))
            if against is None or against > 0:
                _push(out, count if part > 0 else -count)
            mine.skip(count)
            if against is not None:
                theirs.skip(count)
    return normal(out)


def compose(first: Delta, second: Delta) -> Delta:
    """One delta with the effect of `first` and then `second`."""
    out: Delta = []
    early, late = _Reader(first), _Reader(second)
    while early.part is not None or late.part is not None:
        a, b = early.part, late.part
        if isinstance(a, int) and a < 0:
            _push(out, a)
            early.skip()
        elif isinstance(b, str):
            _push(out, b)
            late.skip()
        elif b is None:
            _push(out, a if a is not None else 0)
            early.skip()
        elif a is None:
            _push(out, b)
            late.skip()
        else:
            count = min(len(a) if isinstance(a, str) else a, abs(b))
            if b > 0:
                _push(out, a[:count] if isinstance(a, str) else count)
            elif not isinstance(a, str):
                _push(out, -count)
            early.skip(count)
            late.skip(count)
    return normal(out)


def is_clean(text: str, *, lines: bool = True) -> bool:
    """Whether a text may be stored as it is (P19); with `lines` false, on one line."""
    if text.isascii():  # the common case, and several times faster
        return text.isprintable() or (lines and text.replace("\n", "").isprintable())
    run = 0
    for char in text:
        if char == "\n" and lines:
            run = 0
            continue
        category = unicodedata.category(char)
        if category in ("Cc", "Cs") or char in _BIDI or char in _SEPARATORS or is_noncharacter(char):
            return False
        run = run + 1 if category in ("Mn", "Me") else 0
        if run > COMBINING_RUN:
            return False
    return unicodedata.is_normalized("NFC", text)


def is_noncharacter(char: str) -> bool:
    """Whether Unicode reserves the code point for internal use (the Unicode Standard, 23.7)."""
    code = ord(char)
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
