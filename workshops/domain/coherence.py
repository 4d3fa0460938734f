"""What the assumptions of a canvas say together: what to test first, what rests on one that fell, and whether a result
reaches its threshold. Twin: core/coherence.js.
"""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workshops.domain.canvas import Canvas
    from workshops.domain.items import Assumption, Experiment

DECIDED = ("passed", "failed")


def standing_on(canvas: Canvas, note: str) -> list[Assumption]:
    """The assumptions of a note, oldest first."""
    return [one for one in canvas.assumptions.values() if one.note == note and not one.removed]


def experiments_of(canvas: Canvas, assumption: str) -> list[Experiment]:
    """The experiments for an assumption, oldest first."""
    return [one for one in canvas.experiments.values() if one.assumption == assumption and not one.removed]


def resting_on(canvas: Canvas, note: str) -> list[str]:
    """The ids of the notes that rest on this one through the links, each once, nearest first; itself not among them.

    Links may form circles. What is in the bin carries nothing.
    """
    ways: dict[str, list[str]] = {}
    for link in canvas.links.values():
        if not (link.removed or canvas.notes[link.note].removed or canvas.notes[link.other].removed):
            ways.setdefault(link.note, []).append(link.other)
    found = {note: None}
    queue = deque([note])
    while queue:
        for other in ways.get(queue.popleft(), []):
            if other not in found:
                found[other] = None
                queue.append(other)
    return list(found)[1:]


def fallen(canvas: Canvas) -> dict[str, list[str]]:
    """By note, the refuted assumptions that it rests on: its own and, through the links, others'; its own first."""
    refuted = [one for one in canvas.assumptions.values() if one.status == "refuted" and not one.removed]
    refuted = [one for one in refuted if not canvas.notes[one.note].removed]
    found: dict[str, list[str]] = {}
    for one in refuted:
        found.setdefault(one.note, []).append(one.id)
    for one in refuted:
        for note in resting_on(canvas, one.note):
            found.setdefault(note, []).append(one.id)
    return found


def test_first(canvas: Canvas) -> list[Assumption]:
    """The assumptions worth a test, what most depends on and least is known of first (`urgency`), then the oldest.

    They are open or being tested, not decided by an experiment yet, and on notes that are on the canvas.
    """
    decided = {one.assumption for one in canvas.experiments.values() if one.verdict in DECIDED and not one.removed}
    wanted = [
        one
        for one in canvas.assumptions.values()
        if one.status in ("open", "testing")
        and one.id not in decided
        and not (one.removed or canvas.notes[one.note].removed)
    ]
    return sorted(wanted, key=lambda one: (-urgency(one), one.at, one.id))


def urgency(one: Assumption) -> int:
    """How much a test of it would tell: 0 to 10,000."""
    return one.importance * (100 - one.evidence)


_MOST = "≤|<=|=<|at most|no more than|up to|max(?:imum|imaal)?|hoogstens|hooguit|ten hoogste|niet meer dan"
_UNDER = "<|less than|fewer than|under|below|minder dan|onder"
_OVER = ">|more than|over|above|meer dan|boven"
_LEAST = "≥|>=|=>|at least|no less than|min(?:imum|imaal)?|minstens|ten minste|tenminste|niet minder dan"
_NUMBER = r"\d+(?:[.,\u00a0\u202f]\d+)*"
_AMOUNT = re.compile(
    rf"(?:(?P<most>{_MOST})|(?P<least>{_LEAST})|(?P<under>{_UNDER})|(?P<over>{_OVER}))?"
    rf"\s*[€$£]?\s*(?P<number>{_NUMBER})\s*"
    rf"(?:(?P<percent>%|procent|percent)|(?:/|of the|of|out of|van de|van|uit|op de|op)\s*(?P<of>{_NUMBER}))?"
    r"\s*(?P<unit>[^\W\d_]*)"
)


def passed(threshold: str, result: str) -> bool | None:
    """Whether a result reaches a threshold, when both begin with a number that can be compared; None when only a person
    can say. "8 of 10" is held against "4 of 12" by its share, "3 weeks" against "5 days" not at all."""
    wanted, came = _read(threshold), _read(result)
    if wanted is None or came is None:
        return None
    limit, share, unit, compare = wanted
    value, came_share, came_unit, _ = came
    if share is not None and came_share is not None:
        limit, value = share, came_share
    elif unit and came_unit and unit != came_unit:
        return None
    return {"most": value <= limit, "under": value < limit, "over": value > limit}.get(compare, value >= limit)


def _read(words: str) -> tuple[float, float | None, str, str] | None:
    """The number at the beginning of words, as a share of 1 where it is one, its unit, and how it compares."""
    found = _AMOUNT.match(words.strip().lower())
    number = _number(found["number"]) if found else None
    if found is None or number is None:
        return None
    share = number / 100 if found["percent"] else None
    of = _number(found["of"]) if found["of"] else None
    if of:
        share = number / of
    compare = next((name for name in ("most", "under", "over") if found[name]), "least")
    return number, share, "" if share is not None else found["unit"], compare


def _number(written: str) -> float | None:
    """A number as people write it in either language: 1.000, 1,000, 12,5, 12.5."""
    parts = re.split(r"[.,\u00a0\u202f]", written)
    grouped = all(len(part) == 3 for part in parts[1:]) and len(parts[0]) <= 3 and parts[0] != "0"
    if len(parts) == 1 or grouped:
        return float("".join(parts))
    last = parts[1:-1]
    if all(len(part) == 3 for part in last):
        return float("".join([parts[0], *last]) + "." + parts[-1])
    return None
