"""The hour on the board: a facilitator leads, two guests follow, each in a browser of their own."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.boards import Rehearsal, add, block, live, note, same
from tests.browsing import NewPage, problems_of
from tests.serving import ServerProcess
from tests.signing_in import SIGN_IN

pytestmark = pytest.mark.one_backend  # what a browser makes of pages is the same over either database

SIGN_IN_AND_PREPARE = (
    SIGN_IN
    + """
from workshops.actions.leading import lead

boss = workshop.participants.get(user=workshop.owner)
first, second, *_ = workshop.steps.order_by("key")
lead(boss, dict(op="step", step=str(second.pk), private=True, names=False))
"""
)


@pytest.fixture
def rehearsal(site: ServerProcess, new_page: NewPage) -> Rehearsal:
    """A workshop whose second step is written in private and without names."""
    return Rehearsal.start(site, new_page)


async def leader(rehearsal: Rehearsal) -> Page:
    """The facilitator's board."""
    cookie = rehearsal.site.backstage.run(SIGN_IN_AND_PREPARE.format(workshop=rehearsal.made["workshop"]))
    page = await rehearsal.new_page(at=rehearsal.site)
    await page.context.add_cookies([{**cookie, "url": rehearsal.site.url}])
    await page.goto(rehearsal.address)
    await live(page)
    return page


async def test_an_hour_is_led_from_the_board(rehearsal: Rehearsal) -> None:
    boss, one, two = await leader(rehearsal), await rehearsal.board(0), await rehearsal.board(1)
    await expect(one.locator("[data-band]")).to_be_hidden()
    await boss.locator("[data-lead=start]").click()
    for page in (boss, one, two):
        await expect(page.locator("[data-part=where]")).to_contain_text("1")
        await expect(page.locator("[data-part=time]")).to_have_text(re.compile(r"^0[34]:\d\d$"))
    await boss.locator("[data-lead=next]").click()
    lit = one.locator(".block.is-lit")
    await expect(lit).to_have_attribute("data-block", "segments")
    await expect(lit).to_have_attribute("aria-current", "step")

    await add(one, "segments", "KANARIE van een")
    await expect(note(one, "KANARIE van een")).to_have_class("note sun is-private")
    await expect(block(two, "segments").locator(".backs")).to_be_visible()
    assert "KANARIE" not in await two.content()
    await boss.locator("[data-lead=reveal]").click()
    await same([boss, one, two], "segments", ["KANARIE van een"])
    await expect(note(two, "KANARIE van een").locator(".author")).to_have_count(0)
    await expect(note(one, "KANARIE van een").locator(".author")).to_have_count(1)

    await boss.locator("[data-lead=extend]").click()
    await expect(two.locator("[data-part=of]")).to_contain_text("6")
    await boss.locator("[data-lead=pause]").click()
    await expect(two.locator(".clock.is-paused")).to_be_visible()
    await boss.locator("[data-lead=resume]").click()

    await two.locator("[data-part=acts] button").last.click()
    await expect(two.locator("[data-part=acts] button").last).to_have_attribute("aria-pressed", "true")

    await boss.locator("[data-lead=more]").click()
    await boss.get_by_role("menuitem", name="Stemmen").or_(boss.get_by_role("menuitem", name="Vote")).last.click()
    await expect(one.locator("[data-vote]")).to_have_count(1)
    for _ in range(2):
        await one.locator("[data-vote]").click()
    await expect(one.locator("[data-vote] i")).to_have_count(2)
    await expect(two.locator("[data-vote] i")).to_have_count(0)
    await boss.locator("[data-lead=next]").click()
    await expect(note(two, "KANARIE van een").locator(".votes")).to_contain_text("2")

    await boss.locator("[data-lead=end]").click()
    await boss.locator("dialog .btn.now").click()
    await expect(boss.locator("dialog .nexts li")).to_have_count(6)
    for page in (one, two):
        await expect(page).to_have_url(re.compile("/lobby/$"))
    await one.locator(".say .btn").click()
    await live(one)
    await expect(one.locator(".calls .banner a")).to_be_visible()
    await expect(one.locator(".live.is-looking")).to_be_visible()
    for page in (boss, one, two):
        assert problems_of(page) == []


async def test_outcomes_are_written_together(rehearsal: Rehearsal) -> None:
    one, two = await rehearsal.board(0), await rehearsal.board(1)
    for page in (one, two):
        await page.locator("[data-do=more]").click()
        await page.get_by_role("menuitem", name=re.compile("Uitkomsten|Outcomes")).click()
    form = one.locator(".outcome-form")
    await form.locator("button.ink").click()
    await expect(one.locator("[data-toasts]")).not_to_be_empty()
    await form.locator("select").select_option("start")
    await form.locator("textarea").fill("Dorpshuis bellen")
    await form.locator("input").first.fill("Noor")
    await form.locator("input[type=date]").fill("2026-12-01")
    await form.locator("button.ink").click()
    for page in (one, two):
        await expect(page.locator(".outcomes .said")).to_have_text("Dorpshuis bellen")
        await expect(page.locator(".outcomes .why")).to_contain_text("Noor")
        await expect(page.locator(".outcomes .why")).to_contain_text("2026")
    await two.locator(".outcomes .acts button").first.click()
    change = two.locator(".outcomes .outcome-form")
    await change.locator("input").first.fill("Noor en Sander")
    await change.locator("button.ink").click()
    await expect(one.locator(".outcomes .why")).to_contain_text("Noor en Sander")
    await one.locator(".outcomes .acts button").last.click()
    await expect(two.locator(".outcomes .said")).to_have_count(0)
    for page in (one, two):
        assert problems_of(page) == []


async def test_the_group_settles_on_a_subject(rehearsal: Rehearsal) -> None:
    boss, one, two = await leader(rehearsal), await rehearsal.board(0), await rehearsal.board(1)
    for page in (boss, one, two):
        await page.locator("[data-do=more]").click()
        await page.get_by_role("menuitem", name=re.compile("Onderwerp|Subject")).click()
    await one.locator(".panel textarea").fill("Vervoer op maat")
    await one.locator(".panel form button").click()
    await two.locator(".panel .kept [aria-pressed]").click()
    await expect(boss.locator(".panel .kept [aria-pressed]")).to_contain_text("2")
    await boss.locator(".panel .kept .btn.ink").click()
    for page in (boss, one, two):
        await expect(page.locator(".subject-now")).to_have_text("Vervoer op maat")
        assert problems_of(page) == []


async def test_somebodys_last_minutes_are_taken_back_and_given_again(rehearsal: Rehearsal) -> None:
    boss, one = await leader(rehearsal), await rehearsal.board(0)
    await add(one, "segments", "onzin")
    await add(one, "costs", "meer onzin")
    await same([boss], "costs", ["meer onzin"])
    await boss.locator("[data-do=more]").click()
    await boss.get_by_role("menuitem", name=re.compile("Mensen|People")).click()
    who = boss.locator(".person-tools").first
    await who.locator("summary").click()
    await who.get_by_role("button", name=re.compile("Neem|Take back")).click()
    await same([boss, one], "segments", [])
    await same([boss, one], "costs", [])
    await boss.locator("[data-toasts] button").first.click()
    await same([boss, one], "segments", ["onzin"])
    await same([boss, one], "costs", ["meer onzin"])


async def test_a_locked_note_is_seen_and_stays(rehearsal: Rehearsal) -> None:
    boss, one = await leader(rehearsal), await rehearsal.board(0)
    await add(one, "segments", "staat vast")
    await note(boss, "staat vast").click()
    await boss.locator(".bar button").last.click()
    await boss.get_by_role("menuitem", name=re.compile("Vergrendel|Lock")).click()
    await expect(note(one, "staat vast").locator(".fixed")).to_be_visible()
    await note(one, "staat vast").focus()
    await one.keyboard.press("Delete")
    await expect(one.locator("[data-toasts]")).to_contain_text(re.compile("vergrendeld|locked"))
    await same([boss, one], "segments", ["staat vast"])
