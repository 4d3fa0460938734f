"""Who may do what: one table that a facilitator could read. Twin: core/roles.js."""

from __future__ import annotations

ROLES = ("facilitator", "participant", "observer")

_EVERYBODY = frozenset(ROLES)
_MEMBERS = frozenset({"facilitator", "participant"})
_FACILITATOR = frozenset({"facilitator"})

MAY: dict[str, frozenset[str]] = {
    # on a canvas
    "look": _EVERYBODY,
    "write": _MEMBERS,  # new notes, their text, copies
    "arrange": _MEMBERS,  # move, stack, colour, tag, bin and back
    "talk": _MEMBERS,  # comments and reactions
    "undo": _MEMBERS,
    "lock": _FACILITATOR,  # a block or the whole canvas
    "pass locks": _FACILITATOR,  # edit what is locked
    "moderate": _FACILITATOR,  # take away somebody else's comment
    # in a workshop
    "see any team": _FACILITATOR,
    "rename": _FACILITATOR,  # the workshop, its teams
    "manage people": _FACILITATOR,  # rename, remove, move to a team, change role
    "keep the door": _FACILITATOR,  # open, close, another code
    "archive": _FACILITATOR,
    "delete": _FACILITATOR,
}


def may(role: str, action: str) -> bool:
    """Whether the role may do the action. Raises KeyError for an action that is not in the table."""
    return role in MAY[action]
