"""Typesets in processes of their own: the boards' event loop and its interpreter never wait for a page.

A process that dies or takes too long fails its own order only: the next order gets a new one.
"""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from workshops.exports.framing import give, take

ROOT = Path(__file__).resolve().parents[2]
PROCESSES = 2
WAITING = 24
"""Orders that may wait at once; the next one is turned away."""
PATIENCE = 60.0
"""Seconds an order may take once it is being worked on."""
WEAR = 300
"""Orders after which a process makes room for a new one: a compiler remembers much of what it made."""


class PressProblem(Exception):
    """An order that did not become a file."""


class PressBusy(PressProblem):
    """Too many orders wait already; try again later."""


class PressTimeout(PressProblem):
    """It took longer than it may."""


class PressFailure(PressProblem):
    """The page could not be typeset, or its process died."""


class Worker:
    """One process with its compiler. Not to be shared between threads at once."""

    def __init__(self, command: list[str]) -> None:
        self.orders = 0
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def ask(self, order: bytes, patience: float) -> bytes:
        """The answer to one order. Raises PressTimeout, or PressFailure when the process died."""
        self.orders += 1
        assert self.process.stdin is not None  # noqa: S101 - asked for above, for the type checker
        assert self.process.stdout is not None  # noqa: S101 - the same
        late = threading.Event()

        def ring() -> None:
            late.set()
            self.process.kill()

        alarm = threading.Timer(patience, ring)
        alarm.daemon = True
        alarm.start()
        try:
            give(self.process.stdin, order)
            answer = take(self.process.stdout)
        except OSError:
            answer = None
        finally:
            alarm.cancel()
        if answer is None:
            raise PressTimeout(f"not done in {patience:g} s") if late.is_set() else PressFailure("the process died")
        return answer

    def end(self) -> None:
        """Ends the process and waits until it is gone."""
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()


class Press:
    """A few processes and a bounded queue before them; started when first needed."""

    def __init__(self, processes: int = PROCESSES, waiting: int = WAITING, command: list[str] | None = None) -> None:
        self._command = command or [sys.executable, "-m", "workshops.exports.typesetter"]
        self._room = threading.BoundedSemaphore(processes + waiting)
        self._free: queue.LifoQueue[Worker | None] = queue.LifoQueue()
        for _ in range(processes):
            self._free.put(None)

    def typeset(self, order: dict[str, Any], patience: float = PATIENCE) -> bytes:
        """The file for an order (see typesetter.fulfil). Blocks; never call it in an event loop.

        Raises PressBusy, PressTimeout or PressFailure.
        """
        if not self._room.acquire(blocking=False):
            raise PressBusy("too many exports at once")
        try:
            with self._worker() as worker:
                answer = worker.ask(json.dumps(order, ensure_ascii=False).encode(errors="replace"), patience)
        finally:
            self._room.release()
        if answer[:1] != b"+":
            raise PressFailure(answer[1:].decode(errors="replace"))
        return answer[1:]

    @contextmanager
    def _worker(self) -> Iterator[Worker]:
        worker = self._free.get()
        try:
            if worker is None or worker.orders >= WEAR or worker.process.poll() is not None:
                if worker is not None:
                    worker.end()
                worker = Worker(self._command)
            yield worker
        except BaseException:
            if worker is not None:
                worker.end()
            worker = None
            raise
        finally:
            self._free.put(worker)

    def close(self) -> None:
        """Ends the processes that are idle; the press may be used again."""
        idle = []
        while True:
            try:
                idle.append(self._free.get_nowait())
            except queue.Empty:
                break
        for worker in idle:
            if worker is not None:
                worker.end()
            self._free.put(None)


press = Press()
"""The press of this process."""
