"""Ways for a server to be killed (SIGKILL) in the middle of something, at the n-th time it comes there.

The points are SQLite's own writes and syncs, the statements and commits of the thread that commits edits, and the
frames that go to clients. Applied by launch.py to a process of the tests.
"""

import itertools
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from tests.faults import sqlite_files

EVERYWHERE = ("statement", "rows", "commit", "committing", "committed", "reply", "half a reply")
ON_SQLITE = ("write", "half a write", "sync")
WRITER = "writer"
"""What the threads that commit edits are called."""


def kill() -> None:
    """The end, at once."""
    os.kill(os.getpid(), signal.SIGKILL)


class Countdown:
    """Calls for death at the n-th time."""

    def __init__(self, count: int) -> None:
        self._left = itertools.count(count, -1)

    def now(self) -> bool:
        """Whether this is the time."""
        return next(self._left) == 1


def die(point: str, count: str) -> None:
    """Have this process killed when it comes to a point for the `count`-th time."""
    countdown = Countdown(int(count))
    if point in ON_SQLITE:
        sqlite_files.watch(SQLITE[point](countdown))
    else:
        OTHERS[point](countdown)
    _checkpoint_often()


def _checkpoint_often() -> None:
    """So that kills strike while SQLite copies the log into the database, too."""
    from django.db.backends.signals import connection_created

    def connected(connection: Any, **_: Any) -> None:
        if connection.vendor == "sqlite":
            connection.connection.execute("PRAGMA wal_autocheckpoint = 30")

    connection_created.connect(connected, weak=False)


def _on_write(countdown: Countdown) -> sqlite_files.Watch:
    return sqlite_files.Watch(write=lambda _: kill() if countdown.now() else None)


def _on_half_a_write(countdown: Countdown) -> sqlite_files.Watch:
    def write(half: Callable[[], None]) -> None:
        if countdown.now():
            half()
            kill()

    return sqlite_files.Watch(write=write)


def _on_sync(countdown: Countdown) -> sqlite_files.Watch:
    return sqlite_files.Watch(sync=lambda: kill() if countdown.now() else None)


SQLITE = {"write": _on_write, "half a write": _on_half_a_write, "sync": _on_sync}


def _on_statement(countdown: Countdown, *, within: bool = False) -> None:
    """Before a statement of the writer; `within`: between the rows of one that writes several."""
    cursor: Any = import_module("django.db.backends.utils").CursorWrapper
    execute, executemany = cursor.execute, cursor.executemany

    def due() -> bool:
        return threading.current_thread().name.startswith(WRITER) and countdown.now()

    def one(self: Any, *arguments: Any) -> Any:
        if not within and due():
            kill()
        return execute(self, *arguments)

    def many(self: Any, sql: str, rows: Any) -> Any:
        def each() -> Iterator[Any]:
            for row in rows:
                if due():
                    kill()
                yield row

        return executemany(self, sql, each() if within else rows)

    cursor.execute, cursor.executemany = one, many


def _on_rows(countdown: Countdown) -> None:
    _on_statement(countdown, within=True)


def _on_commit(countdown: Countdown, when: str = "before") -> None:
    """Before a commit, while it is under way (some microseconds later, from another thread), or after it."""
    wrapper: Any = import_module("django.db.backends.base.base").BaseDatabaseWrapper
    commit = wrapper.commit

    def killing(self: Any) -> None:
        due = threading.current_thread().name.startswith(WRITER) and countdown.now()
        if due and when == "before":
            kill()
        if due and when == "during":
            delay = (time.time_ns() % 1000) / 1_000_000
            threading.Timer(delay, kill).start()
        commit(self)
        if due and when == "after":
            kill()

    wrapper.commit = killing


def _on_committing(countdown: Countdown) -> None:
    _on_commit(countdown, "during")


def _on_committed(countdown: Countdown) -> None:
    _on_commit(countdown, "after")


def _on_reply(countdown: Countdown, *, half: bool = False) -> None:
    """Before a frame with operations goes to one of the clients; `half`: in the middle of it."""
    wire: Any = import_module("workshops.live.transport").DirectWire
    write = wire.write

    def killing(self: Any, frame: Any) -> None:
        if frame.payload.startswith(b'{"t":"ops"') and countdown.now():
            if half:
                self._protocol.transport.socket.send(frame.wire[: len(frame.wire) // 2])
            kill()
        write(self, frame)

    wire.write = killing


def _on_half_a_reply(countdown: Countdown) -> None:
    _on_reply(countdown, half=True)


OTHERS: dict[str, Callable[[Countdown], None]] = {
    "statement": _on_statement,
    "rows": _on_rows,
    "commit": _on_commit,
    "committing": _on_committing,
    "committed": _on_committed,
    "reply": _on_reply,
    "half a reply": _on_half_a_reply,
}
