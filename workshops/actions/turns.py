"""Work beside live boards: of the processor it gets a small share, so that those who type do not feel it."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

SHARE = 0.03
"""Of one core: what is gathered for an export holds the interpreter, and with it every board of the process."""
BURST = 0.2
"""Processor seconds that may be taken at once: some five exports of an ordinary canvas wait for nothing."""
LONGEST = 10.0
"""Seconds that anybody waits at most."""


class Turns:
    """Lets work begin when the work before it is paid for: a token bucket of processor seconds (`burst`), filled by
    `share` of a second each second."""

    def __init__(
        self,
        share: float = SHARE,
        burst: float = BURST,
        *,
        clock: Callable[[], float] = time.monotonic,
        used: Callable[[], float] = time.thread_time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._share, self._burst = share, burst
        self._clock, self._used, self._sleep = clock, used, sleep
        self._lock = threading.Lock()
        self._left = burst
        self._at = clock()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Waits, at most LONGEST, until there is something left to spend; what the block takes is spent after it."""
        with self._lock:  # one after another, or all who wait would begin together
            self._fill()
            if self._left < 0:
                self._sleep(min(LONGEST, -self._left / self._share))
        start = self._used()
        try:
            yield
        finally:
            with self._lock:
                self._fill()
                self._left -= self._used() - start

    def _fill(self) -> None:
        now = self._clock()
        self._left = min(self._burst, self._left + (now - self._at) * self._share)
        self._at = now


exports = Turns()
"""Those of the exports that pages ask for; commands and zips have processes of their own."""
