"""Accounts: one per e-mail address, whatever its capitals."""

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from workshops.models import User

pytestmark = pytest.mark.django_db


def test_address_is_stored_in_small_letters_and_signs_in_with_any() -> None:
    user = User.objects.create_user(" Anna@Example.ORG ", "a long password", name="Anna de Vries")
    assert user.email == "anna@example.org"
    assert authenticate(username="ANNA@example.org", password="a long password") == user
    assert authenticate(username="anna@example.org", password="another") is None


def test_second_account_on_one_address_is_refused() -> None:
    User.objects.create_user("anna@example.org", name="Anna")
    with pytest.raises(IntegrityError), transaction.atomic():
        User(email="ANNA@example.org", name="Anna").save()
    with pytest.raises(ValidationError):
        User(email="Anna@Example.org", name="Anna", password="x").full_clean()


def test_account_without_address_is_refused() -> None:
    with pytest.raises(ValueError, match="e-mail"):
        User.objects.create_user("  ")


def test_superuser_may_use_the_admin() -> None:
    user = User.objects.create_superuser("anna@example.org", name="Anna de Vries")
    assert (user.is_staff, user.is_superuser, user.get_short_name()) == (True, True, "Anna")
