"""The formats there are: for each a writer from content to bytes. Pages and pictures come on a paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy, override

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from workshops.exports.content import CanvasContent

PAPERS = {"a4": (297, 210), "a3": (420, 297), "a2": (594, 420), "a1": (841, 594), "a0": (1189, 841)}
"""Width and height of each paper in millimetres, landscape."""

Writer = Callable[["CanvasContent", str], bytes]
"""Takes the content and a key of PAPERS, which formats without pages pass over."""


@dataclass(frozen=True, slots=True)
class Format:
    """One way to leave: `module` has a function `write`, which is imported when it is first needed.

    `history`: it wants the content of versions and of the hour too (`canvas_content(…, history=True)`).
    `named`: ends its file names, where another format has the same extension.
    """

    key: str
    extension: str
    mime: str
    module: str
    paper: bool = False
    history: bool = False
    named: _StrPromise | str = ""

    def write(self, content: CanvasContent, paper: str = "a3") -> bytes:
        """The file. Raises KeyError for a paper that does not exist."""
        if self.paper and paper not in PAPERS:
            raise KeyError(paper)
        writer: Writer = import_module(self.module).write
        return writer(content, paper)

    def words(self, language: str) -> list[str]:
        """What its file names end with."""
        with override(language):
            return [str(self.named)]


_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS = {
    one.key: one
    for one in (
        Format("pdf", "pdf", "application/pdf", "workshops.exports.pdf", paper=True),
        Format(
            "report",
            "pdf",
            "application/pdf",
            "workshops.exports.report",
            paper=True,
            history=True,
            named=gettext_lazy("report"),
        ),
        Format("png", "png", "image/png", "workshops.exports.png", paper=True),
        Format("svg", "svg", "image/svg+xml", "workshops.exports.svg", paper=True),
        Format("pptx", "pptx", f"{_OFFICE}.presentationml.presentation", "workshops.exports.slides"),
        Format("xlsx", "xlsx", f"{_OFFICE}.spreadsheetml.sheet", "workshops.exports.spreadsheet", history=True),
        Format("md", "md", "text/markdown; charset=utf-8", "workshops.exports.markdown"),
        Format("json", "json", "application/json", "workshops.exports.interchange", history=True),
    )
}
