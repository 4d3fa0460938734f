"""A consultant prepares an export, sees it, downloads it, and shares a link that a stranger opens until it is gone."""

import asyncio
import time
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.boards import Rehearsal, add, live
from tests.browsing import CheckAccess, NewPage, problems_of
from tests.serving import ServerProcess
from tests.signing_in import SIGN_IN

pytestmark = pytest.mark.one_backend  # what a browser makes of pages is the same over either database


@pytest.fixture
def rehearsal(site: ServerProcess, new_page: NewPage) -> Rehearsal:
    """A workshop of one team with a guest."""
    return Rehearsal.start(site, new_page, people=1)


async def leader(rehearsal: Rehearsal, **options: bool | str) -> Page:
    """The facilitator's browser, nowhere yet."""
    cookie = rehearsal.site.backstage.run(SIGN_IN.format(workshop=rehearsal.made["workshop"]))
    page = await rehearsal.new_page(at=rehearsal.site, **options)
    await page.context.add_cookies([{**cookie, "url": rehearsal.site.url}])
    return page


async def shown(page: Page) -> None:
    """Waits until the preview is a picture."""
    await page.locator(".sheet-shown").evaluate("(one) => one.decode()")


async def fits(page: Page, axe: CheckAccess) -> None:
    await axe(page)
    assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


async def test_choose_preview_and_download(rehearsal: Rehearsal, axe: CheckAccess) -> None:
    guest = await rehearsal.board(0)
    await add(guest, "segments", "Jongeren uit het dorp")
    page = await leader(rehearsal)
    await page.goto(rehearsal.address)
    await live(page)
    await expect(page.locator("[data-lead=start]")).to_be_visible()  # what the hour adds to the menu is there now
    await page.locator("[data-do=more]").last.click()
    await page.locator(".menu a[href$='/export/']").click()
    await page.wait_for_url("**/export/")
    await shown(page)
    await fits(page, axe)
    first = await page.locator(".sheet-shown").get_attribute("src")
    await page.locator("[name=client]").fill("Gemeente Oost")
    await page.locator("[name=paper]").select_option("a4")
    await expect(page.locator(".sheet-shown")).not_to_have_attribute("src", first or "")
    await shown(page)
    async with page.expect_download() as download:
        await page.locator("button[value=download]").click()
    file = await download.value
    assert file.suggested_filename == "Dorpen - Team 1.pdf"
    saved = Path(await file.path())
    assert (await asyncio.to_thread(saved.read_bytes)).startswith(b"%PDF-")
    await page.reload()
    assert await page.locator("[name=client]").input_value() == "Gemeente Oost"
    await page.locator("label:has([value=xlsx])").click()
    await expect(page.locator(".sheet-shown")).to_have_count(0)
    assert problems_of(page) == []


async def test_a_stranger_looks_until_the_link_is_withdrawn(rehearsal: Rehearsal, axe: CheckAccess) -> None:
    guest = await rehearsal.board(0)
    await add(guest, "segments", "Jongeren uit het dorp")
    page = await leader(rehearsal)
    await page.goto(f"{rehearsal.address}links/")
    await page.locator("[name=whom]").fill("Gemeente")
    await page.locator("main button.ink").click()
    await page.wait_for_url("**/links/#new")
    await fits(page, axe)
    address = await page.locator(".address code").inner_text()
    stranger = await rehearsal.new_page(at=rehearsal.site)
    await stranger.goto(address)
    await expect(stranger.locator(".note .text")).to_have_text("Jongeren uit het dorp")
    await expect(stranger.get_by_text("Guest 1")).to_have_count(0)
    await fits(stranger, axe)
    assert await stranger.context.cookies() == []
    await add(guest, "costs", "De huur van de zaal")
    await expect(stranger.locator(".a-co .note .text")).to_have_text("De huur van de zaal")
    await page.locator(".rows form button").click()
    start = time.monotonic()
    await expect(stranger.locator(".note")).to_have_count(0)
    assert time.monotonic() - start < 1.5, "a second, and what the clicks took"
    await expect(stranger.locator("h1")).to_have_text("Deze link leidt nergens heen")
    await axe(stranger)
    await stranger.reload()
    await expect(stranger.locator(".note")).to_have_count(0)
    assert [one for one in problems_of(stranger) if "404" not in one] == problems_of(page) == []
