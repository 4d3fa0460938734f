"""Makes any text fit to be typeset: what no font can draw becomes a visible mark and is remembered.

One character without a glyph would make a tagged PDF fail as a whole, so nothing gets past here unseen.
"""

from __future__ import annotations

import struct
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

FONTS = Path(__file__).parent / "fonts"
MARK = "\N{REPLACEMENT CHARACTER}"
"""Stands where a character could not be drawn."""
LONGEST_WORD = 24
"""Code points after which a word may be broken anywhere; shorter ones are hyphenated by the rules of the language."""

WIDE_WORD = 14
"""Code points from which a word may be wider than a column of notes."""

_JOINERS = "\u200c\u200d"
_UNSEEN = frozenset(
    "\u200b\u200e\u200f\u061c\ufeff\u00ad\ufe0e\ufe0f"
    + "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
)
_BREAK = "\u200b"
_VIRAMA = 9
"""The class of the marks that join a consonant to the next one."""


def _mapped(font: bytes) -> set[int]:
    """The code points a TrueType file has a glyph for: formats 4 and 12 of its `cmap` table."""
    (tables,) = struct.unpack_from(">H", font, 4)
    for index in range(tables):
        tag, _, start, _ = struct.unpack_from(">4sLLL", font, 12 + 16 * index)
        if tag == b"cmap":
            break
    else:
        raise ValueError("a font without a cmap table")
    (count,) = struct.unpack_from(">H", font, start + 2)
    found: set[int] = set()
    for index in range(count):
        platform, _, offset = struct.unpack_from(">HHL", font, start + 4 + 8 * index)
        if platform == 3:
            found |= _subtable(font, start + offset)
    return found


def _subtable(font: bytes, at: int) -> set[int]:
    (form,) = struct.unpack_from(">H", font, at)
    if form == 12:
        (groups,) = struct.unpack_from(">L", font, at + 12)
        spans = (struct.unpack_from(">LLL", font, at + 16 + 12 * group) for group in range(groups))
        return {point for first, last, _ in spans for point in range(first, last + 1)}
    if form != 4:
        return set()
    (double,) = struct.unpack_from(">H", font, at + 6)
    segments = double // 2
    lasts = struct.unpack_from(f">{segments}H", font, at + 14)
    firsts = struct.unpack_from(f">{segments}H", font, at + 16 + double)
    return {point for first, last in zip(firsts, lasts, strict=True) for point in range(first, last + 1)} - {0xFFFF}


@cache
def drawable() -> frozenset[str]:
    """Every character that at least one of the fonts in the repository draws."""
    points = set().union(*(_mapped(path.read_bytes()) for path in sorted(FONTS.glob("*.ttf"))))
    kept = (chr(point) for point in points if not 0xD800 <= point <= 0xDFFF)
    return frozenset(one for one in kept if unicodedata.category(one) not in ("Cc", "Cf"))


def right_to_left(text: str) -> bool:
    """Whether a paragraph runs from the right: its first letter with a direction does."""
    for one in text:
        direction = unicodedata.bidirectional(one)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


class Paragraph(NamedTuple):
    """A line as it goes on a page; `long` when a word in it may need a hyphen."""

    text: str
    from_right: bool
    long: bool


@dataclass(slots=True)
class Cleaner:
    """Cleans the texts of one export; `missing` gathers what could not be drawn, in order of appearance."""

    missing: dict[str, int] = field(default_factory=dict)

    def line(self, text: str) -> str:
        """A text of one line: line breaks become spaces."""
        return " ".join(one for one, *_ in self.paragraphs(text))

    def paragraphs(self, text: str) -> list[Paragraph]:
        """The lines of a text that have something on them."""
        lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
        whole = [(self._drawn(line), right_to_left(line)) for line in lines]
        return [
            Paragraph(self._breakable(line), rtl, any(len(word) >= WIDE_WORD for word in line.split()))
            for line, rtl in whole
            if line.strip()
        ]

    def _drawn(self, line: str) -> str:
        known = drawable()
        made: list[str] = []
        for one in line:
            if one in known:
                made.append(one)
            elif one in _JOINERS:
                made.append(one if made and made[-1] != MARK else "")
            elif one in "\t\u2028\u2029":
                made.append(" ")
            elif one not in _UNSEEN:
                self.missing[one] = self.missing.get(one, 0) + 1
                made.append(MARK)
        return "".join(made)

    def _breakable(self, line: str) -> str:
        return " ".join(_loosened(word) if len(word) > LONGEST_WORD else word for word in line.split(" "))


def _loosened(word: str) -> str:
    """A word that may be broken after any character, but where that would change how it is written."""
    if word.isalpha() and len(word) <= 2 * LONGEST_WORD and word.isascii():
        return word
    return word[0] + "".join(one if _held(before, one) else _BREAK + one for before, one in pairwise(word))


def _held(before: str, one: str) -> bool:
    """Whether a break between the two would change how they are written."""
    if one in _JOINERS or before in _JOINERS or _modifies(one) or unicodedata.category(one).startswith("M"):
        return True
    if unicodedata.combining(before) == _VIRAMA or "\u0e00" <= one <= "\u0e7f":  # Thai is broken by its own rules
        return True
    return unicodedata.bidirectional(one) == unicodedata.bidirectional(before) == "AL"


def _modifies(one: str) -> bool:
    """Skin tones, flag letters and keycaps belong to what stands before them."""
    return "\U0001f3fb" <= one <= "\U0001f3ff" or "\U0001f1e6" <= one <= "\U0001f1ff" or one == "\u20e3"
