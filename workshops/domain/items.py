"""What stands on a canvas: notes, what belongs to them, outcomes and the dots of a vote, with the limits of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

COLOURS = ("sun", "sky", "rose", "mint", "lilac", "plain")
REACTIONS = ("agree", "heart", "idea", "doubt")
BLOCK_LIMIT = 300
CANVAS_LIMIT = 3_000
COMMENTS_LIMIT = 200
OUTCOMES_LIMIT = 100
OUTCOMES = ("adjust", "stop", "start", "decide")
ASSUMPTIONS_LIMIT = 300
ASSUMPTIONS_OF_NOTE = 20
EXPERIMENTS_OF_ASSUMPTION = 10
LINKS_LIMIT = 600
LINKS_OF_NOTE = 20
STATEMENT_LIMIT = 280
STATUSES = ("open", "testing", "confirmed", "refuted")
VERDICTS = ("", "passed", "failed", "unclear")
MARKS = ("", "filled", "tested")


@dataclass(slots=True)
class Note:
    """A post-it. `v` is the number of its last text change, `whole` the number at which its whole text was set.

    `to`: whose alone it is while it is private (0: everybody's); `shown`: the number of its reveal; `step`: the step it
    was written in; `anon`: nobody but its author is told whose it is.
    """

    id: str
    block: str
    key: str
    text: str
    colour: str
    tags: list[str]
    under: str | None
    by: int
    at: int
    removed: bool
    v: int = 0
    whole: int = 0
    writers: list[int] = field(default_factory=list)
    reactions: dict[str, list[int]] = field(default_factory=dict)
    to: int = 0
    anon: bool = False
    step: str | None = None
    locked: bool = False
    shown: int = 0

    @property
    def place(self) -> tuple[str, str]:
        """Where it sorts among the notes of its block or stack."""
        return (self.key, self.id)

    @property
    def group(self) -> str | None:
        """The list it stands in: the head of its stack, else its block; None in the bin."""
        return None if self.removed else self.under or self.block


@dataclass(slots=True)
class Comment:
    """A remark on a note."""

    id: str
    note: str
    text: str
    by: int
    at: int
    removed: bool
    anon: bool = False


@dataclass(slots=True)
class Outcome:
    """What the group will do next, with who and when in their words."""

    id: str
    sort: str
    text: str
    owner: str
    due: str | None
    by: int
    at: int
    removed: bool = False


@dataclass(slots=True)
class Measure:
    """By what one will see that a note comes true, all in words; `id` is the note's."""

    id: str
    name: str = ""
    now: str = ""
    target: str = ""
    unit: str = ""
    due: str | None = None
    owner: str = ""
    removed: bool = False


@dataclass(slots=True)
class Assumption:
    """What has to be true for a note to hold. `importance` and `evidence` are 0 to 100."""

    id: str
    note: str
    statement: str
    importance: int
    evidence: int
    status: str
    by: int
    at: int
    removed: bool = False
    anon: bool = False


@dataclass(slots=True)
class Experiment:
    """How an assumption is put to the test, what counts as passed, what came of it. `starter`: what it grew from."""

    id: str
    assumption: str
    starter: str
    method: str
    metric: str
    threshold: str
    owner: str
    due: str | None
    result: str
    learning: str
    verdict: str
    by: int
    at: int
    removed: bool = False
    anon: bool = False


@dataclass(slots=True)
class Link:
    """What rests on what: the note `other` rests on `note`."""

    id: str
    note: str
    other: str
    by: int
    at: int
    removed: bool = False
    anon: bool = False


SORTS: dict[str, type[Any]] = {
    "comment": Comment,
    "outcome": Outcome,
    "measure": Measure,
    "assumption": Assumption,
    "experiment": Experiment,
    "link": Link,
}
"""What an effect can set by its id, besides notes."""
ON_NOTES = ("comment", "measure", "assumption", "experiment", "link")
"""The sorts that stand on notes, and are as private as these."""


def sort_of(effect: Mapping[str, Any]) -> str | None:
    """The sort of item an effect is about; None when it is about a note, a vote, a block or the canvas."""
    return next((sort for sort in SORTS if sort in effect), None)


@dataclass(slots=True)
class Ballot:
    """The dots of one step: by note and person, and the totals once it is closed."""

    dots: dict[str, dict[int, int]] = field(default_factory=dict)
    closed: bool = False
    totals: dict[str, int] = field(default_factory=dict)

    def of(self, who: int) -> int:
        """How many dots somebody has placed."""
        return sum(people.get(who, 0) for people in self.dots.values())
