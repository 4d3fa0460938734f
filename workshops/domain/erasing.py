"""Making one person's words unreadable in the logs of a team's canvases, in place: every fold still works.

Each letter is followed from who typed it through edits by others, copies, undo and scenarios. What the person typed
becomes blocks of the same length, so that numbers, places and other people's edits stay what they were.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from workshops.domain.canvas import Canvas
from workshops.domain.items import sort_of
from workshops.domain.text import Delta

if TYPE_CHECKING:
    from workshops.domain.canvas import Effect
    from workshops.domain.kinds import Kind
    from workshops.domain.undo import Entry

BLOCK = "█"
RETURNING = frozenset({"undo", "redo", "take-back", "bring-back", "branch", "reveal", "erase"})
"""Operations that put words where they or others had been: whose they are is for the past to say."""
WORDS = {
    "comment": ("text",),
    "outcome": ("text", "owner"),
    "measure": ("name", "now", "target", "unit", "owner"),
    "assumption": ("statement",),
    "experiment": ("method", "metric", "threshold", "result", "learning", "owner"),
}
"""The fields of items that hold what somebody typed."""

Letters = tuple[str, bytes]
"""A text, and of each letter whether it is the person's (1) or not (0)."""


def blank(text: str) -> str:
    """The text in blocks, with its lines."""
    return "".join(char if char == "\n" else BLOCK for char in text)


def shown(letters: Letters) -> str:
    """The text with the person's letters in blocks."""
    return "".join(blank(char) if mine else char for char, mine in zip(*letters, strict=True))


@dataclass(slots=True)
class _Sheet:
    """One canvas on the way: its notes' letters, and the canvas that the erased entries fold to."""

    canvas: Canvas
    letters: dict[str, Letters] = field(default_factory=dict)


class Eraser:
    """Takes the entries of all canvases of a team in the order in which they were made, twice.

    Twice, since of two entries of one second on two canvases nobody knows which was first: the first time it only
    learns whose words are whose.
    """

    def __init__(self, who: int, kind: Kind) -> None:
        self._who = who
        self._kind = kind
        self._sheets: dict[str, _Sheet] = {}
        self._past: dict[str, list[Letters]] = {}
        """Of each note what it said before anything of it was taken away, on whichever canvas."""
        self._words: dict[tuple[str, str, str], dict[str, str]] = {}
        """Of each field of an item what it said, with what is left of that."""
        self.touched: dict[str, dict[tuple[str, str], None]] = {}
        """By canvas, what holds or held words of the person: (sort, id)."""

    def again(self) -> None:
        """From the first entries on once more."""
        self._sheets.clear()
        self.touched.clear()

    def canvas(self, name: str) -> Canvas:
        """What the erased log of a canvas folds to, as far as it was taken."""
        return self._sheet(name).canvas

    def take(self, name: str, entry: Entry) -> Entry:
        """The next entry of a canvas, without the person's words; the same object when there are none in it."""
        sheet = self._sheet(name)
        touched = self.touched.setdefault(name, {})
        fx = []
        for effect in entry.fx:
            erased = self._effect(sheet, effect, entry)
            if erased != effect:
                touched["note" if "note" in effect else str(sort_of(effect)), effect[_sort(effect)]] = None
            fx.append(erased)
        before = sheet.canvas.apply(fx, entry.n, entry.by)
        if fx == entry.fx and before == entry.before:
            return entry
        return replace(entry, fx=fx, before=before)

    def _sheet(self, name: str) -> _Sheet:
        return self._sheets.setdefault(name, _Sheet(Canvas(self._kind)))

    def _effect(self, sheet: _Sheet, effect: Effect, entry: Entry) -> Effect:
        sort = sort_of(effect)
        if sort is not None:
            return self._item(sort, effect, entry)
        if "note" not in effect:
            return effect
        name = effect["note"]
        if "text" in effect:
            return {**effect, "text": self._typed(sheet, name, effect["text"], entry)}
        part = "reveal" if "reveal" in effect else "set"
        values = effect.get(part, {})
        if "text" not in values:
            return effect
        letters = self._whole(sheet, name, values["text"], entry)
        if entry.op not in RETURNING:
            self._past.setdefault(name, []).append(letters)
        sheet.letters[name] = letters
        return {**effect, part: {**values, "text": shown(letters)}}

    def _typed(self, sheet: _Sheet, name: str, delta: Delta, entry: Entry) -> Delta:
        """A change of a note's text, and its letters after it."""
        text, mine = sheet.letters[name]
        if any(isinstance(part, int) and part < 0 for part in delta):
            self._past.setdefault(name, []).append((text, mine))
        out: list[Letters] = []
        erased: Delta = []
        at = 0
        for part in delta:
            if isinstance(part, str):
                flags = self._flags(name, part, entry)
                out.append((part, flags))
                erased.append(shown((part, flags)))
                continue
            if part > 0:
                out.append((text[at : at + part], mine[at : at + part]))
            at += abs(part)
            erased.append(part)
        out.append((text[at:], mine[at:]))
        sheet.letters[name] = "".join(one for one, _ in out), b"".join(flags for _, flags in out)
        return erased

    def _whole(self, sheet: _Sheet, name: str, text: str, entry: Entry) -> Letters:
        """The letters of a text that is set at once: a new note, a copy, one that comes back."""
        if entry.op == "duplicate":
            same = next((one for one in sheet.letters.values() if one[0] == text), None)
            return same or (text, self._flags(name, text, entry))
        return text, self._flags(name, text, entry)

    def _flags(self, name: str, text: str, entry: Entry) -> bytes:
        """Whose the letters are that an entry puts into a note."""
        if entry.op not in RETURNING:
            return bytes([entry.by == self._who]) * len(text)
        now = [sheet.letters[name] for sheet in self._sheets.values() if name in sheet.letters]
        known = [*now, *reversed(self._past.get(name, []))]
        found = [mine[at : at + len(text)] for was, mine in known if (at := was.find(text)) >= 0]
        if found:
            return max(found, key=any)
        # Put together from several moments: rather too much is erased than too little.
        return bytes([entry.by == self._who or any(any(mine) for _, mine in known)]) * len(text)

    def _item(self, sort: str, effect: Effect, entry: Entry) -> Effect:
        values: dict[str, Any] = effect["set"]
        erased = dict(values)
        for name in WORDS.get(sort, ()):
            if not values.get(name):
                continue
            known = self._words.setdefault((sort, effect[sort], name), {})
            said = values[name]
            if entry.op not in RETURNING:
                author = values.get("by", entry.by)
                known[said] = blank(said) if author == self._who else said
            erased[name] = known.get(said, blank(said) if values.get("by", entry.by) == self._who else said)
        return effect if erased == values else {**effect, "set": erased}


def _sort(effect: Effect) -> str:
    return "note" if "note" in effect else str(sort_of(effect))
