"""Forgetting: a workshop that nobody opened for longer than the retention period goes, with everything in it."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from workshops import broadcast
from workshops.actions.linking import forget_links
from workshops.models import Workshop

NOTICE = dt.timedelta(hours=12)
"""How old `seen_at` may grow before a visit writes it again: a page view should not cost a write."""

LINKS_KEPT = 90
"""Days that a link which leads nowhere is still listed."""


def mark_seen(workshop: Workshop) -> None:
    """Somebody opened the workshop; its retention period begins anew."""
    now = timezone.now()
    if now - workshop.seen_at > NOTICE:
        Workshop.objects.filter(pk=workshop.pk).update(seen_at=now)


def forget_old_workshops(now: dt.datetime | None = None) -> int:
    """Delete every workshop that was last opened before the retention period (RETENTION_DAYS); how many."""
    limit = (now or timezone.now()) - dt.timedelta(days=settings.RETENTION_DAYS)
    count = 0
    for workshop in Workshop.objects.filter(seen_at__lt=limit):
        key = str(workshop.pk)
        with transaction.atomic():
            workshop.delete()
            broadcast.ring("workshop", key, -1)
        count += 1
    forget_links(now or timezone.now(), LINKS_KEPT)
    return count
