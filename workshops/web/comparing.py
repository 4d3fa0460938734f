"""Two canvases side by side, ready to be drawn: each note with what became of it, in words and by a sign."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from workshops.domain.audience import Reader
from workshops.domain.canvas import Canvas
from workshops.domain.compare import (
    ADDED,
    CHANGED,
    MOVED,
    ORDERED,
    RECOLOURED,
    REMOVED,
    RETAGGED,
    REWORDED,
    STACKED,
    Comparison,
    ItemChange,
    NoteChange,
    standing,
)
from workshops.domain.items import Note
from workshops.domain.words import Change
from workshops.history.growth import count, counted
from workshops.web.history_words import short

SAME = "same"
LEFT = "left"
"""Stands for a moved note where it stood before."""

SORTS = {
    "outcome": gettext_lazy("Outcome"),
    "measure": gettext_lazy("Measure"),
    "assumption": gettext_lazy("Assumption"),
    "experiment": gettext_lazy("Experiment"),
    "link": pgettext_lazy("between notes", "Link"),
}
_STATES = {ADDED: gettext_lazy("New"), REMOVED: gettext_lazy("Gone"), CHANGED: gettext_lazy("Changed")}
_MARKS = {
    "": gettext_lazy("no mark"),
    "filled": gettext_lazy("filled"),
    "tested": gettext_lazy("tested with customers"),
}


@dataclass(slots=True)
class Shown:
    """A note as it is drawn: what became of it (`state`, and in words `labels`), its text, and for a reworded one the
    parts of both texts (`words`)."""

    id: str
    state: str
    colour: str
    text: str
    label: str
    labels: list[str]
    words: tuple[Change, ...] = ()
    inside: bool = False


@dataclass(slots=True)
class Row:
    """A block: its notes in one picture, as they stood and as they stand, and what changed, one by one."""

    key: str
    number: int
    area: str
    name: str
    both: list[Shown] = field(default_factory=list)
    before: list[Shown] = field(default_factory=list)
    after: list[Shown] = field(default_factory=list)
    changes: list[Shown] = field(default_factory=list)
    mark: str = ""


@dataclass(slots=True)
class Other:
    """What became of something else than a note."""

    sort: str
    state: str
    said: str
    words: str


class Drawer:
    """Draws a comparison for one reader, in the language in which the canvas is asked."""

    def __init__(self, a: Canvas, b: Canvas, found: Comparison, reader: Reader, language: str) -> None:
        self._a, self._b, self._found, self._language = a, b, found, language
        self._before, self._after = standing(a, reader), standing(b, reader)
        self._changes = {one.id: one for one in found.notes}
        self._names = {key: block.name[language] for key, block in b.kind.blocks.items()}

    def rows(self) -> list[Row]:
        """All blocks in fill order."""
        rows = {
            block.key: Row(block.key, number, block.area, self._names[block.key])
            for number, block in enumerate(self._b.kind.blocks.values(), 1)
        }
        for note in self._before.values():
            rows[note.block].before.append(self._plain(note, self._changes.get(note.id), before=True))
        for note in self._after.values():
            change = self._changes.get(note.id)
            rows[note.block].after.append(self._plain(note, change))
            rows[note.block].both.append(self._plain(note, change, words=True))
        for change in self._found.notes:
            self._put(rows, change)
        for key, was, now in self._found.marks:
            rows[key].mark = self._marked(str(_MARKS[was]), str(_MARKS[now]))
        return list(rows.values())

    def _marked(self, was: str, now: str) -> str:
        return _("Mark: “%(was)s” became “%(now)s”") % {"was": was, "now": now}

    def _put(self, rows: dict[str, Row], change: NoteChange) -> None:
        """A change in the list of its block; what went, and what moved away, also in the picture."""
        note = change.after or change.before
        if note is None:
            return
        shown = self._plain(note, change, words=True)
        rows[note.block].changes.append(shown)
        if change.sort == REMOVED:
            rows[note.block].both.append(shown)
        elif MOVED in change.what and change.before and change.after:
            left = self._plain(change.before, None)
            left.state, left.labels = LEFT, [self._left(change.after)]
            rows[change.before.block].both.append(left)

    def _left(self, after: Note) -> str:
        return _("Moved to %(block)s") % {"block": self._names[after.block]}

    def _state(self, sort: str) -> str:
        return str(_STATES[sort])

    def _plain(self, note: Note, change: NoteChange | None, *, words: bool = False, before: bool = False) -> Shown:
        return Shown(
            id=note.id,
            state=change.sort if change else SAME,
            colour=note.colour,
            text=note.text,
            label=self._b.kind.tags[note.tags[0]][self._language] if note.tags else "",
            labels=list(self._labels(change, before=before)) if change else [],
            words=change.words if change and words else (),
            inside=note.under is not None,
        )

    def _labels(self, change: NoteChange, *, before: bool) -> Iterator[str]:
        if change.sort != CHANGED or change.before is None or change.after is None:
            yield self._state(change.sort)
            return
        was, now = change.before, change.after
        if MOVED in change.what:
            yield self._left(now) if before else _("Moved from %(block)s") % {"block": self._names[was.block]}
        if REWORDED in change.what:
            yield _("Reworded")
        if STACKED in change.what:
            head = (self._after if now.under else self._before).get(now.under or was.under or "")
            title = {"title": short(head.text) if head else ""}
            yield (_("Stacked on “%(title)s”") if now.under else _("No longer stacked on “%(title)s”")) % title
        if ORDERED in change.what and MOVED not in change.what:
            yield _("Another place in its block")
        if RECOLOURED in change.what:
            yield _("Another colour")
        if RETAGGED in change.what:
            yield _("Other labels")

    def summary(self) -> str:
        """What differs, in one line."""
        return counted(count(self._found))

    def others(self) -> list[Other]:
        """Assumptions, experiments, measures, links and outcomes, and the day of the review."""
        return [*map(self._other, self._found.items), *self._review()]

    def _other(self, change: ItemChange) -> Other:
        item = change.after or change.before
        notes = (self._b if change.after else self._a).notes_of(change.kind, item)
        canvas = self._b if change.after else self._a
        about = ", ".join(f"“{short(canvas.notes[one].text)}”" for one in notes)
        return Other(str(SORTS[change.kind]), change.sort, self._state(change.sort), _words_of(item) or about)

    def _review(self) -> Iterable[Other]:
        if self._found.review is not None:
            was, now = (day or _("no day") for day in self._found.review)
            said = _("“%(was)s” became “%(now)s”") % {"was": was, "now": now}
            yield Other(_("Day to look again"), CHANGED, str(_STATES[CHANGED]), said)


def _words_of(item: Any) -> str:
    names = ("text", "statement", "method", "name")
    return str(next((getattr(item, name) for name in names if getattr(item, name, "")), ""))
