"""One canvas in this process: gathers what arrives during a commit, commits it together, fans it out.

The database is the truth; a room is a queue and a list of members. It knows the head it has sent and reads what it
lacks from the log, whoever committed it.
"""

import asyncio
import logging
import time
from collections.abc import Sequence
from typing import Any

from workshops import clock
from workshops.actions import editing
from workshops.actions.open_canvases import open_canvas, read_entries
from workshops.domain.audience import OUTSIDER, Reader, concerned
from workshops.domain.operations import Refusal
from workshops.domain.undo import Entry
from workshops.live import access
from workshops.live.hour import RoomHour
from workshops.live.member import Member
from workshops.live.presence import Presence
from workshops.live.transport import WAITING_LIMIT, Frame
from workshops.models import Canvas, Participant

logger = logging.getLogger(__name__)

BATCH_LIMIT = 500
PEOPLE_EVERY = 0.002
"""Seconds between two lists of who is here, for each member: the list and its readers both grow with the room."""
REMOVED = 4001
GONE = 4007


class Room:
    """The members on one canvas, and the operations on their way into its log."""

    def __init__(self, canvas_id: str, workshop_id: str, scenario_of: str | None = None) -> None:
        self.canvas_id = canvas_id
        self.workshop_id = workshop_id
        self.members: set[Member] = set()
        self.presence = Presence()
        self.hour = RoomHour(scenario_of)
        self.backs: dict[str, int] = {}
        """How many private notes there are in each block."""
        self.head = 0
        self.workshop_head = 0
        self.emptied = time.monotonic()
        self.watched = False
        """Whether a facilitator looks at all teams: then it stays, without members too."""
        self._queue: list[tuple[Member, editing.Submission]] = []
        self._wanted = 0  # a head somebody rang for
        self._worker: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._told_people = 0.0

    # members

    def enter(self, member: Member, seen: int) -> None:
        """Take a member in that was brought up to number `seen`; what it still lacks follows."""
        member.seen = seen
        member.catching_up = False
        if seen > self.head:
            self._advance_without_entries(seen)
        self.members.add(member)
        if not member.watches:
            self.presence.heard(member.reader.who, member.window, time.monotonic())
        if member.seen < self.head:
            self.catch_up(member)

    def leave(self, member: Member) -> None:
        """Let a member go."""
        self.members.discard(member)
        if not self.members:
            self.emptied = time.monotonic()

    def came_back(self, member: Member, participant: int) -> None:
        """Keep that somebody is back, while an hour runs (late operations ask who was away)."""
        if self.hour.running and not member.watches:
            self._spawn(self._keep(access.mark_back, participant))

    def went_away(self, member: Member, participant: int) -> None:
        """Keep when we last heard of somebody whose last window closed."""
        if self.hour.running and all(one.reader.who != member.reader.who for one in self.members):
            heard = clock.now() - int(1000 * (time.monotonic() - member.heard))
            self._spawn(self._keep(access.mark_away, participant, heard))

    async def _keep(self, keep: Any, *arguments: Any) -> None:
        try:
            await access.run(access.readers, keep, *arguments)
        except Exception as problem:  # noqa: BLE001 - it costs somebody ten minutes of grace, nothing else
            logger.warning("could not keep an absence: %s", type(problem).__name__)

    def catch_up(self, member: Member) -> None:
        """Send a member what it lacks, from the log."""
        if not member.catching_up:
            member.catching_up = True
            self._spawn(self._catch_up(member))

    async def _catch_up(self, member: Member) -> None:
        try:
            while member in self.members and member.seen < self.head:
                messages, seen = await access.run(
                    access.readers, access.missed, self.canvas_id, member.seen, member.reader
                )
                for message in messages:
                    member.send(message)
                member.seen = seen
        except Exception as problem:  # noqa: BLE001 - the next frame finds the gap, and it is tried again
            logger.warning("could not read the log for a member: %s", type(problem).__name__)
        finally:
            member.catching_up = False

    def _spawn(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # editing

    def submit(self, member: Member, submissions: Sequence[editing.Submission]) -> None:
        """Put operations in the next batch."""
        self._queue += [(member, submission) for submission in submissions]
        self._start()

    def rung(self, head: int) -> None:
        """Somebody says that the log is at `head`."""
        if head > self.head:
            self._wanted = max(self._wanted, head)
            self._start()

    def _start(self) -> None:
        if self._worker is None or self._worker.done():
            self._worker = asyncio.get_running_loop().create_task(self._work())

    async def _work(self) -> None:
        while self._queue or self._wanted > self.head:
            batch, self._queue = self._queue[:BATCH_LIMIT], self._queue[BATCH_LIMIT:]
            submissions = [submission for _, submission in batch]
            try:
                outcome, news, backs = await access.run(access.writer, _commit, self.canvas_id, submissions, self.head)
            except Canvas.DoesNotExist:
                self.end("gone", GONE)
                return
            except Exception:
                logger.exception("a batch was not committed")
                outcome, news, backs = _failed(submissions), [], self.backs
                self._wanted = 0
            if backs != self.backs:
                self.backs, self.presence.changed = backs, True
            self._announce(news)
            for (member, _), verdict in zip(batch, outcome.verdicts, strict=True):
                _tell(member, verdict)

    def lead(self, member: Member, participant: Participant, operation: dict[str, Any], operation_id: str) -> None:
        """Write an operation to the workshop's log, and tell its sender what became of it."""
        self._spawn(self._lead(member, participant, operation, operation_id))

    async def _lead(
        self, member: Member, participant: Participant, operation: dict[str, Any], operation_id: str
    ) -> None:
        try:
            done = await access.run(access.writer, access.lead, participant, operation, operation_id)
        except Refusal as refusal:
            member.refuse(operation_id, refusal)
        except Exception:
            logger.exception("an operation of the workshop was not committed")
            member.refuse(operation_id, Refusal("try-again"))
        else:
            fate = {"none": True} if done.n is None else {"n": done.n}
            member.send({"t": "verdict", "id": operation_id, **fate})

    @property
    def busy(self) -> bool:
        """Whether operations are on their way into the log."""
        return self._worker is not None and not self._worker.done()

    async def finish(self) -> None:
        """Wait until what is queued is committed. Who stops waiting does not stop the work, which is everybody's."""
        if self._worker is not None:
            await asyncio.shield(self._worker)

    def _announce(self, entries: Sequence[Entry]) -> None:
        if not entries:
            return
        first, last = entries[0].n, entries[-1].n
        self.head = max(self.head, last)
        apart = concerned(entries)
        shared: dict[int, Frame] = {}
        for member in self.members:
            if member.catching_up or member.seen >= last:
                continue
            if member.seen != first - 1:
                self.catch_up(member)
                continue
            # Encoded once for each audience: everybody who sees the same gets the same bytes.
            reader = member.reader if member.reader.who in apart else OUTSIDER
            frame = shared.get(reader.who)
            if frame is None:
                frame = shared[reader.who] = Frame(access.frames(entries, reader)[0])
            member.seen = last
            member.write(frame)

    def _advance_without_entries(self, head: int) -> None:
        """A newcomer brought a later head than this room has sent: the others read on from where they are."""
        self.head = head
        for member in self.members:
            self.catch_up(member)

    # people

    def tick(self, now: float) -> None:
        """Send who is here, when that changed."""
        self.presence.expire(now)
        if self.presence.changed and now - self._told_people > PEOPLE_EVERY * len(self.members):
            self.presence.changed = False
            self._told_people = now
            frame = self.people_frame()
            for member in self.members:
                if member.wire.waiting() < WAITING_LIMIT // 8:  # presence is the first to go under load
                    member.tell_people(frame)

    def people_frame(self) -> Frame:
        """Who is here now (P21)."""
        if not self.hour.hides_places:
            return Frame({"t": "people", "people": self.presence.people(), **self._backs()})
        return Frame({"t": "people", **self.presence.counted(), **self._backs()})

    def _backs(self) -> dict[str, Any]:
        return {"backs": self.backs} if self.backs else {}

    def local_people(self) -> list[dict[str, Any]]:
        """Who is here through this process."""
        windows = {member.window for member in self.members}
        own = Presence({key: spot for key, spot in self.presence.spots.items() if key[1] in windows})
        return own.people()

    def workshop_changed(self, now: access.WorkshopNow) -> bool:
        """Tell everybody, and close the connections of those who may not be here any more.

        Returns whether the canvas may have to follow what the workshop's log asks of it.
        """
        self.workshop_head = now.state["head"]
        asks = self.hour.take(now.state)
        self.presence.changed = True  # who is told where somebody is, is for the step to say
        for member in list(self.members):
            person = now.people.get(member.reader.who)
            if person is None:
                self.put_out(member, "removed")
                continue
            own = str(person.team_id) if person.team_id else None
            member.reader = Reader(person.who, person.role)
            self.hour.tell(member, now)
            if not self.hour.may_stay(self.canvas_id, person.role, own):
                self.put_out(member, "moved", canvas=self.hour.home(own))
        return asks

    def close_what_is_over(self) -> None:
        """Put out those to whom the canvas is open no more: its hour ended, or the day until which they might look."""
        for member in [one for one in self.members if not self.hour.may_see(one.reader.role)]:
            self.put_out(member, "over")

    def put_out(self, member: Member, code: str, **details: Any) -> None:
        """Close the connection of somebody who may not be here any more."""
        member.fail(code, **details)
        member.wire.close(REMOVED, code)
        self.presence.left(member.reader.who, member.window)
        self.leave(member)

    def end(self, code: str, close: int) -> None:
        """Close every connection."""
        for member in list(self.members):
            member.fail(code)
            member.wire.close(close, code)
            self.leave(member)


def _commit(
    canvas_id: str, submissions: Sequence[editing.Submission], since: int
) -> tuple[editing.Outcome, list[Entry], dict[str, int]]:
    """Commit a batch; with its outcome, all that came into the log after number `since`, whoever wrote it, and how many
    private notes there are in each block."""
    outcome = editing.commit(canvas_id, submissions) if submissions else editing.Outcome()
    opened = open_canvas(canvas_id)
    with opened.lock:
        if not submissions:
            opened.fold_in()
        news = opened.ledger.since(since)
        return outcome, read_entries(canvas_id, since) if news is None else news, opened.canvas.backs()


def _failed(submissions: Sequence[editing.Submission]) -> editing.Outcome:
    return editing.Outcome([editing.Verdict(one.id, refusal=Refusal("try-again")) for one in submissions])


def _tell(member: Member, verdict: editing.Verdict) -> None:
    """Say what became of an operation, unless the frame with its number has said so (P9, P10)."""
    if verdict.refusal is not None:
        member.refuse(verdict.id, verdict.refusal)
    elif verdict.n is None:
        member.send({"t": "verdict", "id": verdict.id, "none": True})
    elif verdict.again:
        member.send({"t": "verdict", "id": verdict.id, "n": verdict.n})
