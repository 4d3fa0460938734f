"""People for the slow instruments: a few operations a second each, over real sockets, every number checked.

Unlike bench/load they are many workshops wide, come and go, and need not be fast.
"""

import asyncio
import json
import random
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

BEAT_SECONDS = 5.0


@dataclass(frozen=True)
class Place:
    """Where somebody belongs: the canvas, a note of their own there, and what their browser sends."""

    port: int
    canvas: str
    note: str
    block: str
    cookie: str
    who: int


@dataclass(eq=False)
class Person:
    """One socket of one participant."""

    place: Place
    seen: int = 0
    taken: int = 0
    refused: int = 0
    problems: list[str] = field(default_factory=list)
    _socket: ClientConnection | None = None
    _tasks: list["asyncio.Task[None]"] = field(default_factory=list)
    _since: int | None = None
    _turn: int = 0
    _waiting: set[str] = field(default_factory=set)

    async def come(self) -> None:
        """Connect, and be brought up to date."""
        place = self.place
        headers = {"Cookie": place.cookie, "Origin": f"http://localhost:{place.port}"}
        address = f"ws://localhost:{place.port}/live/{place.canvas}/"
        self._socket = await connect(
            address, additional_headers=headers, max_size=None, ping_interval=None, compression=None
        )
        await self._say({"t": "hello", "v": 1, "since": self._since, "pending": []})
        while (message := await self._hear())["t"] != "welcome":
            self.problems.append(f"before the welcome: {message['t']}")
        self.seen = message["head"] if self._since is None else self._since
        self._tasks = [asyncio.create_task(work) for work in (self._listen(), self._beat())]

    async def leave(self) -> None:
        """Close the socket; the next time only what came since is asked for."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._since = self.seen
        self._waiting.clear()
        if self._socket is not None:
            await self._socket.close()
            self._socket = None

    async def edit(self) -> None:
        """One operation on one's own note: words added or taken away, another colour, another place."""
        self._turn += 1
        note = self.place.note
        base = {"op": "text", "note": note, "base": self.seen}
        operations: list[dict[str, Any]] = [
            {**base, "delta": ["abc"]},
            {"op": "colour", "notes": [note], "colour": "sky" if self._turn % 8 < 4 else "mint"},
            {**base, "delta": [-3]},
            {"op": "move", "notes": [note], "block": self.place.block, "after": None if self._turn % 8 < 4 else note},
        ]
        operation = {"id": str(uuid.uuid4()), **operations[self._turn % 4 - 1]}
        self._waiting.add(operation["id"])
        await self._say({"t": "ops", "ops": [operation]})

    @property
    def settled(self) -> bool:
        """Whether the fate of every operation is known."""
        return not self._waiting

    async def _say(self, message: dict[str, Any]) -> None:
        if self._socket is not None:
            with suppress(ConnectionClosed):  # whoever listens to it notes that down
                await self._socket.send(json.dumps(message))

    async def _hear(self) -> dict[str, Any]:
        if self._socket is None:
            raise ConnectionError
        message: dict[str, Any] = json.loads(await self._socket.recv())
        return message

    async def _listen(self) -> None:
        try:
            while True:
                self._take(await self._hear())
        except ConnectionClosed as closed:
            self.problems.append(f"closed: {closed.rcvd}")

    def _take(self, message: dict[str, Any]) -> None:
        if message["t"] == "ops":
            if message["from"] != self.seen + 1:
                self.problems.append(f"a gap: {self.seen} to {message['from']}")
            self.seen = message["to"]
            for entry in message["ops"]:
                if entry["id"] in self._waiting:
                    self._waiting.discard(entry["id"])
                    self.taken += 1
        elif message["t"] == "reset":
            self.seen = message["head"]
        elif message["t"] == "verdict":
            self._waiting.discard(message["id"])
            self.refused += "no" in message
        elif message["t"] == "error":
            self.problems.append(f"error: {message['code']}")

    async def _beat(self) -> None:
        await asyncio.sleep(random.uniform(0, BEAT_SECONDS))
        while True:
            await self._say({"t": "ping", "seen": self.seen})
            await asyncio.sleep(BEAT_SECONDS)
