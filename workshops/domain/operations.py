"""The operations of a canvas: one dataclass for each kind of edit (docs/protocol.md, section 3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workshops.domain.rights import BEFORE, Moment

if TYPE_CHECKING:
    from workshops.domain.text import Delta

LAST = ""
"""As `after`: at the end. None means at the start; else the id of the note it comes after."""


@dataclass(slots=True, frozen=True)
class Draft:
    """One note of an `Add`."""

    note: str
    text: str
    colour: str
    tags: tuple[str, ...]


@dataclass(slots=True, frozen=True)
class Add:
    notes: tuple[Draft, ...]
    block: str
    after: str | None = LAST


@dataclass(slots=True, frozen=True)
class Text:
    note: str
    base: int
    delta: Delta


@dataclass(slots=True, frozen=True)
class Move:
    notes: tuple[str, ...]
    block: str
    after: str | None = LAST


@dataclass(slots=True, frozen=True)
class Colour:
    notes: tuple[str, ...]
    colour: str


@dataclass(slots=True, frozen=True)
class Tag:
    notes: tuple[str, ...]
    tag: str
    on: bool


@dataclass(slots=True, frozen=True)
class Stack:
    notes: tuple[str, ...]
    on: str


@dataclass(slots=True, frozen=True)
class Unstack:
    notes: tuple[str, ...]


@dataclass(slots=True, frozen=True)
class Duplicate:
    notes: tuple[str, ...]
    copies: tuple[str, ...]


@dataclass(slots=True, frozen=True)
class Remove:
    notes: tuple[str, ...]


@dataclass(slots=True, frozen=True)
class Restore:
    notes: tuple[str, ...]
    block: str | None = None
    after: str | None = LAST


@dataclass(slots=True, frozen=True)
class AddComment:
    note: str
    comment: str
    text: str


@dataclass(slots=True, frozen=True)
class RemoveComment:
    comment: str


@dataclass(slots=True, frozen=True)
class React:
    note: str
    reaction: str
    on: bool


@dataclass(slots=True, frozen=True)
class Lock:
    block: str | None
    on: bool


@dataclass(slots=True, frozen=True)
class LockNotes:
    notes: tuple[str, ...]
    on: bool


@dataclass(slots=True, frozen=True)
class Reveal:
    """Show private notes to all. Without `notes`: those of `step` and `block`, all of them or (`one`) the next one."""

    notes: tuple[str, ...] = ()
    step: str | None = None
    one: bool = False
    block: str | None = None


@dataclass(slots=True, frozen=True)
class Vote:
    """How many of one's dots are on the note from now on."""

    note: str
    dots: int


@dataclass(slots=True, frozen=True)
class CloseVote:
    """The votes of a step are closed and counted, or (`on` false) open again. `totals`: counted elsewhere, imported."""

    step: str
    on: bool = True
    totals: dict[str, int] | None = None


@dataclass(slots=True, frozen=True)
class PutOutcome:
    """What the group will do: adjust, stop, start or decide something; `owner` in words, `due` an ISO date."""

    outcome: str
    sort: str
    text: str
    owner: str
    due: str | None


@dataclass(slots=True, frozen=True)
class RemoveOutcome:
    outcome: str


@dataclass(slots=True, frozen=True)
class SetMeasure:
    """Fields of a note's measure; `was` has the words that were there, where the author saw any."""

    note: str
    values: dict[str, Any]
    was: dict[str, Any]


@dataclass(slots=True, frozen=True)
class Assume:
    """A new assumption on `note`, or other fields for one. `back`: for one that was taken off too, which is put there
    again: one that is imported."""

    assumption: str
    note: str | None
    values: dict[str, Any]
    was: dict[str, Any]
    back: bool = False


@dataclass(slots=True, frozen=True)
class RemoveAssumption:
    assumption: str


@dataclass(slots=True, frozen=True)
class SetExperiment:
    """A new experiment for `assumption`, or other fields for one; `status` is what the assumption becomes by it;
    `back` as for an assumption."""

    experiment: str
    assumption: str | None
    values: dict[str, Any]
    was: dict[str, Any]
    status: str | None = None
    back: bool = False


@dataclass(slots=True, frozen=True)
class RemoveExperiment:
    experiment: str


@dataclass(slots=True, frozen=True)
class AddLink:
    """The note `other` rests on `note`. `anywhere`: both may stand in one block, as where it is imported from."""

    link: str
    note: str
    other: str
    anywhere: bool = False


@dataclass(slots=True, frozen=True)
class RemoveLink:
    link: str


@dataclass(slots=True, frozen=True)
class MarkBlock:
    """How far a block is: nothing said, filled, or tested with customers."""

    block: str
    mark: str


@dataclass(slots=True, frozen=True)
class SetReview:
    """The day to look at the canvas again, an ISO date, or none."""

    date: str | None


@dataclass(slots=True, frozen=True)
class KeepVersion:
    """A name for this moment of the canvas. `at` (Unix s) when it was another moment: a version that is imported."""

    version: str
    name: str
    step: str | None = None
    at: int | None = None


@dataclass(slots=True, frozen=True)
class BringBack:
    """Make the canvas what it was at number `n`, or what canvas `source` of its family was at its `n`: all of it, a
    block, or the notes named."""

    n: int
    source: str | None = None
    notes: tuple[str, ...] = ()
    block: str | None = None


@dataclass(slots=True, frozen=True)
class Branch:
    """The first operation of a scenario: what everybody could see on canvas `source` at its number `n`."""

    source: str
    n: int


@dataclass(slots=True, frozen=True)
class TakeBack:
    """Undo what a participant did on this canvas in the last minutes."""

    who: int
    minutes: int


@dataclass(slots=True, frozen=True)
class Undo:
    sure: bool = False


@dataclass(slots=True, frozen=True)
class Redo:
    pass


Operation = (
    Add
    | Text
    | Move
    | Colour
    | Tag
    | Stack
    | Unstack
    | Duplicate
    | Remove
    | Restore
    | AddComment
    | RemoveComment
    | React
    | Lock
    | LockNotes
    | Reveal
    | Vote
    | CloseVote
    | PutOutcome
    | RemoveOutcome
    | SetMeasure
    | Assume
    | RemoveAssumption
    | SetExperiment
    | RemoveExperiment
    | AddLink
    | RemoveLink
    | MarkBlock
    | SetReview
    | KeepVersion
    | BringBack
    | Branch
    | TakeBack
    | Undo
    | Redo
)


@dataclass(slots=True, frozen=True)
class Actor:
    """Who does it: the participant's number in the workshop, the role, and what the hour makes of it."""

    who: int
    role: str
    moment: Moment = BEFORE


class Refusal(Exception):
    """An operation that has no effect, with the code and details that tell why (P10, section 5)."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details
