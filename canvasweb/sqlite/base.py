"""Django's SQLite backend with WAL, durable commits and the write gate around every write.

The gate is taken before a statement that may write (BEGIN included) when no transaction is open, and given
back as soon as none is open any more. Reads outside a transaction never take it.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base

from canvasweb.sqlite.gate import TIMEOUT_SECONDS, WriteGate, gate_for

READS = ("SELECT", "EXPLAIN", "VALUES", "SAVEPOINT", "RELEASE")
WRITING_PRAGMAS = ("WAL_CHECKPOINT", "OPTIMIZE", "JOURNAL_MODE", "INCREMENTAL_VACUUM")


def may_write(query: str) -> bool:
    """Whether a statement could change the database; True in doubt (a CTE may end in an INSERT)."""
    start = query.lstrip(" \t\r\n(")[:40].upper()
    if start.startswith("PRAGMA"):
        return any(word in start for word in WRITING_PRAGMAS)
    return not start.startswith(READS)


class GatedCursor(base.SQLiteCursorWrapper):
    """A cursor that passes the gate; it must be made by DatabaseWrapper.create_cursor, which sets `wrapper`."""

    wrapper: "DatabaseWrapper"
    _rows: "deque[Any] | None" = None

    @contextmanager
    def _gated(self, query: str) -> Iterator[None]:
        self._rows = None
        if not self.connection.in_transaction and may_write(query):
            self.wrapper.enter_gate()
        try:
            yield
            if self.wrapper.holds_gate and not self.connection.in_transaction and self.description:
                # INSERT … RETURNING outside a transaction commits only when its last row was read.
                self._rows = deque(super().fetchall())
        finally:
            self.wrapper.leave_gate_if_idle()

    def execute(self, query: str, params: Any = None) -> Any:
        with self._gated(query):
            return super().execute(query, params)

    def executemany(self, query: str, param_list: Any) -> Any:
        with self._gated(query):
            return super().executemany(query, param_list)

    def executescript(self, script: str) -> Any:
        with self._gated(script):
            return super().executescript(script)

    def fetchone(self) -> Any:
        if self._rows is None:
            return super().fetchone()
        return self._rows.popleft() if self._rows else None

    def fetchmany(self, size: int | None = None) -> list[Any]:
        size = self.arraysize if size is None else size
        if self._rows is None:
            return super().fetchmany(size)
        return [self._rows.popleft() for _ in range(min(size, len(self._rows)))]

    def fetchall(self) -> list[Any]:
        if self._rows is None:
            return super().fetchall()
        rows, self._rows = list(self._rows), deque()
        return rows

    def __next__(self) -> Any:
        if self._rows is None:
            return super().__next__()
        if not self._rows:
            raise StopIteration
        return self._rows.popleft()


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that knows whether it holds the gate of its database."""

    transaction_mode: str | None
    _gate: WriteGate | None = None
    holds_gate = False

    def get_connection_params(self) -> dict[str, Any]:
        parameters: dict[str, Any] = super().get_connection_params()
        parameters.setdefault("timeout", TIMEOUT_SECONDS)
        # A transaction that begins by reading and then writes fails at once under load unless it is IMMEDIATE.
        self.transaction_mode = self.transaction_mode or "IMMEDIATE"
        return parameters

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        name = str(conn_params["database"])
        in_memory = self.is_in_memory_db()
        self._gate = gate_for(name, in_memory=in_memory)
        if not in_memory:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
        connection = super().get_new_connection(conn_params)
        # FULL: with NORMAL a power cut may take back the last commits, which were acknowledged.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")  # overwrites what is deleted, however SQLite was built
        if not in_memory and connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            self._gate.acquire()
            try:
                connection.execute("PRAGMA journal_mode = WAL")
            finally:
                self._gate.release()
        return connection

    def create_cursor(self, name: str | None = None) -> GatedCursor:
        cursor: GatedCursor = self.connection.cursor(factory=GatedCursor)
        cursor.wrapper = self
        return cursor

    def leave_no_trace(self) -> None:
        """Empties the file of recent writes, which else keeps for a while what was deleted. Outside a transaction."""
        with self.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def enter_gate(self) -> None:
        """Waits for the gate; raises sqlite3.OperationalError after TIMEOUT_SECONDS."""
        if self._gate is not None and not self.holds_gate:
            self._gate.acquire()
            self.holds_gate = True

    def leave_gate_if_idle(self) -> None:
        """Gives the gate back unless a transaction is open."""
        if self.holds_gate and not (self.connection is not None and self.connection.in_transaction):
            self._open_gate()

    def _open_gate(self) -> None:
        if self.holds_gate and self._gate is not None:
            self.holds_gate = False
            self._gate.release()

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc]  # private, so not in the stubs
        finally:
            self.leave_gate_if_idle()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # private, so not in the stubs
        finally:
            self.leave_gate_if_idle()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # private, so not in the stubs
        finally:
            self._open_gate()

    def __del__(self) -> None:
        # A thread that ended in the middle of a transaction takes its connection, but not the gate, with it.
        self._open_gate()
