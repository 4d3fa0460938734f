"""Rehearsing: a copy of a workshop in which simulated people take part for some minutes."""

import threading

from django.db import transaction
from django.db.models import QuerySet

from workshops import clock
from workshops.actions.duplicating import duplicate
from workshops.actions.facilitating import delete_workshop
from workshops.actions.joining import join_as_guest
from workshops.domain.agenda import MINUTE
from workshops.domain.operations import Refusal
from workshops.models import Participant, Rehearsal, Workshop
from workshops.rehearsal.lines import NAMES
from workshops.rehearsal.play import in_background

PEOPLE_MOST = len(NAMES)
MINUTES_MOST = 10
AT_ONCE = 2
"""Rehearsals that go on at the same time on a server; one of an account."""
SILENT = 20_000
"""Milliseconds after which players that were not heard of are gone: their server ended."""
_one_by_one = threading.Lock()


def going_on() -> QuerySet[Rehearsal]:
    """The rehearsals that go on now."""
    now = clock.now()
    return Rehearsal.objects.filter(stopped=False, until__gt=now, heard__gt=now - SILENT)


def rehearsal_of(facilitator: Participant) -> Rehearsal | None:
    """The facilitator's own rehearsal of this workshop, going on or over."""
    mine = Rehearsal.objects.filter(workshop__rehearses=facilitator.workshop_id, workshop__owner=facilitator.user)
    return mine.select_related("workshop").order_by("-began").first()


def begin(facilitator: Participant, *, people: int, minutes: int, suffix: str) -> Workshop:
    """A copy of the workshop with simulated people in its teams, who begin at once; a former one of theirs goes.

    Raises Refusal `rehearsal-bounds`, `rehearses-already`, `rehearsals-full`, `archived`, `not-allowed`.
    """
    one = facilitator.workshop
    if not 1 <= people <= PEOPLE_MOST or not 1 <= minutes <= MINUTES_MOST:
        raise Refusal("rehearsal-bounds", people=PEOPLE_MOST, minutes=MINUTES_MOST)
    if one.archived:
        raise Refusal("archived")
    if one.rehearses_id is not None:
        raise Refusal("not-allowed")
    with _one_by_one, transaction.atomic():
        running = going_on()
        if running.filter(workshop__owner=facilitator.user).exists():
            raise Refusal("rehearses-already")
        if running.count() >= AT_ONCE:
            raise Refusal("rehearsals-full", limit=AT_ONCE)
        remove(facilitator)
        copy = duplicate(facilitator, suffix=suffix)
        copy.rehearses = one
        copy.save(update_fields=["rehearses"])
        teams = list(copy.teams.order_by("position"))
        for number in range(people):
            join_as_guest(copy, name=NAMES[number], team=teams[number % len(teams)])
        now = clock.now()
        Rehearsal.objects.create(workshop=copy, people=people, began=now, heard=now, until=now + minutes * MINUTE)
        transaction.on_commit(lambda: in_background(copy.pk))
        copy.refresh_from_db()
        return copy


def stop(facilitator: Participant) -> None:
    """The simulated people leave within a second; the copy stays to look at."""
    found = rehearsal_of(facilitator)
    if found is not None:
        Rehearsal.objects.filter(pk=found.pk).update(stopped=True)


def remove(facilitator: Participant) -> int:
    """Delete the facilitator's copies of this workshop, with all that was written in them; how many."""
    copies = list(Workshop.objects.filter(rehearses=facilitator.workshop_id, owner=facilitator.user))
    for copy in copies:
        delete_workshop(copy.participants.get(user=facilitator.user))
    return len(copies)
