"""Forgetting what nobody opens any more, and nothing else."""

import datetime as dt
from typing import Any

from django.utils import timezone

from tests.factories import Cast, add, make_cast
from workshops.actions.editing import submit
from workshops.actions.retention import forget_old_workshops, mark_seen
from workshops.models import Note, Workshop


def test_only_what_nobody_opened_for_the_retention_period_goes(cast: Cast, settings: Any) -> None:
    settings.RETENTION_DAYS = 30
    old, fresh = cast, make_cast()
    submit(old.canvas, old.alice.who, [add()])
    long_ago = timezone.now() - dt.timedelta(days=31)
    Workshop.objects.filter(pk=old.workshop.pk).update(seen_at=long_ago)
    assert forget_old_workshops() == 1
    assert list(Workshop.objects.all()) == [fresh.workshop]
    assert Note.objects.count() == 0


def test_a_copy_to_rehearse_with_goes_after_a_week(cast: Cast, settings: Any) -> None:
    settings.RETENTION_DAYS = 30
    copy, fresh = make_cast(), make_cast()
    for one, days in ((cast, 8), (copy, 8), (fresh, 6)):
        Workshop.objects.filter(pk=one.workshop.pk).update(seen_at=timezone.now() - dt.timedelta(days=days))
    Workshop.objects.filter(pk__in=[copy.workshop.pk, fresh.workshop.pk]).update(rehearses=cast.workshop)
    assert forget_old_workshops() == 1
    assert set(Workshop.objects.all()) == {cast.workshop, fresh.workshop}


def test_a_visit_begins_the_period_anew(cast: Cast, settings: Any) -> None:
    settings.RETENTION_DAYS = 30
    Workshop.objects.update(seen_at=timezone.now() - dt.timedelta(days=31))
    cast.workshop.refresh_from_db()
    mark_seen(cast.workshop)
    assert forget_old_workshops() == 0
