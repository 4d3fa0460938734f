"""One simulated participant: writes, moves, colours, comments and reacts at a human pace."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from typing import Any

from workshops.client import Client, new_id
from workshops.domain.items import COLOURS, REACTIONS, Note
from workshops.domain.text import NOTE_LIMIT

KEYS_A_SECOND = 6.0


class Person:
    """Acts through a client until cancelled. `pace` 1 is a person's; 10 is ten times as busy."""

    def __init__(self, client: Client, lines: list[str], *, pace: float = 1.0, seed: int = 0) -> None:
        self.client = client
        self.latencies: list[float] = []
        self._lines = lines
        self._pace = pace
        self._random = random.Random(seed)
        self._sent: dict[str, float] = {}
        self._acts: list[tuple[float, Callable[[], Awaitable[None]]]] = [
            (5, self.write),
            (2, self.move),
            (1, self.colour),
            (1, self.label),
            (1, self.comment),
            (2, self.react),
            (0.5, self.stack),
            (0.5, self.undo),
        ]
        client.on_message = self._watch

    async def live(self) -> None:
        """Act, for ever."""
        weights = [weight for weight, _ in self._acts]
        while True:
            await asyncio.sleep(self._random.uniform(0.5, 5.0) / self._pace)
            if self.client.seen is not None:
                ((_, act),) = self._random.choices(self._acts, weights)
                await act()

    def _watch(self, message: dict[str, Any]) -> None:
        if message["t"] == "ops":
            now = time.monotonic()
            for entry in message["ops"]:
                sent = self._sent.pop(entry["id"], None)
                if sent is not None:
                    self.latencies.append(now - sent)

    async def _edit(self, operation: dict[str, Any]) -> None:
        operation["id"] = new_id()
        self._sent[operation["id"]] = time.monotonic()
        await self.client.edit(operation)

    def _notes(self) -> list[Note]:
        return [note for note in self.client.canvas.notes.values() if not note.removed]

    def _block(self) -> str:
        return self._random.choice(list(self.client.kind.blocks))

    async def write(self) -> None:
        """A new note, typed key by key as the others see it grow."""
        note, block = new_id(), self._block()
        text = self._random.choice(self._lines)[:NOTE_LIMIT]
        await self.client.here(block, note, typing=True)
        await self._edit({"op": "add", "block": block, "notes": [{"note": note, "text": text[:1]}]})
        written = 1
        while written < len(text):
            await asyncio.sleep(self._random.uniform(0.2, 0.6) / self._pace)
            found = self.client.canvas.notes.get(note)
            if found is None or self.client.outbox:
                continue
            if found.removed:
                return
            more = text[written : written + max(1, round(KEYS_A_SECOND * 0.4))]
            keep: list[int | str] = [len(found.text)] if found.text else []
            await self._edit({"op": "text", "note": note, "base": found.v, "delta": [*keep, more]})
            written += len(more)
        await self.client.here(block)

    async def move(self) -> None:
        """A note to another block."""
        notes = self._notes()
        if notes:
            note = self._random.choice(notes)
            await self._edit({"op": "move", "notes": [note.id], "block": self._block()})

    async def colour(self) -> None:
        """Another colour for a note."""
        notes = self._notes()
        if notes:
            note = self._random.choice(notes)
            await self._edit({"op": "colour", "notes": [note.id], "colour": self._random.choice(COLOURS)})

    async def label(self) -> None:
        """A label of its block for a note."""
        notes = self._notes()
        if not notes:
            return
        note = self._random.choice(notes)
        tags = [
            f"{facet.key}.{value}" for facet in self.client.kind.blocks[note.block].facets for value in facet.values
        ]
        if tags:
            await self._edit({"op": "tag", "notes": [note.id], "tag": self._random.choice(tags), "on": True})

    async def comment(self) -> None:
        """A remark on a note."""
        notes = self._notes()
        if notes:
            note = self._random.choice(notes)
            text = self._random.choice(self._lines)
            await self._edit({"op": "comment", "note": note.id, "comment": new_id(), "text": text})

    async def react(self) -> None:
        """A reaction to a note."""
        notes = self._notes()
        if notes:
            note = self._random.choice(notes)
            await self._edit({"op": "react", "note": note.id, "reaction": self._random.choice(REACTIONS), "on": True})

    async def stack(self) -> None:
        """Two notes of one block together."""
        notes = self._notes()
        if notes:
            note = self._random.choice(notes)
            others = [other.id for other in notes if other.block == note.block and other.id != note.id]
            if others:
                await self._edit({"op": "stack", "notes": [self._random.choice(others)], "on": note.id})

    async def undo(self) -> None:
        """Second thoughts."""
        await self._edit({"op": "undo"})
