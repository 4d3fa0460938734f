"""What an export says, as plain data in fill order: what everybody may see, less what its maker leaves out.

Nothing private, no hidden author and no open vote is in it, so no writer can let them out.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from workshops.exports.assumed import Assumed
from workshops.exports.compared import Difference


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the maker of an export wants in it. `accent` is a colour as `#rrggbb`; `logo` the bytes of a PNG or JPEG."""

    names: bool = True
    comments: bool = True
    votes: bool = True
    links: bool = False
    """Whether pages say on which notes a note rests."""
    client: str = ""
    accent: str = ""
    logo: bytes = b""
    chapters: tuple[str, ...] = ()
    """Keys of the chapters of a report (exports/chapters.py); none: all there are."""


@dataclass(frozen=True, slots=True)
class CommentContent:
    """A remark on a note; `author` is empty when it is not told."""

    text: str
    author: str


@dataclass(frozen=True, slots=True)
class NoteContent:
    """A note with those under it in its stack. `tags` are (facet, value) as words; `votes` counts closed votes."""

    id: str
    text: str
    colour: str
    tags: tuple[tuple[str, str], ...]
    votes: int
    author: str
    comments: tuple[CommentContent, ...]
    members: tuple[NoteContent, ...]
    tag_keys: tuple[str, ...] = ()
    """The tags as the kind calls them, `facet.value`."""
    reactions: tuple[tuple[str, int], ...] = ()

    def all(self) -> tuple[NoteContent, ...]:
        """The note and those under it."""
        return (self, *self.members)


@dataclass(frozen=True, slots=True)
class BlockContent:
    """A block with its question in the facilitator's words, and its notes in order. `area` is its place in the grid."""

    key: str
    area: str
    region: str
    number: int
    name: str
    question: str
    context: str
    notes: tuple[NoteContent, ...]

    def all(self) -> tuple[NoteContent, ...]:
        """Every note, those in stacks behind their head."""
        return tuple(one for note in self.notes for one in note.all())


@dataclass(frozen=True, slots=True)
class OutcomeContent:
    """Something to adjust, stop, start or decide; `due` is a date as YYYY-MM-DD, or empty."""

    sort: str
    text: str
    owner: str
    due: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class VersionContent:
    """A named moment (Unix seconds) and what stood there then, without comments. No name: the end of the hour.

    `changes` counts what everybody could see change since the version before, by what it is (see history/growth.py).
    """

    name: str
    at: int
    blocks: tuple[BlockContent, ...]
    outcomes: tuple[OutcomeContent, ...]
    changes: tuple[tuple[str, int], ...] = ()
    assumed: Assumed = field(default_factory=Assumed)


@dataclass(frozen=True, slots=True)
class StepContent:
    """A step of the agenda: `minutes` as planned, `seconds` as it took, none when it was not held."""

    title: str
    block: str
    minutes: int
    seconds: int | None
    private: bool


@dataclass(frozen=True, slots=True)
class HourContent:
    """How the session went. `began` and `ended` are Unix seconds, or none while that has not come."""

    steps: tuple[StepContent, ...]
    began: int | None
    ended: int | None


@dataclass(frozen=True, slots=True)
class Layout:
    """The grid of the kind: tracks as its data file has them, and its areas row by row."""

    columns: tuple[object, ...]
    rows: tuple[object, ...]
    areas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CanvasContent:
    """One canvas at one moment. `blocks` is in fill order; `people` are the team's names, or none when left out."""

    id: str
    title: str
    topic: str
    team: str
    kind: str
    kind_name: str
    language: str
    date: dt.date
    version: str
    head: int
    layout: Layout
    blocks: tuple[BlockContent, ...]
    outcomes: tuple[OutcomeContent, ...]
    people: tuple[str, ...]
    count: int
    """How many people took part in the team."""
    wishes: Wishes
    kind_data: dict[str, Any] = field(default_factory=dict)
    """The workshop's own copy of its kind, as its data file has it."""
    wording: dict[str, dict[str, str]] = field(default_factory=dict)
    """By block: question and context in the facilitator's words."""
    versions: tuple[VersionContent, ...] = ()
    """Oldest first; gathered only when asked for."""
    hour: HourContent | None = None
    """Gathered only when asked for."""
    since: Difference | None = None
    """What differs from its first version to this; gathered only when asked for."""
    scenarios: tuple[Difference, ...] = ()
    """What differs in each scenario that was made of it; gathered only when asked for."""
    facilitators: tuple[str, ...] = ()
    """Their names, or none when left out."""
    assumed: Assumed = field(default_factory=Assumed)
    legend: tuple[tuple[str, str], ...] = ()
    """What colours mean here; none is known yet, so pages name the colours themselves."""

    def notes(self) -> tuple[NoteContent, ...]:
        """Every note, in fill order."""
        return tuple(note for block in self.blocks for note in block.all())
