"""Persistence: what is stored, its constraints, and its conversion to and from the domain."""

from workshops.models.account import User, UserManager
from workshops.models.assumptions import Assumption, Experiment, Link, Measure
from workshops.models.canvas import Block, Canvas, Comment, Note, Operation
from workshops.models.export import ExportJob, Prepared, SharedLink
from workshops.models.history import Keyframe
from workshops.models.hour import Proposal, SavedAgenda, Step
from workshops.models.record import Ballot, Outcome, Version, Vote
from workshops.models.rehearsal import Rehearsal
from workshops.models.workshop import Participant, Team, Workshop, WorkshopOperation

__all__ = [
    "Assumption",
    "Ballot",
    "Block",
    "Canvas",
    "Comment",
    "Experiment",
    "ExportJob",
    "Keyframe",
    "Link",
    "Measure",
    "Note",
    "Operation",
    "Outcome",
    "Participant",
    "Prepared",
    "Proposal",
    "Rehearsal",
    "SavedAgenda",
    "SharedLink",
    "Step",
    "Team",
    "User",
    "UserManager",
    "Version",
    "Vote",
    "Workshop",
    "WorkshopOperation",
]
