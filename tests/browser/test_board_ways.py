"""The same abilities by keyboard alone, by touch on a phone, and by clicks without dragging; and axe on all of it."""

import pytest
from playwright.async_api import Page, expect

from tests.boards import Rehearsal, add, block, note, same
from tests.browsing import CheckAccess, NewPage, problems_of
from tests.serving import ServerProcess

pytestmark = pytest.mark.one_backend  # what a browser makes of pages is the same over either database

CHANNELS = ("bus", "krant", "markt")


@pytest.fixture
def rehearsal(site: ServerProcess, new_page: NewPage) -> Rehearsal:
    """A workshop with two guests."""
    return Rehearsal.start(site, new_page)


async def focused(page: Page) -> str:
    """What the focus is on, in words."""
    return str(await page.evaluate("document.activeElement.ariaLabel ?? document.activeElement.textContent"))


async def tab_to(page: Page, part: str) -> None:
    """Presses Tab until the focus is on something with this name."""
    for _ in range(60):
        await page.keyboard.press("Tab")
        if part in await focused(page):
            return
    raise AssertionError(f"Tab does not reach {part}")


async def test_by_keyboard_alone(rehearsal: Rehearsal) -> None:
    one, two = await rehearsal.board(0), await rehearsal.board(1)
    for text in CHANNELS:
        await add(two, "channels", text)
    await same([one], "channels", list(CHANNELS))
    press = one.keyboard.press

    await tab_to(one, "bus")
    await press("ArrowDown")
    assert "krant" in await focused(one)
    await press("Enter")
    await one.keyboard.type("tip")
    await press("Enter")
    await same([two], "channels", ["bus", "kranttip", "markt"])
    assert "kranttip" in await focused(one)

    await press("n")
    await one.keyboard.type("vierde")
    await press("Enter")
    await same([two], "channels", ["bus", "kranttip", "markt", "vierde"])
    await press("Alt+ArrowUp")
    await same([two], "channels", ["bus", "kranttip", "vierde", "markt"])
    assert "vierde" in await focused(one)

    await press("m")
    await one.wait_for_selector("dialog[open]")
    await tab_to(one, "Kostenstructuur")
    await press("Enter")
    await one.locator("dialog [type=submit]").press("Enter")
    await same([two], "costs", ["vierde"])
    assert "vierde" in await focused(one)

    await press("c")
    await one.wait_for_selector("[role=menu]")
    await press("ArrowDown")
    await press("Enter")
    await expect(note(two, "vierde")).to_have_class("note sky")
    await press("d")
    await same([two], "costs", ["vierde", "vierde"])
    await press("Delete")
    await press("Control+z")
    await press("Control+z")
    await same([two], "costs", ["vierde"])
    assert problems_of(one) == []


async def test_choosing_many_and_moving_them_by_menu(rehearsal: Rehearsal) -> None:
    one, two = await rehearsal.board(0), await rehearsal.board(1)
    for text in CHANNELS:
        await add(one, "channels", text)
    await note(one, "bus").click()
    await note(one, "markt").click(modifiers=["Shift"])
    await expect(one.locator(".note.is-selected")).to_have_count(3)
    await one.locator(".bar [data-name=move]").click()
    await one.locator(".places [data-key=segments]").click()
    await one.locator("dialog [type=submit]").click()
    await same([one, two], "segments", list(CHANNELS))
    await one.locator(".bar [data-name=clear]").click()
    await note(one, "krant").click()
    await one.locator(".bar [data-name=stack]").click()
    await one.locator(".onto button").first.click()
    await same([one, two], "segments", ["bus", "markt"])
    await note(one, "bus").locator(".count").click()
    await expect(note(one, "krant").last).to_be_visible()


async def test_comments_reactions_and_the_bin(rehearsal: Rehearsal) -> None:
    one, two = await rehearsal.board(0), await rehearsal.board(1)
    await add(one, "channels", "bus")
    await note(two, "bus").click()
    await two.locator(".bar [data-name=comments]").click()
    await expect(two.locator(".reply textarea")).to_be_focused()
    await two.keyboard.type("Rijdt die ook op zondag?")
    await two.keyboard.press("Enter")
    await expect(two.locator(".talk .said")).to_have_text("Rijdt die ook op zondag?")
    await two.keyboard.press("Escape")
    await two.locator(".bar [data-name=react]").click()
    await two.locator("[role=menuitemcheckbox]").first.click()
    await expect(note(one, "bus").locator(".comments")).to_contain_text("1")
    await expect(note(one, "bus").locator(".reactions")).to_contain_text("1")
    await note(one, "bus").click()
    await one.locator(".bar [data-name=remove]").click()
    await same([one, two], "channels", [])
    await two.locator("[data-do=more]").click()
    await two.get_by_role("menuitem", name="Prullenbak").click()
    await two.locator(".kept .btn").click()
    await same([one, two], "channels", ["bus"])


async def test_by_touch_on_a_phone(rehearsal: Rehearsal) -> None:
    one, two = await rehearsal.board(0, phone=True), await rehearsal.board(1)
    await one.locator(".map [data-key=channels]").tap()
    await one.locator(".composer textarea").tap()
    await one.keyboard.type("van de telefoon")
    await expect(note(two, "van de telefoon")).to_be_visible()
    await one.locator(".composer .send").tap()
    await same([one, two], "channels", ["van de telefoon"])
    await one.keyboard.type("nog een")
    await one.keyboard.press("Enter")
    await same([one, two], "channels", ["van de telefoon", "nog een"])
    await note(one, "nog een").tap()
    await one.locator(".bar [data-name=move]").tap()
    await one.locator(".places [data-key=costs]").tap()
    await one.locator("dialog [type=submit]").tap()
    await same([two], "costs", ["nog een"])
    await expect(block(one, "costs")).to_be_visible()
    await expect(block(one, "channels")).to_be_hidden()
    assert problems_of(one) == []


@pytest.mark.parametrize("phone", [False, True])
async def test_axe_finds_nothing(rehearsal: Rehearsal, axe: CheckAccess, phone: bool) -> None:
    one = await rehearsal.board(0, phone=phone)
    await axe(one)
    two = await rehearsal.board(1)
    for text in CHANNELS:
        await add(two, "segments", text)
    await same([one], "segments", list(CHANNELS))
    await axe(one)
    await note(one, "krant").click()
    await one.wait_for_selector(".bar:not([hidden])")
    await axe(one)
    await one.locator(".bar [data-name=others]").click()
    await axe(one)
    await one.keyboard.press("Escape")
    await one.locator(".bar [data-name=move]").click()
    await axe(one)
    await one.keyboard.press("Escape")
    await one.locator(".bar [data-name=comments]").click()
    await axe(one)
    await one.keyboard.press("Escape")
    await one.locator("[data-do=more]").click()
    await axe(one)
    assert problems_of(one) == []
