"""What an export says of how two canvases differ: an earlier moment and this one, or this one and a scenario.

As everybody may see both, without who did it: so nothing private, no hidden author and no open vote.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NoteState:
    """A note at one of the two moments: the key of its block, the id and text of the head it is stacked under or
    empty, and its tags as words."""

    block: str
    text: str
    colour: str
    tags: tuple[str, ...]
    under: str
    head: str


@dataclass(frozen=True, slots=True)
class NoteDifference:
    """What became of a note: `sort` and `what` as in domain/compare.py; `words` the parts of both texts."""

    sort: str
    what: tuple[str, ...]
    before: NoteState | None
    after: NoteState | None
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class BlockDifference:
    """A block in which something differs; `mark` is what was said of it before and after, `same` counts the notes that
    stand there as they stood."""

    key: str
    name: str
    number: int
    mark: tuple[str, str] | None
    notes: tuple[NoteDifference, ...]
    same: int


@dataclass(frozen=True, slots=True)
class ItemDifference:
    """What became of an outcome, measure, assumption, experiment or link. `said` are its words, `notes` those of the
    notes it is about, `fields` what differs: name, before, after."""

    kind: str
    sort: str
    said: str
    notes: tuple[str, ...]
    fields: tuple[tuple[str, str, str], ...] = ()


Side = tuple[str, int | None]
"""One of two canvases: its name (none: the end of the hour), and a moment (Unix seconds), or none for how it is now."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Two canvases. `counts` as in history/growth.py; `review` the days before and after, when they differ."""

    before: Side
    after: Side
    counts: tuple[tuple[str, int], ...]
    blocks: tuple[BlockDifference, ...]
    items: tuple[ItemDifference, ...]
    review: tuple[str, str] | None = None
