"""Coming in: as a guest by code, or with an account."""

import secrets

from django.db import IntegrityError, transaction
from django.db.models import Max

from workshops.actions.workshop_log import APPLICATION, actor_of, write
from workshops.domain.operations import Refusal
from workshops.models import Participant, Team, User, Workshop
from workshops.models.workshop import CODE_LENGTH, CODE_LETTERS, hash_token

TOKEN_BYTES = 32


def find_by_code(typed: str) -> Workshop:
    """The workshop with this join code. Raises Refusal `code-unknown`."""
    code = "".join(char for char in typed.upper() if char not in " -·.\u00a0\t\r\n")
    if len(code) != CODE_LENGTH or set(code) - set(CODE_LETTERS):
        raise Refusal("code-unknown")
    try:
        return Workshop.objects.get(code=code)
    except Workshop.DoesNotExist:
        raise Refusal("code-unknown") from None


def join_as_guest(
    workshop: Workshop, *, name: str, team: Team | None = None, role: str = "participant"
) -> tuple[Participant, str]:
    """A new participant, and the token for the cookie that makes them come back as the same person.

    Raises Refusal: `name-…`, `door-closed`, `people-full`, `archived`, `no-team`.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction.atomic():
        participant = _join(workshop, name=name, team=team, role=role)
        participant.token_hash = hash_token(token)
        participant.save(update_fields=["token_hash"])
    return participant, token


def join_with_account(workshop: Workshop, user: User) -> Participant:
    """The participant of an account in a workshop of its own, as a facilitator; made when it is not there yet."""
    found = workshop.participants.filter(user=user).first()
    if found is not None:
        return found
    if workshop.owner_id != user.pk:
        raise Refusal("not-allowed")
    try:
        with transaction.atomic():
            participant = _join(workshop, name=user.get_full_name() or user.email, team=None, role="facilitator")
            participant.user = user
            participant.save(update_fields=["user"])
    except IntegrityError:  # another tab of theirs came first
        return workshop.participants.get(user=user)
    return participant


def _join(workshop: Workshop, *, name: str, team: Team | None, role: str) -> Participant:
    Workshop.objects.select_for_update().get(pk=workshop.pk)  # the number must be free until it is taken
    last = workshop.participants.aggregate(last=Max("who"))["last"] or 0
    join = {"op": "join", "who": last + 1, "name": name, "role": role, "team": str(team.pk) if team else None}
    write(workshop, [join], APPLICATION)
    return workshop.participants.get(who=last + 1)


def pick_team(participant: Participant, team: Team) -> Participant:
    """Go to a team. Raises Refusal `no-team`."""
    change = {"op": "person", "who": participant.who, "team": str(team.pk)}
    write(participant.workshop, [change], actor_of(participant))
    participant.refresh_from_db()
    return participant


def rename_self(participant: Participant, name: str) -> Participant:
    """Take another name. Raises Refusal `name-…`."""
    write(participant.workshop, [{"op": "person", "who": participant.who, "name": name}], actor_of(participant))
    participant.refresh_from_db()
    return participant
