"""The participants of a voyage: some on the shipped client in Node, some on the Python client."""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.check import node
from tests.faults.accounts import Account
from tests.faults.hands import Hand
from tests.serving import ROOT

HERE = Path(__file__).parent
FIRST_WORD = 0x20000
WORDS_EACH = 3_000
"""Words of one participant on the Python client; what is above them all is for those in Node."""
LINE_LIMIT = 1 << 28
UNSENT_LIMIT = 300
"""Who has so much to send waits for the network before doing more."""


@dataclass(frozen=True)
class Place:
    """Where somebody connects, and as whom: `address` is host and port, `origin` the site's address."""

    who: int
    role: str
    token: str
    address: str
    origin: str
    transport: str = "socket"


class NodeCrew:
    """Participants in one Node process; see crew.mjs for the orders."""

    def __init__(self, config: dict[str, Any], plant: str = "") -> None:
        self.config = config
        self.plant = plant
        self._process: asyncio.subprocess.Process | None = None
        self._last_words = ""

    async def start(self) -> None:
        """Start the process; its sessions connect by themselves."""
        planted = ["--import", f"{HERE / 'plant.mjs'}?{self.plant}"] if self.plant else []
        self._process = await asyncio.create_subprocess_exec(
            *[node(), "--experimental-websocket", "--no-warnings", *planted, str(HERE / "crew.mjs")],
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            cwd=ROOT,
            limit=LINE_LIMIT,
        )
        await self._say(self.config)

    async def ask(self, do: str, **order: Any) -> Any:
        """Give an order; its answer. Raises AssertionError with what the process said when it fell over."""
        return (await self._say({"do": do, **order})).get("answer")

    async def _say(self, message: dict[str, Any]) -> dict[str, Any]:
        assert self._process is not None, "start() comes first"
        assert self._process.stdin, "a pipe was asked for"
        assert self._process.stdout, "a pipe was asked for"
        assert self._process.stderr, "a pipe was asked for"
        self._process.stdin.write(json.dumps(message).encode() + b"\n")
        line = await self._process.stdout.readline()
        if not line:
            self._last_words += (await self._process.stderr.read()).decode()
            raise AssertionError(f"the crew in Node fell over: {self._last_words}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    async def stop(self) -> None:
        """End the process."""
        if self._process is None:
            return
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()


class Crew:
    """All participants of one canvas."""

    def __init__(
        self,
        site: dict[str, Any],
        kind: Any,
        in_node: Sequence[Place],
        in_python: Sequence[Place],
        *,
        seed: int,
        speed: float = 4.0,
        plant: str = "",
    ) -> None:
        self.pick = random.Random(f"{seed} crew")
        self.hands = [
            Hand(
                f"ws://{place.address}/live/{site['canvas']}/",
                {"Cookie": f"{site['cookie']}={place.token}", "Origin": place.origin},
                kind,
                place.who,
                seed=self.pick.getrandbits(30),
                words=FIRST_WORD + number * WORDS_EACH,
            )
            for number, place in enumerate(in_python)
        ]
        people = [{**vars(place), "seed": self.pick.getrandbits(30)} for place in in_node]
        self.node = NodeCrew(
            {
                "seed": seed,
                "canvas": site["canvas"],
                "cookie": site["cookie"],
                "kind": site["kind"],
                "speed": speed,
                "words": FIRST_WORD + len(in_python) * WORDS_EACH,
                "people": people,
            },
            plant,
        )
        self._acting = False
        self._running: dict[Hand, asyncio.Task[None]] = {}

    async def board(self) -> None:
        """Everybody connects."""
        for hand in self.hands:
            self._running[hand] = asyncio.create_task(hand.client.run())
        await self.node.start()

    @asynccontextmanager
    async def acting(self, *, gentle: bool, pace: float = 0.03, reloads: float = 0.003) -> AsyncIterator[None]:
        """Everybody edits while the block runs, about once in `pace` seconds each, and some reload."""
        in_node = len(self.node.config["people"])
        await self.node.ask("act", pace=1000 * pace / in_node, gentle=gentle, reloads=reloads)
        self._acting = True
        tasks = [asyncio.create_task(self._live(hand, gentle, pace, reloads)) for hand in self.hands]
        try:
            yield
        finally:
            # Not cancelled: what is broken off in the middle of sending a frame leaves a connection of no use.
            self._acting = False
            await asyncio.gather(*tasks)
            await self.node.ask("rest")

    async def act(self, seconds: float, **how: Any) -> None:
        """Everybody edits for a while; see `acting`."""
        async with self.acting(**how):
            await asyncio.sleep(seconds)

    async def sent(self, count: int) -> None:
        """Wait until all together have made so many edits."""
        while True:
            in_node = sum(one["made"] for one in await self.node.ask("status"))
            if in_node + sum(len(hand.made) for hand in self.hands) >= count:
                return
            await asyncio.sleep(0.2)

    async def _live(self, hand: Hand, gentle: bool, pace: float, reloads: float) -> None:
        while self._acting:
            await asyncio.sleep(self.pick.uniform(0, 2 * pace))
            if len(hand.client.outbox) < UNSENT_LIMIT:
                await hand.act(gentle=gentle)
            if self.pick.random() < reloads:
                self.reload(hand)

    def reload(self, hand: Hand) -> None:
        """Close somebody's page and open it anew."""
        self._running.pop(hand).cancel()
        self._running[hand] = asyncio.create_task(hand.reload().run())

    async def quiet(self, head: int) -> bool:
        """Whether nothing waits and everybody has seen `head`."""
        status = await self.node.ask("status")
        node_is = all(one["waiting"] == 0 and one["seen"] == head for one in status)
        return node_is and all(not hand.client.outbox and hand.client.seen == head for hand in self.hands)

    async def news(self) -> dict[str, int]:
        """What was acknowledged to anybody since this was last asked: ids and numbers."""
        found: dict[str, int] = await self.node.ask("heard")
        for hand in self.hands:
            found |= hand.news()
        return found

    async def accounts(self) -> list[Account]:
        """What everybody has to say."""
        for hand, task in self._running.items():
            if task.done() and not task.cancelled() and task.exception() is not None:
                hand.wrong.append(f"python {hand.who} fell over: {task.exception()!r}")
        reports = await self.node.ask("report")
        return [Account(**report) for report in reports] + [hand.account() for hand in self.hands]

    async def leave(self) -> None:
        """Everybody goes."""
        for hand, task in self._running.items():
            await hand.client.stop()
            task.cancel()
        await asyncio.gather(*self._running.values(), return_exceptions=True)
        await self.node.stop()
