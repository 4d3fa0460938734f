"""One person's own canvas: its page, with the ways to others."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from workshops.actions.alone import make_group
from workshops.domain.operations import Refusal
from workshops.models import Participant
from workshops.queries import erasable, everybody_of, step_of
from workshops.web import qr
from workshops.web.access import asks
from workshops.web.places import home_of, join_link
from workshops.wording import sentence


def own_page(request: HttpRequest, person: Participant, kind_name: str) -> HttpResponse:
    """What it is about, how far it is, who may come along; on to a group, settings."""
    workshop = person.workshop
    link = join_link(workshop)
    everybody = everybody_of(workshop)
    context = {
        "workshop": workshop,
        "kind_name": kind_name,
        "running": step_of(workshop),
        "board": home_of(person),
        "partners": [one for one in everybody if one.role != "facilitator" and not one.removed],
        "gone": erasable(workshop, everybody),
        "link": link,
        "qr": qr.svg(link) if workshop.door_open else "",
    }
    return render(request, "workshops/workshop_alone.html", context)


@require_POST
@asks("lead")
def group(request: HttpRequest, person: Participant) -> HttpResponse:
    """From one's own pace to a workshop with a group."""
    try:
        made = make_group(person)
    except Refusal as refusal:
        messages.error(request, sentence(refusal.code, refusal.details))
    else:
        if made:
            messages.success(
                request, _("This is a workshop with a group now. Its agenda is ready, and what you wrote stands there.")
            )
    return redirect("workshop", workshop=person.workshop_id)
