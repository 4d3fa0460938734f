"""Where somebody goes: the addresses that more than one view needs."""

import datetime as dt
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from workshops.domain.rights import may
from workshops.models import Canvas, Participant, Workshop

TYPED_MOST = 200
"""Characters of what was typed that come back in an address after a refusal."""


def canvas_url(canvas: Canvas) -> str:
    """The page of a canvas."""
    return reverse("board", kwargs={"workshop": canvas.workshop_id, "canvas": canvas.pk})


def canvas_title(canvas: Canvas) -> str:
    """What a canvas is called in its team: a scenario by its name, else as the team, or (alone) as the workshop."""
    return canvas.name or (canvas.workshop.title if canvas.workshop.is_alone else canvas.team.name)


def home_of(person: Participant) -> str:
    """Where a person in a workshop belongs now: the workshop's page, a team to pick, the lobby or the canvas."""
    workshop = person.workshop
    if workshop.is_alone and (person.team is not None or person.role != "participant"):
        return canvas_url(workshop.canvases.filter(own__isnull=False).earliest("team__position"))
    if may(person.role, "see any team"):
        return reverse("workshop", kwargs={"workshop": workshop.pk})
    if person.team is None:
        return reverse("lobby" if person.role == "observer" else "pick-team", kwargs={"workshop": workshop.pk})
    phase = workshop.hour.get("phase", "before")
    early = workshop.starts_at is not None and workshop.starts_at > timezone.now()
    if phase == "after" or (phase == "before" and early):
        return reverse("lobby", kwargs={"workshop": workshop.pk})
    return canvas_url(person.team.canvas)


def join_link(workshop: Workshop) -> str:
    """The link to share. The code stands in the fragment, which no server sees or logs."""
    return f"{settings.SITE_ADDRESS}{reverse('join')}#{workshop.code}"


def shown_address() -> str:
    """The site's address as people type it."""
    return urlsplit(settings.SITE_ADDRESS).netloc


def shared_url(token: str) -> str:
    """The whole address of a shared link."""
    return settings.SITE_ADDRESS + reverse("shared", kwargs={"token": token})


def day_before(moment: int | None) -> dt.date | None:
    """The last day before a moment (Unix ms), where the server stands; None for no moment."""
    if moment is None:
        return None
    return dt.datetime.fromtimestamp(moment / 1000 - 1, timezone.get_current_timezone()).date()


def past_url(canvas: Canvas, field: str = "", typed: str = "") -> str:
    """The path of a canvas's past; with what was `typed` into one of its fields, to be there again after a refusal."""
    path = reverse("history", args=[canvas.workshop_id, canvas.pk])
    return f"{path}?{urlencode({field: typed[:TYPED_MOST]})}" if typed else path


def back(request: HttpRequest, otherwise: str) -> HttpResponseRedirect:
    """To the page that the form asked to return to, when that is one of ours."""
    wanted = request.POST.get("next", "")
    if wanted and url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return HttpResponseRedirect(wanted)  # not `redirect`, which also takes names of pages
    return HttpResponseRedirect(otherwise)
