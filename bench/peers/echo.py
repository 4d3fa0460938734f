"""The reference: the least that a Python server can do. Under daphne, like Canvasweb.

What arrives while the disk is busy is numbered, appended to one file as a batch with one fsync, and then sent to
everybody as one frame. No rights, no rules, no merging, no ids: what this holds is what the ground itself carries.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

Send = Callable[[dict[str, Any]], Awaitable[None]]


class Room:
    """Everybody, the file, and what waits to be written."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._waiting: list[str] = []
        self._worker: asyncio.Task[None] | None = None
        self._head = 0
        self.members: set[Send] = set()

    def take(self, text: str) -> None:
        """One message for everybody."""
        self._waiting.append(text)
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work())

    async def _work(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            await asyncio.to_thread(self._write, batch)
            first, self._head = self._head + 1, self._head + len(batch)
            frame = f'{{"t":"ops","from":{first},"to":{self._head},"ops":[{",".join(batch)}]}}'
            for send in list(self.members):
                await send({"type": "websocket.send", "text": frame})

    def _write(self, batch: list[str]) -> None:
        os.write(self._file, ("\n".join(batch) + "\n").encode())
        os.fsync(self._file)


room = Room(Path(os.environ["BENCH_FOLDER"]) / "log")


async def application(scope: dict[str, Any], receive: Callable[[], Awaitable[dict[str, Any]]], send: Send) -> None:
    """One socket."""
    if scope["type"] != "websocket":
        return
    await receive()
    # A member before it is told so: what comes from now on is for it too.
    await send({"type": "websocket.accept"})
    room.members.add(send)
    try:
        while (event := await receive())["type"] == "websocket.receive":
            room.take(event["text"])
    finally:
        room.members.discard(send)
