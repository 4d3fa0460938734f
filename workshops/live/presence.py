"""Who is on a canvas, where, and writing or not. Never in the log; each entry lives for some seconds (P20, P21)."""

from dataclasses import dataclass, field
from typing import Any

LIFETIME = 14.0
"""Seconds after which somebody not heard of is gone. Clients ping every 5 s."""


@dataclass(slots=True)
class Spot:
    """Where one window of a person is."""

    block: str | None = None
    note: str | None = None
    typing: bool = False
    until: float = 0.0
    moved: float = 0.0


@dataclass
class Presence:
    """The spots of everybody on one canvas, by person and window."""

    spots: dict[tuple[int, str], Spot] = field(default_factory=dict)
    changed: bool = False

    def heard(self, who: int, window: str, now: float) -> None:
        """Somebody is still there."""
        spot = self.spots.get((who, window))
        if spot is None:
            spot = self.spots[who, window] = Spot(moved=now)
            self.changed = True
        spot.until = now + LIFETIME

    def moved(self, who: int, window: str, place: tuple[str | None, str | None, bool], now: float) -> None:
        """Somebody is at (block, note, writing) now."""
        self.heard(who, window, now)
        spot = self.spots[who, window]
        if (spot.block, spot.note, spot.typing) != place:
            spot.block, spot.note, spot.typing = place
            self.changed = True
        spot.moved = now

    def left(self, who: int, window: str) -> None:
        """A window is closed."""
        if self.spots.pop((who, window), None) is not None:
            self.changed = True

    def expire(self, now: float) -> None:
        """Forget those who were not heard of for too long."""
        for key in [key for key, spot in self.spots.items() if spot.until < now]:
            del self.spots[key]
            self.changed = True

    def people(self) -> list[dict[str, Any]]:
        """Everybody once, where they moved last."""
        return [
            {"who": who, "block": spot.block, "note": spot.note, "typing": spot.typing}
            for who, spot in sorted(self._latest().items())
        ]

    def _latest(self) -> dict[int, Spot]:
        latest: dict[int, Spot] = {}
        for (who, _), spot in self.spots.items():
            if who not in latest or spot.moved > latest[who].moved:
                latest[who] = spot
        return latest

    def counted(self) -> dict[str, Any]:
        """Everybody once, without where, and how many are in each block: for steps in which that would tell who wrote
        what."""
        blocks: dict[str, int] = {}
        for spot in self._latest().values():
            if spot.block is not None:
                blocks[spot.block] = blocks.get(spot.block, 0) + 1
        nowhere = {"block": None, "note": None, "typing": False}
        return {"people": [{"who": who, **nowhere} for who in sorted(self._latest())], "blocks": blocks}
