"""What one client may send (P25): token buckets, so that a burst after an hour offline passes and a flood does not."""

from dataclasses import dataclass, field

from django.conf import settings


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
    """The three buckets of one client: messages, operations and bytes a second."""

    messages: Bucket = field(default_factory=lambda: _bucket(60, 240))
    operations: Bucket = field(default_factory=lambda: _bucket(100, 2_500))
    bytes: Bucket = field(default_factory=lambda: _bucket(128 * 1024, 4 * 1024 * 1024))

    def message(self, size: int, now: float) -> bool:
        """Whether one more message of `size` bytes is within bounds."""
        return self.messages.take(1, now) and self.bytes.take(size, now)
