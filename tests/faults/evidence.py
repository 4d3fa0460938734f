"""What the database says of a canvas, gathered by a process beside the server; see Backstage."""

from dataclasses import asdict
from typing import Any

from django.db import connections

from workshops.actions.open_canvases import read_entries
from workshops.domain.picture import picture
from workshops.models import Canvas, Operation


def let_go() -> None:
    """Close the database: as long as anybody has it open, SQLite has nothing to recover after a kill.

    Nor keep connections to a PostgreSQL that may be another one by the next question.
    """
    connections.close_all()
    for connection in connections.all():
        if connection.vendor == "postgresql":
            connection.close_pool()  # type: ignore[attr-defined]  # of that backend alone


def head(canvas_id: str) -> int:
    """The number of the last operation."""
    return Canvas.objects.values_list("head", flat=True).get(pk=canvas_id)


def ids(canvas_id: str, since: int) -> list[tuple[int, str]]:
    """The numbers and ids in the log after a number, in order."""
    rows = Operation.objects.filter(canvas_id=canvas_id, n__gt=since).order_by("n")
    return [(n, str(uid)) for n, uid in rows.values_list("n", "uid")]


def gather(canvas_id: str) -> dict[str, Any]:
    """The whole log, and the canvas as the rows beside it have it."""
    row = Canvas.objects.select_related("workshop").get(pk=canvas_id)
    rows = row.to_domain(row.workshop.parsed_kind())
    return {"head": row.head, "log": [asdict(entry) for entry in read_entries(canvas_id, 0)], "rows": picture(rows)}
