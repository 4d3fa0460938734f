"""`python -m bench growth`: what an operation costs when there is ten or a hundred times as much of everything.

And what an idle socket and an idle room weigh. Costs are the server's processor time (user and system, /proc), less
what the same server takes with the same sockets and nobody typing.
"""

import asyncio
import json
import os
import time
from pathlib import Path
from statistics import median
from typing import Any

from bench.databases import Databases, databases, scratch
from bench.people import Person, Place
from bench.processes import LOAD_CORE, Server, can_pin
from bench.towns import Town, serving

RATE = 150
"""Operations a second, over all people."""
SECONDS = 8.0
ROUNDS = 3
WITHIN = 1.3
PAIRS = {
    "notes": (Town(notes=500), Town(notes=5_000)),
    "operations": (Town(operations=1_000), Town(operations=100_000)),
    "workshops": (Town(workshops=1), Town(workshops=50)),
}


def processor_seconds(server: Server) -> float:
    """User and system time of a server so far."""
    fields = Path(f"/proc/{server.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(server: Server) -> float:
    """Resident memory of a server in KiB."""
    return float(Path(f"/proc/{server.pid}/status").read_text().split("VmRSS:")[1].split()[0])


async def _cost(server: Server, places: list[Place]) -> float:
    """Milliseconds of the server's processor for one operation. Raises RuntimeError when a number was missed."""
    people = [Person(place) for place in places]
    for person in people:
        await person.come()
    await asyncio.sleep(2)
    costs = []
    for _ in range(ROUNDS):
        idle = processor_seconds(server)
        await asyncio.sleep(SECONDS / 2)
        idle = (processor_seconds(server) - idle) * 2
        before, taken = processor_seconds(server), sum(person.taken for person in people)
        await _type(people)
        done = sum(person.taken for person in people) - taken
        costs.append((processor_seconds(server) - before - idle) / done * 1_000)
    for person in people:
        await person.leave()
    problems = [problem for person in people for problem in person.problems]
    if problems or sum(person.refused for person in people):
        raise RuntimeError(f"the figures are not worth much: {problems[:5]}")
    return median(costs)


async def _type(people: list[Person]) -> None:
    """Everybody in turn, RATE a second together."""
    began = time.monotonic()
    for number in range(int(RATE * SECONDS)):
        await people[number * 7 % len(people)].edit()
        ahead = began + (number + 1) / RATE - time.monotonic()
        if ahead > 0:
            await asyncio.sleep(ahead)
    while not all(person.settled for person in people):  # noqa: ASYNC110 - many conditions, and no hurry
        await asyncio.sleep(0.02)


async def _weight(server: Server, places: list[Place]) -> float:
    """KiB of the server's memory for each of the places, while everybody is there and does nothing."""
    people = [Person(place) for place in places]
    first, others = people[:10], people[10:]
    for person in first:
        await person.come()
    await asyncio.sleep(1)
    before = memory(server)
    for person in others:
        await person.come()
    await asyncio.sleep(3)
    after = memory(server)
    for person in people:
        await person.leave()
    return (after - before) / len(others)


def growth(kind: str, folder: Path) -> dict[str, Any]:
    """The whole report for one kind of database."""
    report: dict[str, Any] = {"database": kind}
    with databases(kind, folder) as made:
        for name, pair in PAIRS.items():
            small, large = (_measure(made, folder / f"{name}-{size}", town) for size, town in enumerate(pair))
            report[name] = {"ms": [round(small, 3), round(large, 3)], "ratio": round(large / small, 2)}
        with serving(made, folder / "sockets", Town(people=200)) as (server, places):
            report["KiB of an idle socket"] = round(asyncio.run(_weight(server, places)), 1)
        with serving(made, folder / "rooms", Town(workshops=100, people=1, notes=50, operations=50)) as (
            server,
            places,
        ):
            report["KiB of an idle room with 50 notes and its socket"] = round(asyncio.run(_weight(server, places)), 1)
    return report


def _measure(made: Databases, folder: Path, town: Town) -> float:
    with serving(made, folder, town) as (server, places):
        return asyncio.run(_cost(server, places))


def main(kind: str) -> None:
    """Measure and print."""
    if can_pin():
        os.sched_setaffinity(0, {LOAD_CORE})
    with scratch() as folder:
        print(json.dumps(growth(kind, Path(folder)), indent=1))
