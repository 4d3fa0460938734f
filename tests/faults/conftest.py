"""The servers of a voyage, and the hurry that tests are in."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.servers import MortalServer
from tests.serving import Database, ServerProcess

BACKEND = os.environ.get("CANVASWEB_TEST_BACKEND", "sqlite")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clients in Python notice a dead connection in seconds; those in Node have a clock that runs faster."""
    monkeypatch.setattr("workshops.client.PING_SECONDS", 1.0)
    monkeypatch.setattr("workshops.client.SILENCE_SECONDS", 3.0)
    monkeypatch.setattr("workshops.client.OPEN_SECONDS", 2.0)
    monkeypatch.setattr("workshops.client.FATE_SECONDS", 1.5)


@pytest.fixture
def servers(shared_server: ServerProcess) -> Iterator[list[ServerProcess]]:
    """One server on SQLite; on PostgreSQL two on the same database, joined by Redis."""
    if BACKEND == "sqlite":
        yield [shared_server]
        return
    other = shared_server.sibling()
    other.start()
    yield [shared_server, other]
    other.close()


@pytest.fixture
def mortal(database: Database, static_root: Path, tmp_path: Path) -> Iterator[MortalServer]:
    """A server that has not started yet; on SQLite its file is on a real disk, so that syncs take their time."""
    if database.is_file:
        shutil.copy(database.path, tmp_path / "killed.sqlite3")
        database = Database(f"sqlite:///{tmp_path / 'killed.sqlite3'}")
    server = MortalServer(database, static_root, tmp_path / "var")
    yield server
    server.close()


def command(seed: int, test: str) -> str:
    """How a failing seed is played again."""
    variables = f"FAULTS_SEED={seed} CANVASWEB_TEST_BACKEND={BACKEND}"
    return f"seed {seed}: {variables} .venv/bin/python -m pytest tests/faults/{test}"
