"""The canvases of two teams side by side: what only one of them has, and what both say otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workshops.domain.audience import Reader
from workshops.domain.canvas import Canvas
from workshops.domain.compare import (
    ADDED,
    CHANGED,
    MOVED,
    REMOVED,
    RETAGGED,
    REWORDED,
    Comparison,
    NoteChange,
)
from workshops.domain.items import Note
from workshops.web.comparing import Drawer


class TeamsDrawer(Drawer):
    """Draws the comparison of two teams; `names` are what their canvases are called. `a` is lined up with `b`
    (domain/matching.py)."""

    def __init__(
        self, a: Canvas, b: Canvas, found: Comparison, reader: Reader, language: str, names: tuple[str, str]
    ) -> None:
        super().__init__(a, b, found, reader, language)
        self._here, self._there = names

    def _marked(self, was: str, now: str) -> str:
        values = {"was": was, "here": self._here, "now": now, "there": self._there}
        return _("Mark: “%(was)s” in %(here)s, “%(now)s” in %(there)s") % values

    def _left(self, after: Note) -> str:
        return self._stands(self._there, after)

    def _stands(self, canvas: str, note: Note) -> str:
        return _("In %(canvas)s it stands in %(block)s") % {"canvas": canvas, "block": self._names[note.block]}

    def _state(self, sort: str) -> str:
        if sort == CHANGED:
            return _("Different")
        return _("Only in %(canvas)s") % {"canvas": self._there if sort == ADDED else self._here}

    def _labels(self, change: NoteChange, *, before: bool) -> Iterator[str]:
        if change.sort != CHANGED or change.before is None or change.after is None:
            yield self._state(change.sort)
            return
        if MOVED in change.what:
            yield self._left(change.after) if before else self._stands(self._here, change.before)
        if REWORDED in change.what:
            yield _("In other words")
        if RETAGGED in change.what:
            yield _("Other labels")

    def summary(self) -> str:
        """What differs, in one line."""
        counts = Counter(one.sort for one in self._found.notes if one.sort != CHANGED)
        counts.update(name for one in self._found.notes for name in one.what)
        said = [
            _("%(n)s only in %(canvas)s") % {"n": counts[sort], "canvas": canvas}
            for sort, canvas in ((REMOVED, self._here), (ADDED, self._there))
            if counts[sort]
        ]
        if counts[REWORDED]:
            said.append(
                ngettext("%(n)s in other words", "%(n)s in other words", counts[REWORDED]) % {"n": counts[REWORDED]}
            )
        if counts[MOVED]:
            said.append(
                ngettext("%(n)s in another block", "%(n)s in another block", counts[MOVED]) % {"n": counts[MOVED]}
            )
        return ", ".join(said) or _("They say the same")
