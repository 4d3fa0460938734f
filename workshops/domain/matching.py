"""Which notes of two canvases that do not descend from each other say the same, so that the two can be compared.

In this order, each note once: the same id; the same words in the same block; the same words elsewhere; and in the same
block words of which at least NEAR are in common, the nearest first. Case, spaces and signs do not count.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING, Any

from workshops.domain.canvas import Canvas
from workshops.domain.compare import (
    ADDED,
    ITEMS,
    ORDERED,
    RECOLOURED,
    REMOVED,
    REWORDED,
    STACKED,
    Comparison,
    NoteChange,
    compare,
    items_of,
    standing,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from workshops.domain.audience import Reader
    from workshops.domain.items import Note

NEAR = 0.6
"""How alike two texts are at least: twice the words they share through the words of both, each counted once (Dice)."""
CANDIDATES = 40
"""Notes with which one is compared, found by its rarest words first: matching takes no more than that many each."""
_WORD = re.compile(r"\w+")

Words = frozenset[str]


def between(a: Canvas, b: Canvas, reader: Reader) -> tuple[Canvas, Comparison]:
    """`a` lined up with `b`, and what differs between the canvases of two teams, as the reader may see it: in one alone
    (ADDED: only in `b`), and said in both but otherwise. Order, stacks, colours and the day to look again are each
    team's own.

    Raises ValueError for canvases of two kinds.
    """
    lined = lined_up(a, b, reader)
    found = compare(lined, b, reader)
    notes = [_told(one) for one in found.notes]
    return lined, replace(found, notes=[one for one in notes if one.sort in (ADDED, REMOVED) or one.what], review=None)


def _told(change: NoteChange) -> NoteChange:
    """The change without what only is each team's own way of writing, ordering and colouring."""
    own = {ORDERED, STACKED, RECOLOURED}
    if change.before and change.after and _words(change.before.text) == _words(change.after.text):
        own.add(REWORDED)
    what = tuple(name for name in change.what if name not in own)
    return replace(change, what=what, words=change.words if REWORDED in what else ())


def lined_up(a: Canvas, b: Canvas, reader: Reader) -> Canvas:
    """`a` with the ids of `b` on what is the same in both. What the reader may not see takes no part in it."""
    twins = matched(standing(a, reader), standing(b, reader))
    found = Canvas(a.kind)
    found.head, found.marks, found.review = a.head, a.marks, a.review
    for note in a.notes.values():
        found.put(replace(note, id=twins.get(note.id, note.id), under=twins.get(note.under or "", note.under)))
    assumptions: dict[str, str] = {}
    for sort in ITEMS:
        same = {_says(sort, item): item for item in items_of(b, sort, reader).values()}
        mine = items_of(a, sort, reader)
        for item in a.items(sort).values():
            moved = _moved(sort, item, twins, assumptions)
            twin = same.pop(_says(sort, moved), None) if item.id in mine else None
            if twin is not None:
                moved = replace(moved, id=twin.id, **{one: getattr(twin, one) for one in _WHO if hasattr(twin, one)})
            if sort == "assumption":
                assumptions[item.id] = moved.id
            found.put_item(sort, moved)
    return found


_WHO = ("by", "at", "anon")
"""What is not compared between teams: whose something is."""


def _moved(sort: str, item: Any, twins: Mapping[str, str], assumptions: Mapping[str, str]) -> Any:
    """The item on the notes as they are called now."""
    if sort == "measure":
        return replace(item, id=twins.get(item.id, item.id))
    names = {"note": twins, "other": twins, "assumption": assumptions}
    values = {
        one: known.get(getattr(item, one), getattr(item, one)) for one, known in names.items() if hasattr(item, one)
    }
    return replace(item, **values)


def _says(sort: str, item: Any) -> tuple[str, ...]:
    """By what an item is known on both canvases: what it stands on, and its words."""
    if sort == "measure":
        return (item.id,)
    if sort == "link":
        return (item.note, item.other)
    on = getattr(item, "note", "") or getattr(item, "assumption", "")
    return (on, *(" ".join(_words(getattr(item, one, ""))) for one in ("text", "statement", "method")))


def matched(a: Mapping[str, Note], b: Mapping[str, Note]) -> dict[str, str]:
    """By id of a note in `a`, the id of the one in `b` that says the same."""
    twins = {name: name for name in a if name in b}
    spoken = {name: _words(note.text) for name, note in a.items()}
    heard = {name: _words(note.text) for name, note in b.items()}
    _pair(twins, a, b, spoken, heard, lambda note, words: (note.block, *words))
    _pair(twins, a, b, spoken, heard, lambda note, words: words)
    for block in {note.block for note in a.values()}:
        ours, theirs = (
            {one: frozenset(words[one]) for one, note in notes.items() if note.block == block and one not in used}
            for notes, words, used in ((a, spoken, twins.keys()), (b, heard, set(twins.values())))
        )
        twins |= _nearest(ours, theirs)
    return twins


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))


def _pair(
    twins: dict[str, str],
    a: Mapping[str, Note],
    b: Mapping[str, Note],
    spoken: Mapping[str, tuple[str, ...]],
    heard: Mapping[str, tuple[str, ...]],
    key: Callable[[Note, tuple[str, ...]], tuple[str, ...]],
) -> None:
    """Take together what has the same key, in the order in which it stands."""
    taken = set(twins.values())
    there: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in reversed([*b]):
        if name not in taken and heard[name]:
            there[key(b[name], heard[name])].append(name)
    for name, note in a.items():
        if name not in twins and spoken[name] and (found := there.get(key(note, spoken[name]))):
            twins[name] = found.pop()


def _nearest(a: Mapping[str, Words], b: Mapping[str, Words]) -> dict[str, str]:
    """The pairs that are near enough, the nearest first."""
    often = Counter(word for words in b.values() for word in words)
    by_word: dict[str, list[str]] = defaultdict(list)
    for name, words in b.items():
        for word in words:
            by_word[word].append(name)
    scored = [
        (-likeness, name, other)
        for name, words in a.items()
        for other in _candidates(words, by_word, often)
        if (likeness := 2 * len(words & b[other]) / (len(words) + len(b[other]))) >= NEAR
    ]
    order = {name: place for place, name in enumerate((*a, *b))}
    twins: dict[str, str] = {}
    taken: set[str] = set()
    for _likeness, name, other in sorted(scored, key=lambda one: (one[0], order[one[1]], order[one[2]])):
        if name not in twins and other not in taken:
            twins[name] = other
            taken.add(other)
    return twins


def _candidates(words: Words, by_word: Mapping[str, list[str]], often: Mapping[str, int]) -> Iterable[str]:
    """Notes that may be near: whoever is shares one of so many of the rarest words (prefix filter: Chaudhuri, Ganti and
    Kaushik 2006)."""
    least = ceil(len(words) * NEAR / (2 - NEAR))
    rarest = sorted(words, key=lambda word: (often.get(word, 0), word))[: len(words) - least + 1]
    found: dict[str, None] = {}
    for word in rarest:
        for name in by_word.get(word, ()):
            if len(found) == CANDIDATES:
                return found
            found[name] = None
    return found
