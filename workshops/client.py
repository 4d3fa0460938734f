"""The live protocol from the other side, for rehearsals, benchmarks and tests. Uses the domain alone.

A small client without a screen: it edits optimistically only in that it keeps what is not taken yet and sends it
again. Rule numbers are those of docs/protocol.md.
"""

import asyncio
import json
import random
import re
import time
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from workshops.domain.canvas import Canvas
from workshops.domain.items import SORTS, Ballot, Note
from workshops.domain.kinds import Kind

VERSION = 1
PING_SECONDS = 5.0
SILENCE_SECONDS = 12.0
OPEN_SECONDS = 10.0
FATE_SECONDS = 10.0
STEADY_SECONDS = 5.0
BATCH = 100
BATCH_SIZE = 200_000
STAY_AWAY = (4001, 4002, 4006, 4007)
FRAME_LIMIT = 16 * 1024 * 1024

Message = dict[str, Any]


def new_id() -> str:
    """A new id for an operation or a note."""
    return str(uuid.uuid4())


class Client:
    """One participant on one canvas.

    `url` is the socket's address (ws://…/live/<canvas>/), `headers` carry Cookie and Origin. `taken` are the numbers
    under which own operations stand in the log, `refused` the verdicts of those that do not.
    """

    def __init__(self, url: str, headers: dict[str, str], kind: Kind, *, seed: int = 0) -> None:
        self.url = url
        self.headers = headers
        self.kind = kind
        self.canvas = Canvas(kind)
        self.you = 0
        self.seen: int | None = None
        self.outbox: dict[str, Message] = {}
        self.taken: dict[str, int] = {}
        self.refused: dict[str, Message] = {}
        self.people: list[Message] = []
        self.workshop: Message = {}
        self.errors: list[Message] = []
        self.closed: int | None = None
        self.connections = 0
        self.patience = 1.0
        """Shortens (below 1) the pauses before coming back, for tests that cannot wait for full jitter."""
        self.on_message: Callable[[Message], None] = lambda message: None
        self._socket: ClientConnection | None = None
        self._sent: set[str] = set()
        self._sent_at = 0.0
        self._behind: int | None = None
        self._stopping = False
        self._turn = 0.0
        self._random = random.Random(seed)
        self._changed = asyncio.Condition()

    # life

    async def run(self) -> None:
        """Stay connected until `stop` or until the server says not to come back (P26)."""
        pause = 0.0
        while not self._stopping:
            if pause:
                turn = self._turn or self._random.uniform(0, pause)
                await asyncio.sleep(turn * self.patience)
                self._turn = 0.0
            try:
                async with connect(
                    self.url,
                    additional_headers=self.headers,
                    max_size=FRAME_LIMIT,
                    ping_interval=None,
                    open_timeout=OPEN_SECONDS,
                ) as socket:
                    self.connections += 1
                    began = time.monotonic()
                    try:
                        await self._serve(socket)
                    finally:
                        if time.monotonic() - began > STEADY_SECONDS:
                            pause = 0.0
            except (OSError, ConnectionClosed, InvalidHandshake, TimeoutError):
                pass
            self._socket = None
            if self.closed in STAY_AWAY:
                return
            pause = min(max(0.5, pause * 2), 15) if self.closed != 1012 else 3.0

    async def _serve(self, socket: ClientConnection) -> None:
        self._sent.clear()
        self.closed = None
        await socket.send(json.dumps(self._hello()))
        heart = asyncio.create_task(self._beat(socket))
        try:
            while True:
                async with asyncio.timeout(SILENCE_SECONDS):
                    raw = await socket.recv()
                await self._receive(socket, json.loads(raw))
        except ConnectionClosed:
            self.closed = socket.close_code
            turn = re.match(r"\d+", socket.close_reason or "")
            self._turn = int(turn.group()) / 1000 if turn else 0.0
            raise
        finally:
            heart.cancel()

    async def _beat(self, socket: ClientConnection) -> None:
        while True:
            await asyncio.sleep(PING_SECONDS)
            await socket.send(json.dumps({"t": "ping", "seen": self.seen or 0}))
            if self._sent and time.monotonic() - self._sent_at > FATE_SECONDS:
                # No word on what was sent: a picture that came in between may have swallowed it.
                self._sent_at = time.monotonic()
                await socket.send(json.dumps(self._hello()))

    async def stop(self) -> None:
        """Leave, for good."""
        self._stopping = True
        if self._socket is not None:
            await self._socket.close()

    def drop(self) -> None:
        """Lose the connection, as a cable that is pulled does."""
        if self._socket is not None:
            self._socket.transport.abort()

    def _hello(self) -> Message:
        return {"t": "hello", "v": VERSION, "since": self.seen, "pending": list(self.outbox)[:2_000]}

    # what the server says

    async def _receive(self, socket: ClientConnection, message: Message) -> None:
        handler = getattr(self, f"_on_{message['t']}", None)
        if handler is not None:
            result = handler(message)
            if isinstance(result, Awaitable):
                await result
        self.on_message(message)
        if message["t"] == "welcome":
            self._socket = socket
        await self._send_more()
        async with self._changed:
            self._changed.notify_all()

    def _on_welcome(self, message: Message) -> None:
        self.you = message["you"]
        self.workshop = message["workshop"]
        for operation_id, number in message["known"].items():
            self._settle(operation_id, number)
        self._sent.clear()  # what is not known was never taken, and goes once more

    def _on_workshop(self, message: Message) -> None:
        self.workshop = message["workshop"]

    def _on_hour(self, message: Message) -> None:
        self.workshop = {**self.workshop, "head": message["head"], "hour": message["hour"]}

    def _on_people(self, message: Message) -> None:
        self.people = message["people"]

    def _on_error(self, message: Message) -> None:
        self.errors.append(message)

    async def _on_pong(self, message: Message) -> None:
        """Two in a row that tell of what never came: deaf (P23)."""
        behind = self.seen if message["head"] > (self.seen or 0) else None
        deaf = behind is not None and behind == self._behind
        self._behind = None if deaf else behind
        if deaf and self._socket is not None:
            await self._socket.send(json.dumps(self._hello()))

    def _on_reset(self, message: Message) -> None:
        self.canvas = from_picture(self.kind, message["canvas"], self.you)
        self.canvas.head = self.seen = message["head"]

    async def _on_ops(self, message: Message) -> None:
        seen = self.seen or 0
        if message["to"] <= seen:
            return
        if message["from"] > seen + 1:  # P5: a gap
            if self._socket is not None:
                await self._socket.send(json.dumps(self._hello()))
            return
        for entry in message["ops"]:
            if entry["n"] > seen:
                self.canvas.apply(entry["fx"], entry["n"], entry["by"])
                self._settle(entry["id"], entry["n"])
        self.seen = message["to"]
        self.canvas.head = message["to"]

    def _on_verdict(self, message: Message) -> None:
        if "no" in message:
            if message["no"] == "try-again":
                self._sent.discard(message["id"])
                return
            self.refused[message["id"]] = message
            self.outbox.pop(message["id"], None)
            self._sent.discard(message["id"])
        elif "n" in message:
            self._settle(message["id"], message["n"])
        else:  # without effect: there is nothing to take
            self.outbox.pop(message["id"], None)
            self._sent.discard(message["id"])

    def _settle(self, operation_id: str, number: int) -> None:
        if operation_id in self.outbox:
            if operation_id in self.taken and self.taken[operation_id] != number:
                raise AssertionError(f"{operation_id} stands at {self.taken[operation_id]} and at {number}")
            self.taken[operation_id] = number
            del self.outbox[operation_id]
        self._sent.discard(operation_id)

    # what we say

    async def edit(self, operation: Message) -> str:
        """Put an operation into the outbox and send it as soon as may be; its id."""
        operation_id: str = operation.setdefault("id", new_id())
        self.outbox[operation_id] = operation
        await self._send_more()
        return operation_id

    async def _send_more(self) -> None:
        """The next batch, once the last one's fate is known (P8)."""
        if self._socket is None or self._sent:
            return
        batch: list[Message] = []
        size = 0
        for operation in list(self.outbox.values())[:BATCH]:
            size += len(json.dumps(operation))
            if batch and size > BATCH_SIZE:
                break
            batch.append(operation)
        if batch:
            self._sent = {operation["id"] for operation in batch}
            self._sent_at = time.monotonic()
            try:
                await self._socket.send(json.dumps({"t": "ops", "ops": batch}))
            except ConnectionClosed:
                self._sent.clear()

    async def say(self, message: Message | str) -> None:
        """Send any message, well formed or not."""
        if self._socket is not None:
            await self._socket.send(message if isinstance(message, str) else json.dumps(message))

    async def here(self, block: str | None, note: str | None = None, *, typing: bool = False) -> None:
        """Say where we are (P20)."""
        await self.say({"t": "here", "block": block, "note": note, "typing": typing})

    async def until(self, condition: Callable[["Client"], bool], seconds: float = 10.0) -> None:
        """Wait until something is so. Raises TimeoutError."""
        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(lambda: condition(self))


def from_picture(kind: Kind, picture: Message, you: int = 0) -> Canvas:
    """A canvas from a picture of the wire (P6); `you` is whose picture it is."""
    canvas = Canvas(kind)
    canvas.locked = picture["locked"]
    canvas.review = picture.get("review")
    canvas.locked_blocks = {key for key, block in picture["blocks"].items() if block["locked"]}
    canvas.marks = {key: block["mark"] for key, block in picture["blocks"].items() if block.get("mark")}
    for note in picture["notes"]:
        values = {**note, "tags": list(note["tags"]), "reactions": dict(note["reactions"])}
        canvas.put(Note(**values))
    for sort, of in SORTS.items():
        for item in picture.get(f"{sort}s", ()):
            canvas.put_item(sort, of(**item))
    for step, ballot in picture.get("ballots", {}).items():
        dots = {note: {you: count} for note, count in ballot["mine"].items()}
        canvas.ballots[step] = Ballot(dots, ballot["closed"], dict(ballot["totals"]))
    return canvas
