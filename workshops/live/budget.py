"""What one client may send (P25): token buckets, so that a burst after an hour offline passes and a flood does not."""

from dataclasses import dataclass, field


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


@dataclass(slots=True)
class Budget:
    """The three buckets of one client: messages, operations and bytes a second."""

    messages: Bucket = field(default_factory=lambda: Bucket(60, 240))
    operations: Bucket = field(default_factory=lambda: Bucket(100, 2_500))
    bytes: Bucket = field(default_factory=lambda: Bucket(128 * 1024, 4 * 1024 * 1024))

    def message(self, size: int, now: float) -> bool:
        """Whether one more message of `size` bytes is within bounds."""
        return self.messages.take(1, now) and self.bytes.take(size, now)
