"""Faults planted on purpose make the verdict say so: a harness that finds nothing must be able to find something."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.proxy import Weather
from tests.faults.servers import PlantedServer
from tests.faults.voyage import Voyage, under_way
from tests.serving import Database, ServerProcess

pytestmark = [pytest.mark.one_backend, pytest.mark.long]

LATE = Weather(delayed=0.5, delay=0.08, twice=0.2)
"""So that people often write at the same time, and messages come twice; connections last."""
Planted = Callable[[str], PlantedServer]


@pytest.fixture
def planted(database: Database, static_root: Path, tmp_path: Path) -> Iterator[Planted]:
    """Starts a server with a plant."""
    made: list[PlantedServer] = []

    def start(plant: str) -> PlantedServer:
        server = PlantedServer(database, static_root, tmp_path / "var")
        server.plant = (plant,)
        server.start()
        made.append(server)
        return server

    yield start
    for server in made:
        server.close()


async def crowded(voyage: Voyage, edits: int = 300) -> None:
    """A few gentle people in few notes: much is written at the same time."""
    voyage.weather(LATE)
    async with voyage.crew.acting(gentle=True, pace=0.03, reloads=0):
        await voyage.crew.sent(edits)


async def found(voyage: Voyage) -> str:
    """The verdict after some seconds of calm; a fault may well keep all from becoming quiet."""
    voyage.calm()
    await voyage.quiet(5)
    return "\n".join(await voyage.verdict(gentle=True))


async def found_in_the_end(voyage: Voyage, sign: str) -> bool:
    """Whether the verdict shows this sign of the plant: it needs two people in one text at the same moment."""
    for _ in range(4):
        await crowded(voyage)
        if sign in await found(voyage):
            return True
    return False


async def test_without_a_plant_the_same_story_is_sound(shared_server: ServerProcess) -> None:
    async with under_way([shared_server], 4, in_node=3, in_python=3) as voyage:
        await crowded(voyage)
        assert await found(voyage) == ""


async def test_a_transform_that_the_server_skips_is_found(planted: Planted) -> None:
    async with under_way([planted("skip_a_transform")], 4, in_node=3, in_python=3) as voyage:
        assert await found_in_the_end(voyage, "text at")


async def test_a_transform_that_the_client_skips_is_found(shared_server: ServerProcess) -> None:
    async with under_way([shared_server], 4, in_node=3, in_python=3, plant="skip_a_transform") as voyage:
        try:
            found = await found_in_the_end(voyage, "was typed between")
        except AssertionError as fall:  # or the client itself finds a place that its text does not have
            found = "beyond the end of the text" in str(fall)
        assert found


async def test_an_id_that_the_server_forgets_is_found(planted: Planted) -> None:
    async with under_way([planted("forget_an_id")], 4, in_node=3, in_python=3) as voyage:
        await crowded(voyage)
        problems = await found(voyage)
        assert "nobody made" in problems
        assert "times" in problems, "a word that was typed once stands there twice"


async def test_an_acknowledgement_before_the_commit_is_found(planted: Planted) -> None:
    server = planted("acknowledge_before_commit")
    async with under_way([server], 4, in_node=3, in_python=3) as voyage:
        await crowded(voyage)
        await asyncio.to_thread(server.kill)
        await asyncio.to_thread(server.start)
        assert "was acknowledged at" in await found(voyage)


async def test_an_outbox_that_forgets_is_found(shared_server: ServerProcess) -> None:
    async with under_way([shared_server], 4, in_node=3, in_python=1, plant="forget_the_outbox") as voyage:
        await crowded(voyage, 100)
        voyage.calm()
        await voyage.quiet()
        for proxy in voyage.proxies:
            proxy.down = True
            proxy.cut_all()
        await voyage.crew.act(0.5, gentle=True, reloads=0)
        await voyage.crew.node.ask("reload")
        problems = await found(voyage)
        assert "is lost" in problems or "was forgotten" in problems
