"""Persistence: what is stored, its constraints, and its conversion to and from the domain."""

from workshops.models.account import User, UserManager
from workshops.models.canvas import Block, Canvas, Comment, Note, Operation
from workshops.models.workshop import Participant, Team, Workshop, WorkshopOperation

__all__ = [
    "Block",
    "Canvas",
    "Comment",
    "Note",
    "Operation",
    "Participant",
    "Team",
    "User",
    "UserManager",
    "Workshop",
    "WorkshopOperation",
]
