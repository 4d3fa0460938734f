"""Work beside live boards: while people type it runs for a small part of the time, so that they do not feel it."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SHARE = 0.03
"""Of the time, while boards are busy. Whatever an export does to the operations it meets (it holds the interpreter
while it gathers, and its typesetting takes turns with the server), it meets fewer than one in twenty: their p95
stays."""
BURST = 2.0
"""Seconds that may be taken at once: every team of a workshop takes its canvas home, and none waits."""
LONGEST = 20.0
"""Seconds that anybody waits at most."""
STEP = 0.25
"""Seconds between two looks at how busy the process is."""
QUIET = 0.1
"""Of one core: while all else that the process does takes less, nobody is typing much, and nobody has to wait."""


class Turns:
    """Lets work begin when the work before it is paid for: a token bucket of seconds (`burst`), filled by `share` of a
    second each second; or when the process is quiet."""

    def __init__(
        self,
        share: float = SHARE,
        burst: float = BURST,
        *,
        clock: Callable[[], float] = time.monotonic,
        used: Callable[[], float] = time.process_time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._share, self._burst = share, burst
        self._clock, self._used, self._sleep = clock, used, sleep
        self._books, self._door = threading.Lock(), threading.Lock()
        self._left = burst
        self._at = clock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Waits, at most LONGEST, until all before it are done and there is something left to spend; the time the
        block takes is spent after it."""
        until = self._clock() + LONGEST
        alone = self._door.acquire(timeout=LONGEST)  # one after another, or all who wait would begin together
        try:
            self._wait(until)
            start = self._clock()
            try:
                yield
            finally:
                self._spend(self._clock() - start)
        finally:
            if alone:
                self._door.release()

    def _wait(self, until: float) -> None:
        while self._spend(0) < 0 and self._clock() < until:
            start, used = self._clock(), self._used()
            self._sleep(STEP)
            if self._used() - used < QUIET * (self._clock() - start):
                self._forgive()
                return

    def _forgive(self) -> None:
        """What was taken while nobody minded is not held against whoever comes when boards are busy."""
        with self._books:
            self._left = max(self._left, 0.0)

    def _spend(self, seconds: float) -> float:
        """Takes so much out of the bucket; what is left in it."""
        with self._books:
            now = self._clock()
            self._left = min(self._burst, self._left + (now - self._at) * self._share) - seconds
            self._at = now
            return self._left


exports = Turns()
"""Those of the exports that pages ask for; commands and zips have processes of their own."""
