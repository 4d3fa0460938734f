"""The chapters of a report: one entry for each, with a function from content to data and a page in templates/chapters.

A new one is an entry here and `templates/chapters/<key>.typ` with a function `chapter(told)` that takes that data.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy

from workshops.exports import assumptions, comparison, telling

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from workshops.exports.told import Data, Told


@dataclass(frozen=True, slots=True)
class Chapter:
    """`tell` gives the chapter's data, or nothing when there is nothing to tell. `wide`: it sets a page of its own."""

    key: str
    title: _StrPromise
    tell: Callable[[Told], Data]
    wide: bool = False


CHAPTERS = {
    one.key: one
    for one in (
        Chapter("hour", gettext_lazy("How the session went"), telling.hour),
        Chapter("growth", gettext_lazy("How the canvas grew"), telling.growth),
        Chapter("canvas", gettext_lazy("The canvas"), telling.canvas, wide=True),
        Chapter("blocks", gettext_lazy("Block by block"), telling.blocks),
        Chapter("votes", gettext_lazy("What got votes"), telling.votes),
        Chapter("assumptions", gettext_lazy("Assumptions and experiments"), assumptions.tell),
        Chapter("comparison", gettext_lazy("Then and now"), comparison.tell),
        Chapter("outcomes", gettext_lazy("Outcomes"), telling.outcomes),
        Chapter("notes", gettext_lazy("All notes"), telling.notes),
    )
}
"""In the order of the report."""


def chosen(keys: tuple[str, ...]) -> list[Chapter]:
    """The chapters of these keys, in the order of the report; all when there are none. Unknown keys are passed over."""
    return [one for one in CHAPTERS.values() if not keys or one.key in keys]
