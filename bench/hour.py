"""`python -m bench hour`: an hour of three hundred people who come and go, in less than an hour.

Time is pressed together: everybody edits and leaves PRESSED times as often as in a real hour. Asked is what a server
that stays up for weeks has to answer: does its memory grow, do its connections stay within the pool, does it complain?
"""

import asyncio
import json
import os
import random
import time
from pathlib import Path
from typing import Any

import psycopg

from bench.databases import databases, scratch
from bench.growth import memory
from bench.people import Person
from bench.processes import LOAD_CORE, Server, can_pin
from bench.towns import Town, serving

PRESSED = 10
"""Simulated seconds in a second."""
MINUTES = 220
WARM_UP = 110
"""Simulated minutes that do not count: what is kept of each log reaches its bound."""
TOWN = Town(workshops=10, people=30, notes=100, operations=500)
BETWEEN_EDITS = 20.0
BETWEEN_LEAVING = 600.0
AWAY = 30.0
"""Simulated seconds, on average."""


async def _live(person: Person, until: float) -> int:
    """Edit, leave and come back until the hour is over; how often they came."""
    dice = random.Random(person.place.who)
    visits = 0
    while time.monotonic() < until:
        await person.come()
        visits += 1
        leaves = time.monotonic() + dice.expovariate(1 / BETWEEN_LEAVING) / PRESSED
        while time.monotonic() < min(leaves, until):
            await asyncio.sleep(dice.expovariate(1 / BETWEEN_EDITS) / PRESSED)
            await person.edit()
        await asyncio.sleep(0.3)
        await person.leave()
        await asyncio.sleep(dice.expovariate(1 / AWAY) / PRESSED)
    return visits


async def _watch(server: Server, url: str, until: float) -> list[tuple[float, float, int]]:
    """Simulated minutes, the server's memory in KiB and its database connections, again and again."""
    began = time.monotonic()
    seen = []
    while time.monotonic() < until:
        await asyncio.sleep(2)
        minute = (time.monotonic() - began) * PRESSED / 60
        seen.append((minute, memory(server), connections(url)))
    return seen


def connections(url: str) -> int:
    """How many connections the database has; 0 for a file."""
    if url.startswith("sqlite"):
        return 0
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ).fetchone()
    return int(row[0]) if row else 0


def slope(points: list[tuple[float, float]]) -> float:
    """The slope of the straight line through the points, by least squares."""
    x_mean = sum(x for x, _ in points) / len(points)
    y_mean = sum(y for _, y in points) / len(points)
    above = sum((x - x_mean) * (y - y_mean) for x, y in points)
    return above / sum((x - x_mean) ** 2 for x, _ in points)


async def _hour(server: Server, url: str, people: list[Person], minutes: int) -> dict[str, Any]:
    until = time.monotonic() + minutes * 60 / PRESSED
    watch = asyncio.create_task(_watch(server, url, until))
    visits = await asyncio.gather(*(_live(person, until) for person in people))
    seen = await watch
    warm = [(minute, kib) for minute, kib, _ in seen if minute > WARM_UP]
    return {
        "simulated minutes": minutes,
        "sockets": len(people),
        "MiB every ten minutes": [round(kib / 1024, 1) for _, kib, _ in seen[::30]],
        "visits": sum(visits),
        "operations": sum(person.taken for person in people),
        "problems": [problem for person in people for problem in person.problems][:5],
        "MiB after warm-up and at the end": [round(warm[0][1] / 1024, 1), round(warm[-1][1] / 1024, 1)],
        "MiB an hour": round(slope(warm) * 60 / 1024, 2),
        "most connections to the database": max(count for _, _, count in seen),
        "tracebacks": server.log.count("Traceback"),
    }


def main(kind: str, minutes: int = MINUTES) -> None:
    """Live the hour and print what came of it."""
    if can_pin():
        os.sched_setaffinity(0, {LOAD_CORE})
    with (
        scratch() as folder,
        databases(kind, Path(folder)) as made,
        serving(made, Path(folder) / "hour", TOWN) as (server, places),
    ):
        people = [Person(place) for place in places]
        report = asyncio.run(_hour(server, server.environment["DATABASE_URL"], people, minutes))
    print(json.dumps({"database": kind, **report}, indent=1))
