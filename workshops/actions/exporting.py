"""Exporting: what facilitators chose for a workshop's exports, and the file of a canvas made so."""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from workshops.domain.kinds import parse
from workshops.domain.operations import Refusal
from workshops.domain.rights import may
from workshops.exports.blank import blank_sheet
from workshops.exports.chapters import CHAPTERS
from workshops.exports.content import CanvasContent, Wishes
from workshops.exports.formats import FORMATS, PAPERS, Format
from workshops.exports.gathering import canvas_content
from workshops.exports.logo import BadLogo
from workshops.exports.names import file_name
from workshops.exports.press import PressBusy, PressTimeout, press
from workshops.exports.report import report_order
from workshops.models import Canvas, Participant, Prepared, Version, Workshop

logger = logging.getLogger(__name__)

FIELDS = ("format", "paper", "chapters", "names", "comments", "votes", "links", "client", "accent", "logo")
PREVIEW = 1_400
"""Pixels that the widest page of a report has in its preview."""
TO_TAKE = ("pdf", "png")
"""The formats that participants may take home."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to download or write."""

    name: str
    mime: str
    data: bytes


def prepared_of(workshop: Workshop) -> Prepared:
    """How its exports come out; the defaults, unsaved, when nobody chose yet."""
    found = Prepared.objects.filter(workshop=workshop).first()
    return found if found is not None else Prepared(workshop=workshop)


def prepare(facilitator: Participant, **values: object) -> Prepared:
    """Choose how exports come out: any of FIELDS, already judged. Raises Refusal `not-allowed`, `shape`."""
    if not may(facilitator.role, "export"):
        raise Refusal("not-allowed")
    if values.get("format", "pdf") not in FORMATS or values.get("paper", "a3") not in PAPERS:
        raise Refusal("shape")
    chapters = values.get("chapters", ())
    if not isinstance(chapters, list | tuple) or not set(chapters) <= set(CHAPTERS):
        raise Refusal("shape")
    made, _new = Prepared.objects.update_or_create(
        workshop=facilitator.workshop, defaults={name: value for name, value in values.items() if name in FIELDS}
    )
    return made


def wishes_of(prepared: Prepared) -> Wishes:
    """What was chosen, as the writers want it."""
    return Wishes(
        names=prepared.names,
        comments=prepared.comments,
        votes=prepared.votes,
        links=prepared.links,
        client=prepared.client,
        accent=prepared.accent,
        logo=bytes(prepared.logo),
        chapters=tuple(prepared.chapters),
    )


def export(canvas: Canvas, key: str, paper: str, wishes: Wishes, version: Version | None = None) -> File:
    """The canvas as a file of the format, named after its workshop and team; never call it in an event loop.

    Raises KeyError for a format or paper that does not exist, and Refusal `export-…` when it could not be made.
    """
    form, _size = FORMATS[key], PAPERS[paper]
    content = canvas_content(canvas, wishes, version, history=form.history)
    words = [
        content.title,
        canvas.name if canvas.workshop.is_alone else content.team,
        content.version,
        *form.words(content.language),
    ]
    return File(file_name(form.extension, *words), form.mime, write(form, content, paper))


def preview(canvas: Canvas, key: str, paper: str, wishes: Wishes, version: Version | None = None) -> bytes:
    """All pages of a format that comes on paper under each other, as a PNG. Raises as `export` does.

    Those of a report are shown as if its canvas were on A4 too: else the others would be too small to read.
    """
    if key != "report":
        return export(canvas, "png", paper, wishes, version).data
    content = canvas_content(canvas, wishes, version, history=FORMATS[key].history)
    return _made(lambda: press.typeset({**report_order(content, "a4"), "form": "png", "width": PREVIEW}), "a preview")


def write(form: Format, content: CanvasContent, paper: str) -> bytes:
    """The file. Raises Refusal `export-…` instead of whatever the writer raises."""
    return _made(lambda: form.write(content, paper), form.key)


def blank(kind: dict[str, Any], language: str, paper: str, form: str) -> bytes:
    """The empty sheet of a kind, from its data. Raises Refusal `export-…`."""
    return _made(lambda: _blank(json.dumps(kind, sort_keys=True), language, paper, form), "blank")


@lru_cache(maxsize=64)
def _blank(kind: str, language: str, paper: str, form: str) -> bytes:
    """Kept, for anybody may ask for one: it is always the same."""
    return blank_sheet(parse(json.loads(kind)), language, paper, form)


def _made(make: Callable[[], bytes], what: str) -> bytes:
    try:
        return make()
    except PressBusy as problem:
        raise Refusal("export-busy") from problem
    except PressTimeout as problem:
        logger.warning("%s took too long", what)
        raise Refusal("export-late") from problem
    except BadLogo as problem:
        raise Refusal("export-logo") from problem
    except Exception as problem:  # whatever people typed, no writer may show them an error page
        logger.exception("%s could not be made", what)
        raise Refusal("export-failed") from problem
