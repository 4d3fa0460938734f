"""A workshop shown to those who are not in it yet: on the wall of a room, and in a calendar."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from workshops.domain.agenda import HOUR_MINUTES, total
from workshops.domain.rights import may
from workshops.models import Participant
from workshops.queries import arrivals
from workshops.web import qr
from workshops.web.access import asks, with_a_group
from workshops.web.calendar_file import Event, to_ics
from workshops.web.places import join_link, shown_address


@never_cache
@require_safe
@asks("keep the door")
@with_a_group
def wall(request: HttpRequest, person: Participant) -> HttpResponse:
    """For the beamer: what it is about, how to come in, who is there. The page asks for itself as a fragment; 204 when
    nothing happened since the `head` that it knows."""
    workshop = person.workshop
    fragment = "HX-Request" in request.headers
    if fragment and request.GET.get("head") == str(workshop.head):
        return HttpResponse(status=204)
    context = {
        "workshop": workshop,
        "there": arrivals(workshop),
        "address": shown_address(),
        "qr": qr.svg(join_link(workshop)),
        "on_wall": True,
    }
    return render(request, "workshops/_wall.html" if fragment else "workshops/share_screen.html", context)


@never_cache
@require_safe
@asks("look")
def calendar(request: HttpRequest, person: Participant) -> HttpResponse:
    """The workshop for a calendar, as long as its agenda. Facilitators get the link to pass on, others their lobby."""
    workshop = person.workshop
    if workshop.starts_at is None:
        return render(request, "workshops/no_date.html", {"workshop": workshop, "person": person}, status=404)
    lobby = settings.SITE_ADDRESS + reverse("lobby", kwargs={"workshop": workshop.pk})
    with override(workshop.language):
        leads = may(person.role, "keep the door")
        link = join_link(workshop) if leads and workshop.door_open else lobby
        lines = [workshop.topic, _("Join: %(link)s") % {"link": link}]
        if workshop.call_url:
            lines.append(_("Call: %(link)s") % {"link": workshop.call_url})
    event = Event(
        uid=f"{workshop.pk}@{shown_address()}",
        start=workshop.starts_at,
        minutes=total(step.to_domain() for step in workshop.steps.all()) or HOUR_MINUTES,
        title=workshop.title,
        description="\n\n".join(line for line in lines if line),
        location=workshop.call_url or link,
        url=link,
        sequence=workshop.head,
    )
    name = slugify(workshop.title)[:60] or "workshop"
    return HttpResponse(
        to_ics(event, timezone.now()),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.ics"'},
    )
