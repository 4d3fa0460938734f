"""One server per database where everything lives in one process (SQLite, or no Redis)."""

import fcntl
import os
from pathlib import Path

from django.conf import settings
from django.db import connections

from canvasweb.sqlite.base import DatabaseWrapper


def lock_file(database: str = "default") -> Path:
    """The file a server locks: beside an SQLite database, else in the data folder."""
    connection = connections[database]
    if isinstance(connection, DatabaseWrapper) and not connection.is_in_memory_db():
        name = str(connection.settings_dict["NAME"])
        return Path(os.path.realpath(name) + ".serve.lock")
    return settings.VAR_DIR / "serve.lock"


class ServerLock:
    """Held by a running server; the kernel lets go of it however the process ends."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._handle: int | None = None

    def take(self) -> bool:
        """True when this process holds the lock from now on; False when another one does."""
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        self._handle = handle
        return True

    def release(self) -> None:
        """Lets go; harmless when it was not held."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def is_served(database: str = "default") -> bool:
    """Whether a server that wants this database to itself is running."""
    lock = ServerLock(lock_file(database))
    if not lock.path.exists():
        return False
    taken = lock.take()
    lock.release()
    return not taken
