"""All teams at once, for who leads: drawn by the client's modules from the tiles of P30; without a script, a list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from workshops.domain.rights import may
from workshops.domain.rules_signals import NOTICE_LIMIT
from workshops.models import Participant
from workshops.queries import workshop_for
from workshops.web.access import asks, with_a_group
from workshops.web.cockpit_strings import cockpit_strings
from workshops.web.sheet import kind_for

NO_CANVAS = "00000000-0000-0000-0000-000000000000"
"""Stands for a canvas in the address that the client fills in."""


@never_cache
@require_safe
@asks("see any team")
@with_a_group
def cockpit(request: HttpRequest, person: Participant) -> HttpResponse:
    """Every team of the workshop as a tile, with the hour's band and what a facilitator can do for all."""
    workshop = person.workshop
    state = workshop_for(workshop, leads=may(person.role, "manage people"))
    teams = list(workshop.teams.select_related("canvas").order_by("position"))
    canvas = teams[0].canvas if teams else None
    context = {
        "workshop": workshop,
        "teams": teams,
        "data": {
            "page": {
                "kind": kind_for(workshop.parsed_kind(), workshop.language),
                "you": {"who": person.who, "role": person.role},
                "workshop": state,
                "canvas": {"id": str(canvas.pk), "head": canvas.head} if canvas else None,
                "language": translation.get_language(),
                "limits": {"notice": NOTICE_LIMIT},
                "urls": {
                    "board": reverse("board", args=[workshop.pk, NO_CANVAS]),
                    "afterwards": reverse("afterwards", args=[workshop.pk]),
                    "workshop": reverse("workshop", args=[workshop.pk]),
                },
            },
            "words": cockpit_strings(),
        },
    }
    return render(request, "workshops/cockpit.html", context)
