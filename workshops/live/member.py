"""One connection of somebody in a room, and how sentences reach it in its language."""

import time
from dataclasses import dataclass, field
from typing import Any

from django.utils import translation

from workshops.domain.audience import Reader
from workshops.domain.operations import Refusal
from workshops.live.transport import WAITING_LIMIT, Frame, Wire
from workshops.wording import sentence

SLOW = 4004


@dataclass(eq=False, slots=True)
class Member:
    """One connection of somebody in the room. `seen` is the last number sent to it."""

    wire: Wire
    reader: Reader
    language: str
    window: str
    seen: int = 0
    catching_up: bool = True
    people: bytes = b""
    """Who is here, as it was last told."""
    structure: dict[str, Any] | None = None
    """The workshop's state as it was last told, without the hour, and the role that was told with it."""
    told_role: str = ""
    watches: bool = False
    """Whether this is a facilitator's look at all teams, and not somebody on the canvas."""
    session_key: str = ""
    """The session of somebody who is here by account; the connection ends with it."""
    heard: float = field(default_factory=time.monotonic)

    def send(self, message: dict[str, Any]) -> None:
        """Send a message to this member alone."""
        self.write(Frame(message))

    def write(self, frame: Frame) -> None:
        """Send a frame; the connection of somebody who lets too much wait unread is closed instead (P25)."""
        if self.wire.waiting() <= WAITING_LIMIT:
            self.wire.write(frame)
            return
        with translation.override(self.language):
            self.wire.write(Frame({"t": "error", "code": "slow", "text": sentence("slow")}))
        self.wire.close(SLOW, "slow")

    def tell_people(self, frame: Frame) -> None:
        """Say who is here, unless that is what was said last."""
        if frame.payload != self.people:
            self.people = frame.payload
            self.write(frame)

    def fail(self, code: str, **details: Any) -> None:
        """Send an error with its sentence."""
        with translation.override(self.language):
            self.send({"t": "error", "code": code, "text": sentence(code, details), **details})

    def refuse(self, operation_id: str, refusal: Refusal) -> None:
        """Send the verdict of a refused operation."""
        with translation.override(self.language):
            text = sentence(refusal.code, refusal.details)
        self.send({"t": "verdict", "id": operation_id, "no": refusal.code, "text": text, **refusal.details})
