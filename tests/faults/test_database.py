"""Invariant 3 when PostgreSQL itself falls: one of its processes is killed, and it throws everybody out to recover."""

import asyncio
import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.faults.servers import PlantedServer
from tests.faults.voyage import Voyage, under_way
from tests.services import Services
from tests.serving import Database, manage

KILLS = 4
AGAIN_SECONDS = 10.0


def await_recovery(address: str) -> None:
    """Wait until PostgreSQL lets people in."""
    deadline = time.monotonic() + 20
    while True:
        try:
            psycopg.connect(address).close()
        except psycopg.OperationalError:
            assert time.monotonic() < deadline, "PostgreSQL does not come back"
            time.sleep(0.05)
        else:
            return


@pytest.fixture
def fragile(database: Database) -> Iterator[Database]:
    """A database on a PostgreSQL of its own that keeps its promises: what is committed is on the disk."""
    if database.is_file:
        pytest.skip("SQLite has no processes of its own")
    services = Services(durable=True)
    base = services.start_postgresql()
    await_recovery(base)
    with psycopg.connect(base, autocommit=True) as connection:
        connection.execute("CREATE DATABASE fragile")
    made = Database(urlunsplit(urlsplit(base)._replace(path="/fragile")))
    manage("migrate", "--verbosity", "0", environment={**os.environ, "DATABASE_URL": made.url})
    yield made
    services.stop()


def kill_one(database: Database, pick: random.Random) -> None:
    """SIGKILL one of the processes that serve the database, as the kernel does when memory runs out.

    Comes back when PostgreSQL has noticed it: then it has thrown everybody out.
    """
    connection = psycopg.connect(database.url, autocommit=True)
    pids = connection.execute("SELECT pid FROM pg_stat_activity WHERE datname = 'fragile'").fetchall()
    os.kill(pick.choice(pids)[0], signal.SIGKILL)
    with suppress(psycopg.OperationalError):
        for _ in range(400):
            connection.execute("SELECT 1")
            time.sleep(0.05)
        raise AssertionError("PostgreSQL does not mind")
    connection.close()


async def edits_go_on(voyage: Voyage) -> None:
    """Somebody is told again that an edit was taken, soon after the database is back."""
    await voyage.crew.news()
    async with asyncio.timeout(AGAIN_SECONDS):
        while not await voyage.crew.news():
            pass


@pytest.mark.long
async def test_a_database_that_falls_loses_nothing_that_was_acknowledged(
    fragile: Database, static_root: Path, tmp_path: Path
) -> None:
    server = PlantedServer(fragile, static_root, tmp_path / "var")
    await asyncio.to_thread(server.start)
    pick = random.Random(20)
    try:
        async with under_way([server], 20, direct=True, facilitators=False, in_node=3, in_python=3) as voyage:
            async with voyage.crew.acting(gentle=True, pace=0.06, reloads=0.001):
                for _ in range(KILLS):
                    await asyncio.sleep(pick.uniform(0.3, 0.8))
                    await asyncio.to_thread(kill_one, fragile, pick)
                    await asyncio.to_thread(await_recovery, fragile.url)
                    await edits_go_on(voyage)
            await voyage.quiet()
            problems = [one for one in await voyage.verdict(gentle=True) if not one.startswith("a server failed")]
            assert not problems, "\n".join(problems)
    finally:
        server.close()
