"""Invariant 3: a server killed in the middle of anything loses nothing it acknowledged, and applies nothing twice."""

import asyncio
import random
import sqlite3
from typing import Any

import pytest

from tests.backstage import Backstage
from tests.factories import add, new_id
from tests.live.conftest import Site, running
from tests.serving import ServerProcess
from workshops.client import Client
from workshops.domain.picture import picture

KILLS = 20
CLIENTS = 8
UNSENT_LIMIT = 60


async def write_on(client: Client, seed: int, stop: asyncio.Event) -> None:
    """Somebody who goes on editing whatever happens to the connection, until there are many words to send."""
    pick = random.Random(seed)
    while not stop.is_set():
        if len(client.outbox) >= UNSENT_LIMIT:
            await asyncio.sleep(0.02)
            continue
        notes = [note for note in client.canvas.notes.values() if not note.removed]
        if len(notes) < 40 or pick.random() < 0.3:
            await client.edit(add(f"{seed} {pick.random()}", block=pick.choice(["segments", "channels", "costs"])))
        elif pick.random() < 0.5:
            note = pick.choice(notes)
            await client.edit({"op": "text", "note": note.id, "base": note.v, "delta": [f"{seed}."]})
        else:
            await client.edit(
                {"op": "move", "notes": [pick.choice(notes).id], "block": pick.choice(["costs", "channels"])}
            )
        if pick.random() < 0.2 and notes:
            await client.edit({"op": "remove", "notes": [pick.choice(notes).id]})
        await asyncio.sleep(pick.uniform(0.005, 0.04))


@pytest.mark.long
async def test_a_server_killed_twenty_times_loses_and_doubles_nothing(own_site: Site) -> None:
    pick = random.Random(7)
    clients = [own_site.client(index, seed=index) for index in range(CLIENTS)]
    stop = asyncio.Event()
    async with running(*clients):
        for client in clients:
            client.patience = 0.3
        writers = [asyncio.create_task(write_on(client, index, stop)) for index, client in enumerate(clients)]
        for _ in range(KILLS):
            before = sum(len(client.taken) for client in clients)
            await asyncio.sleep(pick.uniform(0.2, 0.7))
            await asyncio.to_thread(own_site.server.kill)
            await asyncio.to_thread(own_site.server.start)
            await some_taken(clients, before + CLIENTS)
        stop.set()
        await asyncio.gather(*writers)
        for client in clients:
            await client.until(lambda one: not one.outbox, 40)
        head = max(client.seen or 0 for client in clients)
        for client in clients:
            await client.until(lambda one: one.seen == head, 40)
    assert sum(client.connections for client in clients) >= KILLS * CLIENTS // 2
    acknowledged = {operation: n for client in clients for operation, n in client.taken.items()}
    stored = await asyncio.to_thread(log_of, own_site)
    assert [n for n, _ in stored] == list(range(1, head + 1))
    numbers = {operation: n for n, operation in stored}
    assert len(numbers) == len(stored)
    assert {operation: numbers.get(operation) for operation in acknowledged} == acknowledged
    first = normal(picture(clients[0].canvas))
    assert all(normal(picture(client.canvas)) == first for client in clients)
    if own_site.server.database.is_file:
        await asyncio.to_thread(own_site.server.stop)
        with sqlite3.connect(own_site.server.database.path) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


async def some_taken(clients: list[Client], count: int) -> None:
    """Wait until more than that many edits of all clients together are acknowledged."""
    async with asyncio.timeout(20):
        while sum(len(client.taken) for client in clients) <= count:  # noqa: ASYNC110 - eight clients, one sum
            await asyncio.sleep(0.05)


def log_of(site: Site) -> list[list[Any]]:
    """The numbers and ids in the log, read by another process."""
    return site.backstage.run(
        "from workshops.models import Operation\n"
        f"rows = Operation.objects.filter(canvas_id='{site.canvas}').order_by('n').values_list('n', 'uid')\n"
        "result = [(n, str(uid)) for n, uid in rows]"
    )


def normal(one: dict[str, Any]) -> dict[str, Any]:
    return {**one, "notes": sorted(one["notes"], key=lambda note: note["id"])}


@pytest.mark.alone
async def test_thirty_people_hold_five_hundred_edits_of_one_second_within_two(
    server_process: ServerProcess, backstage: Backstage
) -> None:
    site = Site(server_process, backstage, participants=30)
    clients = [site.client(index, index) for index in range(30)]
    async with running(*clients):
        loop = asyncio.get_running_loop()
        began = loop.time()
        blocks = ["segments", "proposition", "channels", "costs"]
        for number in range(500):
            await clients[number % 30].edit(add(f"{number}", block=blocks[number % 4], note=new_id()))
            ahead = began + (number + 1) / 500 - loop.time()
            if ahead > 0:
                await asyncio.sleep(ahead)
        async with asyncio.timeout(2):
            for client in clients:
                await client.until(lambda one: one.seen == 500)
        assert all(len(client.canvas.notes) == 500 for client in clients)


@pytest.mark.parametrize("lost", [True, False])
async def test_an_edit_whose_acknowledgement_was_lost_comes_again_with_its_id(site: Site, lost: bool) -> None:
    client, other = site.client(0), site.client(1)
    async with running(client, other):
        operation = add("eenmaal")
        sending = client.edit(operation)
        await sending
        if lost:
            client.drop()
        await client.until(lambda one: not one.outbox, 10)
        await other.until(lambda one: one.seen == 1)
        assert len(other.canvas.notes) == 1
