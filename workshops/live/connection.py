"""One client's side of the protocol: hello, operations, presence, heartbeats. Sockets and long-polls share it.

Order of the gates for every message: budget, shape, role and rules (in the commit), record, announce.
"""

import logging
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NoReturn

from workshops import clock
from workshops.actions import editing
from workshops.domain import leading_messages
from workshops.domain.operations import Refusal
from workshops.domain.rights import may
from workshops.domain.shapes import is_id
from workshops.live import access
from workshops.live.budget import Budget
from workshops.live.member import Member
from workshops.live.reading import SIZE_LIMIT, Fault, read_message
from workshops.live.room import Room
from workshops.live.rooms import rooms
from workshops.live.transport import Wire

logger = logging.getLogger(__name__)

VERSION = 1
PENDING_LIMIT = 2_000
OPERATIONS_LIMIT = 100
FAULTS_LIMIT = 5
HELLO_SECONDS = 10.0
DO_COST = 5
"""Operations that one for the workshop's log counts as: everybody in it is told."""
HELLO_COST = 15
"""Messages that a hello counts as: it may be answered with the whole canvas."""

REMOVED, VERSION_DIFFERS, FLOOD, SILENT, MALFORMED, GONE, CROWDED = 4001, 4002, 4003, 4005, 4006, 4007, 4008


class Ended(Exception):
    """The connection was told why and closed."""


class Connection:
    """A client on one canvas, from its hello on."""

    def __init__(self, visitor: access.Visitor, wire: Wire, budget: Budget, window: str = "") -> None:
        self.visitor = visitor
        self.wire = wire
        self.budget = budget
        self.member = Member(wire, visitor.reader, visitor.language, window or str(uuid.uuid4()))
        self.member.session_key = visitor.session_key
        self.room: Room | None = None
        self.workshop_head = 0
        self.over = False
        """Whether the client was told that this connection ends."""
        self._faults = 0
        self._handlers: dict[str, Callable[[dict[str, Any]], None]] = {
            "ops": self._operations,
            "do": self._do,
            "here": self._here,
            "ping": self._ping,
        }

    async def receive(self, data: str | bytes | None) -> None:
        """Handle one message. Raises Ended when the connection is closed because of it."""
        try:
            message = self._read(data)
            if message["t"] == "hello":
                await self.hello(message)
            else:
                self._handle(message)
        except Fault as fault:
            self._fault(fault.code)

    def take(self, data: str) -> bool:
        """Handle one message without waiting; False, and nothing done, for what has to wait for the database."""
        if self.over:
            return False
        try:
            message = self._read(data)
            if message["t"] == "hello":
                return False
            self._handle(message)
        except Fault as fault:
            with suppress(Ended):
                self._fault(fault.code)
        except Ended:
            pass
        return True

    def _handle(self, message: dict[str, Any]) -> None:
        if self.room is None:
            raise Fault("hello-first")
        if not self.member.watches:
            self.room.presence.heard(self.member.reader.who, self.member.window, self.member.heard)
        handler = self._handlers.get(message["t"])
        if handler is None:
            raise Fault("shape")
        handler(message)

    def _read(self, data: str | bytes | None) -> dict[str, Any]:
        now = self.member.heard = time.monotonic()
        size = len(data or "")
        if not self.budget.message(size, now):
            self.end("flood", FLOOD)
        if not isinstance(data, str):
            raise Fault("shape")
        if size > SIZE_LIMIT:
            raise Fault("size")
        return read_message(data)

    def _fault(self, code: str) -> None:
        self._faults += 1
        self.member.fail(code)
        if self._faults >= FAULTS_LIMIT:
            self.over = True
            self.wire.close(MALFORMED, "malformed")
            raise Ended

    def end(self, code: str, close: int, **details: Any) -> NoReturn:
        """Say why, close, and raise Ended."""
        self.over = True
        self.member.fail(code, **details)
        self.wire.close(close, code)
        raise Ended

    async def hello(self, message: dict[str, Any], *, known_workshop: int | None = None) -> None:
        """Bring the client up to date and into the room (P2 to P4); said again, it starts over from `since`.

        A long-poll goes on where the last one was: it gets no welcome, and the workshop only when its head is another
        than `known_workshop`.
        """
        if message.get("v") != VERSION:
            self.end("version", VERSION_DIFFERS)
        if known_workshop is None and not self.budget.messages.take(HELLO_COST, time.monotonic()):
            self.end("flood", FLOOD)
        since, pending = message.get("since"), message.get("pending", [])
        if since is not None and (not isinstance(since, int) or isinstance(since, bool) or since < 0):
            raise Fault("shape")
        if not isinstance(pending, list) or len(pending) > PENDING_LIMIT or not all(map(is_id, pending)):
            raise Fault("shape")
        if self.room is not None:
            self.room.leave(self.member)
        try:
            welcome = await access.run(access.readers, access.welcome, self.visitor, since, pending)
        except access.NoEntry as refused:
            self.end(refused.code, REMOVED, **refused.details)
        self.member.reader = self.visitor.reader
        if known_workshop is None:
            self.member.people = b""
        else:
            hello = welcome.messages.pop(0)
            if hello["workshop"]["head"] != known_workshop:
                told = {name: hello[name] for name in ("workshop", "role", "now")}
                self.member.send({"t": "workshop", **told})
        for answer in welcome.messages:
            self.member.send(answer)
        self.member.watches = message.get("tiles") is True and may(self.member.reader.role, "see any team")
        canvas = self.visitor.canvas
        scenario_of = str(canvas.team_id) if canvas.own_id is None else None
        self.room = rooms.room(str(canvas.pk), str(canvas.workshop_id), scenario_of)
        self.room.enter(self.member, welcome.seen)
        self.room.came_back(self.member, self.visitor.participant.pk)
        self.room.workshop_head = self.room.workshop_head or welcome.workshop_head
        self.room.hour.begin(self.member, welcome.workshop)
        if self.room.workshop_head != welcome.workshop_head:
            # Somebody may have been put out between the check and now: look again at everybody in the room.
            rooms.reread_workshop(str(canvas.workshop_id))
        self.workshop_head = welcome.workshop_head
        self.member.tell_people(self.room.people_frame())
        if self.member.watches:
            self.room.presence.left(self.member.reader.who, self.member.window)
            rooms.watch(self.member, self.room.workshop_id, [team["canvas"] for team in welcome.workshop["teams"]])

    def leave(self) -> None:
        """The connection is over."""
        if self.room is not None:
            rooms.unwatch(self.member, self.room.workshop_id)
            self.room.leave(self.member)
            self.room.went_away(self.member, self.visitor.participant.pk)
            self.room.presence.left(self.member.reader.who, self.member.window)

    # what clients say

    def _operations(self, message: dict[str, Any]) -> None:
        raws = message.get("ops")
        if not isinstance(raws, list) or not 1 <= len(raws) <= OPERATIONS_LIMIT:
            raise Fault("shape")
        if not self.budget.operations.take(len(raws), self.member.heard):
            self.end("flood", FLOOD)
        submissions: list[editing.Submission] = []
        faulty = False
        for raw in raws:
            operation_id = editing.id_of(raw)
            if operation_id is None:
                faulty = True
                continue
            try:
                submissions.append(editing.read(raw, self.member.reader.who))
            except Refusal as refusal:
                self.member.refuse(operation_id, refusal)
        assert self.room is not None  # noqa: S101 - receive() has looked
        if submissions:
            self.room.submit(self.member, submissions)
        if faulty:
            raise Fault("shape")

    def _do(self, message: dict[str, Any]) -> None:
        """An operation for the workshop's log (P29)."""
        operation_id = message.get("id")
        if not is_id(operation_id):
            raise Fault("shape")
        if not self.budget.operations.take(DO_COST, self.member.heard):
            self.end("flood", FLOOD)
        assert self.room is not None  # noqa: S101 - receive() has looked
        try:
            operation = leading_messages.read(message.get("op"))
        except Refusal as refusal:
            self.member.refuse(str(operation_id), refusal)
            return
        self.room.lead(self.member, self.visitor.participant, operation, str(operation_id))

    def _here(self, message: dict[str, Any]) -> None:
        block, note, typing = message.get("block"), message.get("note"), message.get("typing", False)
        if not (block is None or (isinstance(block, str) and len(block) <= 40)):
            raise Fault("shape")
        if not (note is None or is_id(note)) or not isinstance(typing, bool):
            raise Fault("shape")
        assert self.room is not None  # noqa: S101 - receive() has looked
        if self.member.watches:
            return
        place = (block, note, typing)
        self.room.presence.moved(self.member.reader.who, self.member.window, place, self.member.heard)

    def _ping(self, message: dict[str, Any]) -> None:
        assert self.room is not None  # noqa: S101 - receive() has looked
        heads = {"head": self.room.head, "workshop": self.room.workshop_head}
        self.member.send({"t": "pong", **heads, "now": clock.now()})
