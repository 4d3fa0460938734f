"""Every page but the board: nothing breaks an accessibility rule, nothing runs off a phone, in both languages."""

import json
import re
from typing import Any

import pytest
from playwright.async_api import Page

from tests.browsing import CheckAccess, NewPage, problems_of
from tests.serving import ServerProcess

pytestmark = pytest.mark.one_backend  # what a browser makes of pages is the same over either database

DOOR = ["/", "/join/", "/sign-in/", "/sign-up/", "/password/", "/password/asked/", "/password/x/y/"]
SMALLEST_TARGET = 24


@pytest.fixture
def demo(site: ServerProcess) -> str:
    """The password of the demo's facilitator."""
    site.backstage.command("demo", "--password", "een heel lange zin")
    return "een heel lange zin"


async def check(page: Page, axe: CheckAccess, path: str) -> None:
    """One page, as it is drawn."""
    await page.goto(path)
    await check_drawn(page, axe)


async def check_drawn(page: Page, axe: CheckAccess) -> None:
    await axe(page)
    overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0, f"{page.url} runs {overflow} px off the screen"
    small = await page.evaluate(
        """least => [...document.querySelectorAll("a, button, input:not([type=hidden]), select")]
            .filter(one => one.checkVisibility() && !one.closest(".vh, .fine, p.sub") && !one.matches(".vh-focusable"))
            .filter(one => Math.min(one.offsetWidth || least, one.offsetHeight || least) < least
                && !one.closest("label") && getComputedStyle(one).opacity !== "0")
            .map(one => one.outerHTML.slice(0, 80))""",
        SMALLEST_TARGET,
    )
    assert small == [], page.url


@pytest.mark.long
@pytest.mark.parametrize(("phone", "locale"), [(False, "en-GB"), (True, "nl-NL")])
async def test_every_page(
    new_page: NewPage, axe: CheckAccess, site: ServerProcess, demo: str, phone: bool, locale: str
) -> None:
    page = await new_page(phone=phone, locale=locale, color_scheme="dark" if phone else "light")
    for path in DOOR:
        await check(page, axe, path)
    await page.goto("/")
    await page.locator("form[data-once] button").click()
    await check_drawn(page, axe)  # with its errors

    await sign_in(page, demo)
    await page.context.clear_cookies(name="language")
    address = await page.locator(".rows:not(.waits) .main a").get_attribute("href") or ""
    paths = ["/workshops/", "/workshops/new/", "/account/", "/account/password/", "/account/deletion/", address]
    paths += [
        address + more
        for more in (
            "settings/",
            "deletion/",
            "people/2/",
            "lobby/",
            "wall/",
            "facilitators/",
            "afterwards/",
            "rehearsal/",
        )
    ]
    for path in paths:
        await check(page, axe, path)
    rename = await page.goto(address) and await page.locator("a[href*='/teams/']").first.get_attribute("href")
    await check(page, axe, rename or "")
    code = re.sub(r"\W", "", "".join(await page_code(page, address)))

    guest = await new_page(phone=phone, locale=locale)
    await guest.goto(f"/join/#{code}")
    await guest.wait_for_selector("h1.long")
    await check_drawn(guest, axe)
    await guest.locator("[name=name]").fill("Marijke")
    await guest.locator("form[data-once] button").click()
    await guest.wait_for_url("**/team/")
    await check_drawn(guest, axe)
    await guest.locator(".team-choice").first.click()
    await guest.wait_for_url("**/c/**")
    for path in ("lobby/", "name/", "somebody-else/"):
        await check(guest, axe, address + path)
    await check(guest, axe, "/")
    await guest.locator("[name=code]").fill(code)
    await guest.locator("[name=name]").fill("Jan")
    await guest.locator("form[data-once] button").click()
    await guest.wait_for_selector("button[value=other]")
    await check_drawn(guest, axe)
    assert problems_of(page) == problems_of(guest) == []


async def page_code(page: Page, address: str) -> list[str]:
    """The join code, as the workshop's page shows it."""
    await page.goto(address)
    return await page.locator(".big-code [aria-hidden]").all_inner_texts()


async def sign_in(page: Page, password: str) -> None:
    """As the demo's facilitator."""
    await page.goto("/sign-in/")
    await page.locator("[name=username]").fill("demo@canvasweb.example")
    await page.locator("[name=password]").fill(password)
    await page.locator("button.now").click()
    await page.wait_for_url("**/workshops/")


@pytest.mark.parametrize("locale", ["nl-NL", "en-GB"])
async def test_pages_that_say_no(new_page: NewPage, axe: CheckAccess, site: ServerProcess, locale: str) -> None:
    made: dict[str, Any] = json.loads(
        site.backstage.command(
            "create_workshop", "Dorpen", "--owner", "noor@example.org", "--make-owner", "--json", "--participants", "1"
        )
    )
    page = await new_page(locale=locale)
    token = made["participants"][0]["token"]
    await page.context.add_cookies([{"name": made["cookie"], "value": token, "url": site.url}])
    for path, status in (("/nothing/", 404), (f"/w/{made['workshop']}/settings/", 403)):
        answer = await page.goto(path)
        assert answer is not None
        assert answer.status == status
        assert await page.locator("html").get_attribute("lang") == locale[:2]
        await axe(page)
