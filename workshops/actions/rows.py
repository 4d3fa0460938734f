"""What a commit asks of the rows, in plain SQL: building the same queries with the ORM costs more than judging an edit.

Names of tables and columns come from the models; ids are written as the database has them.
"""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache

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


def ask(canvas_id: str, ids: Sequence[str]) -> tuple[int, int, bool, dict[str, int]]:
    """What a commit has to know: the head of a canvas, whose row is locked from now on; the workshop's head and whether
    it is archived; and those of the operations' ids that are in the log, with their numbers.

    Inside a transaction. Raises Canvas.DoesNotExist.
    """
    own = key(canvas_id)
    marks = ", ".join(["%s"] * len(ids))
    known = f"SELECT uid, n FROM {table(Operation)} WHERE canvas_id = %s AND uid IN ({marks})"  # noqa: S608 - our own
    # Both are sent before either is answered; the second sees what the first waited for.
    with connection.cursor() as heads, connection.cursor() as taken:
        heads.execute(_heads(connection.vendor), (own,))
        taken.execute(known, (own, *map(key, ids)))
        row = heads.fetchone()
        if row is None:
            raise Canvas.DoesNotExist
        return row[0], row[1], bool(row[2]), {str(uuid.UUID(str(uid))): n for uid, n in taken.fetchall()}


def set_head(canvas_id: str, head: int, *, locked: bool) -> None:
    """Write the head of a canvas and whether it is locked."""
    with connection.cursor() as cursor:
        sql = f"UPDATE {table(Canvas)} SET head = %s, locked = %s WHERE id = %s"  # noqa: S608 - names of our own
        cursor.execute(sql, (head, locked, key(canvas_id)))


def table(model: type[models.Model]) -> str:
    """The quoted name of a model's table."""
    return connection.ops.quote_name(model._meta.db_table)


@cache
def _heads(vendor: str) -> str:
    sql = (
        f"SELECT c.head, w.head, w.archived FROM {table(Canvas)} c"  # noqa: S608 - names of our own
        f" JOIN {table(Workshop)} w ON w.id = c.workshop_id WHERE c.id = %s"
    )
    # In SQLite the transaction has the whole database to itself.
    return sql if vendor == "sqlite" else f"{sql} FOR UPDATE OF c"
