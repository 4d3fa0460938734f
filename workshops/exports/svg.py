"""The canvas as SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshops.exports.press import press
from workshops.exports.sheet import order

if TYPE_CHECKING:
    from workshops.exports.content import CanvasContent


def write(content: CanvasContent, paper: str) -> bytes:
    """The file. Raises KeyError for an unknown paper, BadLogo, and PressProblem when it cannot be typeset."""
    return press.typeset(order(content, paper, "svg"))
