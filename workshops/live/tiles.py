"""Every team's canvas small and live, for the facilitator's cockpit (P30): who wants them, and what each is now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from workshops.actions.open_canvases import open_canvas
from workshops.domain.audience import hidden_from
from workshops.live import access
from workshops.live.transport import Frame
from workshops.models import Canvas

if TYPE_CHECKING:
    from workshops.live.member import Member
    from workshops.live.room import Room

EVERY = 0.5
"""Seconds between two tiles of one canvas."""
EVERYBODY = 0


@dataclass
class _Told:
    """What was told last of one canvas, and when."""

    content: dict[str, Any] = field(default_factory=dict)
    head: int = -1
    blocks: dict[str, Any] = field(default_factory=dict)
    at: float = 0.0


class Tiles:
    """The facilitators who look at all teams of one workshop."""

    def __init__(self, canvases: list[str]) -> None:
        self.canvases = canvases
        self.members: set[Member] = set()
        self._told: dict[str, _Told] = {canvas: _Told() for canvas in canvases}

    def welcome(self, member: Member) -> None:
        """Tell a newcomer all that was told so far."""
        self.members.add(member)
        for told in self._told.values():
            if told.content:
                member.send(told.content)

    async def tell(self, rooms: dict[str, Room], now: float) -> None:
        """Send the tiles of canvases that changed."""
        for canvas, told in self._told.items():
            room = rooms.get(canvas)
            if room is None or now - told.at < EVERY:
                continue
            if room.head != told.head or not told.content:
                told.head = room.head
                told.blocks = await access.run(access.readers, _blocks, canvas)
            content = {"t": "tile", "canvas": canvas, **told.blocks, **_people(room)}
            if content != told.content:
                told.content, told.at = content, now
                frame = Frame(content)
                for member in self.members:
                    member.write(frame)


def _people(room: Room) -> dict[str, Any]:
    """Who is on the canvas, and who of them writes; in a step that hides places, only how many."""
    people = room.presence.people()
    typing = [one["who"] for one in people if one["typing"]]
    hidden = room.hour.hides_places
    return {
        "people": [one["who"] for one in people],
        "writing": len(typing),
        "writers": [] if hidden else typing,
        "places": {} if hidden else {str(one["who"]): one["block"] for one in people if one["block"]},
    }


def _blocks(canvas_id: str) -> dict[str, Any]:
    """The colours of each block's notes in order, those in stacks after their head; how many are private; when the last
    was written (Unix s)."""
    try:
        opened = open_canvas(canvas_id)
    except Canvas.DoesNotExist:
        return {"blocks": {}, "backs": {}, "last": None, "locked": False}
    with opened.lock:
        opened.fold_in()
        canvas = opened.canvas
        blocks: dict[str, list[str]] = {}
        for block in canvas.kind.blocks:
            heads = [canvas.notes[note] for _, note in canvas.group(block)]
            notes = [one for head in heads for one in (head, *(canvas.notes[note] for note in canvas.members(head.id)))]
            blocks[block] = [note.colour for note in notes if not hidden_from(note, EVERYBODY)]
        last = max((note.at for note in canvas.notes.values() if not note.removed), default=None)
        return {"blocks": blocks, "backs": canvas.backs(), "last": last, "locked": canvas.locked}
