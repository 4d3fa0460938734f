"""All teams at once: a facilitator sees two teams work, and answers them."""

import json

import pytest
from playwright.async_api import Page, expect

from tests.boards import READY, Rehearsal, add, live
from tests.browser.test_hour import SIGN_IN_AND_PREPARE
from tests.browsing import CheckAccess, NewPage, problems_of
from tests.serving import ServerProcess

pytestmark = pytest.mark.one_backend  # what a browser makes of pages is the same over either database


@pytest.fixture
def rehearsal(site: ServerProcess, new_page: NewPage) -> Rehearsal:
    """A workshop of two teams with a guest each."""
    options = ["--owner", "leader@example.org", "--make-owner", "--participants", "2", "--json"]
    teams = ["--team", "Oost", "--team", "West"]
    made = json.loads(site.backstage.command("create_workshop", "Dorpen", *teams, *options))
    return Rehearsal(site, new_page, made)


async def cockpit(rehearsal: Rehearsal, **options: bool) -> Page:
    """The facilitator's page with all teams, connected."""
    cookie = rehearsal.site.backstage.run(SIGN_IN_AND_PREPARE.format(workshop=rehearsal.made["workshop"]))
    page = await rehearsal.new_page(at=rehearsal.site, **options)
    await page.context.add_cookies([{**cookie, "url": rehearsal.site.url}])
    await page.goto(f"/w/{rehearsal.made['workshop']}/cockpit/")
    await expect(page.locator("[data-saved][data-state=saved]")).to_be_visible()
    return page


async def board(rehearsal: Rehearsal, guest: int) -> Page:
    """The board of the guest's own team."""
    page = await rehearsal.page(guest)
    canvas = rehearsal.made["teams"][guest]["canvas"]
    await page.goto(f"/w/{rehearsal.made['workshop']}/c/{canvas}/")
    await live(page)
    return page


async def test_two_teams_are_led_from_one_page(rehearsal: Rehearsal, axe: CheckAccess) -> None:
    boss, one, two = await cockpit(rehearsal), await board(rehearsal, 0), await board(rehearsal, 1)
    east, west = boss.locator(".tile").nth(0), boss.locator(".tile").nth(1)
    await expect(west.locator("h3")).to_have_text("West")
    await boss.locator("[data-lead=start]").click()
    await expect(one.locator("[data-band]")).to_be_visible()
    await add(two, "segments", "Wie er komt")
    await expect(west.locator("[data-block=segments] .n")).to_have_text("1")
    await expect(west.locator("[data-block=segments] i.sun")).to_have_count(1)
    await expect(east.locator("[data-block=segments] i")).to_have_count(0)

    hand, ready = two.locator("[data-part=acts] button").first, one.locator("[data-part=acts] button").last
    await ready.click()
    await expect(east.locator(".att.ok")).to_be_visible()
    await hand.click()
    await expect(west).to_have_class("tile is-calling")
    first = boss.locator("[data-part=attention] > li").first
    await expect(first).to_have_class("is-hand")
    await expect(boss.locator("[data-announcer]")).to_contain_text("West")
    await axe(boss)
    await first.locator("[data-key^=lower]").press("Enter")
    await expect(boss.locator(".is-calling")).to_have_count(0)

    await boss.locator("[data-key=message]").click()
    await boss.locator("#whom").select_option("West")
    await boss.locator("#message").fill("Denk ook aan de school")
    await axe(boss)
    await boss.keyboard.press("Enter")
    await expect(two.locator(".calls")).to_contain_text("Denk ook aan de school")
    await expect(one.locator(".calls")).not_to_contain_text("school")

    await boss.locator("[data-key=light]").click()
    await boss.locator("dialog .a-co button").click()
    await expect(two.locator(".calls [data-block], .block.is-pointed")).to_have_attribute("data-block", "costs")
    await boss.locator("[data-key=light-off]").click()
    await expect(boss.locator("[data-key=light-off]")).to_have_count(0)

    await east.locator("button").click()
    await boss.get_by_role("menuitem").last.click()
    await two.wait_for_url(f"**/c/{rehearsal.made['teams'][0]['canvas']}/")
    await boss.locator("[data-key=show-off]").click()
    await expect(boss.locator("[data-key=show-off]")).to_have_count(0)

    await boss.locator(".tile h3 a").nth(1).press("Enter")
    await boss.wait_for_url(f"**/c/{rehearsal.made['teams'][1]['canvas']}/")
    await boss.wait_for_selector(READY)
    await boss.locator(".where a").click()
    await boss.wait_for_url("**/cockpit/")
    for page in (boss, one, two):
        assert problems_of(page) == []


async def test_on_a_phone_the_teams_are_a_list(rehearsal: Rehearsal, axe: CheckAccess) -> None:
    boss = await cockpit(rehearsal, phone=True)
    boxes = [await tile.bounding_box() for tile in await boss.locator(".tile").all()]
    first, second = boxes
    assert first
    assert second
    assert first["y"] + first["height"] <= second["y"]
    assert await boss.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await axe(boss)
    assert problems_of(boss) == []
