"""What is deleted for good is in no file of the database any more."""

from django.db import connection, transaction


def leave_none() -> None:
    """Once this transaction is committed, nothing of what it deleted can be read from the files of an SQLite database.

    PostgreSQL clears its own by vacuuming.
    """
    scrub = getattr(connection, "leave_no_trace", None)
    if scrub is not None:
        transaction.on_commit(scrub, robust=True)  # it is deleted all the same
