"""The export page of a canvas: choose, see the first page as it will come out, download."""

import base64
import hashlib
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from workshops.actions import exporting, turns
from workshops.actions.exporting import TO_TAKE, File, prepare, prepared_of, wishes_of
from workshops.actions.exporting import export as make
from workshops.domain.operations import Refusal
from workshops.domain.rights import may
from workshops.exports.formats import FORMATS, PAPERS
from workshops.models import Canvas, Participant, Prepared, Version
from workshops.queries import may_open, may_see, may_take
from workshops.web.access import asks
from workshops.web.export_form import SAYS, ExportForm
from workshops.web.versions import version_of
from workshops.web.views.links import canvas_of
from workshops.wording import sentence


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@asks("export")
def export(request: HttpRequest, person: Participant, canvas: UUID) -> HttpResponse:
    """Choose how exports come out, which is remembered for the workshop, but not which version of the canvas; by htmx,
    the preview alone."""
    found = canvas_of(person, canvas)
    prepared = prepared_of(person.workshop)
    if request.method == "POST":
        version = None
        form = ExportForm(prepared, found, request.POST, request.FILES)
        if form.is_valid():
            version = form.chosen_version
            prepared = prepare(person, **form.values())
            if not request.headers.get("HX-Request"):
                goal = "export-file" if request.POST.get("do") == "download" else "export"
                return redirect(_address(goal, found, version))
            form = ExportForm(prepared, found, version=version)
    else:
        version = version_of(found, request.GET.get("version", ""))
        form = ExportForm(prepared, found, version=version)
    context = {
        "form": form,
        "person": person,
        "workshop": person.workshop,
        "canvas": found,
        "says": SAYS,
        "logo": _as_data(bytes(prepared.logo)),
        **_preview(found, prepared, version),
    }
    template = "workshops/_export_form.html" if request.headers.get("HX-Request") else "workshops/export.html"
    return render(request, template, context)


def _address(name: str, canvas: Canvas, version: Version | None, **query: str) -> str:
    """A page about this canvas at this version."""
    if version is not None:
        query["version"] = str(version.pk)
    asked = f"?{urlencode(query)}" if query else ""
    return reverse(name, args=[canvas.workshop_id, canvas.pk]) + asked


def _as_data(logo: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(logo).decode()}" if logo else ""


def _preview(canvas: Canvas, prepared: Prepared, version: Version | None) -> dict[str, Any]:
    """What the preview shows; its address is another one whenever it would look otherwise."""
    form = FORMATS[prepared.format]
    wishes = repr((canvas.head, canvas.workshop.head, form.key, prepared.paper, wishes_of(prepared)))
    mark = hashlib.sha256(wishes.encode()).hexdigest()[:16]
    width, height = PAPERS[prepared.paper] if form.key != "report" else ("", "")
    address = _address("export-preview", canvas, version, v=mark)
    return {"on_paper": form.paper, "shown": address, "width": width, "height": height, "chosen": form.key}


@never_cache
@require_safe
@asks("export")
def preview(request: HttpRequest, person: Participant, canvas: UUID) -> HttpResponse:
    """The canvas as a picture, as it was prepared; a sentence (503) when it could not be made."""
    found = canvas_of(person, canvas)
    version = version_of(found, request.GET.get("version", ""))
    prepared = prepared_of(person.workshop)
    try:
        with turns.exports.turn():
            shown = exporting.preview(found, prepared.format, prepared.paper, wishes_of(prepared), version)
    except Refusal as refusal:
        return not_made(refusal)
    return HttpResponse(shown, content_type="image/png")


def not_made(refusal: Refusal) -> HttpResponse:
    """In the place of a picture: why there is none, for the page to tell (static/js/pages/preview.js)."""
    said = sentence(refusal.code, refusal.details)
    return HttpResponse(said, "text/plain; charset=utf-8", 503, headers={"Retry-After": "5"})


@never_cache
@require_safe
@asks("look")
def export_file(request: HttpRequest, person: Participant, canvas: UUID) -> HttpResponse:
    """The file, as it was prepared. With `format` another one than that; participants get PDF and picture."""
    found = canvas_of(person, canvas)
    prepared = prepared_of(person.workshop)
    key = request.GET.get("format", prepared.format)
    version = version_of(found, request.GET.get("version", ""))
    _check(person, found, key, version)
    try:
        with turns.exports.turn():
            return attached(make(found, key, prepared.paper, wishes_of(prepared), version))
    except Refusal as refusal:
        messages.error(request, sentence(refusal.code, refusal.details))
    if may(person.role, "export"):
        return redirect(_address("export", found, version))
    return redirect("lobby", workshop=person.workshop_id)


def _check(person: Participant, canvas: Canvas, key: str, version: Version | None) -> None:
    if key not in FORMATS:
        raise PermissionDenied
    if may(person.role, "export"):
        return
    given = may_take(person) and may_see(person) and may_open(person, canvas)
    if not given or key not in TO_TAKE or version is not None:
        raise PermissionDenied


def attached(file: File) -> HttpResponse:
    """To be kept as a file, with its name for browsers of any age (RFC 6266)."""
    plain = file.name.encode("ascii", "ignore").decode() or "canvas"
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(file.name)}"
    return HttpResponse(file.data, content_type=file.mime, headers={"Content-Disposition": disposition})
