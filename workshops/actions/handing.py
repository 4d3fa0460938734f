"""A workshop goes through more hands than its maker's: shared with other accounts, handed over, taken back."""

from django.db import transaction
from django.db.models import Max

from workshops.actions.workshop_log import actor_of, write
from workshops.domain.operations import Actor, Refusal
from workshops.domain.rights import may
from workshops.models import Participant, User, Workshop


def share(facilitator: Participant, email: str) -> Participant:
    """Make the account with this address a facilitator of the workshop; it stands in that account's list at once.

    Raises Refusal `no-account`, `facilitates-already`, `facilitators-full`, `not-allowed`, `name-…`.
    """
    user = User.objects.filter(email=User.objects.normalize_email(email), is_active=True).first()
    if user is None:
        raise Refusal("no-account")
    with transaction.atomic():
        workshop, actor = _held(facilitator)
        found = workshop.participants.filter(user=user).first()
        if found is not None and not found.removed:
            raise Refusal("facilitates-already")
        last = workshop.participants.aggregate(last=Max("who"))["last"] or 0
        who = found.who if found else last + 1
        name = user.get_full_name() or user.email
        write(workshop, [{"op": "join", "who": who, "name": name, "role": "facilitator", "team": None}], actor)
        made = workshop.participants.get(who=who)
        made.user = user
        made.save(update_fields=["user"])
        return made


def take_off(facilitator: Participant, who: int) -> None:
    """Make a facilitator one no more: out of every open page within a second.

    Raises Refusal `owner-stays`, `last-facilitator`, `no-person`, `not-allowed`.
    """
    with transaction.atomic():
        workshop, actor = _held(facilitator)
        if workshop.participants.filter(who=who, user=workshop.owner).exists():
            raise Refusal("owner-stays")
        write(workshop, [{"op": "unshare", "who": who}], actor)


def hand_over(owner: Participant, who: int) -> Participant:
    """Give the workshop to another of its facilitators; both stay facilitators. Returns who owns it now.

    Raises Refusal `owner-alone`, `no-person`.
    """
    with transaction.atomic():
        workshop, _ = _held(owner)
        if workshop.owner_id != owner.user_id:
            raise Refusal("owner-alone")
        others = workshop.participants.select_related("user").filter(role="facilitator", removed=False)
        found = others.filter(who=who, user__is_active=True).first()
        if found is None or found.user is None:
            raise Refusal("no-person")
        workshop.owner = found.user
        workshop.save(update_fields=["owner"])
        return found


def _held(facilitator: Participant) -> tuple[Workshop, Actor]:
    """The workshop with its row locked, and the facilitator as they are by then: a moment ago may be too long."""
    workshop = Workshop.objects.select_for_update().get(pk=facilitator.workshop_id)
    fresh = workshop.participants.filter(pk=facilitator.pk, removed=False).first()
    if fresh is None or not may(fresh.role, "manage people"):
        raise Refusal("not-allowed")
    return workshop, actor_of(fresh)
