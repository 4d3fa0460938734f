"""What one person may send (P25): token buckets, so that a burst after an hour offline passes and a flood does not."""

from collections import OrderedDict
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice

from django.conf import settings

CONNECTIONS_LIMIT = 12
"""Open connections of one person in one process (P25); a phone, a laptop, and some tabs of each."""
PEOPLE_LIMIT = 5_000


@dataclass(slots=True)
class Bucket:
    """Holds up to `burst` tokens, filled at `rate` a second. `now` is any clock that goes forward, in seconds."""

    rate: float
    burst: float
    tokens: float = field(init=False)
    at: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        self.tokens = self.burst

    def take(self, count: float, now: float) -> bool:
        """Take tokens; False when there are not so many."""
        self.tokens = min(self.burst, self.tokens + (now - self.at) * self.rate) if self.at else self.burst
        self.at = now
        if self.tokens < count:
            return False
        self.tokens -= count
        return True


def _bucket(rate: float, burst: float) -> Bucket:
    return Bucket(rate * settings.SOCKET_BUDGET, burst * settings.SOCKET_BUDGET)


@dataclass(slots=True)
class Budget:
    """The three buckets of one person: messages, operations and bytes a second."""

    messages: Bucket = field(default_factory=lambda: _bucket(60, 240))
    operations: Bucket = field(default_factory=lambda: _bucket(100, 2_500))
    bytes: Bucket = field(default_factory=lambda: _bucket(128 * 1024, 4 * 1024 * 1024))

    def message(self, size: int, now: float) -> bool:
        """Whether one more message of `size` bytes is within bounds."""
        return self.messages.take(1, now) and self.bytes.take(size, now)


@dataclass(slots=True)
class _Person:
    budget: Budget = field(default_factory=Budget)
    connections: int = 0


class People:
    """The budgets of all who are connected to this process: one for a person, however many windows are open."""

    def __init__(self) -> None:
        self._people: OrderedDict[Hashable, _Person] = OrderedDict()

    @contextmanager
    def connection(self, person: Hashable) -> Iterator[Budget | None]:
        """The budget for one more connection of a person, while it lasts; None when there are too many.

        `person` is whatever tells people apart: a participant's key, or what their browser sends.
        """
        found = self._people.setdefault(person, _Person())
        self._people.move_to_end(person)
        if found.connections >= CONNECTIONS_LIMIT:
            yield None
            return
        found.connections += 1
        try:
            yield found.budget
        finally:
            found.connections -= 1
            self._forget()

    def _forget(self) -> None:
        """Let go of those gone longest; a budget outlives its connections, or a new one would fill it up."""
        for key in list(islice(self._people, max(0, len(self._people) - PEOPLE_LIMIT))):
            if not self._people[key].connections:
                del self._people[key]


people = People()
