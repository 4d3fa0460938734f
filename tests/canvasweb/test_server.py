"""The server class around a small application: how it ends, what it limits, whom it believes."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

SITE = Path(__file__).parent / "small_site.py"
MAX_MESSAGE_BYTES = 256 * 1024


@dataclass
class Site:
    """The running small site."""

    process: "subprocess.Popen[bytes]"
    address: str
    marker: Path
    log: Path

    async def open(self) -> ClientConnection:
        """A socket that has said hello."""
        connection = await connect(f"ws://{self.address}/", max_size=None)
        assert await connection.recv() == "straight to the socket"
        return connection

    def get(self, path: str, **headers: str) -> dict[str, str]:
        """What a page answers."""
        request = urllib.request.Request(f"http://{self.address}{path}", headers=headers)
        with urllib.request.urlopen(request, timeout=10) as response:
            answer: dict[str, str] = json.load(response)
        return answer

    def end(self) -> tuple[int, float]:
        """Asks it to end; its exit status and how long that took in seconds."""
        start = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20), time.monotonic() - start


@pytest.fixture
def start_site(tmp_path: Path) -> Iterator[Callable[..., Site]]:
    started: list[Site] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        descriptor = listening.fileno()

        def start(**environment: str) -> Site:
            marker, log = tmp_path / "marker", tmp_path / "log"
            with log.open("wb") as output:
                process = subprocess.Popen(
                    [sys.executable, str(SITE), str(descriptor), str(marker)],
                    env={**os.environ, "PYTHONPATH": str(Path.cwd()), **environment},
                    pass_fds=[descriptor],
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                )
            site = Site(process, f"127.0.0.1:{listening.getsockname()[1]}", marker, log)
            started.append(site)
            return site

        yield start
        for site in started:
            site.process.kill()
            site.process.wait()


async def test_end_says_1012_runs_every_hook_and_exits_with_0(start_site: Callable[..., Site]) -> None:
    site = start_site()
    sockets = [await site.open() for _ in range(5)]
    status, seconds = await asyncio.to_thread(site.end)
    assert status == 0
    assert seconds < 4
    turns = []
    for connection in sockets:
        with pytest.raises(ConnectionClosed) as closing:
            await connection.recv()
        assert closing.value.rcvd is not None
        assert closing.value.rcvd.code == 1012
        turns.append(closing.value.rcvd.reason)
    assert sorted(turns) == [f"{turn} ms, restarting" for turn in (3000, 3033, 3066, 3099, 3132)]
    assert site.marker.read_text() == "drained\n"


async def test_failing_hook_is_logged_without_its_message(start_site: Callable[..., Site]) -> None:
    site = start_site()
    await (await site.open()).close()
    site.end()
    assert "A drain hook failed" in site.log.read_text()
    assert "builtins.ValueError" in site.log.read_text()
    assert "a secret text" not in site.log.read_text()


async def test_end_lets_a_request_in_flight_finish(start_site: Callable[..., Site]) -> None:
    site = start_site()
    await asyncio.to_thread(site.get, "/")
    answer = asyncio.create_task(asyncio.to_thread(site.get, "/slow"))
    await asyncio.sleep(0.3)
    status, _ = await asyncio.to_thread(site.end)
    assert status == 0
    assert (await answer)["client"] == "127.0.0.1"


async def test_end_cancels_what_never_finishes(start_site: Callable[..., Site]) -> None:
    site = start_site()
    await asyncio.to_thread(site.get, "/")
    answer = asyncio.create_task(asyncio.to_thread(site.get, "/stuck"))
    await asyncio.sleep(0.3)
    status, seconds = await asyncio.to_thread(site.end)
    assert status == 0
    assert 4 < seconds < 9
    with pytest.raises((OSError, ValueError)):
        await answer


async def test_largest_message_passes_and_a_larger_one_closes(start_site: Callable[..., Site]) -> None:
    site = start_site()
    connection = await site.open()
    await connection.send("x" * MAX_MESSAGE_BYTES)
    assert len(await connection.recv()) == MAX_MESSAGE_BYTES
    await connection.send("x" * (MAX_MESSAGE_BYTES + 1))
    with pytest.raises(ConnectionClosed) as closing:
        await connection.recv()
    assert closing.value.rcvd is not None
    assert closing.value.rcvd.code == 1009


@pytest.mark.parametrize(
    ("proxies", "forwarded", "client"),
    [
        ("0", "6.6.6.6", "127.0.0.1"),
        ("1", "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        ("2", "6.6.6.6, 1.2.3.4, 10.0.0.1", "1.2.3.4"),
        ("2", "6.6.6.6", "127.0.0.1"),
        ("1", "[2001:db8::1]", "2001:db8::1"),
    ],
)
async def test_client_address_counts_proxies_from_the_right(
    start_site: Callable[..., Site], proxies: str, forwarded: str, client: str
) -> None:
    site = start_site(PROXIES=proxies)
    answer = await asyncio.to_thread(lambda: site.get("/", **{"X-Forwarded-For": forwarded}))
    assert answer["client"] == client


async def test_a_body_longer_than_any_page_takes_is_passed_over(start_site: Callable[..., Site]) -> None:
    site = start_site()

    def send(size: int, *, chunked: bool = False) -> dict[str, str]:
        parts = (b"x" * 100_000 for _ in range(size // 100_000))
        headers = {} if chunked else {"Content-Length": str(size)}
        request = urllib.request.Request(f"http://{site.address}/", parts, headers)
        with urllib.request.urlopen(request, timeout=20) as response:
            answer: dict[str, str] = json.load(response)
        return answer

    for size, chunked, kept in (
        (10_000_000, False, 10_000_000),
        (60_000_000, False, 0),
        (1_000_000, True, 1_000_000),
        (60_000_000, True, 0),
    ):
        answer = await asyncio.to_thread(send, size, chunked=chunked)
        assert int(answer["size"]) == kept
        assert answer["said"] == ("" if chunked else str(size)), "the page may say why"
