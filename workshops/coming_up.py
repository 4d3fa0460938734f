"""What waits for a facilitator after the workshops: experiments that are due, canvases to look at again.

Two queries, however many workshops there are. What stands on a note that is private or in the bin is not told.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from workshops import clock
from workshops.models import Assumption, Canvas, Experiment, Note
from workshops.queries import workshops_of

if TYPE_CHECKING:
    from workshops.models import User, Workshop

FORTNIGHT = 14
SHOWN = 40
"""So many of each sort at most; the oldest date first."""


@dataclass(frozen=True, slots=True)
class Due:
    """An experiment without a verdict, and the assumption that it is for."""

    experiment: Experiment
    canvas: Canvas
    statement: str
    day: dt.date
    late: bool


@dataclass(frozen=True, slots=True)
class Review:
    """A canvas of which the day of the review has come."""

    canvas: Canvas
    day: dt.date


def today() -> dt.date:
    """The day it is where the server stands."""
    return dt.datetime.fromtimestamp(clock.now() / 1000, timezone.get_current_timezone()).date()


def due_for(user: User) -> list[Due]:
    """The experiments of this account's workshops that are overdue or due within two weeks, oldest first."""
    now = today()
    seen = Note.objects.filter(canvas=OuterRef("canvas"), uid=OuterRef("note"), removed=False, to=0)
    standing = Assumption.objects.filter(
        Exists(seen), canvas=OuterRef("canvas"), uid=OuterRef("assumption"), removed=False
    )
    found = (
        Experiment.objects.filter(
            _of(user), removed=False, verdict="", due__lte=(now + dt.timedelta(days=FORTNIGHT)).isoformat()
        )
        .annotate(statement=Subquery(standing.values("statement")[:1]))
        .filter(statement__isnull=False)
        .select_related("canvas__workshop", "canvas__team")
        .order_by("due", "pk")[:SHOWN]
    )
    days = [(one, dt.date.fromisoformat(one.due or "")) for one in found]
    return [Due(one, one.canvas, one.statement, day, day < now) for one, day in days]


def reviews_for(user: User) -> list[Review]:
    """The canvases of this account's workshops to look at again, the longest waiting first."""
    own = Canvas.objects.filter(workshop__in=_workshops(user), own__isnull=False, review__lte=today().isoformat())
    found = own.select_related("workshop", "team").order_by("review", "pk")[:SHOWN]
    return [Review(one, dt.date.fromisoformat(one.review or "")) for one in found]


def _of(user: User) -> Q:
    return Q(canvas__workshop__in=_workshops(user), canvas__own__isnull=False)


def _workshops(user: User) -> QuerySet[Workshop, Any]:
    return workshops_of(user).filter(archived=False, rehearses=None).order_by().values("pk")
