"""What the database says of a canvas, gathered by a process beside the server; see Backstage."""

from dataclasses import asdict
from typing import Any

from workshops.actions.open_canvases import read_entries
from workshops.domain.picture import picture
from workshops.models import Canvas


def head(canvas_id: str) -> int:
    """The number of the last operation."""
    return Canvas.objects.values_list("head", flat=True).get(pk=canvas_id)


def ids(canvas_id: str, since: int) -> list[tuple[int, str]]:
    """The numbers and ids in the log after a number."""
    return [(entry.n, entry.id) for entry in read_entries(canvas_id, since)]


def gather(canvas_id: str) -> dict[str, Any]:
    """The whole log, and the canvas as the rows beside it have it."""
    row = Canvas.objects.select_related("workshop").get(pk=canvas_id)
    rows = row.to_domain(row.workshop.parsed_kind())
    return {"head": row.head, "log": [asdict(entry) for entry in read_entries(canvas_id, 0)], "rows": picture(rows)}
