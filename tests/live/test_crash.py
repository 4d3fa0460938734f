"""Many edits in little time, and acknowledgements that get lost. Servers are killed in tests/faults/test_kills.py."""

import asyncio
from typing import Any

import pytest

from tests.backstage import Backstage
from tests.factories import add, new_id
from tests.live.conftest import Site, running
from tests.serving import ServerProcess


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
