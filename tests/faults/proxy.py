"""A TCP proxy that does to connections what bad networks do, by a seed.

A connection may end in the middle of a frame, be slow, stand still in one direction or both, or be gone for one
side while the other is never told. TCP never says a thing twice, so that is done to whole messages: the proxy replays
a text frame, as a client does that sends again because it does not know. See docs/faults.md.
"""

import asyncio
import contextlib
import random
from collections import Counter, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tests.faults.frames import Frames, is_whole_text

READ_SIZE = 1 << 16
REMEMBERED = 20


@dataclass(frozen=True)
class Weather:
    """How bad it is. Chances are from 0 to 1, times in seconds."""

    life: float = 0.0
    """Mean time until something happens to a connection; 0: nothing does."""
    refused: float = 0.0
    """Chance of a new connection to be closed at once."""
    delayed: float = 0.0
    """Chance of a piece to wait."""
    delay: float = 0.05
    """At most so long."""
    slow: float = 0.0
    """Chance of a connection to be throttled."""
    rate: float = 20_000.0
    """To so many bytes a second, at least a tenth of it."""
    twice: float = 0.0
    """Chance of a message to be said again: at once, or (to the server) after others."""
    standstill: float = 2.0
    """A frozen connection thaws after at most so long; half of them never do."""


CALM = Weather()
STORM = Weather(life=2.5, refused=0.05, delayed=0.2, slow=0.15, twice=0.04)

UP, DOWN = "up", "down"
"""To the server, to the client."""
OTHER = {UP: DOWN, DOWN: UP}


class FaultProxy:
    """Listens on a port of its own and passes everything on to 127.0.0.1:`target`, as far as the weather allows."""

    def __init__(self, target: int, seed: int, weather: Weather = CALM) -> None:
        self.target = target
        self.seed = seed
        self.weather = weather
        self.down = False
        """Whether new connections are closed at once."""
        self.counts: Counter[str] = Counter()
        """What happened so far."""
        self.connections: set[Connection] = set()
        self.port = 0
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Open the port."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """End everything."""
        if self._server is not None:
            self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def calm(self) -> None:
        """From now on nothing happens any more, and what stood still goes on. What is half open stays so."""
        self.weather = CALM
        self.down = False
        for connection in self.connections:
            connection.thaw()

    def cut_all(self) -> None:
        """End all connections, now."""
        for connection in list(self.connections):
            connection.drop()

    def freeze_all(self) -> None:
        """Pass nothing on any more, in either direction, without a word to anybody."""
        for connection in self.connections:
            connection.freeze(UP, DOWN)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None, "asyncio runs it as one"
        self._tasks.add(task)
        self.counts["connections"] += 1
        pick = random.Random(f"{self.seed}/{self.counts['connections']}")
        try:
            if self.down or pick.random() < self.weather.refused:
                self.counts["refused"] += 1
                writer.transport.abort()
                return
            await Connection(self, pick, reader, writer).run()
        except (OSError, asyncio.CancelledError):
            writer.transport.abort()
        finally:
            self._tasks.discard(task)


class Connection:
    """One connection through the proxy, and what becomes of it."""

    def __init__(
        self, proxy: FaultProxy, pick: random.Random, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.proxy = proxy
        self.pick = pick
        weather = proxy.weather
        self.life = pick.expovariate(1 / weather.life) if weather.life else None
        fates = [self._half_open, self._frozen, self._cut, self._dropped, self._half_open, self._frozen, self._ended]
        turn = proxy.seed + proxy.counts["connections"]  # each has its turn, so that a short storm sees them all
        self.fate: Callable[[], Awaitable[None]] = fates[turn % len(fates)]
        self.rate = weather.rate * pick.uniform(0.1, 1) if pick.random() < weather.slow else 0.0
        self.readers = {UP: reader}
        self.writers = {DOWN: writer}
        self.flows = {UP: asyncio.Event(), DOWN: asyncio.Event()}
        self.cutting: set[str] = set()
        self.deaf: set[str] = set()
        """Directions whose other end is gone without a word: what comes is thrown away."""
        self.said: deque[bytes] = deque(maxlen=REMEMBERED)
        """What the client said last."""
        self.thaw()

    async def run(self) -> None:
        """Pass on until it is over."""
        self.readers[DOWN], self.writers[UP] = await asyncio.open_connection("127.0.0.1", self.proxy.target)
        self.proxy.connections.add(self)
        doom = asyncio.create_task(self._meet_fate())
        pumps = [asyncio.create_task(self._pump(direction)) for direction in (UP, DOWN)]
        try:
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (doom, *pumps):
                task.cancel()
            await asyncio.gather(doom, *pumps, return_exceptions=True)
            self.proxy.connections.discard(self)
            for writer in self.writers.values():
                writer.close()

    def drop(self) -> None:
        """Gone for both sides, from one moment to the next."""
        for writer in self.writers.values():
            writer.transport.abort()

    def lose(self, direction: str) -> None:
        """The one who listens at that end is gone; the other is never told."""
        self.deaf.add(direction)
        self.writers[direction].transport.abort()

    def freeze(self, *directions: str) -> None:
        """Pass nothing on in these directions."""
        for direction in directions:
            self.flows[direction].clear()

    def thaw(self) -> None:
        """Pass on again."""
        for flow in self.flows.values():
            flow.set()

    # what may happen

    async def _meet_fate(self) -> None:
        if self.life is None:
            return
        await asyncio.sleep(self.life)
        if self.proxy.weather.life:
            await self.fate()

    async def _dropped(self) -> None:
        self.proxy.counts["dropped"] += 1
        self.drop()

    async def _ended(self) -> None:
        self.proxy.counts["ended"] += 1
        for writer in self.writers.values():
            writer.close()

    async def _cut(self) -> None:
        """In the middle of the next piece that comes along."""
        self.cutting.add(self.pick.choice([UP, DOWN]))

    async def _frozen(self) -> None:
        self.proxy.counts["frozen"] += 1
        self.freeze(*self.pick.choice([(UP,), (DOWN,), (UP, DOWN)]))
        if self.pick.random() < 0.5:
            await asyncio.sleep(self.pick.uniform(0, self.proxy.weather.standstill))
            self.thaw()

    async def _half_open(self) -> None:
        self.proxy.counts["half open"] += 1
        self.lose(self.pick.choice([UP, DOWN]))

    # passing on

    async def _pump(self, direction: str) -> None:
        frames = Frames()
        with contextlib.suppress(ConnectionError):
            while data := await self.readers[direction].read(READ_SIZE):
                for piece in frames.feed(data):
                    await self._carry(direction, piece)
                    if frames.is_websocket and is_whole_text(piece):
                        await self._again(direction, piece)
        if OTHER[direction] in self.deaf:
            await asyncio.Event().wait()  # the side that is left finds out by itself, and then closes

    async def _carry(self, direction: str, piece: bytes) -> None:
        weather = self.proxy.weather
        if self.pick.random() < weather.delayed:
            self.proxy.counts["delayed"] += 1
            await asyncio.sleep(self.pick.uniform(0, weather.delay))
        await self.flows[direction].wait()
        if direction in self.deaf:
            return
        writer = self.writers[direction]
        if direction in self.cutting and len(piece) > 1:
            self.proxy.counts["cut"] += 1
            writer.write(piece[: self.pick.randrange(1, len(piece))])
            await writer.drain()
            await asyncio.sleep(0)  # so that the piece leaves before the connection does
            self.drop()
            return
        if not (self.rate and weather.slow):
            writer.write(piece)
            await writer.drain()
            return
        self.proxy.counts["throttled"] += 1
        step = max(1, int(self.rate / 20))
        for start in range(0, len(piece), step):
            writer.write(piece[start : start + step])
            await writer.drain()
            await asyncio.sleep(len(piece[start : start + step]) / self.rate)

    async def _again(self, direction: str, message: bytes) -> None:
        """Say a message twice, or one of the earlier ones once more."""
        if self.pick.random() < self.proxy.weather.twice:
            self.proxy.counts["said twice"] += 1
            late = direction == UP and self.said and self.pick.random() < 0.5
            await self._carry(direction, self.pick.choice(self.said) if late else message)
        if direction == UP:
            self.said.append(message)
