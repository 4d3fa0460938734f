"""Strangers' sockets: told that a canvas changed, closed when their link ends."""

import asyncio
import json
import time

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.factories import add
from tests.live.conftest import Site, running
from tests.surfaces import LINK

REVOKE = """
from workshops import clock
from workshops.models import SharedLink

SharedLink.objects.filter(canvas="{canvas}").update({change}=clock.now())
"""


@pytest.fixture
def token(site: Site) -> str:
    made: str = site.backstage.run(LINK.format(canvas=site.canvas))
    return made


def look(site: Site, token: str) -> connect:
    """A stranger's socket: no cookie at all."""
    return connect(f"{site.server.ws_url}/live/shared/{token}/", additional_headers={"Origin": site.server.url})


async def stamp(socket: ClientConnection) -> str:
    async with asyncio.timeout(5):
        message = json.loads(await socket.recv())
    assert set(message) == {"t", "stamp"}
    return str(message["stamp"])


async def ended(socket: ClientConnection, seconds: float) -> int | None:
    async with asyncio.timeout(seconds):
        try:
            while True:
                await socket.recv()
        except ConnectionClosed:
            return socket.close_code


async def test_a_stranger_is_told_that_something_changed(site: Site, token: str) -> None:
    client = site.client()
    async with look(site, token) as socket, running(client):
        first = await stamp(socket)
        await socket.send('{"t":"ops","ops":[]}')  # passed over
        await client.edit(add("Nieuw"))
        assert await stamp(socket) != first


@pytest.mark.parametrize("change", ["revoked", "until"])
async def test_a_link_withdrawn_by_another_process_is_gone_within_a_second(site: Site, token: str, change: str) -> None:
    async with look(site, token) as one, look(site, token) as two:
        await stamp(one)
        await stamp(two)
        await asyncio.to_thread(site.backstage.run, REVOKE.format(canvas=site.canvas, change=change))
        start = time.monotonic()
        assert await ended(one, 5) == await ended(two, 5) == 4001
        assert time.monotonic() - start < 1.0


async def test_a_wrong_link_is_closed_at_once(site: Site) -> None:
    async with look(site, "x" * 32) as socket:
        assert await ended(socket, 5) == 4001
