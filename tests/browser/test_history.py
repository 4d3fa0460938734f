"""A finished hour looked back, played and compared, a note brought back, a scenario made of it and taken over."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.boards import add, live
from tests.browser.hands import Keys
from tests.browsing import CheckAccess, NewPage, problems_of
from tests.finished import FINISHED
from tests.serving import ServerProcess
from tests.signing_in import SIGN_IN

pytestmark = pytest.mark.one_backend  # what a browser makes of pages is the same over either database

SHOTS = os.environ.get("CANVASWEB_SHOTS")

SLIDE = """(one, to) => { one.value = to; one.dispatchEvent(new Event("input", { bubbles: true })); }"""


async def shot(page: Page, name: str, *, whole: bool = False) -> None:
    """A picture to look at, where somebody asks for it."""
    if SHOTS:
        await page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=whole)


@pytest.fixture
def lived(site: ServerProcess) -> dict[str, Any]:
    """The worked case after its hour."""
    made: dict[str, Any] = site.backstage.run(FINISHED)
    return made


async def leader(site: ServerProcess, lived: dict[str, Any], new_page: NewPage, **options: Any) -> Page:
    """The facilitator's browser, on the page of the past."""
    cookie = site.backstage.run(SIGN_IN.format(workshop=lived["workshop"]))
    page = await new_page(**options)
    await page.context.add_cookies([{**cookie, "url": site.url}])
    await page.goto(past(lived))
    await page.wait_for_selector(".looking[data-state=ready]")
    return page


def past(lived: dict[str, Any]) -> str:
    return f"/w/{lived['workshop']}/c/{lived['canvas']}/history/"


async def at(page: Page, number: int) -> None:
    """Waits until the canvas of that number stands there."""
    await page.wait_for_selector(f".looking[data-at='{number}']")


async def fits(page: Page, axe: CheckAccess) -> None:
    await axe(page)
    assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


async def test_a_finished_hour_is_looked_back_by_the_keyboard(
    site: ServerProcess, lived: dict[str, Any], new_page: NewPage, axe: CheckAccess
) -> None:
    page = await leader(site, lived, new_page)
    await expect(page.locator("[data-grew]").last).to_contain_text("nieuw")
    await fits(page, axe)
    assert await page.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0, "only its parts scroll"
    await shot(page, "history")
    slider = page.locator("[data-slider]")
    await slider.focus()
    await page.keyboard.press("Home")
    await at(page, 0)
    await expect(page.locator("#main .note")).to_have_count(0)
    await expect(slider).to_have_attribute("aria-valuetext", "Vóór het eerste briefje")
    await page.keyboard.press("End")
    await at(page, lived["head"])
    keys = Keys()
    await keys.press(page.locator("[data-do=mark-back]"))
    await keys.press(page.locator("[data-do=mark-back]"))
    await expect(page.locator("[data-back]")).to_be_visible()
    await shot(page, "history-earlier")
    await fits(page, axe)
    chosen = page.locator("#main .note[tabindex='0']").first
    await chosen.focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("#account .about")).to_be_visible()
    await shot(page, "history-note")
    assert problems_of(page) == []


async def test_how_it_grew_is_played_without_long_tasks(
    site: ServerProcess, lived: dict[str, Any], new_page: NewPage, axe: CheckAccess
) -> None:
    page = await leader(site, lived, new_page, locale="en")
    await page.locator("[data-do=speed]").click()
    await page.locator("[data-do=speed]").click()
    await expect(page.locator("[data-do=speed]")).to_have_text("4×")
    await page.locator("[data-do=play]").press("Enter")
    await expect(page.locator("#main .flag").first).to_be_visible()
    await expect(page.locator("[data-do=play]")).to_have_text("Pause")
    await shot(page, "history-playing")
    await page.locator("[data-do=play]").press("Enter")
    await expect(page.locator("[data-do=play]")).to_have_text("Play how it grew")
    await page.locator("[data-do=play]").press("Enter")
    await expect(page.locator("[data-announcer]")).to_have_text("That was all of it.")
    grown = await page.locator("#main .note").evaluate_all("(all) => all.map((one) => one.id + one.innerText).sort()")
    await page.reload()
    await page.wait_for_selector(".looking[data-state=ready]")
    now = await page.locator("#main .note").evaluate_all("(all) => all.map((one) => one.id + one.innerText).sort()")
    assert grown == now
    assert problems_of(page) == []


async def test_a_comparison_is_read_and_notes_are_brought_back(
    site: ServerProcess, lived: dict[str, Any], new_page: NewPage, axe: CheckAccess
) -> None:
    page = await leader(site, lived, new_page)
    await page.goto(f"{past(lived)}compare/?a=100&b=now")
    await fits(page, axe)
    await shot(page, "compare", whole=True)
    await page.goto(f"{past(lived)}compare/?a=100&b=now&view=side")
    await fits(page, axe)
    await shot(page, "compare-side", whole=True)
    await page.locator(".changes input").first.press("Space")
    await page.get_by_role("button", name="De gekozen briefjes").press("Enter")
    await expect(page.locator(".messages .banner.ok")).to_contain_text("weer zoals het was")
    assert problems_of(page) == []


async def test_a_phone_looks_back(
    site: ServerProcess, lived: dict[str, Any], new_page: NewPage, axe: CheckAccess
) -> None:
    page = await leader(site, lived, new_page, phone=True)
    await fits(page, axe)
    await shot(page, "phone", whole=True)
    await page.locator("[data-do=mark-back]").tap()
    await shot(page, "phone-top")
    await page.goto(f"{past(lived)}compare/?a=100&b=now")
    await fits(page, axe)
    await shot(page, "phone-compare", whole=True)
    assert problems_of(page) == []


async def test_a_scenario_is_made_worked_out_and_taken_over(
    site: ServerProcess, lived: dict[str, Any], new_page: NewPage, axe: CheckAccess
) -> None:
    page = await leader(site, lived, new_page)
    keys = Keys()
    await keys.fill(page.locator("#scenario-name"), "We verhuren het dorpshuis")
    await keys.press(page.get_by_role("button", name="Maak een scenario"))
    await live(page)
    await expect(page.locator(".where .team")).to_contain_text("We verhuren het dorpshuis")
    await expect(page.locator("[data-band]")).to_have_count(0)
    await add(page, "channels", "Huur per dagdeel")
    await fits(page, axe)
    await shot(page, "scenario-board")
    await page.locator("[data-do=more]").press("Enter")
    await expect(page.locator(".menu a[href$='/history/compare/']")).to_be_visible()
    await shot(page, "scenario-menu")
    await page.locator(".menu a[href$='/history/compare/']").press("Enter")
    await page.wait_for_url("**/compare/")
    await expect(page.locator(".changes")).to_contain_text("Huur per dagdeel")
    await shot(page, "scenario-compare")
    await page.goto(past(lived))
    await keys.press(page.locator("#scenarios a[href*='with=']", has_text="het dorpshuis"))
    await page.wait_for_url("**/compare/?with=*")
    await keys.press(page.locator(".changes input").first)
    await keys.press(page.get_by_role("button", name="De gekozen briefjes"))
    await expect(page.locator(".messages .banner.ok")).to_contain_text("1 briefje is weer zoals het was")
    await page.goto(past(lived))
    await expect(page.locator("#main")).to_contain_text("Huur per dagdeel")
    await page.locator("#scenarios").scroll_into_view_if_needed()
    await shot(page, "history-scenarios")
    await keys.press(page.locator("#scenarios a[href$='/deletion/']", has_text="het dorpshuis"))
    await page.wait_for_url("**/deletion/")
    await axe(page)
    await keys.press(page.locator("button.stop"))
    await expect(page.locator(".messages .banner.ok")).to_contain_text("is verwijderd")
    assert problems_of(page) == []
