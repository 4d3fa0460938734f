"""From sessions to the figures of a table: medians, and ratios within a round."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Session = dict[str, Any]
Number = float | None


@dataclass(frozen=True)
class Spread:
    """A median of some rounds, the least and the most."""

    median: float
    least: float
    most: float
    rounds: int


def spread(values: list[Number]) -> Spread | None:
    """The spread of what was measured; None when nothing was."""
    known = [value for value in values if value is not None]
    return Spread(statistics.median(known), min(known), max(known), len(known)) if known else None


def highest(session: Session) -> Number:
    """The highest rate held, operations a second."""
    best = session["highest"]
    return float(best["rate"]) if best else None


def latency(part: str) -> Callable[[Session], Number]:
    """Milliseconds from the moment an operation was due until another socket had it, at the common rate."""
    return lambda session: session["hold"]["seen"][part] if _settled(session) else None


def processor(session: Session) -> Number:
    """Per cent of one core at the common rate, its database's included."""
    return _sum(session["hold"]["cpu"], "server", "database") if _settled(session) else None


def memory(session: Session) -> Number:
    """MiB after the hold at the common rate, its database's included."""
    return _sum(session["hold"]["memory"], "server", "database") if _settled(session) else None


def generator(session: Session) -> Number:
    """Per cent of its core that the load generator itself took at most."""
    return float(session["load"])


def _settled(session: Session) -> bool:
    """Whether the common rate was held at all: latencies of an overloaded server say how long one waited."""
    return bool(session["hold"] and session["hold"]["held"])


def _sum(values: dict[str, Number], *names: str) -> Number:
    known = [value for name in names if (value := values.get(name)) is not None]
    return sum(known) if known else None


@dataclass(frozen=True)
class Figures:
    """All sessions of a run by case (`system/sockets`)."""

    sessions: dict[str, list[Session]]

    def of(self, system: str, sockets: int, what: Callable[[Session], Number]) -> Spread | None:
        """A figure of a case over its rounds."""
        return spread([what(session) for session in self.sessions.get(f"{system}/{sockets}", [])])

    def ratio(self, system: str, base: str, sockets: int, what: Callable[[Session], Number]) -> Spread | None:
        """How many times the base's figure this one is, round by round, since rounds are what is comparable."""
        ours, theirs = (self.sessions.get(f"{name}/{sockets}", []) for name in (system, base))
        pairs = [(what(one), what(other)) for one, other in zip(ours, theirs, strict=False)]
        return spread([one / other if one is not None and other else None for one, other in pairs])

    def lost(self) -> list[str]:
        """Cases in which, at a rate that should have been held, something did not reach everybody."""
        return [key for key, some in self.sessions.items() if any(one["lost"] or one["broken"] for one in some)]

    def beyond(self) -> dict[str, str]:
        """What went wrong above the highest rate, by case."""
        found = {key: [one["beyond"] for one in some if one.get("beyond")] for key, some in self.sessions.items()}
        return {key: what[0] for key, what in found.items() if what}
