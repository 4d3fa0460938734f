"""Limits on guessing. They count failures only: a whole town hall comes in from one address."""

import hashlib
from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpRequest


@dataclass(frozen=True)
class Attempts:
    """At most `limit` failures in `seconds` by whoever is named."""

    name: str
    limit: int
    seconds: int

    def exhausted(self, *who: str) -> bool:
        """Whether nothing more is tried for now."""
        return bool(cache.get(self._key(who), 0) >= self.limit)

    def count(self, *who: str) -> None:
        """One more failure."""
        key = self._key(who)
        cache.add(key, 0, self.seconds)
        try:
            cache.incr(key)
        except ValueError:  # it ended between the two
            cache.set(key, 1, self.seconds)

    def _key(self, who: tuple[str, ...]) -> str:
        # Hashed: an address is somebody's, and the cache may be another machine's.
        return f"attempts-{self.name}-{hashlib.sha256(chr(0).join(who).encode()).hexdigest()[:32]}"


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
