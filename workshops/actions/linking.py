"""Links to look at a canvas with: made, found by their token, withdrawn."""

import datetime as dt
import secrets
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from workshops import clock
from workshops.domain.operations import Refusal
from workshops.domain.rights import may
from workshops.models import Canvas, Participant, SharedLink, Version
from workshops.models.export import FOR_LIMIT
from workshops.models.workshop import hash_token

LINKS_MOST = 20
"""Links to one canvas that lead somewhere."""


def open_links(canvas: Canvas) -> list[SharedLink]:
    """Those that lead to the canvas now, the newest first."""
    now = clock.now()
    return [one for one in canvas.links.select_related("version") if one.is_open(now)]


def make_link(
    facilitator: Participant,
    canvas: Canvas,
    *,
    version: Version | None = None,
    until: int | None = None,
    names: bool = False,
    comments: bool = False,
    whom: str = "",
) -> tuple[SharedLink, str]:
    """A link to the canvas, live or as it was at a version of it; with its token, which is nowhere kept.

    Raises Refusal `not-allowed`, `date-past`, `text-long`, `links-full`.
    """
    _check(facilitator, canvas)
    now = clock.now()
    if until is not None and until <= now:
        raise Refusal("date-past", field="until")
    if len(whom) > FOR_LIMIT:
        raise Refusal("text-long", limit=FOR_LIMIT, field="whom")
    if version is not None and version.canvas_id != canvas.pk:
        raise Refusal("no-version")
    token = secrets.token_urlsafe(24)
    with transaction.atomic():
        if len(open_links(canvas)) >= LINKS_MOST:
            raise Refusal("links-full", limit=LINKS_MOST)
        link = SharedLink.objects.create(
            canvas=canvas,
            version=version,
            token_hash=hash_token(token),
            whom=whom,
            names=names,
            comments=comments,
            until=until,
            by=facilitator.who,
            at=now,
        )
    return link, token


def revoke(facilitator: Participant, link: SharedLink) -> None:
    """Withdraw a link; pages that are open close within a second (live/shared.py). Raises Refusal `not-allowed`."""
    _check(facilitator, link.canvas)
    SharedLink.objects.filter(pk=link.pk, revoked=None).update(revoked=clock.now())


def link_by(token: str) -> SharedLink | None:
    """The link with this token; None when there is none, or it leads nowhere any more."""
    rows = SharedLink.objects.select_related("canvas__workshop", "canvas__team", "version")
    found = rows.filter(token_hash=hash_token(token)).first()
    return found if found is not None and found.is_open(clock.now()) else None


def stamp_of(link: SharedLink) -> str:
    """What changes when the page of the link has something else to show."""
    if link.version_id is not None:
        return f"v{link.canvas.workshop.head}"
    return f"{link.canvas.head}.{link.canvas.workshop.head}"


def stamps(links: Sequence[UUID], now: int) -> dict[UUID, str]:
    """Of those links that lead somewhere at `now` (Unix ms), the stamp. One query."""
    rows = SharedLink.objects.filter(pk__in=links, revoked=None).select_related("canvas__workshop")
    fields = ("until", "revoked", "version", "canvas__head", "canvas__workshop__head")
    return {one.pk: stamp_of(one) for one in rows.only(*fields) if one.is_open(now)}


def forget_links(now: dt.datetime, days: int) -> int:
    """Delete links that have led nowhere for so many days; how many."""
    limit = int((now - dt.timedelta(days=days)).timestamp() * 1000)
    gone = SharedLink.objects.filter(revoked__lt=limit) | SharedLink.objects.filter(until__lt=limit)
    return gone.delete()[0]


def _check(facilitator: Participant, canvas: Canvas) -> None:
    if canvas.workshop_id != facilitator.workshop_id or not may(facilitator.role, "share link"):
        raise Refusal("not-allowed")
