"""Exporting: what facilitators chose for a workshop's exports, and the file of a canvas made so."""

from dataclasses import dataclass

from workshops.domain.operations import Refusal
from workshops.domain.rights import may
from workshops.exports.content import Wishes, canvas_content
from workshops.exports.formats import FORMATS, PAPERS
from workshops.exports.names import file_name
from workshops.models import Canvas, Participant, Prepared, Version, Workshop

FIELDS = ("format", "paper", "names", "comments", "votes", "client", "accent", "logo")
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
        client=prepared.client,
        accent=prepared.accent,
        logo=bytes(prepared.logo),
    )


def export(canvas: Canvas, key: str, paper: str, wishes: Wishes, version: Version | None = None) -> File:
    """The canvas as a file of the format, named after its workshop and team; never call it in an event loop.

    Raises KeyError for a format or paper that does not exist, PressProblem when no page could be made.
    """
    form = FORMATS[key]
    content = canvas_content(canvas, wishes, version, history=form.history)
    words = [
        content.title,
        "" if canvas.workshop.is_alone else content.team,
        content.version,
        *form.words(content.language),
    ]
    return File(file_name(form.extension, *words), form.mime, form.write(content, paper))
