"""All teams of a workshop in one zip: asked for, watched, stopped, downloaded."""

from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from workshops.actions import bundling
from workshops.domain.operations import Refusal
from workshops.models import Participant
from workshops.web.access import asks
from workshops.wording import sentence


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@asks("export")
def bundles(request: HttpRequest, person: Participant) -> HttpResponse:
    """How far the zip is; by POST (`do`: begin or cancel). By htmx, the progress alone."""
    if request.method == "POST":
        try:
            (bundling.cancel if request.POST.get("do") == "cancel" else bundling.begin)(person)
        except Refusal as refusal:
            messages.error(request, sentence(refusal.code, refusal.details))
        return redirect("bundles", workshop=person.workshop_id)
    job = bundling.job_of(person.workshop)
    why = sentence(job.problem) if job and job.problem else ""
    context = {"workshop": person.workshop, "person": person, "job": job, "why": why}
    fragment = request.headers.get("HX-Request")
    return render(request, "workshops/_bundle.html" if fragment else "workshops/bundles.html", context)


@never_cache
@require_safe
@asks("export")
def bundle_file(request: HttpRequest, person: Participant) -> HttpResponse:
    """The zip, while it is kept."""
    job = bundling.job_of(person.workshop)
    if job is None or job.state != "done":
        raise Http404
    name = bundling.bundle_name(job)
    plain = name.encode("ascii", "ignore").decode() or "canvas.zip"
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    data = bundling.path_of(job).read_bytes()
    return HttpResponse(data, content_type="application/zip", headers={"Content-Disposition": disposition})
