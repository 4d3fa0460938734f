"""Reading a canvas's log: folding it into a canvas, what a reader may see of it, and its recent past."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING

from workshops.domain.audience import Reader, author_for, sight, visible
from workshops.domain.cancelled import BACKS
from workshops.domain.canvas import Canvas
from workshops.domain.operations import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from workshops.domain.kinds import Kind
    from workshops.domain.text import Delta
    from workshops.domain.undo import Entry

MINE_LIMIT = 300
RECENT_LIMIT = 1_000
TEXTS_LIMIT = 2_000
TEXTS_MOST = 50_000
REACH = 500
REMEMBERED = 20
"""How many batches long a version that was asked for is kept at hand."""


def fold(kind: Kind, entries: Iterable[Entry], canvas: Canvas | None = None) -> Canvas:
    """The canvas after the entries, in order, from empty or from `canvas`. Never judges rights."""
    canvas = canvas or Canvas(kind)
    for entry in entries:
        canvas.apply(entry.fx, entry.n, entry.by)
    return canvas


def view(kind: Kind, entries: Iterable[Entry], reader: Reader) -> Canvas:
    """The canvas as the reader sees it: two who may see the same and have seen the same number hold equal ones."""
    canvas = Canvas(kind)
    for entry in entries:
        if visible(entry, reader):
            canvas.apply(sight(entry, reader), entry.n, author_for(reader, entry.by, anon=entry.anon))
        canvas.head = entry.n
    return canvas


@dataclass
class Ledger:
    """The recent entries of a log in memory, with the older ones within reach; the `Past` that rules ask.

    `older_texts(since, until)` and `older_mine(who, until)` read what is not in memory: the text changes with numbers
    in since < n <= until, in order; and the entries of a participant up to a number, newest first. `older_backs` reads
    the entries with numbers in since < n <= until that put something back (cancelled.BACKS), in order.
    """

    older_texts: Callable[[int, int], Iterable[tuple[int, str, Delta]]]
    older_mine: Callable[[int, int], list[Entry]]
    read_at: Callable[[str | None, int], Canvas] | None = None
    """Reads a moment of this canvas or of another one of its family; see `Past.canvas_at`."""
    older_backs: Callable[[int, int], list[Entry]] = lambda since, until: []
    start: int = 0
    """The number before the first entry that is in memory."""
    entries: deque[Entry] = field(default_factory=deque)
    _texts: dict[str, list[tuple[int, Delta]]] = field(default_factory=dict)
    _texts_start: int = -1
    """The number from which on the text changes are in memory; they reach further back than the entries."""
    _texts_count: int = 0
    _texts_bound: int = TEXTS_LIMIT
    _asked: list[int] = field(default_factory=list)
    """The oldest versions that edits of the last batches were made on, the newest batch last."""
    _mine: dict[int, deque[Entry]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._texts_start = self.start

    def push(self, entry: Entry) -> None:
        """Take in the next entry."""
        self.entries.append(entry)
        for effect in entry.fx:
            if "text" in effect:
                self._texts.setdefault(effect["note"], []).append((entry.n, effect["text"]))
                self._texts_count += 1
        if entry.by in self._mine:
            self._mine[entry.by].appendleft(entry)

    def trim(self) -> None:
        """Let go of what is old and not asked for; to be called between batches, when all entries are stored."""
        while len(self.entries) > RECENT_LIMIT:
            self.start = self.entries.popleft().n
        if self._texts_count > self._texts_bound:
            # Whoever is behind asks for the same again in the next batch: reading it anew each time stands still.
            self._forget_texts(min([self.start, *self._asked]) if self._texts_count <= TEXTS_MOST else self.start)
            # Not at every entry beyond the bound: to look through all notes has to be worth it.
            self._texts_bound = max(TEXTS_LIMIT, 2 * self._texts_count)
        self._asked = [*self._asked[-REMEMBERED:], self.start]

    def _forget_texts(self, until: int) -> None:
        if until <= self._texts_start:
            return
        for note, changes in list(self._texts.items()):
            kept = changes[bisect_right(changes, until, key=itemgetter(0)) :]
            if kept:
                self._texts[note] = kept
            else:
                del self._texts[note]
        self._texts_start = until
        self._texts_count = sum(map(len, self._texts.values()))

    def since(self, number: int) -> list[Entry] | None:
        """The entries after a number; None when they are not all in memory."""
        if number < self.start:
            return None
        head = self.entries[-1].n if self.entries else self.start
        missed = head - number
        return list(islice(self.entries, len(self.entries) - missed, None)) if missed > 0 else []

    def deltas_since(self, note: str, base: int) -> list[Delta]:
        """The text changes of a note after number `base`, in order."""
        return [delta for _, delta in self.texts_since(note, base)]

    def texts_since(self, note: str, base: int) -> list[tuple[int, Delta]]:
        """The same, each with its number."""
        if base < self.start:
            self._asked[-1:] = [min([base, *self._asked[-1:]])]
        if base < self._texts_start:
            self._reach_back(base)
        changes = self._texts.get(note, [])
        return changes[bisect_right(changes, base, key=itemgetter(0)) :]

    def backs_since(self, number: int) -> list[Entry]:
        """The entries after a number that put something back, in order."""
        older = self.older_backs(number, self.start) if number < self.start else []
        return older + [entry for entry in self.entries if entry.n > number and entry.op in BACKS]

    def _reach_back(self, base: int) -> None:
        """Read older text changes, once for all notes: whoever comes back from a tunnel brings many old edits."""
        older: dict[str, list[tuple[int, Delta]]] = {}
        since = max(0, base - REACH)
        for number, note, delta in self.older_texts(since, self._texts_start):
            older.setdefault(note, []).append((number, delta))
            self._texts_count += 1
        for note, changes in older.items():
            self._texts[note] = changes + self._texts.get(note, [])
        self._texts_start = since

    def canvas_at(self, source: str | None, number: int) -> Canvas:
        """The canvas as it was at a number, or that of its family that is named. Raises Refusal (`no-moment`)."""
        if self.read_at is None:
            raise Refusal("no-moment", n=number)
        return self.read_at(source, number)

    def mine(self, who: int) -> list[Entry]:
        """The latest entries by a participant, newest first."""
        if who not in self._mine:
            recent = [entry for entry in reversed(self.entries) if entry.by == who]
            self._mine[who] = deque([*recent, *self.older_mine(who, self.start)][:MINE_LIMIT], maxlen=MINE_LIMIT)
        return list(self._mine[who])
