"""Keys that follow each other faster than what they need is fetched."""

import asyncio

import pytest
from playwright.async_api import Route

from tests.boards import Rehearsal, add, note, same
from tests.browsing import NewPage, problems_of
from tests.serving import ServerProcess

pytestmark = pytest.mark.one_backend  # what a browser makes of pages is the same over either database


async def test_undo_waits_for_the_key_before_it(site: ServerProcess, new_page: NewPage) -> None:
    one = await Rehearsal.start(site, new_page).board(0)
    await add(one, "channels", "bus")
    await add(one, "channels", "krant")

    async def late(route: Route) -> None:
        await asyncio.sleep(0.5)
        await route.continue_()

    await one.context.route("**/commands*.js", late)
    await note(one, "krant").focus()
    await one.keyboard.press("Delete")
    await one.keyboard.press("Control+z")
    await asyncio.sleep(1)
    await same([one], "channels", ["bus", "krant"])
    await one.reload()
    await same([one], "channels", ["bus", "krant"])
    assert problems_of(one) == []
