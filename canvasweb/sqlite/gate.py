"""The write gate: one writer at a time on a database file, across threads and processes.

SQLite 3.7.0 to 3.51.2 can corrupt a WAL database when two connections checkpoint at the same moment. A
checkpoint happens inside a commit, so whoever holds the gate from BEGIN to COMMIT is the only one that can be
checkpointing. Waiting here instead of on SQLite's own lock also removes every "database is locked".
"""

import fcntl
import os
import random
import threading
import time
from pathlib import Path
from sqlite3 import OperationalError

# Long enough for a large import by a command, short enough that a stuck process is noticed.
TIMEOUT_SECONDS = 20.0


class WriteGate:
    """A lock for one database file; threads wait in this process, processes on a lock file beside it."""

    def __init__(self, lock_file: Path | None) -> None:
        """`lock_file` is None for a database in memory, which other processes cannot reach."""
        self._thread_lock = threading.Lock()
        self._lock_file = lock_file
        self._handle: int | None = None

    def acquire(self, timeout: float = TIMEOUT_SECONDS) -> None:
        """Waits at most `timeout` seconds; raises sqlite3.OperationalError when the gate stays shut."""
        deadline = time.monotonic() + timeout
        if not self._thread_lock.acquire(timeout=timeout):
            raise OperationalError("database is locked: another thread holds the write gate")
        try:
            self._acquire_file(deadline)
        except BaseException:
            self._thread_lock.release()
            raise

    def release(self) -> None:
        """Opens the gate for the next writer; may be called from another thread than `acquire`."""
        if self._handle is not None:
            fcntl.flock(self._handle, fcntl.LOCK_UN)
        self._thread_lock.release()

    def _acquire_file(self, deadline: float) -> None:
        if self._lock_file is None:
            return
        if self._handle is None:
            self._handle = os.open(self._lock_file, os.O_RDWR | os.O_CREAT, 0o600)
        while True:
            try:
                fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise OperationalError("database is locked: another process holds the write gate") from None
                # Asking at random moments: a busy server cannot keep a command waiting for ever.
                time.sleep(random.uniform(0.0005, 0.002))
            else:
                return


_gates: dict[str, WriteGate] = {}
_gates_lock = threading.Lock()


def gate_for(name: str, *, in_memory: bool) -> WriteGate:
    """The one gate of this process for the database called `name` (a path, or the name of one in memory)."""
    key = name if in_memory else os.path.realpath(name)
    with _gates_lock:
        if key not in _gates:
            _gates[key] = WriteGate(None if in_memory else Path(key + ".gate"))
        return _gates[key]


def _forget_gates() -> None:
    """A forked child would share its parent's file lock instead of competing for it."""
    global _gates_lock
    _gates_lock = threading.Lock()
    _gates.clear()


os.register_at_fork(after_in_child=_forget_gates)
