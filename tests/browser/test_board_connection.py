"""What a bad connection does to the board: nothing that is written is lost, and everybody ends up with the same."""

import asyncio
import re

import pytest
from playwright.async_api import expect

from tests.boards import READY, SAVED, Rehearsal, add, block, live, note, same
from tests.browsing import NewPage
from tests.serving import ServerProcess
from tests.tunnels import Tunnel

REMOVE = """
from workshops.actions.facilitating import remove_participant
from workshops.models import Workshop
remove_participant(Workshop.objects.get(pk="{workshop}").participants.get(role="facilitator"), {who})
"""


@pytest.fixture
def rehearsal(site: ServerProcess, new_page: NewPage) -> Rehearsal:
    """A workshop with two guests."""
    return Rehearsal.start(site, new_page)


async def test_offline_with_a_reload_in_between(rehearsal: Rehearsal) -> None:
    one, two = await rehearsal.page(0), await rehearsal.board(1)
    tunnel = Tunnel(one)
    await tunnel.dig()
    await one.goto(rehearsal.address)
    await live(one)
    await add(one, "channels", "samen")
    await tunnel.enter()
    await expect(one.locator(".saved.is-offline")).to_be_visible()
    await block(one, "channels").locator(".add").click()
    await one.keyboard.type("in de trein")
    await one.keyboard.press("Enter")
    await expect(note(one, "in de trein")).to_have_class(re.compile("is-waiting"))
    await add(two, "channels", "op kantoor")
    await note(two, "samen").dblclick()
    await two.keyboard.type(" gemaakt")
    await two.keyboard.press("Enter")
    await one.reload()
    await one.wait_for_selector(READY)
    await expect(note(one, "in de trein")).to_be_visible()
    await note(one, "samen").dblclick()
    await one.keyboard.press("Home")
    await one.keyboard.type("Dit is ")
    await one.keyboard.press("Enter")
    tunnel.leave()
    await expect(one.locator(SAVED)).to_be_visible(timeout=30_000)
    await same([one, two], "channels", ["Dit is samen gemaakt", "op kantoor", "in de trein"])
    await one.reload()
    await live(one)
    await same([one], "channels", ["Dit is samen gemaakt", "op kantoor", "in de trein"])


async def test_a_restart_of_the_server_while_people_write(server_process: ServerProcess, new_page: NewPage) -> None:
    rehearsal = Rehearsal.start(server_process, new_page)
    one, two = await rehearsal.board(0), await rehearsal.board(1)
    await block(one, "segments").locator(".add").click()
    await block(two, "channels").locator(".add").click()
    words = "Wat we tijdens een herstart schrijven blijft staan"

    async def restart() -> None:
        await asyncio.sleep(0.8)
        await asyncio.to_thread(rehearsal.site.restart)

    await asyncio.gather(one.keyboard.type(words, delay=90), two.keyboard.type(words, delay=80), restart())
    for page in (one, two):
        await expect(page.locator("textarea.edit")).to_have_value(words)
        await page.keyboard.press("Enter")
        await expect(page.locator(SAVED)).to_be_visible(timeout=30_000)
    await same([one, two], "segments", [words])
    await same([one, two], "channels", [words])


async def test_without_websockets_it_goes_by_request(rehearsal: Rehearsal) -> None:
    one, two = await rehearsal.page(0), await rehearsal.board(1)
    await one.route_web_socket("**/live/**", lambda socket: socket.close(code=1001))
    await one.goto(rehearsal.address)
    await one.wait_for_selector(READY)
    await block(one, "channels").locator(".add").click()
    await one.keyboard.type("langs de omweg")
    await one.keyboard.press("Enter")
    await same([two], "channels", ["langs de omweg"])
    await expect(one.locator(SAVED)).to_be_visible(timeout=20_000)
    await add(two, "channels", "en terug")
    await same([one], "channels", ["langs de omweg", "en terug"])


async def test_who_is_removed_keeps_the_words_to_copy(rehearsal: Rehearsal) -> None:
    one = await rehearsal.board(0)
    await block(one, "channels").locator(".add").click()
    await one.keyboard.type("nog niet klaar")
    who = rehearsal.made["participants"][0]["who"]
    rehearsal.site.backstage.run(REMOVE.format(workshop=rehearsal.made["workshop"], who=who))
    await expect(one.locator(".banner.stop")).to_be_visible(timeout=10_000)
    # On the sheet when the server had them already, else among the words that found no place.
    await expect(one.get_by_text("nog niet klaar").filter(visible=True).first).to_be_visible()
    answer = await one.goto(rehearsal.address)
    assert answer
    assert answer.status == 404
