"""Making one person's words unreadable in the logs of a team's canvases, in place: every fold still works.

Each letter is followed from who typed it through edits by others, copies, undo and scenarios. What the person typed
becomes blocks of the same length, so that numbers, places and other people's edits stay what they were. Items are set
a field at a time: there the words that stayed are still theirs who typed them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from workshops.domain.canvas import Canvas
from workshops.domain.items import sort_of
from workshops.domain.text import Delta
from workshops.domain.words import delta_between

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
    fields: dict[tuple[str, str, str], Letters] = field(default_factory=dict)
    """The same of each field of an item: (sort, id, field)."""


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
        self._words: dict[tuple[str, str, str], dict[str, Letters]] = {}
        """Of each field of an item all that it said, on whichever canvas."""
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
            if erased != effect and "version" not in effect:
                touched[_sort(effect), effect[_sort(effect)]] = None
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
            return self._item(sheet, sort, effect, entry)
        if "version" in effect and effect["set"]["by"] == self._who:
            return {**effect, "set": {**effect["set"], "name": blank(effect["set"]["name"])}}
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

    def _item(self, sheet: _Sheet, sort: str, effect: Effect, entry: Entry) -> Effect:
        values: dict[str, Any] = effect["set"]
        erased = dict(values)
        for name in WORDS.get(sort, ()):
            if name not in values:
                continue
            field_ = (sort, effect[sort], name)
            known = self._words.setdefault(field_, {})
            said, author = values[name], values.get("by", entry.by)
            if entry.op in RETURNING and said in known:
                letters = known[said]
            else:
                letters = _carried(sheet.fields.get(field_, ("", b"")), said, mine=author == self._who)
                known[said] = max(known.get(said, letters), letters, key=lambda one: any(one[1]))
            sheet.fields[field_] = letters
            erased[name] = shown(letters)
        return effect if erased == values else {**effect, "set": erased}


def _carried(before: Letters, text: str, *, mine: bool) -> Letters:
    """Whose the letters of a text are that is set in the place of another: whole words that stayed are still theirs
    who typed them."""
    was, flags = before
    found: list[bytes] = []
    at = 0
    for part in delta_between(was, text):
        if isinstance(part, str):
            found.append(bytes([mine]) * len(part))
            continue
        if part > 0:
            stays = was[at : at + part]
            found.append(flags[at : at + part] if not stays.isspace() else bytes([mine]) * part)
        at += abs(part)
    return text, b"".join([*found, flags[at:]])


def _sort(effect: Effect) -> str:
    return "note" if "note" in effect else str(sort_of(effect))
