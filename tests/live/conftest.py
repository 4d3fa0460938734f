"""A real server with a workshop on it, and clients that speak the protocol."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.backstage import Backstage
from tests.serving import ServerProcess
from workshops import kinds
from workshops.client import Client

KIND = kinds.kind("public")

MAKE = """
import uuid
from workshops.actions.facilitating import open_workshop
from workshops.actions.joining import join_as_guest
from workshops.models import User
from workshops.queries import guest_cookie

noor = User.objects.create_user(str(uuid.uuid4()) + "@example.org", name="noor")
workshop = open_workshop(noor, title="Dorpen", kind="public", language="nl", team_names=["Oost"])
team = workshop.teams.get()
guests = [join_as_guest(workshop, name="Guest %d" % n, team=team) for n in range(1, {participants} + 1)]
result = dict(
    workshop=str(workshop.pk), canvas=str(team.canvas.pk), cookie=guest_cookie(workshop.pk), code=workshop.code,
    participants=[dict(who=guest.who, token=token) for guest, token in guests],
)
"""


class Site:
    """A running server, its workshop, and who takes part."""

    def __init__(self, server: ServerProcess, backstage: Backstage, participants: int = 8) -> None:
        self.server = server
        self.backstage = backstage
        self.made = backstage.run(MAKE.format(participants=participants))
        self.canvas = self.made["canvas"]
        self.url = f"{server.ws_url}/live/{self.canvas}/"

    def headers(self, index: int = 0) -> dict[str, str]:
        """What the browser of the guest at `index` sends."""
        return {
            "Cookie": f"{self.made['cookie']}={self.made['participants'][index]['token']}",
            "Origin": self.server.url,
        }

    def who(self, index: int) -> int:
        """The participant's number."""
        return int(self.made["participants"][index]["who"])

    def client(self, index: int = 0, seed: int = 0) -> Client:
        """A client for a guest; run it with `running`."""
        return Client(self.url, self.headers(index), KIND, seed=seed)


@asynccontextmanager
async def running(*clients: Client) -> AsyncIterator[None]:
    """Keep clients connected while the block runs; all have been welcomed when it begins."""
    tasks = [asyncio.create_task(client.run()) for client in clients]
    try:
        await asyncio.gather(
            *(client.until(lambda one: one.seen is not None and bool(one.workshop)) for client in clients)
        )
        yield
    finally:
        for client in clients:
            await client.stop()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class Raw:
    """A socket without a client around it: say anything, hear everything."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket

    async def say(self, message: Any) -> None:
        """Send an object as JSON, or a string as it is."""
        await self.socket.send(message if isinstance(message, str | bytes) else json.dumps(message))

    async def hear(self, kind: str, seconds: float = 10.0) -> dict[str, Any]:
        """The next message of a type; others are passed over."""
        async with asyncio.timeout(seconds):
            while True:
                message: dict[str, Any] = json.loads(await self.socket.recv())
                if message["t"] == kind:
                    return message

    async def closed(self, seconds: float = 10.0) -> int | None:
        """The code with which the other side closes; what comes before is passed over."""
        async with asyncio.timeout(seconds):
            try:
                while True:
                    await self.socket.recv()
            except ConnectionClosed:
                return self.socket.close_code

    async def hello(self, since: int | None = None, **fields: Any) -> dict[str, Any]:
        """Say hello; the welcome."""
        await self.say({"t": "hello", "v": 1, "since": since, "pending": [], **fields})
        return await self.hear("welcome")


Opener = Callable[..., Awaitable[Raw]]


@pytest.fixture
def site(shared_server: ServerProcess) -> Iterator[Site]:
    """A workshop of its own on the shared server, which must not fall over."""
    said = len(shared_server.log)
    yield Site(shared_server, shared_server.backstage)
    assert "Traceback" not in shared_server.log[said:]


@pytest.fixture
def backstage(server_process: ServerProcess) -> Backstage:
    """A second process on the database of a server of its own."""
    return server_process.backstage


@pytest.fixture
def own_site(server_process: ServerProcess, backstage: Backstage) -> Iterator[Site]:
    """A workshop on a server of its own, for a test that ends it."""
    yield Site(server_process, backstage)
    assert "Traceback" not in server_process.log


@pytest.fixture
async def opened(site: Site) -> AsyncIterator[Opener]:
    """Opens raw sockets that are closed after the test."""
    sockets: list[ClientConnection] = []

    async def open_raw(index: int = 0, **changes: Any) -> Raw:
        headers = {**site.headers(index), **changes}
        headers = {name: value for name, value in headers.items() if value is not None}
        socket = await connect(site.url, additional_headers=headers, max_size=None, ping_interval=None)
        sockets.append(socket)
        return Raw(socket)

    yield open_raw
    for socket in sockets:
        await socket.close()
