"""A consultant prepares an export, sees it, downloads it, and shares a link that a stranger opens until it is gone."""

import asyncio
import time
import zipfile
from pathlib import Path

import pytest
from playwright.async_api import Page, Route, expect

from tests.boards import Rehearsal, add, live
from tests.browsing import CheckAccess, NewPage, problems_of
from tests.serving import ServerProcess
from tests.signing_in import SIGN_IN

pytestmark = pytest.mark.one_backend  # what a browser makes of pages is the same over either database

HALF_WAY = """
from workshops import clock
from workshops.models import ExportJob
now = clock.now()
ExportJob.objects.create(workshop_id="{workshop}", by=1, done=3, total=9, began=now, heard=now + 60_000)
result = None
"""
"""A zip that somebody asked for, of which three of nine files are there."""


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
    await page.route("**/export/preview/**", lambda route: route.fulfill(status=503, body="Het papier is op."))
    await page.locator("[name=paper]").select_option("a2")
    await expect(page.locator("#seen [role=alert]")).to_have_text("Het papier is op.")
    await page.unroute_all()
    await page.locator("label:has([value=report])").click()
    await page.locator("[name=chapters][value=notes]").uncheck()
    await shown(page)
    await fits(page, axe)
    await page.locator("label:has([value=xlsx])").click()
    await expect(page.locator(".sheet-shown")).to_have_count(0)
    assert [one for one in problems_of(page) if "503" not in one] == []


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
    behind_a_wall = await rehearsal.new_page(at=rehearsal.site)  # where sockets are blocked
    await behind_a_wall.route_web_socket("**/live/**", lambda socket: socket.close(code=1001))
    await behind_a_wall.goto(address)
    for one in (stranger, behind_a_wall):
        await expect(one.locator(".a-co .note .text")).to_have_text("De huur van de zaal")
    await add(guest, "costs", "Koffie")
    await expect(behind_a_wall.locator(".a-co .note .text")).to_have_text(["De huur van de zaal", "Koffie"])
    await page.locator(".rows form button").click()
    start = time.monotonic()
    await expect(stranger.locator(".note")).to_have_count(0)
    assert time.monotonic() - start < 1.5, "a second, and what the clicks took"
    await expect(behind_a_wall.locator(".note")).to_have_count(0)
    assert time.monotonic() - start < 2.5, "it asks once a second"
    await expect(behind_a_wall.locator("h1")).to_have_text("Deze link leidt nergens heen")
    await expect(stranger.locator("h1")).to_have_text("Deze link leidt nergens heen")
    await axe(stranger)
    await stranger.reload()
    await expect(stranger.locator(".note")).to_have_count(0)
    assert [one for one in problems_of(stranger) if "404" not in one] == problems_of(page) == []


async def test_a_list_comes_in_and_the_whole_canvas_goes_to_another_team(
    rehearsal: Rehearsal, axe: CheckAccess
) -> None:
    guest = await rehearsal.board(0)
    page = await leader(rehearsal)
    await page.goto(rehearsal.address)
    await live(page)
    await expect(page.locator("[data-lead=start]")).to_be_visible()
    await page.locator("[data-do=more]").last.click()
    await page.locator(".menu a[href$='/list/']").click()
    await page.locator("[name=block]").select_option("costs")
    await page.locator("[name=text]").fill("- Huur van de zaal\n- Koffie")
    await expect(page.locator(".to-be .note")).to_have_count(2)
    await fits(page, axe)
    await page.locator("button[value=make]").click()
    costs = "[data-block=costs] .note .text"
    await expect(guest.locator(costs)).to_have_text(["Huur van de zaal", "Koffie"])
    await live(page)
    await page.locator("[data-do=undo]").first.click()
    await expect(guest.locator(costs)).to_have_count(0)
    await page.locator("[data-do=redo]").first.click()
    await expect(guest.locator(costs)).to_have_text(["Huur van de zaal", "Koffie"])
    async with page.expect_download() as download:
        await page.evaluate("(path) => location.assign(path)", f"{rehearsal.address}export/file/?format=json")
    file = await (await download.value).path()
    await page.goto(f"/w/{rehearsal.made['workshop']}/")
    await page.locator("main a[href$='/import/']").click()
    await page.locator("[name=file]").set_input_files(file)
    await page.locator("button[value=look]").click()
    await expect(page.locator(".counts b").first).to_have_text("2")
    await fits(page, axe)
    await page.locator("[name=name]").fill("Zuid")
    await page.locator("button[value=make]").click()
    await expect(page.locator(".messages .banner.ok")).to_be_visible()
    await page.get_by_role("link", name="Zuid", exact=True).click()
    await live(page)
    await expect(page.locator(costs)).to_have_text(["Huur van de zaal", "Koffie"])
    assert problems_of(page) == problems_of(guest) == []


async def test_a_file_that_is_too_large_is_said_before_it_is_sent(
    rehearsal: Rehearsal, axe: CheckAccess, tmp_path: Path
) -> None:
    large = tmp_path / "large.json"
    with large.open("wb") as out:
        out.truncate(10_000_001)
    page = await leader(rehearsal, phone=True)
    await page.goto("/workshops/import/")
    await page.locator("[name=file]").set_input_files(large)
    await expect(page.locator("[data-upload] .error")).to_have_text("Dit bestand is te groot: hoogstens 10 MB.")
    assert await page.locator("[name=file]").input_value() == ""
    await fits(page, axe)
    assert problems_of(page) == []


async def test_a_list_pasted_before_the_scripts_came_is_seen_too(rehearsal: Rehearsal) -> None:
    page = await leader(rehearsal)
    pasted = asyncio.Event()

    async def late(route: Route) -> None:
        await pasted.wait()
        await route.continue_()

    await page.context.route("**/htmx*.js", late)
    await page.goto(f"{rehearsal.address}list/", wait_until="commit")
    await page.locator("[name=text]").fill("- Huur van de zaal\n- Koffie")
    pasted.set()
    await expect(page.locator(".to-be .note")).to_have_count(2)
    assert problems_of(page) == []


async def test_everything_in_one_zip_with_progress_and_a_stop(rehearsal: Rehearsal, axe: CheckAccess) -> None:
    page = await leader(rehearsal, phone=True)
    rehearsal.site.backstage.run(HALF_WAY.format(workshop=rehearsal.made["workshop"]))
    await page.goto(f"/w/{rehearsal.made['workshop']}/exports/")
    await expect(page.locator("progress[value='3'][max='9']")).to_be_visible()
    await fits(page, axe)
    await page.locator("button[value=cancel]").click()
    await expect(page.locator("progress")).to_have_count(0)
    await page.locator("button[value=begin]").click()
    ready = page.locator("#bundle a.btn")
    await expect(ready).to_be_visible(timeout=60_000)
    await fits(page, axe)
    async with page.expect_download() as download:
        await ready.click()
    file = await download.value
    assert file.suggested_filename == "Dorpen.zip"
    assert zipfile.is_zipfile(await file.path())
    assert problems_of(page) == []


async def test_anybody_takes_an_empty_sheet(new_page: NewPage, axe: CheckAccess) -> None:
    page = await new_page(phone=True, locale="en-GB")
    await page.goto("/")
    await page.locator("a[href='/blank/']").click()
    await shown(page)
    await fits(page, axe)
    first = await page.locator(".sheet-shown").get_attribute("src")
    await page.locator("[name=paper]").select_option("a4")
    await expect(page.locator(".sheet-shown")).not_to_have_attribute("src", first or "")
    await shown(page)
    async with page.expect_download() as download:
        await page.locator("button[formaction]").click()
    assert (await download.value).suggested_filename == "Public services - A4.pdf"
    assert problems_of(page) == []
