"""Where measured servers keep their data: SQLite files or PostgreSQL, on a real disk, with fsync."""

import os
import shutil
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from bench.processes import SERVER_CORE, START_SECONDS, can_pin
from tests.services import Services

DISK = Path("/var/tmp")  # noqa: S108 - mkdtemp makes a folder of its own; /tmp is often in memory, where fsync is free


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for one run, removed after it. Others may look inside: PostgreSQL runs as another user."""
    folder = Path(tempfile.mkdtemp(prefix="canvasweb-bench-", dir=DISK if DISK.is_dir() else None))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Sqlite:
    """Databases that are files in a folder."""

    name = "sqlite"
    watch: dict[str, int] = {}

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def create(self) -> str:
        """A new empty database; its DATABASE_URL."""
        return f"sqlite:///{self.folder / (uuid.uuid4().hex + '.sqlite3')}"

    def copy(self, url: str) -> str:
        """The same content under a new name; nobody may be connected to the first."""
        made = self.create()
        shutil.copy(urlsplit(url).path, urlsplit(made).path)
        return made

    def drop(self, url: str) -> None:
        """Remove one."""
        path = Path(urlsplit(url).path)
        for leftover in path.parent.glob(path.name + "*"):
            leftover.unlink()

    def close(self) -> None:
        """Nothing runs."""


class Postgres:
    """Databases of a PostgreSQL server that is started for the run, on the server's core."""

    name = "postgres"

    def __init__(self, folder: Path) -> None:
        self._services = Services(disk=folder, durable=True)
        try:
            self._url = self._services.start_postgresql()
            self._await_ready()
        except BaseException:
            self._services.stop()
            raise
        self.watch = {"database": self._services.processes[0].pid}
        if can_pin():
            for pid in _family(self.watch["database"]):
                os.sched_setaffinity(pid, {SERVER_CORE})

    def create(self) -> str:
        """A new empty database; its DATABASE_URL."""
        return self._create("")

    def copy(self, url: str) -> str:
        """The same content under a new name; nobody may be connected to the first."""
        return self._create(f' TEMPLATE "{urlsplit(url).path[1:]}"')

    def _create(self, source: str) -> str:
        name = f"bench_{uuid.uuid4().hex}"
        self._execute(f'CREATE DATABASE "{name}"{source}')
        return urlunsplit(urlsplit(self._url)._replace(path=f"/{name}"))

    def drop(self, url: str) -> None:
        """Remove one, throwing out whoever is still connected."""
        self._execute(f'DROP DATABASE IF EXISTS "{urlsplit(url).path[1:]}" WITH (FORCE)')

    def _await_ready(self) -> None:
        """Its socket is there before it takes connections."""
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                return self._execute("SELECT 1")
            except psycopg.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def _execute(self, statement: Any) -> None:
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute(statement)

    def close(self) -> None:
        """End the server."""
        self._services.stop()


Databases = Sqlite | Postgres


@contextmanager
def databases(name: str, folder: Path) -> Iterator[Databases]:
    """`sqlite` or `postgres`, ended after the block."""
    made: Databases = Sqlite(folder) if name == "sqlite" else Postgres(folder)
    try:
        yield made
    finally:
        made.close()


def _family(pid: int) -> list[int]:
    """A process and its children."""
    found = [pid]
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
        if parent == pid:
            found.append(int(stat.parent.name))
    return found
