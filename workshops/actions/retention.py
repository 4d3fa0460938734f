"""Forgetting: a workshop that nobody opened for longer than the retention period goes, with everything in it.

A copy that was made to rehearse with goes sooner: nothing in it was said by anybody.
"""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from workshops import broadcast
from workshops.actions import traces
from workshops.actions.bundling import forget_bundles
from workshops.actions.holding import forget_held
from workshops.actions.linking import forget_links
from workshops.models import Workshop

NOTICE = dt.timedelta(hours=12)
"""How old `seen_at` may grow before a visit writes it again: a page view should not cost a write."""

REHEARSAL = dt.timedelta(days=7)
LINKS_KEPT = 90
"""Days that a link which leads nowhere is still listed."""


def mark_seen(workshop: Workshop) -> None:
    """Somebody opened the workshop; its retention period begins anew."""
    now = timezone.now()
    if now - workshop.seen_at > NOTICE:
        Workshop.objects.filter(pk=workshop.pk).update(seen_at=now)


def forget_old_workshops(now: dt.datetime | None = None) -> int:
    """Delete every workshop that was last opened before the retention period (RETENTION_DAYS), and every rehearsal's
    copy that was not opened for a week; how many."""
    now = now or timezone.now()
    old = Q(seen_at__lt=now - dt.timedelta(days=settings.RETENTION_DAYS))
    rehearsed = Q(rehearses__isnull=False, seen_at__lt=now - REHEARSAL)
    count = 0
    for workshop in Workshop.objects.filter(old | rehearsed):
        key = str(workshop.pk)
        with transaction.atomic():
            workshop.delete()
            traces.leave_none()
            broadcast.ring("workshop", key, -1)
        count += 1
    forget_bundles()
    forget_held()
    forget_links(now, LINKS_KEPT)
    return count
