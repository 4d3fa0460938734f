"""Everything of a workshop in one zip: a folder for each team, a file for each format."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from workshops.exports.content import CanvasContent, Wishes
from workshops.exports.formats import FORMATS, Format
from workshops.exports.gathering import canvas_content
from workshops.exports.names import file_name
from workshops.exports.office import MOMENT

if TYPE_CHECKING:
    from workshops.models import Workshop

Press = Callable[[Format, CanvasContent, str], bytes]
"""Writes one file: here, or in a process of its own."""


@dataclass(frozen=True, slots=True)
class Progress:
    """So many files are in, of so many; `name` is the last one's."""

    done: int
    total: int
    name: str


def bundle(
    workshop: Workshop,
    out: IO[bytes],
    wishes: Wishes,
    *,
    paper: str = "a3",
    formats: Sequence[str] = tuple(FORMATS),
    press: Press = Format.write,
) -> Iterator[Progress]:
    """Writes the zip to `out`, a file at a time, and says so before the first and after each.

    Who stops asking (`close()`) cancels: nothing more is made, and what is in `out` is no whole zip; throw it away.
    Raises KeyError for a format or paper that does not exist, before anything is written.
    """
    chosen = [FORMATS[key] for key in formats]
    rows = list(workshop.canvases.select_related("team", "workshop").order_by("team__position"))
    total = len(rows) * len(chosen)
    done = 0
    yield Progress(0, total, "")
    made = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)
    taken: set[str] = set()
    for row in rows:
        content = canvas_content(row, wishes)
        whole = canvas_content(row, wishes, history=True) if any(one.history for one in chosen) else content
        folder = _free(file_name("", row.team.name).rstrip("."), taken)
        for one in chosen:
            name = f"{folder}/{file_name(one.extension, workshop.title, row.team.name, *one.words(workshop.language))}"
            info = zipfile.ZipInfo(name, MOMENT)
            # These are packed already: to do it again takes time and gives nothing.
            packed = one.extension in ("pdf", "png", "pptx", "xlsx")
            info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            made.writestr(info, press(one, whole if one.history else content, paper))
            done += 1
            if done == total:
                made.close()
            yield Progress(done, total, name)


def _free(name: str, taken: set[str]) -> str:
    """The name, or with a number when another team is called so, also in other capitals."""
    found, number = name, 1
    while found.casefold() in taken:
        number += 1
        found = f"{name} {number}"
    taken.add(found.casefold())
    return found
