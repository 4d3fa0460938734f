"""What differs between two texts, word by word: to show it, and to turn one into the other."""

from __future__ import annotations

import re
from collections import Counter
from difflib import Match, SequenceMatcher

from workshops.domain.text import Delta, normal

SAME, OUT, IN = "same", "out", "in"
_PARTS = (re.compile(r"\s+|\w+|[^\w\s]"), re.compile(r"\s+|\S+\s*"), re.compile(r"[^\n]*\n|[^\n]+"))
"""Words and signs; where comparing these takes too long, words with what stands around them; then lines."""
STEPS_MOST = 500_000
"""For one text; some 80 ms. A step is an equal part of the one text and the other that is looked at: where the same
few words stand over and over, they are looked at up to the third power of their number."""

Change = tuple[str, str]


class Effort:
    """The steps that are left for comparing many texts together; who has none left compares them as wholes."""

    def __init__(self, steps: int = 5_000_000) -> None:
        self.left = steps


class _TooMuchError(Exception):
    """No steps are left for matching the parts of two texts."""


class _Matcher(SequenceMatcher[str]):
    """Finds what is the same, or raises _TooMuchError."""

    def __init__(self, before: list[str], after: list[str], effort: Effort) -> None:
        super().__init__(None, before, after, autojunk=False)
        self._effort = effort
        self._left = min(STEPS_MOST, effort.left)
        self._before = before
        self._times = Counter(after)

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        """As it is, counted before it is done."""
        steps = sum(self._times[part] + 1 for part in self._before[alo:ahi])
        self._left -= steps
        self._effort.left -= steps
        if self._left < 0:
            raise _TooMuchError
        return super().find_longest_match(alo, ahi, blo, bhi)


def word_changes(old: str, new: str, effort: Effort | None = None) -> list[Change]:
    """The parts of both texts in reading order, each SAME, OUT (only in `old`) or IN (only in `new`).

    SAME and OUT parts put together are `old`, SAME and IN parts `new`. Neighbours are of different sorts, and what was
    replaced comes before what replaced it. Texts in which the same words stand over and over are compared in larger
    parts; who compares many texts gives them one `effort`.
    """
    effort = effort or Effort()
    for part in _PARTS:
        before, after = part.findall(old), part.findall(new)
        try:
            return _changes(before, after, effort)
        except _TooMuchError:
            continue
    return [(sort, text) for sort, text in ((OUT, old), (IN, new)) if text]


def _changes(before: list[str], after: list[str], effort: Effort) -> list[Change]:
    changes: list[Change] = []
    for _, start, end, begin, stop in _Matcher(before, after, effort).get_opcodes():
        gone, come = "".join(before[start:end]), "".join(after[begin:stop])
        if gone == come:
            changes.append((SAME, gone))
            continue
        changes += [(sort, text) for sort, text in ((OUT, gone), (IN, come)) if text]
    return changes


def delta_between(old: str, new: str, effort: Effort | None = None) -> Delta:
    """The delta that makes `new` of `old`, in whole words, so that what is typed meanwhile finds its place."""
    lengths = {SAME: 1, OUT: -1}
    return normal([text if sort == IN else lengths[sort] * len(text) for sort, text in word_changes(old, new, effort)])
