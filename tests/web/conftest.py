"""The cast at the door of the site: a browser for each."""

import pytest
from django.core.cache import cache
from django.test import Client

from tests.factories import Cast, make_cast, make_user

ROLES = ("facilitator", "participant", "observer", "stranger", "nobody")


@pytest.fixture(autouse=True)
def fresh_limits():
    """What one test tried too often is not held against the next."""
    cache.clear()


@pytest.fixture
def cast(db) -> Cast:
    """Noor leads; Alice, Bob and Stan take part, Olga looks on."""
    return make_cast()


def browser_of(role: str, cast: Cast) -> Client:
    """A browser of: the facilitator, a participant, an observer, somebody else with an account, nobody at all."""
    client = Client()
    if role == "facilitator":
        client.force_login(cast.workshop.owner)
    elif role == "participant":
        client.cookies.load(cast.cookies(cast.alice))
    elif role == "observer":
        client.cookies.load(cast.cookies(cast.olga))
    elif role == "stranger":
        client.force_login(make_user("Stranger"))
    return client


@pytest.fixture
def leader(cast: Cast) -> Client:
    """Noor's browser."""
    return browser_of("facilitator", cast)


@pytest.fixture
def guest(cast: Cast) -> Client:
    """Alice's browser."""
    return browser_of("participant", cast)
