"""Who may do what, and when: one table that a facilitator could read. Twin: core/rights.js.

An hour goes through phases: before it starts, a step, after it ended; an archived workshop is only looked at. What
participants do on the canvas in a step is for the step to say, in grants: write, arrange, talk, vote; none is "look".
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

ROLES = ("facilitator", "participant", "observer")
GRANTS = ("write", "arrange", "talk", "vote")
PHASES = ("before", "step", "after", "archived")

ALWAYS = "always"
OPEN = "open"
"""Until the workshop is archived."""
STEP = "step"
"""As the running step grants; before the start people may try their hand at all but voting; afterwards, no more."""
HOUR = "hour"
"""Until the hour is over: whatever the step is about."""
GIVEN = "given"
"""Until the hour is over; from then on as the facilitator gives it, in the grant "look". Archived or not."""
TAKEN = "taken"
"""From the end of the hour on, as the facilitator gives it, in the grant "take". Archived or not."""
NEVER = "never"

FREE = ("write", "arrange", "talk")
"""What is granted before an hour starts, or where there is none."""

RIGHTS: dict[str, tuple[str, str, str]] = {
    # on a canvas:      facilitator, participant, observer
    "look": (ALWAYS, ALWAYS, ALWAYS),
    "write": (OPEN, STEP, NEVER),  # new notes, their text, copies
    "arrange": (OPEN, STEP, NEVER),  # move, stack, colour, tag, bin and back
    "talk": (OPEN, STEP, NEVER),  # comments and reactions
    "vote": (STEP, STEP, NEVER),  # dots, as many as the step gives
    "undo": (OPEN, HOUR, NEVER),  # one's own changes, of the sorts that are granted now
    "record": (OPEN, HOUR, NEVER),  # outcomes, measures, assumptions, experiments, links, marks
    "show own": (OPEN, HOUR, NEVER),  # one's private notes, when their step's private writing is over
    "lock": (OPEN, NEVER, NEVER),  # a note, a block or the whole canvas
    "pass locks": (OPEN, NEVER, NEVER),  # edit what is locked
    "moderate": (OPEN, NEVER, NEVER),  # take away somebody else's comment, take back their last minutes
    "reveal": (OPEN, NEVER, NEVER),  # what was written in private
    "keep versions": (OPEN, NEVER, NEVER),
    "look back": (ALWAYS, GIVEN, GIVEN),  # at the past of a canvas that they may see
    "turn back": (OPEN, NEVER, NEVER),  # bring back what was, branch a scenario
    # in a workshop
    "see canvas": (ALWAYS, GIVEN, GIVEN),  # of one's own team, and what is shown to all
    "see any team": (ALWAYS, NEVER, NEVER),
    "rename": (ALWAYS, NEVER, NEVER),  # the workshop, its teams
    "manage people": (ALWAYS, NEVER, NEVER),  # rename, remove, move to a team, change role
    "keep the door": (ALWAYS, NEVER, NEVER),  # open, close, another code
    "prepare": (OPEN, NEVER, NEVER),  # the agenda, the blocks' wording, the day of the review
    "lead": (OPEN, NEVER, NEVER),  # start, next, pause, extend, end; spotlight, plenary, notices
    "signal": (OPEN, OPEN, NEVER),  # raise a hand, be ready
    "propose": (OPEN, HOUR, NEVER),  # a subject, and support for one
    "export": (ALWAYS, NEVER, NEVER),  # any canvas, in every format
    "take home": (ALWAYS, TAKEN, NEVER),  # the PDF and the picture of a canvas that they may see
    "share link": (ALWAYS, NEVER, NEVER),  # a canvas to look at, for whoever has the link
    "archive": (ALWAYS, NEVER, NEVER),
    "delete": (ALWAYS, NEVER, NEVER),
}

CANVAS_OPERATIONS: dict[str, str] = {
    # an operation on a canvas and the action it asks for; those of a workshop stand in leading.py
    "add": "write",
    "text": "write",
    "duplicate": "write",
    "move": "arrange",
    "colour": "arrange",
    "tag": "arrange",
    "stack": "arrange",
    "unstack": "arrange",
    "remove": "arrange",
    "restore": "arrange",
    "comment": "talk",
    "uncomment": "talk",
    "react": "talk",
    "vote": "vote",
    "outcome": "record",
    "outcome-remove": "record",
    "measure": "record",
    "assume": "record",
    "assume-remove": "record",
    "experiment": "record",
    "experiment-remove": "record",
    "link": "record",
    "unlink": "record",
    "mark": "record",
    "review": "prepare",
    "reveal": "show own",
    "lock": "lock",
    "lock-notes": "lock",
    "close-vote": "lead",
    "version": "keep versions",
    "bring-back": "turn back",
    "branch": "turn back",
    "take-back": "moderate",
    "undo": "undo",
    "redo": "undo",
}
LASTING = frozenset({"vote", "reveal", "close-vote", "version", "branch", "erase"})
"""What undo passes over: it was seen by all, or it is a mark in time."""


@dataclass(slots=True, frozen=True)
class Moment:
    """What the hour makes of an operation: the phase and, in a step, what it grants and hides."""

    phase: str = "before"
    step: str | None = None
    grants: Collection[str] = FREE
    private: bool = False
    """What is written now is its author's alone until it is revealed."""
    names: bool = True
    dots: int = 0
    """How many dots each person has, over all notes."""
    vote_blocks: Collection[str] = ()
    """The blocks whose notes can be voted on; empty means all."""


BEFORE = Moment()


def may(role: str, action: str, phase: str = "before", grants: Collection[str] = FREE) -> bool:
    """Whether the role may do the action in the phase. Raises KeyError for an action that is not in the table."""
    return refusal(role, action, phase, grants) is None


def refusal(role: str, action: str, phase: str = "before", grants: Collection[str] = FREE) -> str | None:
    """Why the role may not do the action now, as a code; None when it may."""
    when = RIGHTS[action][ROLES.index(role)]
    if when == ALWAYS:
        return None
    if when == NEVER:
        return "not-allowed"
    if when == GIVEN:
        return "over" if phase == "after" and "look" not in grants else None
    if when == TAKEN:
        return None if phase == "after" and "take" in grants else "not-allowed"
    if phase == "archived":
        return "archived"
    if when == OPEN:
        return None
    if phase == "after":
        return "hour-over"
    if when == STEP and action not in grants:
        return "not-in-step"
    return None
