"""A voyage on a server that is killed again and again, and what must be so after each kill."""

import asyncio
import os
import random
import shutil
import sqlite3
from collections import Counter
from pathlib import Path

from tests.faults import sqlite_files
from tests.faults.deaths import EVERYWHERE, ON_SQLITE
from tests.faults.servers import MortalServer
from tests.faults.voyage import Voyage, under_way

WATCHES_FILES = os.environ["DATABASE_URL"].startswith("sqlite") and sqlite_files.library() is not None
POINTS = EVERYWHERE + (ON_SQLITE if WATCHES_FILES else ())
AT_MOST = {"write": 150, "half a write": 150, "sync": 25, "statement": 100, "rows": 100}
"""So often it comes to a point before it dies there; 25 times to commits, 200 times to replies."""
READY_SECONDS = 5.0
PATIENCE = 8.0
"""So many seconds a process has to come to its point; then it is killed wherever it is."""
QUIET_SECONDS = 120.0
"""After so many deaths everybody has hundreds of edits to bring in."""
COLD_EVERY = 5
"""Each fifth start is of a process that has nothing loaded yet, as after a power cut."""


def death(pick: random.Random, turn: int) -> tuple[str, str, str]:
    """How the next process ends: each point has its turn, the count is chance."""
    point = POINTS[turn % len(POINTS)]
    most = AT_MOST.get(point, 200 if "reply" in point else 25)
    return "die", point, str(pick.randint(1, most))


def assert_file_is_sound(path: Path, copy: Path) -> None:
    """What is on the disk after the kill, looked at in a copy: the server itself has to recover the original."""
    copy.mkdir()
    for part in path.parent.glob(path.name + "*"):
        shutil.copy(part, copy / part.name)
    with sqlite3.connect(copy / path.name) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()
    shutil.rmtree(copy)


class Rounds:
    """Kill after kill."""

    def __init__(self, server: MortalServer, voyage: Voyage, pick: random.Random, scratch: Path) -> None:
        self.server = server
        self.voyage = voyage
        self.pick = pick
        self.scratch = scratch
        self.points: Counter[str] = Counter()
        """Where processes died; those that did not come to their point in time are not counted."""
        self.starts: list[float] = []
        """The seconds that each cold start took."""
        self._checked = 0
        self._stored: dict[str, int] = {}

    @property
    def ready(self) -> float:
        """The seconds of the quickest of the cold starts: the others tell who else needed the machine meanwhile."""
        return min(self.starts)

    async def kill(self, turn: int) -> None:
        """One process dies; the next is ready in time, and has all that was acknowledged."""
        dying = self.server.plant
        if await asyncio.to_thread(self.server.ended_within, PATIENCE):
            self.points[dying[1]] += 1
        else:
            await asyncio.to_thread(self.server.kill)
        if self.server.database.is_file:
            assert_file_is_sound(self.server.database.path, self.scratch / "copy")
        self.server.plant = death(self.pick, turn + 1)
        if turn % COLD_EVERY == COLD_EVERY - 1:
            self.starts.append(await asyncio.to_thread(self.server.timed_start))
        else:
            await asyncio.to_thread(self.server.start_quickly)
        await self.voyage.crew.node.ask("online")
        await self.nothing_lost()

    async def nothing_lost(self) -> None:
        """All that anybody was told is in the log, at its number, once; the log has no gap."""
        heard = await self.voyage.crew.news()
        found = await self.voyage.ask(f"ids('{self.voyage.site['canvas']}', {self._checked})")
        assert [n for n, _ in found] == list(range(self._checked + 1, self._checked + 1 + len(found)))
        self._stored |= {one: n for n, one in found}
        self._checked += len(found)
        lost = {one: n for one, n in heard.items() if self._stored.get(one) != n}
        assert not lost, f"acknowledged, and not in the log: {lost}"


async def voyage_of_kills(server: MortalServer, seed: int, kills: int, scratch: Path) -> tuple[list[str], Rounds]:
    """So many kills on a new workshop; what is wrong at the end, and how the rounds went. The server may be running."""
    pick = random.Random(seed)
    if server.process is not None and server.process.poll() is None:
        await asyncio.to_thread(server.kill)
    server.plant = death(pick, seed)
    await asyncio.to_thread(server.start)
    async with under_way([server], seed, direct=True, facilitators=False, in_node=3, in_python=3) as voyage:
        rounds = Rounds(server, voyage, pick, scratch)
        for hand in voyage.crew.hands:
            hand.client.patience = 0.05
        async with voyage.crew.acting(gentle=True, pace=0.06, reloads=0.001):
            for turn in range(seed, seed + kills):
                await rounds.kill(turn)
            server.plant = ("none",)
            await asyncio.to_thread(server.kill)
            await asyncio.to_thread(server.start)
        await voyage.quiet(QUIET_SECONDS)
        return await voyage.verdict(gentle=True), rounds
