"""What an export reads of a canvas's past: its versions, what differs since the first one, and its scenarios."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from workshops.exports.compared import Difference, Side
from workshops.exports.differing import difference
from workshops.history.past import canvas_at, canvases_at

if TYPE_CHECKING:
    from workshops.domain.canvas import Canvas
    from workshops.domain.kinds import Kind
    from workshops.models import Canvas as CanvasRow
    from workshops.models import Version

NOW: Side = ("", None)


@dataclass
class Past:
    """The past of a canvas as it is exported (`canvas`), up to there; `names` whether owners are told."""

    row: CanvasRow
    kind: Kind
    canvas: Canvas
    names: bool

    @cached_property
    def _rows(self) -> list[Version]:
        return list(self.row.versions.filter(n__lte=self.canvas.head).order_by("n", "at"))

    def versions(self) -> Iterator[tuple[Version, Canvas]]:
        """Each version with the canvas as it stood then, oldest first; look at it before the next one is asked for."""
        numbers = [one.n for one in self._rows]
        return zip(self._rows, canvases_at(str(self.row.pk), self.kind, numbers), strict=True)

    def since(self, version: Version | None) -> Difference | None:
        """What differs from its first version, or for a scenario from how it was made; None when there is nothing
        before it. `version` is the one that is exported."""
        if self.row.own_id is None and self.canvas.head > 1:
            op, at = self.row.operations.values_list("op", "at").get(n=1)
            began: Side = (self.row.name, at)
            return self._from(1 if op == "branch" else 0, began, version)  # of an empty canvas nothing was put
        first = next((one for one in self._rows if one.n < self.canvas.head), None)
        return self._from(first.n, (first.name, first.at), version) if first else None

    def scenarios(self, version: Version | None) -> tuple[Difference, ...]:
        """What differs in each scenario that was made of it, as that is now, from the canvas that is exported."""
        found = []
        for row in self.row.branches.order_by("branched_at", "name"):
            there = row.to_domain(self.kind)
            sides = (self._exported(version), (row.name, None))
            found.append(self._difference(self.canvas, there, sides))
        return tuple(found)

    def _from(self, number: int, began: Side, version: Version | None) -> Difference:
        return self._difference(self._at(number), self.canvas, (began, self._exported(version)))

    def _difference(self, a: Canvas, b: Canvas, sides: tuple[Side, Side]) -> Difference:
        return difference(a, b, sides, self.row.workshop.language, names=self.names)

    def _exported(self, version: Version | None) -> Side:
        return (version.name, version.at) if version else NOW

    def _at(self, number: int) -> Canvas:
        return canvas_at(str(self.row.pk), self.kind, number)
