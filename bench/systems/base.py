"""What the runner asks of a system."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass
class Running:
    """A server that is up: which adapter of the generator speaks to it, with what, and which processes to watch."""

    adapter: str
    target: dict[str, Any]
    watch: dict[str, int]
    notes: dict[str, str] = field(default_factory=dict)
    """What was set differently from how the system comes, for the report."""


class System(Protocol):
    """One measured system, prepared; `serve` may be called many times, each time on fresh data."""

    name: str

    def serve(self, sockets: int, rate: int) -> AbstractContextManager[Running]:
        """Start it for so many sockets and at most so many operations a second together."""


Serving = Iterator[Running]
