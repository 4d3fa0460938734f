"""Invariant 5 for people in tunnels: an hour offline, with edits and a reload; and connections that died unnoticed."""

import asyncio
import json

import pytest

from tests.faults.voyage import Voyage, under_way
from tests.serving import ServerProcess

HOUR = 3_600_000
"""Milliseconds on the clocks of those in Node, which are moved ahead."""
BACK_SECONDS = 2.0
SEEDS = (16, 160, 161)
NOTICED = 25_000
SPEED = 5.0


def offline(voyage: Voyage) -> None:
    """No network any more: connections end and none can be made."""
    for proxy in voyage.proxies:
        proxy.down = True
        proxy.cut_all()


@pytest.mark.alone
async def test_an_hour_offline_with_edits_and_a_reload_is_all_there_within_two_seconds(
    shared_server: ServerProcess,
) -> None:
    tries: list[float] = []
    for seed in SEEDS:  # what else the machine does can only make it slower, so what was too slow is measured again
        tries.append(await seconds_after_an_hour(shared_server, seed))
        if tries[-1] < BACK_SECONDS:
            break
    assert tries[-1] < BACK_SECONDS, f"seconds: {tries}"


async def seconds_after_an_hour(shared_server: ServerProcess, seed: int) -> float:
    """From the first packet after an hour offline until everything that was typed stands with everybody."""
    async with under_way([shared_server], seed, polls=False, facilitators=False, in_node=1, in_python=1) as voyage:
        node, (other,) = voyage.crew.node, voyage.crew.hands
        await node.ask("write", count=3, block="segments")
        await voyage.quiet()
        offline(voyage)
        for quarter in range(4):
            await node.ask("write", count=50, block="channels")
            await node.ask("pass", milliseconds=HOUR // 8)
            await node.ask("type", count=20)
            await node.ask("pass", milliseconds=HOUR // 8)
            if quarter == 1:
                await node.ask("reload")
        (status,) = await node.ask("status")
        assert status["state"] == "offline"
        assert status["waiting"] > 200
        other.client.drop()
        voyage.calm()
        await other.client.until(lambda one: one._socket is not None)
        began = asyncio.get_running_loop().time()
        await node.ask("online")
        await other.client.until(lambda one: len(one.canvas.notes) == 203)
        took = await voyage.quiet() + asyncio.get_running_loop().time() - began
        assert await voyage.verdict(gentle=True) == []
        return took


@pytest.mark.parametrize("waiting", [False, True])
async def test_a_dead_connection_is_noticed_within_25_seconds(shared_server: ServerProcess, waiting: bool) -> None:
    async with under_way([shared_server], 18, polls=False, speed=SPEED, in_node=2, in_python=0) as voyage:
        node, (proxy,) = voyage.crew.node, voyage.proxies
        await voyage.quiet()
        before = proxy.counts["connections"]
        since = await node.ask("now")
        proxy.freeze_all()
        if waiting:
            await node.ask("write", count=1, block="costs")
        async with asyncio.timeout(30):
            while proxy.counts["connections"] < before + 2:  # noqa: ASYNC110 - two processes on one wire
                await asyncio.sleep(0.05)
        took = await node.ask("now") - since
        assert took < NOTICED, json.dumps(await node.ask("status"))
        proxy.calm()
        await voyage.quiet()
        assert await voyage.verdict(gentle=True) == []
