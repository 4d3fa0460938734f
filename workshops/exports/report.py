"""The report as PDF: A4 portrait, with the canvas on a page of its own, lying; chapters as they were chosen."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

from workshops.exports.chapters import chosen
from workshops.exports.formats import PAPERS
from workshops.exports.press import press
from workshops.exports.sheet import day, page
from workshops.exports.told import Data, Told

if TYPE_CHECKING:
    from workshops.exports.content import CanvasContent


def write(content: CanvasContent, paper: str) -> bytes:
    """The file. Raises KeyError for an unknown paper, BadLogo, and PressProblem when it cannot be typeset.

    `paper` is that of the canvas: on A4 it is a page like the others, on anything larger an A3 sheet to fold out.
    """
    return press.typeset(report_order(content, paper))


def report_order(content: CanvasContent, paper: str) -> Data:
    """What the press needs to make it."""
    at = dt.datetime.combine(content.date, dt.time(12), dt.UTC)
    with translation.override(content.language):
        data = _report(content, "a4" if PAPERS[paper] == PAPERS["a4"] else "a3")
    return {"form": "pdf", "template": "report.typ", "at": int(at.timestamp()), "data": data}


def _report(content: CanvasContent, paper: str) -> Data:
    told = Told(content)
    data = page(told, paper)
    asked = [(one, one.tell(told)) for one in chosen(content.wishes.chapters)]
    data["chapters"] = [
        {"key": one.key, "title": str(one.title), "wide": one.wide, "told": said} for one, said in asked if said
    ]
    lacking = [str(one.title) for one, said in asked if not said]
    data["cover"] = {
        "report": _("Report of a work session"),
        "team": told.clean.line(content.team),
        "kind": told.clean.line(content.kind_name),
        "date": day(content.date, content.language),
        "facts": data["facts"][1:],
    }
    data["words"] |= {
        "contents": _("Contents"),
        "lacking": _("Left out, since there is nothing in it yet: %(chapters)s.") % {"chapters": ", ".join(lacking)}
        if lacking
        else "",
    }
    if any(one["key"] == "blocks" for one in data["chapters"]):
        data["words"] |= {
            "more": _("Notes %(first)s to %(last)s: see “Block by block”"),
            "one": _("Note %(first)s: see “Block by block”"),
            "further": _("The rest is in the chapter “Block by block”, with the numbers named here."),
            "talked": _("A number beside a speech bubble: the comments are in the chapter “Block by block”."),
            "quoted": _("whole text in “Block by block”"),
        }
        data["rest"] = False
    # Told last: every chapter has been by then.
    return data | {"missing": told.missing()}
