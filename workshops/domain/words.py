"""What differs between two texts, word by word: to show it, and to turn one into the other."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher

from workshops.domain.text import Delta, normal

SAME, OUT, IN = "same", "out", "in"
_PARTS = (re.compile(r"\s+|\w+|[^\w\s]"), re.compile(r"\s+|\S+\s*"), re.compile(r"[^\n]*\n|[^\n]+"))
"""Words and signs; where too many of those are the same, words with what stands around them; then lines."""
PAIRS_MOST = 200_000
"""Equal parts of the one text and the other: with n of them, matching takes up to n to the power of one and a half."""

Change = tuple[str, str]


def word_changes(old: str, new: str) -> list[Change]:
    """The parts of both texts in reading order, each SAME, OUT (only in `old`) or IN (only in `new`).

    SAME and OUT parts put together are `old`, SAME and IN parts `new`. Neighbours are of different sorts, and what was
    replaced comes before what replaced it. Texts in which the same words stand over and over are compared in larger
    parts: in every case it takes less than a second.
    """
    before, after = _parts(old, new)
    changes: list[Change] = []
    for _, start, end, begin, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[start:end]), "".join(after[begin:stop])
        if gone == come:
            changes.append((SAME, gone))
            continue
        changes += [(sort, text) for sort, text in ((OUT, gone), (IN, come)) if text]
    return changes


def _parts(old: str, new: str) -> tuple[list[str], list[str]]:
    for part in _PARTS:
        before, after = part.findall(old), part.findall(new)
        there = Counter(after)
        if sum(times * there[one] for one, times in Counter(before).items()) <= PAIRS_MOST:
            return before, after
    return [old], [new]


def delta_between(old: str, new: str) -> Delta:
    """The delta that makes `new` of `old`, in whole words, so that what is typed meanwhile finds its place."""
    lengths = {SAME: 1, OUT: -1}
    return normal([text if sort == IN else lengths[sort] * len(text) for sort, text in word_changes(old, new)])
