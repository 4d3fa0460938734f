"""The empty sheet of a kind with its questions, for the wall."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from workshops.exports.content import BlockContent, CanvasContent, Layout, Wishes
from workshops.exports.press import press
from workshops.exports.sheet import order

if TYPE_CHECKING:
    from workshops.domain.kinds import Kind
    from workshops.exports.told import Data

FORMS = ("pdf", "png", "svg")
EPOCH = dt.date(2020, 1, 1)
"""An empty sheet is of no day; the file needs one, and the same each time."""


def blank_sheet(kind: Kind, language: str, paper: str, form: str = "pdf") -> bytes:
    """The file, in one of FORMS. Raises KeyError for an unknown paper or language, ValueError for an unknown form."""
    if form not in FORMS:
        raise ValueError(form)
    return press.typeset(blank_order(kind, language, paper, form))


def blank_order(kind: Kind, language: str, paper: str, form: str) -> Data:
    """What the press needs to make it."""
    made = order(_content(kind, language), paper, form)
    blocks = zip(made["data"]["blocks"], kind.blocks.values(), strict=True)
    made["data"]["blocks"] = [told | {"prompts": [one[language] for one in block.prompts]} for told, block in blocks]
    with translation.override(language):
        made["data"]["blank"] = [_("Subject"), _("Team"), _("Date")]
    return made


def _content(kind: Kind, language: str) -> CanvasContent:
    blocks = (
        BlockContent(
            block.key, block.area, block.region, number, block.name[language], block.question[language], "", ()
        )
        for number, block in enumerate(kind.blocks.values(), 1)
    )
    return CanvasContent(
        id="",
        title=kind.name[language],
        topic="",
        team="",
        kind=kind.key,
        kind_name="",
        language=language,
        date=EPOCH,
        version="",
        head=0,
        layout=Layout(kind.columns, kind.rows, kind.areas),
        blocks=tuple(blocks),
        outcomes=(),
        people=(),
        count=0,
        wishes=Wishes(),
    )
