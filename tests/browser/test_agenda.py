"""The agenda in a browser: minutes as they change, steps moved by keys and by hand, nothing reloaded, focus kept."""

import pytest
from playwright.async_api import Page, expect

from tests.boards import Rehearsal
from tests.browsing import CheckAccess, NewPage, problems_of
from tests.serving import ServerProcess
from tests.signing_in import SIGN_IN

pytestmark = pytest.mark.one_backend  # what a browser makes of pages is the same over either database


async def opened(site: ServerProcess, new_page: NewPage, **options: object) -> Page:
    """The agenda of a new workshop, as its facilitator sees it."""
    made = Rehearsal.start(site, new_page, people=1).made
    cookie = site.backstage.run(SIGN_IN.format(workshop=made["workshop"]))
    page = await new_page(**options)
    await page.context.add_cookies([{**cookie, "url": site.url}])
    await page.goto(f"/w/{made['workshop']}/agenda/")
    return page


async def order_of(page: Page) -> list[str | None]:
    return [await row.get_attribute("id") for row in await page.locator(".steps > li").all()]


async def test_steps_are_moved_by_keys_and_by_hand(site: ServerProcess, new_page: NewPage) -> None:
    page = await opened(site, new_page)
    await page.evaluate("window.same = true")
    first = (await page.locator(".steps > li").first.get_attribute("id") or "").removeprefix("step-")
    ids = page.locator(".steps > li")

    await page.locator(f"#grip-{first}").focus()
    await page.keyboard.press("ArrowDown")
    await expect(ids.nth(1)).to_have_id(f"step-{first}")
    await expect(page.locator(f"#grip-{first}")).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await expect(ids.nth(2)).to_have_id(f"step-{first}")
    await expect(page.locator(f"#grip-{first}")).to_be_focused()
    await page.keyboard.press("ArrowUp")
    await expect(ids.nth(1)).to_have_id(f"step-{first}")
    await page.locator(f"#up-{first}").press("Enter")
    await expect(ids.nth(0)).to_have_id(f"step-{first}")
    await expect(page.locator(f"#up-{first}")).to_be_focused()

    grip, goal = await page.locator(f"#grip-{first}").bounding_box(), await ids.nth(3).bounding_box()
    assert grip is not None
    assert goal is not None
    await page.mouse.move(grip["x"] + 10, grip["y"] + 10)
    await page.mouse.down()
    await page.mouse.move(grip["x"] + 10, goal["y"] + goal["height"] - 6, steps=12)
    await page.evaluate("document.querySelector('.steps').dataset.old = ''")
    await page.mouse.up()
    await expect(page.locator(".steps[data-old]")).to_have_count(0)
    await expect(ids.nth(3)).to_have_id(f"step-{first}")
    await page.locator(f"#grip-{first}").hover()
    await page.mouse.down()
    await page.mouse.move(grip["x"] + 10, grip["y"] + 4, steps=12)
    await expect(ids.nth(0)).to_have_id(f"step-{first}")
    await page.keyboard.press("Escape")
    await page.mouse.up()
    await expect(ids.nth(3)).to_have_id(f"step-{first}")
    order = await order_of(page)
    assert await page.evaluate("window.same")
    await page.reload()
    assert await order_of(page) == order
    assert problems_of(page) == []


async def test_steps_are_moved_by_touch(site: ServerProcess, new_page: NewPage) -> None:
    page = await opened(site, new_page, phone=True)
    hand = await page.context.new_cdp_session(page)
    ids = page.locator(".steps > li")
    first, *_, last = [one or "" for one in await order_of(page)]

    async def touch(kind: str, *point: float) -> None:
        points = [{"x": point[0], "y": point[1]}] if point else []
        await hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    async def grip_of(row: str) -> tuple[float, float]:
        box = await page.locator(f"#{row.replace('step', 'grip', 1)}").bounding_box()
        assert box is not None
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    await ids.nth(2).scroll_into_view_if_needed()
    x, y = await grip_of(first)
    goal = await ids.nth(1).bounding_box()
    assert goal is not None
    await touch("touchStart", x, y)
    await expect(page.locator(".steps .is-held")).to_have_count(1)
    for part in range(1, 9):
        await touch("touchMove", x, y + (goal["y"] + goal["height"] - 6 - y) * part / 8)
    await page.evaluate("document.querySelector('.steps').dataset.old = ''")
    await touch("touchEnd")
    await expect(page.locator(".steps[data-old]")).to_have_count(0)
    await expect(ids.nth(1)).to_have_id(first)

    # held at the foot of the window, the page scrolls along until the row is last
    x, y = await grip_of(first)
    height = await page.evaluate("innerHeight")
    await touch("touchStart", x, y)
    await touch("touchMove", x, height - 4)
    await expect(ids.last).to_have_id(first)
    await touch("touchMove", x, height / 2)
    await touch("touchCancel")
    await expect(ids.nth(1)).to_have_id(first)
    await expect(ids.last).to_have_id(last)
    await page.reload()
    await expect(ids.nth(1)).to_have_id(first)
    assert problems_of(page) == []


async def test_minutes_removal_and_what_is_wrong(site: ServerProcess, new_page: NewPage) -> None:
    page = await opened(site, new_page, locale="en-GB")
    await page.evaluate("window.same = true")
    fields = page.locator("[data-minutes]")
    await fields.nth(1).fill("5")
    await page.keyboard.press("Tab")
    await expect(page.locator("#total")).to_contain_text("61 minutes: one more than the hour.")
    assert await page.evaluate("document.activeElement.id.startsWith('up-')")
    await fields.nth(1).fill("abc")
    await page.keyboard.press("Enter")
    await expect(page.locator(".steps .error")).to_be_visible()
    await expect(fields.nth(1)).to_have_value("abc")
    await expect(fields.nth(1)).to_be_focused()
    await fields.nth(1).fill("4")
    await fields.nth(2).fill("6")
    await fields.nth(3).fill("2")
    await page.keyboard.press("Enter")
    await expect(page.locator("#total")).to_contain_text("60 minutes: exactly the hour.")

    count = await page.locator(".steps > li").count()
    before = await page.locator(".steps .main > a").all_text_contents()
    await page.locator("[id^=remove-]").nth(1).press("Enter")
    await expect(page.locator("#put-back")).to_be_focused()
    await expect(page.locator(".steps > li")).to_have_count(count - 1)
    await page.keyboard.press("Enter")
    await expect(page.locator(".steps > li")).to_have_count(count)
    await expect(page.locator(".steps .main > a")).to_have_text(before)
    assert await page.evaluate("window.same")
    assert problems_of(page) == []


async def test_all_of_it_without_scripts(site: ServerProcess, new_page: NewPage) -> None:
    page = await opened(site, new_page, locale="en-GB", java_script_enabled=False)
    first = await page.locator(".steps > li").first.get_attribute("id") or ""
    await page.locator("[id^=down-]").first.click()
    await expect(page.locator(".steps > li").nth(1)).to_have_id(first)
    await page.locator("[data-minutes]").first.fill("0")
    await page.locator("[id^=set-]").first.click()
    await expect(page.locator(".steps .error")).to_be_visible()


@pytest.mark.parametrize(("phone", "locale"), [(False, "en-GB"), (True, "nl-NL")])
async def test_everybody_can_use_it(
    site: ServerProcess, new_page: NewPage, axe: CheckAccess, phone: bool, locale: str
) -> None:
    page = await opened(site, new_page, phone=phone, locale=locale, color_scheme="dark" if phone else "light")
    address = page.url
    step = await page.locator(".steps .main > a").nth(1).get_attribute("href") or ""
    await page.locator("#add-step").click()
    await expect(page.locator("#add-title-error")).to_be_visible()
    for path in (None, step, f"{address}questions/"):
        if path:
            await page.goto(path)
        await axe(page)
        assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    await page.goto(step)
    await page.locator("[name=minutes]").fill("0")
    await page.locator("form.paper .btn.ink").click()
    await expect(page.locator(".field .error")).to_be_visible()
    await axe(page)
    assert problems_of(page) == []
