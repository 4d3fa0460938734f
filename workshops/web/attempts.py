"""Limits on guessing. They count failures only: a whole town hall comes in from one address."""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.core.cache import BaseCache, caches
from django.http import HttpRequest

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Attempts:
    """At most `limit` failures in `seconds` by whoever is named."""

    name: str
    limit: int
    seconds: int

    def exhausted(self, *who: str) -> bool:
        """Whether nothing more is tried for now."""
        key = self._key(who)
        return _counted(lambda cache: int(cache.get(key, 0))) >= self.limit

    def count(self, *who: str) -> None:
        """One more failure."""
        key = self._key(who)

        def once_more(cache: BaseCache) -> int:
            cache.add(key, 0, self.seconds)
            try:
                return int(cache.incr(key))
            except ValueError:  # it ended between the two
                cache.set(key, 1, self.seconds)
                return 1

        _counted(once_more)

    def _key(self, who: tuple[str, ...]) -> str:
        # Hashed: an address is somebody's, and the cache may be another machine's.
        return f"attempts-{self.name}-{hashlib.sha256(chr(0).join(who).encode()).hexdigest()[:32]}"


def _counted(count: Callable[[BaseCache], int]) -> int:
    """What all processes count together; while the cache that joins them is away, each counts by itself.

    Nobody stands before a closed door because Redis does.
    """
    try:
        return count(caches["default"])
    except Exception as problem:  # noqa: BLE001 - each cache has errors of its own
        logger.warning("attempts are counted in this process alone: %s", type(problem).__name__)
        return count(caches["here"])


def address_of(request: HttpRequest) -> str:
    """Where the request came from, behind our own proxies."""
    return str(request.META.get("REMOTE_ADDR", ""))


codes = Attempts("codes", limit=300, seconds=600)
"""Wrong join codes. One in 6.5e11 is right, so this can be generous."""
passwords = Attempts("passwords", limit=10, seconds=900)
"""Wrong passwords for one account from one address."""
sign_ins = Attempts("sign-ins", limit=100, seconds=900)
"""Wrong passwords for any account from one address."""
sign_ups = Attempts("sign-ups", limit=60, seconds=3600)
"""Accounts asked for from one address, whether or not they were there already."""
resets = Attempts("resets", limit=30, seconds=3600)
"""Reset links asked for from one address."""
shares = Attempts("shares", limit=30, seconds=3600)
"""Addresses without an account that one account tried to share with, so that nobody fishes for who has one."""
mails = Attempts("mails", limit=20, seconds=3600)
"""Messages that one account had sent to others."""
