"""The load generator against a real server, against one with planted faults, and its own tests in Node."""

import asyncio
import json
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from websockets.asyncio.server import ServerConnection, serve

from bench.generator import generate, holding
from bench.systems.base import Running
from bench.systems.canvasweb import PREPARE
from tests.services import tools
from tests.serving import ROOT, ServerProcess

LAST = 55
"""The last operation of the short holds on the faulty server: 6 to warm up and 50 more, counted from 0."""
BRIEF = {"settle": 300, "warm": {"rate": 20, "seconds": 0.3}}


def load(running: Running, sockets: int, rate: int, seconds: float) -> dict[str, Any]:
    """What the generator says of a short hold, with the Node of the other tests."""
    return generate(running, sockets, {**BRIEF, **holding(rate, seconds)}, tools()["node"]["node"])


@pytest.mark.alone
@pytest.mark.one_backend
def test_five_sockets_on_a_real_server_lose_nothing(shared_server: ServerProcess) -> None:
    made = json.loads(shared_server.backstage.run(PREPARE.format(people=5)))
    process = shared_server.process
    assert process
    report = load(Running("canvasweb", {"port": shared_server.port, **made}, {"server": process.pid}), 5, 60, 2)
    assert report["problems"] == []
    assert report["broken"] == ""
    assert (report["lost"], report["operations"]) == (0, 126)
    assert report["copies"] == 5 * report["acknowledged"]
    assert report["acknowledged"] + report["refused"] == 126
    assert report["hold"]["held"]
    assert report["hold"]["cpu"]["load"] < 70


Fault = Callable[[int, int, str], list[str]]
"""(socket, number, frame) to the frames that the socket gets instead."""


@asynccontextmanager
async def echo(fault: Fault) -> AsyncIterator[int]:
    """A server that numbers what it receives and sends it to everybody, with a fault; its port."""
    members: list[ServerConnection] = []
    numbers = iter(range(1, 1_000_000))

    async def talk(socket: ServerConnection) -> None:
        members.append(socket)
        async for text in socket:
            number = next(numbers)
            frame = f'{{"t":"ops","from":{number},"to":{number},"ops":[{text!s}]}}'
            for index, member in enumerate(list(members)):
                for one in fault(index, number, frame):
                    await member.send(one)

    async with serve(talk, "127.0.0.1", 0, compression=None) as server:
        yield next(iter(server.sockets)).getsockname()[1]


def dropping(index: int, number: int, frame: str) -> list[str]:
    return [] if (index, number) == (2, 30) else [frame]


def doubling(index: int, number: int, frame: str) -> list[str]:
    return [frame, frame] if (index, number) == (2, 30) else [frame]


def forging(index: int, number: int, frame: str) -> list[str]:
    """One socket is told of another operation under that number."""
    return [frame.replace("-0000-4000-8000-0", "-0000-4000-8000-1")] if (index, number) == (2, 30) else [frame]


def ending(index: int, number: int, frame: str) -> list[str]:
    """The last operation is acknowledged to its sender alone."""
    return [frame] if f"-{LAST:012x}" not in frame or index == LAST % 4 else []


@pytest.mark.one_backend
@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        (None, ""),
        (dropping, "gap: socket 2 had 29 and received 31"),
        (doubling, "double: socket 2 had 30 and received 30"),
        (forging, "number 30 is two operations"),
        (ending, f"lost: operation {LAST} (acknowledged) reached 1 of 4"),
    ],
)
async def test_a_planted_fault_is_found(fault: Fault | None, problem: str) -> None:
    async with echo(fault or (lambda index, number, frame: [frame])) as port:
        report = await asyncio.to_thread(load, Running("echo", {"port": port}, {}), 4, 100, 0.5)
    assert report["hold"]["held"] == (fault is None)
    assert problem in "\n".join(report["problems"])
    assert bool(report["problems"]) == (fault is not None)


@pytest.mark.one_backend
def test_the_generators_own_tests() -> None:
    done = subprocess.run(
        [tools()["node"]["node"], "--test", "tests/bench/ledger.test.js"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
