"""What a commit asks of the rows, in plain SQL: building the same queries with the ORM costs more than judging an edit.

Names of tables and columns come from the models; ids are written as the database has them.
"""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.db import connection, models

from workshops.models import Canvas, Operation, Workshop


def key(value: str) -> str:
    """An id as it is stored: PostgreSQL has a type for UUIDs, in SQLite they are 32 hexadecimal digits."""
    return value if connection.features.has_native_uuid_field else value.replace("-", "")


@contextmanager
def pipelined() -> Iterator[None]:
    """Send statements without waiting for each one's answer, where the database can: a commit waits three times, not
    eight. Inside a transaction."""
    if connection.vendor != "postgresql":
        yield
        return
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


def ask(canvas_id: str, ids: Sequence[str]) -> tuple[int, int, dict[str, int]]:
    """What a commit has to know: the head of a canvas, whose row is locked from now on; the workshop's head; and those
    of the operations' ids that are in the log, with their numbers.

    Inside a transaction. Raises Canvas.DoesNotExist.
    """
    own = key(canvas_id)
    # Both are sent before either is answered; the second sees what the first waited for.
    with connection.cursor() as heads, connection.cursor() as taken:
        heads.execute(_heads(connection.vendor), (own,))
        if ids:
            taken.execute(_known(len(ids)), (own, *map(key, ids)))
        row = heads.fetchone()
        if row is None:
            raise Canvas.DoesNotExist
        return row[0], row[1], _numbers(taken.fetchall() if ids else [])


def taken(canvas_id: str, ids: Sequence[str]) -> dict[str, int]:
    """Those of the operations' ids that are in the log, with their numbers."""
    with connection.cursor() as cursor:
        cursor.execute(_known(len(ids)), (key(canvas_id), *map(key, ids)))
        return _numbers(cursor.fetchall())


def _known(count: int) -> str:
    marks = ", ".join(["%s"] * count)
    return f"SELECT uid, n FROM {table(Operation)} WHERE canvas_id = %s AND uid IN ({marks})"  # noqa: S608 - our own


def _numbers(found: Sequence[tuple[Any, int]]) -> dict[str, int]:
    return {str(uuid.UUID(str(uid))): n for uid, n in found}


def set_head(canvas_id: str, head: int, *, locked: bool, review: str | None) -> None:
    """Write the head of a canvas, whether it is locked, and the day of its review."""
    with connection.cursor() as cursor:
        sql = f"UPDATE {table(Canvas)} SET head = %s, locked = %s, review = %s WHERE id = %s"  # noqa: S608 - names of our own
        cursor.execute(sql, (head, locked, review, key(canvas_id)))


def table(model: type[models.Model]) -> str:
    """The quoted name of a model's table."""
    return connection.ops.quote_name(model._meta.db_table)


@cache
def _heads(vendor: str) -> str:
    sql = (
        f"SELECT c.head, w.head FROM {table(Canvas)} c"  # noqa: S608 - names of our own
        f" JOIN {table(Workshop)} w ON w.id = c.workshop_id WHERE c.id = %s"
    )
    # In SQLite the transaction has the whole database to itself.
    return sql if vendor == "sqlite" else f"{sql} FOR UPDATE OF c"
