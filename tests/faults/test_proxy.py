"""The proxy does what it says: the other tests here rest on that."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from tests.faults.frames import Frames, frame_size
from tests.faults.proxy import CALM, DOWN, UP, Connection, FaultProxy, Weather

pytestmark = pytest.mark.one_backend


class Echo:
    """A socket server that says everything back, and remembers what it heard and how connections ended."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.ended: list[int | None] = []

    async def __call__(self, socket: ServerConnection) -> None:
        try:
            async for message in socket:
                self.heard.append(str(message))
                await socket.send(message)
        finally:
            self.ended.append(socket.close_code)


@asynccontextmanager
async def through(weather: Weather = CALM) -> AsyncIterator[tuple[Echo, FaultProxy, ClientConnection]]:
    echo = Echo()
    async with serve(echo, "127.0.0.1", 0, compression=None, close_timeout=0.2) as server:
        proxy = FaultProxy(next(iter(server.sockets)).getsockname()[1], seed=1, weather=weather)
        await proxy.start()
        socket = await connect(f"ws://127.0.0.1:{proxy.port}/", compression=None, ping_interval=None, close_timeout=0.2)
        yield echo, proxy, socket
        await socket.close()
        await proxy.close()


def only(proxy: FaultProxy) -> Connection:
    (connection,) = proxy.connections
    return connection


async def test_in_calm_weather_everything_passes() -> None:
    async with through() as (echo, _, socket):
        for length in (0, 125, 126, 70_000):
            await socket.send("é" * length)
            assert await socket.recv() == "é" * length
        assert len(echo.heard) == 4


async def test_a_connection_is_cut_in_the_middle_of_a_frame() -> None:
    async with through() as (echo, proxy, socket):
        only(proxy).cutting.add(UP)
        await socket.send("half of this arrives")
        with pytest.raises(ConnectionClosed):
            await socket.recv()
        await until(lambda: bool(echo.ended))
        assert (echo.heard, echo.ended, proxy.counts["cut"]) == ([], [1006], 1)


@pytest.mark.parametrize("gone", [UP, DOWN])
async def test_one_side_is_gone_and_the_other_never_told(gone: str) -> None:
    async with through() as (echo, proxy, socket):
        connection = only(proxy)
        connection.lose(gone)
        if gone == UP:
            await until(lambda: bool(echo.ended))
            await socket.send("into nothing")
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(socket.recv(), 0.2)
        else:
            with pytest.raises(ConnectionClosed):
                await socket.recv()
            await asyncio.sleep(0.1)
            assert not echo.ended


async def test_a_frozen_connection_says_nothing_until_it_thaws() -> None:
    async with through() as (echo, proxy, socket):
        only(proxy).freeze(DOWN)
        await socket.send("a")
        await until(lambda: echo.heard == ["a"])
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(socket.recv(), 0.1)
        proxy.calm()
        assert await socket.recv() == "a"


async def test_messages_are_said_twice_and_late() -> None:
    async with through(Weather(twice=0.5)) as (echo, proxy, socket):
        for number in range(40):
            await socket.send(str(number))
        await until(lambda: len(set(echo.heard)) == 40)
        assert len(echo.heard) > 45
        assert proxy.counts["said twice"] > 5
        late = [one for place, one in enumerate(echo.heard) if one in echo.heard[: max(0, place - 1)]]
        assert late, "some come again after others"


async def test_a_throttled_connection_is_slow() -> None:
    async with through(Weather(slow=1, rate=20_000)) as (_, proxy, socket):
        only(proxy).rate = 20_000
        began = asyncio.get_running_loop().time()
        await socket.send("x" * 4_000)
        assert await socket.recv() == "x" * 4_000
        assert asyncio.get_running_loop().time() - began > 0.3


async def test_nothing_connects_while_it_is_down() -> None:
    async with through() as (_, proxy, socket):
        proxy.down = True
        proxy.cut_all()
        with pytest.raises(ConnectionClosed):
            await socket.recv()
        with pytest.raises((OSError, InvalidHandshake)):
            await connect(f"ws://127.0.0.1:{proxy.port}/", open_timeout=1)


def test_frames_are_found_however_the_bytes_come() -> None:
    stream = b"GET / HTTP/1.1\r\nUpgrade: WebSocket\r\n\r\n" + b"\x81\x02ab" + b"\x81\x7e\x00\x80" + b"x" * 128
    for step in (1, 3, 1000):
        frames = Frames()
        pieces = [piece for at in range(0, len(stream), step) for piece in frames.feed(stream[at : at + step])]
        assert [len(piece) for piece in pieces] == [38, 4, 132]
    assert frame_size(b"\x81\xfe\x01\x00") == 4 + 4 + 256


async def until(condition: object) -> None:
    """Wait until something is so, up to 3 s."""
    async with asyncio.timeout(3):
        while not condition():  # type: ignore[operator]  # noqa: ASYNC110 - two sides of a wire, nothing to wait on
            await asyncio.sleep(0.01)
