"""The write gate: many writers, one at a time, none turned away, nothing lost."""

import gc
import multiprocessing
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connections, transaction

from canvasweb.sqlite.base import DatabaseWrapper, may_write
from canvasweb.sqlite.gate import WriteGate, gate_for

ROUNDS = 100


def connect(path: Path | str) -> DatabaseWrapper:
    """A connection of its own, as a thread or process of the site would have."""
    settings: dict[str, Any] = {
        "ENGINE": "canvasweb.sqlite",
        "NAME": str(path),
        "OPTIONS": {},
        "ATOMIC_REQUESTS": False,
    }
    settings |= {"AUTOCOMMIT": True, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False, "TIME_ZONE": None, "TEST": {}}
    return DatabaseWrapper(settings, alias="gate")


def run(connection: DatabaseWrapper, query: str) -> Any:
    """Executes and returns the first row, if any."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone() if cursor.description else None


def add_many(path: Path | str) -> None:
    """Reads a number and writes it back one higher, again and again; half of the rounds without a transaction."""
    connection = connect(path)
    connection.ensure_connection()
    for number in range(ROUNDS):
        if number % 2:
            run(connection, "UPDATE counter SET n = n + 1")
            continue
        connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        (value,) = run(connection, "SELECT n FROM counter")
        run(connection, f"UPDATE counter SET n = {value + 1}")  # noqa: S608 - our own number
        connection.commit()
        connection.set_autocommit(True)
    connection.close()


@pytest.fixture(autouse=True)
def _own_connections(django_db_blocker: Any) -> Iterator[None]:
    """These tests open databases of their own, which pytest-django would forbid."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def counter(tmp_path: Path) -> Path:
    path = tmp_path / "counter.sqlite3"
    connection = connect(path)
    run(connection, "CREATE TABLE counter (n integer)")
    run(connection, "INSERT INTO counter VALUES (0)")
    connection.close()
    return path


def total(path: Path) -> int:
    """The number as a stranger to this project would read it."""
    (value,) = sqlite3.connect(path).execute("SELECT n FROM counter").fetchone()
    return int(value)


def test_threads_lose_no_update(counter: Path) -> None:
    threads = [threading.Thread(target=add_many, args=[counter]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert total(counter) == 8 * ROUNDS


def test_processes_lose_no_update(counter: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    processes = [spawn.Process(target=add_many, args=[counter]) for _ in range(3)]
    for process in processes:
        process.start()
    add_many(counter)
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert total(counter) == 4 * ROUNDS


def test_connection_is_durable_and_checks_keys(counter: Path) -> None:
    connection = connect(counter)
    assert run(connection, "PRAGMA journal_mode") == ("wal",)
    assert run(connection, "PRAGMA synchronous") == (2,)
    assert run(connection, "PRAGMA foreign_keys") == (1,)
    connection.close()


def test_reading_does_not_wait_for_a_writer(counter: Path) -> None:
    reader, writer = connect(counter), connect(counter)
    run(writer, "BEGIN IMMEDIATE")
    assert writer.holds_gate
    assert run(reader, "SELECT n FROM counter") == (0,)
    assert not reader.holds_gate
    run(writer, "ROLLBACK")
    assert not writer.holds_gate


def test_gate_opens_when_a_statement_fails(counter: Path) -> None:
    connection = connect(counter)
    with pytest.raises(OperationalError):
        run(connection, "INSERT INTO nowhere VALUES (1)")
    assert not connection.holds_gate
    connection.close()


def test_gate_opens_when_the_connection_closes_within_a_transaction(counter: Path) -> None:
    connection, other = connect(counter), connect(counter)
    run(connection, "BEGIN IMMEDIATE")
    connection.close()
    run(other, "UPDATE counter SET n = 5")
    assert total(counter) == 5


def test_gate_opens_when_the_connection_is_forgotten(counter: Path) -> None:
    run(connect(counter), "BEGIN IMMEDIATE")
    gc.collect()
    run(connect(counter), "UPDATE counter SET n = 5")
    assert total(counter) == 5


def test_returning_is_committed_before_the_row_is_read(counter: Path) -> None:
    connection = connect(counter)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE counter SET n = 7 RETURNING n")
        assert total(counter) == 7
        assert not connection.holds_gate
        assert cursor.fetchone() == (7,)
        assert cursor.fetchone() is None
        cursor.execute("INSERT INTO counter VALUES (1), (2), (3) RETURNING n")
        assert cursor.fetchmany(2) == [(1,), (2,)]
        assert cursor.fetchall() == [(3,)]
        cursor.execute("SELECT count(*) FROM counter")
        assert list(cursor) == [(4,)]
    connection.close()


def test_gate_turns_away_after_its_timeout() -> None:
    gate = WriteGate(None)
    gate.acquire()
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        gate.acquire(timeout=0.01)
    gate.release()
    gate.acquire(timeout=0.01)
    gate.release()


def test_one_file_has_one_gate_whatever_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    assert gate_for(str(tmp_path / "a"), in_memory=False) is gate_for(str(tmp_path / "link" / "a"), in_memory=False)


def test_memory_database_works() -> None:
    connection = connect(":memory:")
    run(connection, "CREATE TABLE counter (n integer)")
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO counter VALUES (%s)", [(1,), (2,)])
    assert run(connection, "SELECT sum(n) FROM counter") == (3,)


@pytest.mark.parametrize(
    ("query", "writes"),
    [
        ("SELECT 1", False),
        ("  select 1", False),
        ("(SELECT 1) UNION SELECT 2", False),
        ("EXPLAIN QUERY PLAN DELETE FROM counter", False),
        ("PRAGMA foreign_keys = ON", False),
        ("PRAGMA wal_checkpoint(TRUNCATE)", True),
        ("WITH x AS (SELECT 1) INSERT INTO counter SELECT * FROM x", True),
        ("BEGIN IMMEDIATE", True),
        ("update counter set n = 1", True),
        ("VACUUM", True),
    ],
)
def test_may_write(query: str, writes: bool) -> None:
    assert may_write(query) is writes


@pytest.mark.one_backend
@pytest.mark.django_db(transaction=True)
def test_atomic_holds_the_gate_to_its_end_and_savepoints_keep_it() -> None:
    connection = connections["default"]
    assert isinstance(connection, DatabaseWrapper)
    with transaction.atomic():
        assert connection.holds_gate
        with transaction.atomic():
            assert connection.holds_gate
        assert connection.holds_gate
    assert not connection.holds_gate
