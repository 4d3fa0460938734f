"""Assumptions on the board, as two people write, test and see them fall; all of it without a mouse, too."""

import os
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from tests.boards import SAVED, Rehearsal, add, block, note
from tests.browsing import CheckAccess, NewPage, problems_of
from tests.serving import ServerProcess

pytestmark = pytest.mark.one_backend  # what a browser makes of pages is the same over either database

SHOTS = os.environ.get("CANVASWEB_SHOTS")


async def shot(page: Page, name: str) -> None:
    """A picture to look at, where somebody asks for it."""
    if SHOTS:
        await page.screenshot(path=Path(SHOTS) / f"{name}.png")


async def opened(page: Page, text: str, item: str) -> None:
    """The item of a note's menu, by the keyboard alone."""
    await note(page, text).focus()
    await page.keyboard.press("Shift+F10")
    await page.locator(".bar [data-name=others]").focus()
    await page.keyboard.press("Enter")
    await page.get_by_role("menuitem", name=item).focus()
    await page.keyboard.press("Enter")


def panel(page: Page) -> Locator:
    return page.locator(".panel")


async def test_an_assumption_is_written_tested_and_refuted(
    site: ServerProcess, new_page: NewPage, axe: CheckAccess
) -> None:
    rehearsal = Rehearsal.start(site, new_page)
    one, two = await rehearsal.board(0), await rehearsal.board(1)
    await add(one, "segments", "Vrijwilligers rijden twee keer per week")
    await add(one, "channels", "Buurtbus")
    await expect(note(two, "Buurtbus")).to_be_visible()

    await opened(one, "Buurtbus", "Verbind met …")
    await one.get_by_label("Welk briefje").select_option(label="Vrijwilligers rijden twee keer per week")
    await one.get_by_label("Dit briefje steunt op dat").check()
    await axe(one)
    await shot(one, "link")
    await one.get_by_role("button", name="Verbind", exact=True).click()
    await expect(one.locator(".links path")).to_have_count(1)
    await shot(one, "lines")

    await opened(one, "Vrijwilligers", "Aannames")
    await panel(one).get_by_role("button", name="Voeg een aanname toe").press("Enter")
    await one.get_by_label("Dit klopt alleen als").fill("er zijn 20 vrijwilligers")
    await one.get_by_label("Hoeveel ervan afhangt").press("End")
    await one.get_by_role("button", name="Bewaar de aanname").press("Enter")
    await expect(note(two, "Vrijwilligers").locator(".assume")).to_have_attribute("title", "1 aanname: open")
    await expect(panel(one)).to_contain_text("er hangt veel van af, nauwelijks bewijs")

    await panel(one).get_by_role("button", name="Toets dit").press("Enter")
    await one.get_by_label("Begin bij").select_option("interview")
    await one.get_by_label("Geslaagd als").fill("minstens 8 van 10")
    await one.get_by_label("Vóór", exact=True).fill("2020-02-01")
    await shot(one, "experiment-form")
    await one.get_by_role("button", name="Bewaar het experiment").press("Enter")
    await expect(panel(one)).to_contain_text("had 1 feb 2020 klaar moeten zijn")
    await expect(note(two, "Vrijwilligers").locator(".assume")).to_have_attribute("title", "1 aanname: wordt getoetst")

    # Somebody else changes the words while they are being changed here: nobody's are lost.
    await panel(one).get_by_role("button", name="Bewerk: er zijn 20 vrijwilligers").press("Enter")
    words = one.get_by_label("Dit klopt alleen als")
    await words.fill("er zijn er 25")
    await opened(two, "Vrijwilligers", "Aannames")
    await panel(two).get_by_role("button", name="Bewerk: er zijn 20 vrijwilligers").press("Enter")
    await two.get_by_label("Dit klopt alleen als").fill("er zijn er 30")
    await panel(two).get_by_role("button", name="Bewaar", exact=True).press("Enter")
    await expect(panel(two)).to_contain_text("er zijn er 30")
    await expect(two.locator(SAVED)).to_be_visible()
    await one.wait_for_function("() => document.querySelector('.assume')?.title.includes('getoetst')")
    await expect(words).to_have_value("er zijn er 25")
    await panel(one).get_by_role("button", name="Bewaar", exact=True).press("Enter")
    await expect(panel(one).get_by_role("alert")).to_contain_text("Nu staat er: “er zijn er 30”")
    await panel(one).get_by_role("button", name="Bewaar", exact=True).press("Enter")
    await expect(panel(two)).to_contain_text("er zijn er 25")

    await panel(two).get_by_role("button", name="Schrijf het resultaat op").press("Enter")
    await two.get_by_label("Wat eruit kwam").fill("4 van 10")
    await expect(panel(two)).to_contain_text("Naar de cijfers is dat niet geslaagd (minstens 8 van 10).")
    await two.get_by_label("Oordeel").select_option("failed")
    await expect(two.get_by_label("De aanname is")).to_have_value("refuted")
    await panel(two).get_by_role("button", name="Bewaar het resultaat").press("Enter")
    await expect(panel(two).locator(".fell")).to_contain_text("Buurtbus")
    for page in (one, two):
        await expect(note(page, "Vrijwilligers")).to_have_class("note sun is-refuted")
        await expect(note(page, "Buurtbus").locator(".assume")).to_have_attribute(
            "title", "Steunt op iets dat is weerlegd"
        )
    await axe(two)
    await shot(two, "refuted")
    assert problems_of(one) + problems_of(two) == []


async def test_marks_and_a_phone(site: ServerProcess, new_page: NewPage, axe: CheckAccess) -> None:
    rehearsal = Rehearsal.start(site, new_page)
    one, phone = await rehearsal.board(0), await rehearsal.board(1, phone=True, locale="en")
    await add(one, "segments", "Ouderen")
    await block(one, "segments").locator(".mark").press("Enter")
    await one.get_by_role("menuitemradio", name="Getoetst bij klanten").press("Enter")
    await expect(block(one, "segments").locator(".mark")).to_have_attribute("data-mark", "tested")
    await expect(phone.locator("[data-block=segments] .mark")).to_have_attribute("title", "Tested with customers")
    await shot(one, "mark")
    await phone.goto(phone.url + "#segments")
    await phone.locator("[data-block=segments] .note").tap()
    await phone.locator(".bar [data-name=others]").tap()
    await phone.get_by_role("menuitem", name="Assumptions").tap()
    await phone.get_by_role("button", name="Add an assumption").tap()
    await phone.get_by_label("It only holds when").fill("they use a phone")
    await shot(phone, "phone-form")
    await phone.get_by_role("button", name="Add the assumption").tap()
    await expect(phone.locator(".panel")).to_contain_text("they use a phone")
    await axe(phone)
    await shot(phone, "phone")
    assert problems_of(one) + problems_of(phone) == []
