"""The export page of a canvas: choose, see the first page as it will come out, download."""

import base64
import hashlib
import logging
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from workshops.actions.exporting import TO_TAKE, File, prepare, prepared_of, wishes_of
from workshops.actions.exporting import export as make
from workshops.domain.rights import may
from workshops.exports.formats import FORMATS, PAPERS
from workshops.exports.press import PressBusy, PressProblem
from workshops.models import Canvas, Participant, Prepared
from workshops.queries import may_open, may_see, may_take
from workshops.web.access import asks
from workshops.web.export_form import SAYS, ExportForm
from workshops.web.views.links import canvas_of

logger = logging.getLogger(__name__)

SHOWN = "png"
"""The format of the preview: all pages, under each other."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@asks("export")
def export(request: HttpRequest, person: Participant, canvas: UUID) -> HttpResponse:
    """Choose how exports come out, which is remembered for the workshop; by htmx, the preview alone."""
    found = canvas_of(person, canvas)
    prepared = prepared_of(person.workshop)
    posted = request.method == "POST"
    form = ExportForm(prepared, request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        prepared = prepare(person, **form.values())
        if not request.headers.get("HX-Request"):
            goal = "export-file" if request.POST.get("do") == "download" else "export"
            return redirect(goal, workshop=person.workshop_id, canvas=found.pk)
        form = ExportForm(prepared)
    context = {
        "form": form,
        "person": person,
        "workshop": person.workshop,
        "canvas": found,
        "says": SAYS,
        "logo": _as_data(bytes(prepared.logo)),
        **_preview(found, prepared),
    }
    template = "workshops/_export_form.html" if request.headers.get("HX-Request") else "workshops/export.html"
    return render(request, template, context)


def _as_data(logo: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(logo).decode()}" if logo else ""


def _preview(canvas: Canvas, prepared: Prepared) -> dict[str, Any]:
    """What the preview shows; its address is another one whenever it would look otherwise."""
    form = FORMATS[prepared.format]
    wishes = repr((canvas.head, canvas.workshop.head, prepared.paper, wishes_of(prepared)))
    mark = hashlib.sha256(wishes.encode()).hexdigest()[:16]
    width, height = PAPERS[prepared.paper]
    return {"on_paper": form.paper, "mark": mark, "width": width, "height": height, "chosen": form.key}


@never_cache
@require_safe
@asks("export")
def preview(request: HttpRequest, person: Participant, canvas: UUID) -> HttpResponse:
    """The canvas as a picture, as it was prepared."""
    prepared = prepared_of(person.workshop)
    try:
        file = make(canvas_of(person, canvas), SHOWN, prepared.paper, wishes_of(prepared))
    except PressProblem:
        logger.exception("a preview could not be made")
        return HttpResponse(status=503, headers={"Retry-After": "5"})
    return HttpResponse(file.data, content_type=file.mime)


@never_cache
@require_safe
@asks("look")
def export_file(request: HttpRequest, person: Participant, canvas: UUID) -> HttpResponse:
    """The file, as it was prepared. With `format` another one than that; participants get PDF and picture."""
    found = canvas_of(person, canvas)
    prepared = prepared_of(person.workshop)
    key = request.GET.get("format", prepared.format)
    _check(person, found, key)
    try:
        return _answer(make(found, key, prepared.paper, wishes_of(prepared)))
    except PressBusy:
        messages.error(request, _("Many exports are being made just now. Try again in a minute."))
    except PressProblem:
        logger.exception("an export could not be made")
        messages.error(request, _("This export could not be made. The other formats still can; nothing is lost."))
    back = "export" if may(person.role, "export") else "lobby"
    where = {"workshop": person.workshop_id} | ({"canvas": found.pk} if back == "export" else {})
    return redirect(reverse(back, kwargs=where))


def _check(person: Participant, canvas: Canvas, key: str) -> None:
    if key not in FORMATS:
        raise PermissionDenied
    if may(person.role, "export"):
        return
    if key not in TO_TAKE or not may_take(person) or not may_see(person) or not may_open(person, canvas):
        raise PermissionDenied


def _answer(file: File) -> HttpResponse:
    """To be kept as a file, with its name for browsers of any age (RFC 6266)."""
    plain = file.name.encode("ascii", "ignore").decode() or "canvas"
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file.name)}"
    return HttpResponse(file.data, content_type=file.mime, headers={"Content-Disposition": disposition})
