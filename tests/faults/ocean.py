"""The rules and the merging under all that can happen between a server and its clients, in one process and without I/O.

The server is the domain alone: a canvas, a ledger, the ids it knows. The clients hold replicas that they change by
effects. Operations come late, twice, out of order or not at all; replicas fall behind and start anew.
"""

import random
import uuid
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from tests.domain.story import random_operation
from workshops.domain import messages
from workshops.domain.canvas import Canvas
from workshops.domain.decide import decide
from workshops.domain.items import SORTS
from workshops.domain.kinds import Kind
from workshops.domain.log import Ledger, fold
from workshops.domain.operations import Actor, Refusal
from workshops.domain.undo import Entry

ROLES = ("facilitator", "participant", "participant", "participant", "participant", "participant")


@dataclass(eq=False)
class Replica:
    """One client: what it has applied, and what it does not know the fate of."""

    actor: Actor
    canvas: Canvas
    outbox: dict[str, dict[str, Any]] = field(default_factory=dict)
    behind: bool = False

    def follow(self, log: list[Entry]) -> None:
        """Apply what is new; own operations among it are acknowledged by that."""
        for entry in log[self.canvas.head :]:
            self.canvas.apply(entry.fx, entry.n, entry.by)
            if entry.by == self.actor.who and self.outbox.pop(entry.id, None) is None:
                raise AssertionError(f"{entry.id} was acknowledged twice, or was never made")


class Ocean:
    """A server and its clients."""

    def __init__(self, kind: Kind, seed: int) -> None:
        self.pick = random.Random(seed)
        self.kind = kind
        self.canvas = Canvas(kind)
        self.log: list[Entry] = []
        self.known: dict[str, int] = {}
        self.ledger = Ledger(self._older_texts, self._older_mine, self._read_at)
        count = self.pick.randint(2, len(ROLES))
        self.replicas = [Replica(Actor(who + 1, ROLES[who]), Canvas(kind)) for who in range(count)]
        self.on_the_way: deque[tuple[Replica, dict[str, Any]]] = deque()
        self.judged = 0

    def _older_texts(self, since: int, until: int) -> list[tuple[int, str, list[int | str]]]:
        entries = self.log[since:until]
        return [
            (entry.n, effect["note"], effect["text"]) for entry in entries for effect in entry.fx if "text" in effect
        ]

    def _older_mine(self, who: int, until: int) -> list[Entry]:
        return [entry for entry in reversed(self.log[:until]) if entry.by == who]

    def _read_at(self, _source: str | None, number: int) -> Canvas:
        if number > len(self.log):
            raise Refusal("no-moment", n=number)
        return fold(self.canvas.kind, self.log[:number])

    def sail(self, operations: int) -> None:
        """Until so many operations were judged; then calm, and everything must be equal. Raises AssertionError."""
        while self.judged < operations:
            self._step()
        for replica in self.replicas:
            self._come_back(replica)
        while self.on_the_way:
            self._arrive()
        for replica in self.replicas:
            replica.follow(self.log)
        self._assert_equal()

    def _step(self) -> None:
        replica = self.pick.choice(self.replicas)
        operation = {"id": self._id(), **random_operation(self.pick, replica.canvas)}
        replica.outbox[operation["id"]] = operation
        for _ in range(self.pick.choices((0, 1, 2), (1, 8, 1))[0]):
            self.on_the_way.append((replica, operation))
        if len(self.on_the_way) > self.pick.randint(0, 12):
            if self.pick.random() < 0.1:
                self.pick.shuffle(self.on_the_way)
            self._arrive()
        chance = self.pick.random()
        if chance < 0.01:
            replica.behind = not replica.behind
        elif chance < 0.02:
            self._come_back(replica)
        elif chance < 0.0205:
            self.ledger = Ledger(self._older_texts, self._older_mine, self._read_at, start=self.canvas.head)
        if not replica.behind:
            replica.follow(self.log)

    def _come_back(self, replica: Replica) -> None:
        """What it does not know the fate of goes once more."""
        replica.behind = False
        replica.follow(self.log)
        self.on_the_way.extend((replica, operation) for operation in replica.outbox.values())

    def _arrive(self) -> None:
        replica, operation = self.on_the_way.popleft()
        self.judged += 1
        if operation["id"] in self.known:
            return
        try:
            change = decide(self.canvas, messages.parse(operation), replica.actor, self.judged // 50, self.ledger)
        except Refusal:
            replica.outbox.pop(operation["id"], None)
            return
        if not change.fx:
            replica.outbox.pop(operation["id"], None)
            return
        replica.outbox.setdefault(operation["id"], operation)  # refused once, taken when it came again
        number = self.canvas.head + 1
        before = self.canvas.apply(change.fx, number, replica.actor.who)
        at = self.judged // 50
        entry = Entry(number, operation["id"], replica.actor.who, at, operation["op"], change.fx, before, of=change.of)
        self.log.append(entry)
        self.ledger.push(entry)
        self.known[entry.id] = number

    def _assert_equal(self) -> None:
        truth = _shape(fold(self.kind, self.log))
        assert _shape(self.canvas) == truth, "the canvas in memory is not the fold of the log"
        for replica in self.replicas:
            assert _shape(replica.canvas) == truth, f"{replica.actor.who} holds another canvas"
            assert not replica.outbox, f"{replica.actor.who} still waits for {list(replica.outbox)}"
        assert len({entry.id for entry in self.log}) == len(self.log), "an id stands there twice"

    def _id(self) -> str:
        return str(uuid.UUID(int=self.pick.getrandbits(128), version=4))


def _shape(canvas: Canvas) -> Any:
    """Everything that must be equal in two equal canvases."""
    items = [canvas.items(sort) for sort in SORTS]
    return canvas.head, canvas.locked, canvas.locked_blocks, canvas.notes, items, canvas.marks, canvas.review
