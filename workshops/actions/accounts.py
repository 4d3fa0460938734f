"""Accounts come and go."""

from django.db import IntegrityError, transaction

from workshops.actions import traces
from workshops.actions.facilitating import delete_workshop
from workshops.models import Participant, User


def open_account(*, email: str, password: str, name: str, language: str) -> User | None:
    """A new account; None when the address has one already, which then stays as it is."""
    try:
        with transaction.atomic():
            return User.objects.create_user(email, password, name=name, language=language)
    except IntegrityError:
        return None


def change_account(user: User, *, name: str, email: str, language: str) -> bool:
    """Change what an account says of its owner; False when another account has the address."""
    user.name, user.email, user.language = name, email, language
    try:
        with transaction.atomic():
            user.save(update_fields=["name", "email", "language"])
    except IntegrityError:
        user.refresh_from_db()
        return False
    return True


def close_account(user: User) -> None:
    """Delete an account with the workshops that it owns, everything in them included.

    In workshops of others what was written stays, under the name that it was written with.
    """
    with transaction.atomic():
        for facilitator in Participant.objects.select_related("workshop").filter(user=user, workshop__owner=user):
            delete_workshop(facilitator)
        user.delete()
        traces.leave_none()
