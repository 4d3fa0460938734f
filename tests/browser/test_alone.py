"""Alone in a browser: from the form to the last step by keyboard, and on a phone with a partner, to a group."""

import asyncio
import re

import pytest
from playwright.async_api import Page, expect

from tests.boards import READY, SAVED, Rehearsal, add, block, note, same
from tests.browsing import CheckAccess, NewPage, problems_of
from tests.serving import ServerProcess
from tests.signing_in import SIGN_IN
from tests.tunnels import Tunnel

pytestmark = pytest.mark.one_backend  # what a browser makes of pages is the same over either database

STEPS = 9
SERVED = """async words => {
    while (!(await (await fetch(location.href)).text()).includes(words))
        await new Promise(done => setTimeout(done, 100));
}"""
"""Until the server's page says so too."""


async def entrepreneur(site: ServerProcess, new_page: NewPage, **options: object) -> Page:
    """A browser of somebody with an account, on the form for a new workshop."""
    made = Rehearsal.start(site, new_page, people=0).made
    cookie = site.backstage.run(SIGN_IN.format(workshop=made["workshop"]))
    page = await new_page(**options)
    await page.context.add_cookies([{**cookie, "url": site.url}])
    await page.goto("/workshops/new/")
    return page


async def stands(page: Page) -> None:
    """Waits until the board is live, and its steps are drawn."""
    await page.wait_for_selector(READY)
    await expect(page.locator(SAVED)).to_be_visible()
    await expect(page.locator(".pearls [data-step]")).to_have_count(STEPS)


async def at(page: Page, number: int) -> None:
    """Waits until this step is the one in the light."""
    await expect(page.locator("[data-part=where] b")).to_have_text(
        re.compile(rf"(Stap|Step) {number} (van|of) {STEPS}")
    )
    await expect(page.locator(".pearls li").nth(number - 1).locator("[aria-current=step]")).to_be_visible()
    await expect(page.locator(".block.is-lit .num")).to_have_text(str(number))


async def test_from_the_form_to_the_last_step_by_keyboard(
    site: ServerProcess, new_page: NewPage, axe: CheckAccess
) -> None:
    page = await entrepreneur(site, new_page)
    tunnel = Tunnel(page)
    await tunnel.dig()
    await page.locator("[name=way]").first.focus()
    await page.keyboard.press("ArrowDown")
    await expect(page.locator("[name=teams]")).to_be_hidden()
    await axe(page)
    await page.keyboard.press("Tab")
    await page.keyboard.type("Repaircafé op wielen")
    await page.keyboard.press("Enter")
    await stands(page)
    await at(page, 1)
    await expect(page.locator(".clock, [data-presence], [data-team]").locator("visible=true")).to_have_count(0)
    await axe(page)

    await page.locator(".block.is-lit .add").focus()
    await page.keyboard.press("Enter")
    await page.keyboard.type("Bewoners zonder auto")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Escape")
    await expect(page.locator(SAVED)).to_be_visible()
    await page.locator("[data-lead=next]").focus()
    await page.keyboard.press("Enter")
    await at(page, 2)
    await expect(page.locator("[data-lead=next]")).to_be_focused()
    pearls = page.locator(".pearls button")
    await expect(pearls.first).to_have_class(re.compile("done full"))
    await page.keyboard.press("Enter")
    await at(page, 3)
    await expect(pearls.nth(1)).not_to_have_class(re.compile("done|full"))
    await page.locator("[data-lead=done]").press("Enter")
    await expect(pearls.nth(2)).to_have_class(re.compile("done"))
    await page.locator("[data-lead=done]").press("Enter")
    await expect(pearls.nth(2)).not_to_have_class(re.compile("done"))
    await page.locator("[data-lead=back]").press("Enter")
    await at(page, 2)
    await page.reload()
    await stands(page)
    await at(page, 2)

    await pearls.last.press("Enter")
    await at(page, STEPS)
    await page.locator("[data-lead=end]").press("Enter")
    await expect(page.locator("#question")).to_have_text("Wat ontbreekt er nog?")
    await expect(page.locator("#question")).to_be_focused()
    await axe(page)
    await page.locator("[data-lead=whole]").press("Enter")
    await expect(page.locator("[data-band]")).to_be_hidden()
    await add(page, "costs", "achteraf")
    await page.locator("[data-do=more]").press("Enter")
    await page.get_by_role("menuitem", name="Terug naar de stappen").press("Enter")
    await at(page, 1)
    await same([page], "segments", ["Bewoners zonder auto"])

    # On a train: the way goes on, and is caught up with.
    assert problems_of(page) == []
    await tunnel.enter()
    await expect(page.locator(".saved.is-offline")).to_be_visible()
    await page.locator("[data-lead=next]").press("Enter")
    await at(page, 2)
    await page.locator("[data-lead=next]").press("Enter")
    await at(page, 3)
    tunnel.leave()
    await expect(page.locator(SAVED)).to_be_visible(timeout=30_000)
    async with asyncio.timeout(15):
        await page.evaluate(SERVED, f"Stap 3 van {STEPS}")
    await at(page, 3)
    await expect(page.locator("[data-toasts]")).to_be_empty()


async def test_a_partner_comes_along_and_then_a_group(site: ServerProcess, new_page: NewPage, axe: CheckAccess) -> None:
    page = await entrepreneur(site, new_page, phone=True, locale="en-GB")
    await page.get_by_text("On my own").click()
    await page.locator("[name=title]").fill("Repair café")
    await page.get_by_role("button", name="To the first step").click()
    await stands(page)
    await axe(page)
    board = page.url
    assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    await page.locator("[data-lead=next]").click()
    await at(page, 2)
    await expect(page.locator(".block.is-current")).to_have_attribute("data-block", "proposition")
    await page.locator(".pearls button").first.click()
    await at(page, 1)

    await page.locator("[data-do=more]").click()
    await page.get_by_role("menuitem", name="Invite a partner").click()
    await page.get_by_role("button", name="Invite a partner").click()
    code = (await page.locator(".big-code .vh").inner_text()).rpartition(":")[2].replace(" ", "")
    await axe(page)
    partner = await new_page(locale="en-GB")
    await partner.goto("/join/")
    await partner.locator("[name=code]").fill(code)
    await partner.locator("[name=name]").fill("Sam")
    await partner.locator("form[data-entrance] button").last.click()
    await stands(partner)
    await at(partner, 1)
    await expect(partner.locator("[data-lead], .pearls button")).to_have_count(0)
    await axe(partner)
    await add(partner, "segments", "van Sam")

    await page.goto(board)
    await stands(page)
    await expect(note(page, "van Sam")).to_be_visible()
    await page.locator("[data-lead=next]").click()
    await at(partner, 2)
    await page.goto(board.partition("/c/")[0] + "/")
    await page.get_by_role("button", name="Make it a workshop with a group").click()
    await expect(page.get_by_text("This is a workshop with a group now.")).to_be_visible()
    await expect(partner.locator("[data-team]")).to_be_visible()
    await expect(block(partner, "segments").locator(".note")).to_have_count(1)
    for one in (page, partner):
        assert problems_of(one) == []
