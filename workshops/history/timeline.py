"""The line one looks back along: where a canvas's log begins and ends, its versions, and what time it was when."""

from dataclasses import dataclass

from workshops.models import Canvas, Operation

SAMPLES = 240
"""At most so many numbers are told with their time; between two the time is nearly that of either."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A version: number, name (empty: the end of the hour), whether a step's end left it, when (Unix s), by whom."""

    id: str
    n: int
    name: str
    step: bool
    at: int
    by: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """`head` is the last number (0: nothing happened yet), `times` pairs of number and Unix seconds in order."""

    head: int
    times: tuple[tuple[int, int], ...]
    marks: tuple[Mark, ...]


def timeline(row: Canvas) -> Timeline:
    """The line of a canvas. Costs the same however long its log is."""
    wanted = {1 + (row.head - 1) * part // (SAMPLES - 1) for part in range(SAMPLES)} if row.head else set()
    times = row.operations.filter(n__in=wanted).order_by("n").values_list("n", "at")
    marks = tuple(
        Mark(str(one.pk), one.n, one.name, one.step is not None, one.at, one.by)
        for one in row.versions.filter(n__lte=row.head).order_by("n", "at")
    )
    return Timeline(row.head, tuple(times), marks)


def number_at(row: Canvas, at: int) -> int:
    """The number of the last operation not after a time (Unix seconds); 0 before the first one."""
    found = Operation.objects.filter(canvas=row, at__lte=at).order_by("-n").values_list("n", flat=True).first()
    return found or 0
