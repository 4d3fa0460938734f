"""The past of a finished workshop by keyboard alone, in English: to a moment, a comparison, a scenario and back."""

import re

import pytest
from playwright.async_api import Locator, Page, expect

from tests.boards import READY, SAVED, live, note
from tests.browser.hands import Keys
from tests.browser.test_history import at, fits
from tests.browsing import CheckAccess, NewPage, problems_of
from tests.finished import FINISHED
from tests.serving import ServerProcess
from tests.signing_in import SIGN_IN

pytestmark = pytest.mark.one_backend  # what a browser makes of pages is the same over either database

WHERE = """() => {
    const now = document.activeElement;
    if (!now || now === document.body) return "the focus is lost";
    const drawn = (one, pseudo) => {
        const look = getComputedStyle(one, pseudo);
        return (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 1) || look.boxShadow !== "none";
    };
    if (!now.matches(":focus-visible") || ![undefined, "::before", "::after"].some((one) => drawn(now, one)))
        return `no ring is drawn around ${now.outerHTML.slice(0, 200)}`;
    const place = now.getBoundingClientRect();
    if (place.bottom <= 0 || place.right <= 0 || place.top >= innerHeight || place.left >= innerWidth)
        return `out of sight: ${now.outerHTML.slice(0, 200)}`;
    return "";
}"""
"""What is wrong with the place where the keyboard is; empty for nothing."""


class Careful(Keys):
    """By keyboard, and never without seeing where one is."""

    async def reach(self, wanted: Locator) -> None:
        """Go there, and see it."""
        await super().reach(wanted)
        await self.seen(wanted.page)

    async def seen(self, page: Page) -> None:
        """The focus is somewhere, in sight, and drawn."""
        assert not (problem := await page.evaluate(WHERE)), problem

    async def stays(self, wanted: Locator) -> None:
        """Press what changes the page around it, and still be somewhere."""
        await self.press(wanted)
        await self.seen(wanted.page)


async def test_the_past_from_the_board_and_back_without_a_mouse(
    site: ServerProcess, new_page: NewPage, axe: CheckAccess
) -> None:
    lived = site.backstage.run(FINISHED)
    page = await new_page(locale="en-GB")  # in Dutch: test_history.py
    cookie = site.backstage.run(SIGN_IN.format(workshop=lived["workshop"]))
    await page.context.add_cookies([{**cookie, "url": site.url}])
    board = f"/w/{lived['workshop']}/c/{lived['canvas']}/"
    await page.goto(board)
    await page.wait_for_selector(READY)
    keys = Careful()
    await to_a_moment(keys, page, lived["head"])
    await play(keys, page)
    await compare(keys, page, axe)
    await bring_back(keys, page)
    await branch(keys, page, board, axe)
    assert problems_of(page) == []


async def to_a_moment(keys: Careful, page: Page, head: int) -> None:
    """From the board to a moment, and to the beginning."""
    await keys.press(page.locator("[data-do=more]"))
    await keys.seen(page)
    await keys.press(page.locator(".menu a[href$='/history/']"))
    await page.wait_for_selector(".looking[data-state=ready]")
    await expect(page).to_have_title(re.compile("^History · .+, .+"))
    slider = page.locator("[data-slider]")
    await keys.reach(slider)
    for key in ("End", "ArrowLeft", "ArrowLeft", "ArrowLeft"):
        await page.keyboard.press(key)
    await at(page, head - 3)
    await keys.seen(page)
    said = await slider.get_attribute("aria-valuetext")
    assert said
    assert said != "Now"
    for _ in range(12):
        await keys.stays(page.locator("[data-do=mark-back]"))
        if await page.locator(".looking").get_attribute("data-at") == "0":
            break


async def play(keys: Careful, page: Page) -> None:
    """How it grew."""
    slider = page.locator("[data-slider]")
    then = int(await slider.input_value())
    await keys.stays(page.locator("[data-do=play]"))
    await expect(page.locator("[data-do=play]")).to_have_text("Pause")
    await keys.stays(page.locator("[data-do=speed]"))
    await expect(page.get_by_role("button", name="Speed: 2 times")).to_be_focused()
    await keys.stays(page.locator("[data-do=play]"))
    await expect(page.locator("[data-do=play]")).to_have_text("Play how it grew")
    assert int(await slider.input_value()) >= then


async def compare(keys: Careful, page: Page, axe: CheckAccess) -> None:
    """A version, and two of them beside each other."""
    await keys.fill(page.locator("#version-name"), "Before the choice")
    await page.keyboard.press("Enter")
    await expect(page.locator(".messages .banner.ok")).to_contain_text("Kept")
    await keys.press(page.get_by_role("navigation", name="Tools").get_by_role("link", name="Compare"))
    await page.wait_for_url("**/compare/")
    await keys.choose(page.locator("#a"), "Before the first")
    await keys.choose(page.locator("#b"), "Before the choice")
    await keys.press(page.get_by_role("button", name="Compare"))
    await page.wait_for_url("**/compare/?a=0&b=*")
    await keys.choose(page.locator("#view"), "Side")
    await keys.press(page.get_by_role("button", name="Compare"))
    await expect(page.locator(".side-by-side")).to_be_visible()
    await page.set_viewport_size({"width": 320, "height": 640})  # a laptop at 400 %
    await fits(page, axe)
    await page.set_viewport_size({"width": 1280, "height": 800})
    await keys.press(page.get_by_role("link", name="History"))


async def bring_back(keys: Careful, page: Page) -> None:
    """One note as it was, and undone on the board."""
    await page.wait_for_selector(".looking[data-state=ready]")
    version = page.locator(".versions a[data-n]").nth(5)
    then = int(await version.get_attribute("data-n") or "0")
    await keys.press(version)
    await at(page, then)
    await keys.seen(page)
    await keys.press(page.locator("[data-compare]"))
    await page.wait_for_url(f"**/compare/?a={then}&b=now")
    await keys.stays(page.locator(".changes input").first)
    await page.keyboard.press("Enter")  # not all of its block
    await expect(page.locator(".messages .banner.ok")).to_contain_text("1 note is as it was")
    await keys.press(page.get_by_role("link", name="History"))
    await page.wait_for_selector(".looking[data-state=ready]")
    await keys.press(page.get_by_role("link", name="Back to the canvas"))
    await live(page)
    await keys.stays(page.locator("[data-do=undo]"))
    await expect(page.locator("[data-announcer]")).not_to_be_empty()
    await expect(page.locator(SAVED)).to_be_visible()


async def branch(keys: Careful, page: Page, board: str, axe: CheckAccess) -> None:
    """A scenario, written in, beside the team's own canvas, and taken over."""
    await keys.press(page.locator("[data-do=more]"))
    await keys.press(page.locator(".menu a[href$='/history/']"))
    await page.wait_for_selector(".looking[data-state=ready]")
    await keys.fill(page.locator("#scenario-name"), "We maken er een feestzaal van")
    await keys.press(page.get_by_role("button", name="Make a scenario"))
    await live(page)
    await keys.write(page, "channels", "Verhuur als feestzaal")
    await keys.seen(page)
    await keys.press(page.locator("[data-do=more]"))
    await keys.press(page.locator(".menu a[href$='/history/compare/']"))
    await page.wait_for_url("**/compare/")
    await expect(page.locator(".changes")).to_contain_text("Verhuur als feestzaal")
    await fits(page, axe)
    await page.go_back()
    await live(page)
    await keys.press(page.get_by_role("navigation", name="Workshop").get_by_role("link"))
    await page.wait_for_url(f"**{board}")
    await live(page)
    await keys.press(page.locator("[data-do=more]"))
    await keys.press(page.locator(".menu a[href$='/history/']"))
    await page.wait_for_selector(".looking[data-state=ready]")
    await keys.press(page.locator("#scenarios a[href*='with=']", has_text="een feestzaal"))
    await page.wait_for_url("**/compare/?with=*")
    await keys.press(page.locator(".changes input").first)
    await page.keyboard.press("Enter")
    await expect(page.locator(".messages .banner.ok")).to_contain_text("1 note is as it was")
    await keys.press(page.get_by_role("link", name="History"))
    await page.wait_for_selector(".looking[data-state=ready]")
    await keys.press(page.get_by_role("link", name="Back to the canvas"))
    await live(page)
    await expect(note(page, "Verhuur als feestzaal")).to_be_visible()
