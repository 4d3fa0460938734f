"""Reading along in private writing: a way of its own, apart from the canvas's log, for facilitators alone."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from workshops.actions.open_canvases import open_canvas
from workshops.domain.audience import Reader
from workshops.domain.reading import open_to_readers, read_along
from workshops.models import Canvas, Participant
from workshops.web.access import asks


@never_cache
@require_safe
@asks("reveal")
def reading(request: HttpRequest, person: Participant, canvas: uuid.UUID) -> HttpResponse:
    """The texts of others' private notes on a canvas, as JSON: `notes` with `id`, `block`, `text`, `by`.

    403 unless a private step that lets facilitators read along was begun and is not revealed.
    """
    found = get_object_or_404(Canvas, pk=canvas, workshop_id=person.workshop_id)
    steps = open_to_readers(step.to_domain() for step in person.workshop.steps.all())
    if not steps:
        raise PermissionDenied(_("What is written in private cannot be read along in this step."))
    opened = open_canvas(str(found.pk))
    with opened.lock:
        opened.fold_in()
        notes = read_along(opened.canvas, Reader(person.who, person.role), steps)
    return JsonResponse({"notes": notes})
