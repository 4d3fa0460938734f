"""All rooms of this process: they come with the first member, hear the doorbell, and go when they are idle."""

import asyncio
import logging
import time
import uuid
from typing import Any

from channels.layers import get_channel_layer

from workshops import broadcast
from workshops.actions.open_canvases import drop
from workshops.actions.retention import forget_old_workshops
from workshops.live import access
from workshops.live.member import Member
from workshops.live.room import GONE, Room
from workshops.live.tiles import Tiles

logger = logging.getLogger(__name__)

TICK = 0.25
POLL = 1.0
SILENCE = 12.0
IDLE = 60.0
READ_PAUSE = 0.1
SILENT = 4005
FORGET_EVERY = 6 * 3600.0
PRESENCE_EVERY = 4.0
"""Seconds between two reports of who is here to the other processes, when nothing changes."""


class Rooms:
    """The registry; all methods but `heard` run on the event loop."""

    def __init__(self) -> None:
        self.rooms: dict[str, Room] = {}
        self.process = str(uuid.uuid4())
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self.tiles: dict[str, Tiles] = {}
        """By workshop: who looks at all its teams."""
        self._reading: dict[str, bool] = {}
        """The workshops that are being read, and whether they moved on meanwhile."""

    def room(self, canvas_id: str, workshop_id: str, scenario_of: str | None = None) -> Room:
        """The room of a canvas (or of a team's scenario), made when it is not there yet."""
        self._start()
        found = self.rooms.get(canvas_id)
        if found is None:
            found = self.rooms[canvas_id] = Room(canvas_id, workshop_id, scenario_of)
        return found

    def watch(self, member: Member, workshop_id: str, canvases: list[str]) -> None:
        """Let a facilitator see all canvases of a workshop small (P30)."""
        tiles = self.tiles.get(workshop_id)
        if tiles is None or tiles.canvases != canvases:
            members = tiles.members if tiles else set()
            tiles = self.tiles[workshop_id] = Tiles(canvases)
            tiles.members |= members
        for canvas in canvases:
            self.room(canvas, workshop_id).watched = True
        tiles.welcome(member)

    def unwatch(self, member: Member, workshop_id: str) -> None:
        """A facilitator looks no longer."""
        tiles = self.tiles.get(workshop_id)
        if tiles is None:
            return
        tiles.members.discard(member)
        if not tiles.members:
            del self.tiles[workshop_id]
            for canvas in tiles.canvases:
                if canvas in self.rooms:
                    self.rooms[canvas].watched = False

    def _start(self) -> None:
        if self._loop is not None:
            return
        self._loop = asyncio.get_running_loop()
        broadcast.listen(self.heard)
        broadcast.listen_presence(self._heard_presence)
        broadcast.carry_with(self._carry)
        self._tasks = [self._loop.create_task(work) for work in (self._tick(), self._look(), self._forget())]
        if broadcast.joins_processes():
            self._tasks.append(self._loop.create_task(self._listen()))

    async def stop(self) -> None:
        """Commit what is queued and let go of everything (the process ends)."""
        for room in self.rooms.values():
            await room.finish()
        for task in self._tasks:
            task.cancel()
        if self._loop is not None:
            broadcast.unlisten(self.heard)
            broadcast.unlisten_presence(self._heard_presence)
            broadcast.carry_with(None)
            self._loop = None
        self.rooms.clear()
        await access.close_connections()

    # the doorbell

    def heard(self, stream: str, key: str, head: int) -> None:
        """A log of this process's database moved on. From any thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self.ring, stream, key, head)

    def ring(self, stream: str, key: str, head: int) -> None:
        """Have whom it concerns read on."""
        if stream == "canvas":
            room = self.rooms.get(key)
            if room is not None:
                room.rung(head)
        elif any(room.workshop_id == key for room in self.rooms.values()):
            self._read_soon(key)

    def reread_workshop(self, workshop_id: str) -> None:
        """Look at the workshop again, and tell all its rooms, changed or not."""
        self._spawn(self._read_workshop(workshop_id, always=True))

    def _spawn(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.append(task)
        task.add_done_callback(self._tasks.remove)

    def _read_soon(self, workshop_id: str) -> None:
        """Read a workshop again, at most ten times a second: sixty people may say at once that they are ready."""
        if workshop_id in self._reading:
            self._reading[workshop_id] = True
            return
        self._reading[workshop_id] = False
        self._spawn(self._read_until_calm(workshop_id))

    async def _read_until_calm(self, workshop_id: str) -> None:
        try:
            again = True
            while again:
                self._reading[workshop_id] = False
                await self._read_workshop(workshop_id)
                await asyncio.sleep(READ_PAUSE)
                again = self._reading[workshop_id]
        finally:
            del self._reading[workshop_id]

    async def _read_workshop(self, workshop_id: str, *, always: bool = False) -> None:
        found = await access.run(access.readers, access.workshop_now, workshop_id)
        rooms = [room for room in self.rooms.values() if room.workshop_id == workshop_id]
        asked: list[str] = []
        for room in rooms:
            if found is None:
                room.end("gone", GONE)
            elif (always or found.state["head"] > room.workshop_head) and room.workshop_changed(found):
                asked.append(room.canvas_id)
        if asked:
            # Whoever moved the hour on has done this already, unless that process died in between.
            await access.run(access.writer, access.follow, asked)

    def _carry(self, message: dict[str, Any]) -> None:
        """Send a message to the other processes, from any thread."""
        if self._loop is not None and broadcast.joins_processes():
            asyncio.run_coroutine_threadsafe(self._send(message), self._loop)

    async def _send(self, message: dict[str, Any]) -> None:
        try:
            await broadcast.send({"process": self.process, **message})
        except Exception as problem:  # noqa: BLE001 - at most once is what it promises; the log is looked at anyway
            logger.warning("doorbell out of order: %s", type(problem).__name__)

    async def _listen(self) -> None:
        """Hear the other processes; when the layer fails, begin again."""
        while True:
            try:
                layer = get_channel_layer()
                channel = await layer.new_channel()
                await layer.group_add(broadcast.GROUP, channel)
                while True:
                    self._from_outside(await layer.receive(channel))
            except asyncio.CancelledError:
                raise
            except Exception as problem:  # noqa: BLE001 - whatever it is, the doorbell must come back
                logger.warning("doorbell out of order: %s", type(problem).__name__)
                await asyncio.sleep(1)

    def _heard_presence(self, message: dict[str, Any]) -> None:
        """Somebody is here by another way than a socket. From any thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._from_outside, message)

    def _from_outside(self, message: dict[str, Any]) -> None:
        if message.get("process") == self.process:
            return
        if message["type"] == "ring":
            self.ring(message["stream"], message["key"], message["head"])
        elif message["type"] == "presence" and message["canvas"] in self.rooms:
            presence = self.rooms[message["canvas"]].presence
            window = message["process"]
            now = time.monotonic()
            told = {person["who"] for person in message["people"]}
            for who in [who for who, other in presence.spots if other == window and who not in told]:
                presence.left(who, window)
            for person in message["people"]:
                presence.moved(person["who"], window, (person["block"], person["note"], person["typing"]), now)

    # the clock

    async def _tick(self) -> None:
        told: dict[str, float] = {}
        while True:
            await asyncio.sleep(TICK)
            now = time.monotonic()
            for tiles in list(self.tiles.values()):
                await tiles.tell(self.rooms, now)
            for key, room in list(self.rooms.items()):
                changed = room.presence.changed
                room.tick(now)
                self._close_silent(room, now)
                if broadcast.joins_processes() and (changed or now - told.get(key, 0) > PRESENCE_EVERY):
                    told[key] = now
                    await self._send({"type": "presence", "canvas": key, "people": room.local_people()})
                if not room.members and not room.watched and not room.busy and now - room.emptied > IDLE:
                    del self.rooms[key]
                    told.pop(key, None)
                    drop(key)

    def _close_silent(self, room: Room, now: float) -> None:
        for member in [one for one in room.members if now - one.heard > SILENCE]:
            member.wire.close(SILENT, "silent")
            room.presence.left(member.reader.who, member.window)
            room.leave(member)

    async def _look(self) -> None:
        """Look at the heads of the logs once a second: rings get lost, and commands beside the server ring nobody."""
        while True:
            await asyncio.sleep(POLL)
            active = [room for room in self.rooms.values() if room.members or room.watched]
            if not active:
                continue
            try:
                canvases, workshops = await access.run(
                    access.readers,
                    access.heads,
                    [room.canvas_id for room in active],
                    list({room.workshop_id for room in active}),
                )
            except Exception as problem:  # noqa: BLE001 - the database is away; it is asked again in a second
                logger.warning("could not look at the logs: %s", type(problem).__name__)
                continue
            await self._end_with_sessions(active)
            for room in active:
                if room.canvas_id not in canvases and room.hour.scenario_of:
                    room.end("gone", GONE)
                elif room.canvas_id not in canvases:
                    self.ring("workshop", room.workshop_id, -1)
                room.rung(canvases.get(room.canvas_id, 0))
                room.close_what_is_over()
                if workshops.get(room.workshop_id, 0) > room.workshop_head:
                    self.ring("workshop", room.workshop_id, workshops[room.workshop_id])

    async def _end_with_sessions(self, active: list[Room]) -> None:
        """Close what somebody who signed out elsewhere left open."""
        here = [(room, member) for room in active for member in room.members if member.session_key]
        if here:
            ended = await access.run(access.readers, access.ended_sessions, [one.session_key for _, one in here])
            for room, member in here:
                if member.session_key in ended:
                    room.put_out(member, "removed")

    async def _forget(self) -> None:
        """Delete workshops beyond the retention period, now and then."""
        while True:
            try:
                await access.run(access.readers, forget_old_workshops)
            except Exception as problem:  # noqa: BLE001 - it is tried again
                logger.warning("could not forget old workshops: %s", type(problem).__name__)
            await asyncio.sleep(FORGET_EVERY)


rooms = Rooms()
