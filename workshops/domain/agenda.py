"""The steps of an hour, and the arithmetic of its clock. Times are Unix milliseconds, lengths milliseconds.

The clock is not a timer: what is left of a step follows from when it began and how long it is, for whoever asks, and
nothing happens when it runs out. Twin of the arithmetic: core/schedule.js.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from workshops.domain import text as texts
from workshops.domain.operations import Refusal
from workshops.domain.rights import GRANTS, Moment

MINUTE = 60_000
HOUR_MINUTES = 60
MINUTES_MOST = 240
STEPS_LIMIT = 40
TITLE_LIMIT = 80
QUESTION_LIMIT = 300
COACHING_LIMIT = 1_000
DOTS_MOST = 20
PURPOSES = ("opening", "block", "back", "money", "vote", "outcomes", "other")


@dataclass(slots=True)
class Step:
    """One timed part of an hour: what is asked, of which block, and what people may do meanwhile."""

    id: str
    key: str = ""
    """Where it stands among the steps (domain/order.py)."""
    title: str = ""
    minutes: int = 4
    purpose: str = "other"
    block: str | None = None
    """The block in focus."""
    question: str = ""
    """Empty: the block's own."""
    may: list[str] = field(default_factory=lambda: ["write", "arrange", "talk"])
    private: bool = False
    names: bool = True
    reading: bool = False
    """Whether facilitators may read along in private; people are told."""
    dots: int = 3
    vote_blocks: list[str] = field(default_factory=list)
    coaching: str = ""
    """For facilitators alone."""
    skipped: bool = False
    revealed: bool = False
    began: int | None = None
    ended: int | None = None
    gone: bool = False

    @property
    def length(self) -> int:
        """Its planned length."""
        return self.minutes * MINUTE


@dataclass(slots=True)
class Hour:
    """Where the hour is. `began` moves on by each pause, so that elapsed time is always now − began."""

    phase: str = "before"
    step: str | None = None
    started: int | None = None
    """When the first step began."""
    planned: int = 0
    """How long the agenda was when the hour started."""
    began: int = 0
    length: int = 0
    paused: int | None = None
    ended: int | None = None
    alone: bool = False
    """One person goes through the steps at their own pace: there is no clock, and a step ends when they say so."""


def check_fields(raw: dict[str, Any], blocks: Collection[str]) -> dict[str, Any]:
    """The fields of a step that are in `raw`, checked. Raises Refusal that names the field."""
    return {name: _CHECKS[name](raw[name], blocks) for name in _CHECKS if name in raw}


def check_minutes(value: object) -> int:
    """Minutes of a step, 1 to 240. Raises Refusal `minutes-bounds`."""
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MINUTES_MOST:
        raise Refusal("minutes-bounds", most=MINUTES_MOST)
    return value


def _line(value: object, limit: int, name: str, *, lines: bool = False, empty: bool = True) -> str:
    if not isinstance(value, str):
        raise Refusal("shape", field=name)
    value = value.strip()
    if len(value) > limit:
        raise Refusal("text-long", limit=limit, field=name)
    if not texts.is_clean(value, lines=lines):
        raise Refusal("text-unclean", field=name)
    if not empty and not value:
        raise Refusal("title-empty", field=name)
    return value


def _flag(name: str) -> Any:
    def check(value: object, blocks: Collection[str]) -> bool:
        if not isinstance(value, bool):
            raise Refusal("shape", field=name)
        return value

    return check


def _grants(value: object, blocks: Collection[str]) -> list[str]:
    if not isinstance(value, list) or any(one not in GRANTS for one in value):
        raise Refusal("shape", field="may")
    return [one for one in GRANTS if one in value]


def _block(value: object, blocks: Collection[str]) -> str | None:
    if value is None or value == "":
        return None
    if value not in blocks:
        raise Refusal("no-block", field="block")
    return str(value)


def _vote_blocks(value: object, blocks: Collection[str]) -> list[str]:
    if not isinstance(value, list) or any(one not in blocks for one in value):
        raise Refusal("no-block", field="vote_blocks")
    return list(dict.fromkeys(value))


def _dots(value: object, blocks: Collection[str]) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= DOTS_MOST:
        raise Refusal("dots-bounds", most=DOTS_MOST)
    return value


def _purpose(value: object, blocks: Collection[str]) -> str:
    if value not in PURPOSES:
        raise Refusal("shape", field="purpose")
    return str(value)


_CHECKS: dict[str, Any] = {
    "title": lambda value, _: _line(value, TITLE_LIMIT, "title", empty=False),
    "minutes": lambda value, _: check_minutes(value),
    "purpose": _purpose,
    "block": _block,
    "question": lambda value, _: _line(value, QUESTION_LIMIT, "question"),
    "may": _grants,
    "private": _flag("private"),
    "names": _flag("names"),
    "reading": _flag("reading"),
    "dots": _dots,
    "vote_blocks": _vote_blocks,
    "coaching": lambda value, _: _line(value, COACHING_LIMIT, "coaching", lines=True),
}

FIELDS = tuple(_CHECKS)
"""What somebody who prepares can set of a step."""


def in_order(steps: Iterable[Step]) -> list[Step]:
    """The steps as they follow each other, without those that were taken out."""
    return sorted((step for step in steps if not step.gone), key=lambda step: (step.key, step.id))


def total(steps: Iterable[Step]) -> int:
    """The minutes of an agenda, skipped steps left out."""
    return sum(step.minutes for step in steps if not step.gone and not step.skipped)


def elapsed(hour: Hour, now: int) -> int:
    """How long the running step has been going, pauses left out."""
    return max(0, (now if hour.paused is None else hour.paused) - hour.began)


def remaining(hour: Hour, now: int) -> int:
    """What is left of the running step; negative when it is over time. 0 where there is no clock."""
    return 0 if hour.alone else hour.length - elapsed(hour, now)


def following(steps: Sequence[Step], step: str | None) -> list[Step]:
    """The steps that are still to come after this one, in order; all when there is none."""
    places = [one.id for one in steps]
    index = places.index(step) + 1 if step in places else 0
    return [one for one in steps[index:] if not one.skipped]


def expected_end(hour: Hour, steps: Sequence[Step], now: int) -> int:
    """When the hour will end if every step to come takes its minutes; `now` where there is no clock."""
    if hour.alone:
        return now
    return now + max(0, remaining(hour, now)) + sum(step.length for step in following(steps, hour.step))


def behind(hour: Hour, steps: Sequence[Step], now: int) -> int:
    """How much later than planned the hour will end; negative: earlier. 0 before it starts, and without a clock."""
    if hour.alone or hour.phase != "step" or hour.started is None:
        return 0
    return expected_end(hour, steps, now) - (hour.started + hour.planned)


def spread(minutes: Sequence[int], available: int) -> list[int]:
    """Whole minutes for steps, at least one each, in proportion to their own and together `available` if that fits.

    Largest remainders get the minutes that rounding leaves (Hamilton's method).
    """
    if not minutes:
        return []
    rest = available - len(minutes)
    if rest <= 0:
        return [1] * len(minutes)
    whole = sum(minutes)
    shares = [rest * one / whole for one in minutes]
    given = [int(share) for share in shares]
    by_remainder = sorted(range(len(minutes)), key=lambda index: (given[index] - shares[index], index))
    for index in by_remainder[: rest - sum(given)]:
        given[index] += 1
    return [1 + one for one in given]


def moment(hour: Hour, step: Step | None, *, archived: bool = False) -> Moment:
    """What the hour makes of operations now, or of those that were made in `step`."""
    if archived:
        return Moment("archived")
    if hour.phase == "after" and not hour.alone:  # who was through the steps alone may go on writing
        return Moment("after")
    if step is None:
        return Moment("before")
    return Moment(
        "step",
        step.id,
        tuple(step.may),
        step.private and not step.revealed,
        step.names,
        step.dots if "vote" in step.may else 0,
        tuple(step.vote_blocks),
    )
