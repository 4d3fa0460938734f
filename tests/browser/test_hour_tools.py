"""What the board has for the hour besides its clock: results, reading along, skipping a step, the end."""

import re
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from tests.boards import SAVED, Rehearsal, add, block, live, note, texts
from tests.browsing import CheckAccess, NewPage, problems_of
from tests.serving import ServerProcess
from tests.signing_in import SIGN_IN
from tests.tunnels import Tunnel

pytestmark = pytest.mark.one_backend  # what a browser makes of pages is the same over either database

LEAD = """
from workshops.actions.leading import lead
from workshops.models import Workshop

workshop = Workshop.objects.get(pk="{workshop}")
boss = workshop.participants.get(user=workshop.owner)
steps = dict((step.purpose, str(step.pk)) for step in workshop.steps.order_by("-key"))
running = workshop.hour.get("step")
for operation in {operations}:
    values = dict((name, steps.get(value, value)) if name in ("step", "to") else (name, value)
                  for name, value in operation.items())
    lead(boss, dict(values, **({{"from": running}} if values["op"] == "go" else {{}})))
    workshop.refresh_from_db()
    running = workshop.hour.get("step")
result = steps
"""
"""Steps are named by their purpose; of several the first."""
RENAME = """
from workshops.actions.facilitating import change_participant, change_workshop
from workshops.models import Workshop

workshop = Workshop.objects.get(pk="{workshop}")
boss = workshop.participants.get(user=workshop.owner)
change_participant(boss, {who}, name="Wie stemt")
change_workshop(boss, title="Met een andere naam erbij")
"""
LONG_AGO = """
from django.db.models import F
from workshops.models import Workshop

workshop = Workshop.objects.get(pk="{workshop}")
workshop.steps.filter(ended__isnull=False).update(ended=F("ended") - 11 * 60_000)
"""
"""The step that ended did so more than ten minutes ago."""

SECOND_TEAM = """
from workshops.actions.facilitating import add_team
from workshops.models import Workshop

workshop = Workshop.objects.get(pk="{workshop}")
add_team(workshop, workshop.participants.get(user=workshop.owner), "Blauw")
"""


@pytest.fixture
def rehearsal(site: ServerProcess, new_page: NewPage) -> Rehearsal:
    """A workshop of one team, with two guests and the default hour."""
    return Rehearsal.start(site, new_page)


def led(rehearsal: Rehearsal, *operations: dict[str, object]) -> None:
    """The facilitator does this, from elsewhere."""
    rehearsal.site.backstage.run(LEAD.format(workshop=rehearsal.made["workshop"], operations=operations))


async def leader(rehearsal: Rehearsal, **options: Any) -> Page:
    """The facilitator's board."""
    cookie = rehearsal.site.backstage.run(SIGN_IN.format(workshop=rehearsal.made["workshop"]))
    page = await rehearsal.new_page(at=rehearsal.site, **options)
    await page.context.add_cookies([{**cookie, "url": rehearsal.site.url}])
    await page.goto(rehearsal.address)
    await live(page)
    return page


async def pressed_while_names_change(rehearsal: Rehearsal, page: Page, button: Locator) -> None:
    """All notes are drawn anew between the finger's coming down and its going up: the press counts all the same."""
    await button.hover()
    await page.mouse.down()
    who = rehearsal.made["participants"][1]["who"]
    rehearsal.site.backstage.run(RENAME.format(workshop=rehearsal.made["workshop"], who=who))
    await expect(page.locator(".top h1")).to_have_text("Met een andere naam erbij")
    await page.mouse.up()


async def test_a_vote_has_its_result_in_order(rehearsal: Rehearsal, axe: CheckAccess) -> None:
    boss, one, two = await leader(rehearsal), await rehearsal.board(0), await rehearsal.board(1)
    for text in ("Buurtbus", "Deelfiets", "Belbus"):
        await add(one, "channels", text)
    led(rehearsal, {"op": "start"}, {"op": "go", "to": "vote"})
    for page, text, dots in ((one, "Deelfiets", 2), (one, "Belbus", 1), (two, "Buurtbus", 1)):
        for _ in range(dots):
            await note(page, text).locator("[data-vote]").click()
    await pressed_while_names_change(rehearsal, two, note(two, "Belbus").locator("[data-vote]"))
    await expect(one.locator("[data-vote] i")).to_have_count(3)
    await expect(two.locator("[data-vote] i")).to_have_count(2)
    for page in (one, two):
        await expect(page.locator(SAVED)).to_be_visible()
    led(rehearsal, {"op": "go", "to": "next"})

    rows = boss.locator(".panel .ranking li")
    await expect(rows.locator("a")).to_have_text(["Deelfiets", "Belbus", "Buurtbus"])
    await expect(rows.locator(".place > [aria-hidden]")).to_have_text(["1", "1", "3"])
    await axe(boss)
    await expect(one.locator(".panel .ranking")).to_have_count(0)
    await one.locator(".calls .banner button", has_text=re.compile("uitslag|result")).click()
    link = one.locator(".panel .ranking a").last
    await link.focus()
    await one.keyboard.press("Enter")
    await expect(note(one, "Buurtbus")).to_be_focused()
    await expect(one.locator(".calls .banner")).to_have_count(0)

    led(rehearsal, {"op": "go", "to": "money"})
    await two.reload()
    await live(two)
    await two.locator("[data-do=more]").click()
    await two.get_by_role("menuitem", name=re.compile("Uitslag|Result")).click()
    await expect(two.locator(".panel .ranking li")).to_have_count(3)
    for page in (boss, one, two):
        assert problems_of(page) == []


async def test_private_notes_are_read_along_and_shown_one_by_one(rehearsal: Rehearsal, axe: CheckAccess) -> None:
    private = {"op": "step", "step": "opening", "private": True, "reading": True, "coaching": "Vraag door."}
    led(rehearsal, private, {"op": "start"})
    boss, one, two = await leader(rehearsal), await rehearsal.board(0), await rehearsal.board(1, phone=True)
    for page in (boss, one, two):
        await expect(page.locator(".phases .told")).to_be_visible()
    for text in ("eerste", "tweede", "derde"):
        await add(one, "channels", text)
    backs = block(boss, "channels").locator(".backs")
    await expect(backs).to_have_attribute("data-count", "3")
    await expect(block(one, "channels").locator(".backs")).to_have_count(0)
    await expect(two.locator(".backs button")).to_have_count(0)
    await backs.locator("button").focus()
    await boss.keyboard.press("Enter")
    await expect(note(boss, "eerste")).to_be_visible()
    await expect(backs.locator("button")).to_be_focused()

    await boss.locator("[data-lead=more]").click()
    await boss.get_by_role("menuitem", name=re.compile("Meelezen|Read along")).click()
    read = boss.locator(".panel .reading .said")
    await expect(read).to_have_text(["tweede", "derde"])
    await axe(boss)
    await boss.locator(".panel .reading [data-show]").last.click()
    await expect(note(boss, "derde")).to_be_visible()
    await expect(read).to_have_text(["tweede"])
    assert "tweede" not in await two.content()

    fold = boss.locator("[aria-controls=coaching]")
    await fold.click()
    await expect(boss.locator(".asked .coaching")).to_have_text("Vraag door.")
    await expect(boss.locator(".then")).to_contain_text(re.compile("daarna: |then: "))
    assert "Vraag door." not in await one.content()
    await expect(one.locator(".then")).to_have_count(0)
    await axe(boss)

    led(rehearsal, {"op": "go", "to": "next"})
    await expect(boss.locator(".asked .coaching")).to_be_visible()
    await expect(boss.locator(".phases .told")).to_be_hidden()
    await note(one, "tweede").click()
    await one.locator(".bar button").last.click()
    await one.get_by_role("menuitem", name=re.compile("Toon aan iedereen|Show to everybody")).click()
    await expect(read).to_have_count(0)
    await expect(boss.locator(".backs")).to_have_count(0)
    for page in (boss, one, two):
        assert problems_of(page) == []


async def test_a_step_is_skipped_and_put_back(rehearsal: Rehearsal, axe: CheckAccess) -> None:
    led(rehearsal, {"op": "start"})
    boss = await leader(rehearsal)
    steps = boss.locator(".hour li")
    await expect(steps).to_have_count(14)
    await boss.locator("[data-lead=more]").click()
    await boss.get_by_role("menuitem", name=re.compile("overslaan|Skip")).click()
    boxes, told = boss.locator(".skips input"), boss.locator(".skips-end")
    await expect(boxes).to_have_count(13)
    await expect(boxes.first).to_be_focused()
    planned = await told.text_content()
    await boss.keyboard.press("Space")
    await expect(steps).to_have_count(13)
    await expect(told).to_contain_text(re.compile("eerder|earlier"))
    await expect(boxes.first).to_be_focused()
    await axe(boss)
    await boxes.first.click()
    await expect(steps).to_have_count(14)
    await expect(told).to_have_text(planned or "")
    await boss.locator("dialog .btn.ink").click()
    assert problems_of(boss) == []


async def test_the_spotlight_is_left_and_found_again(rehearsal: Rehearsal) -> None:
    led(rehearsal, {"op": "start"})
    boss, one, two = await leader(rehearsal), await rehearsal.board(0), await rehearsal.board(1, phone=True)
    await add(one, "costs", "Brandstof")
    await expect(one.get_by_role("button", name=re.compile("Terug naar|Back to"))).to_have_count(0)
    await note(boss, "Brandstof").click()
    await boss.locator(".bar button").last.click()
    await boss.get_by_role("menuitem", name=re.compile("Iedereen hierheen|Everybody here")).click()
    for page in (one, two):
        await expect(note(page, "Brandstof")).to_have_class(re.compile("is-pointed"))
    await expect(block(two, "costs")).to_be_visible()
    await two.locator(".map [data-key=channels]").click()
    await expect(block(two, "costs")).to_be_hidden()
    back = two.get_by_role("button", name=re.compile("Terug naar|Back to"))
    await back.focus()
    await two.keyboard.press("Enter")
    await expect(note(two, "Brandstof")).to_be_visible()
    await boss.locator("[data-lead=more]").click()
    await boss.get_by_role("menuitem", name=re.compile("Spotlight uit|End the spotlight")).click()
    await expect(back).to_be_hidden()
    for page in (boss, one, two):
        assert problems_of(page) == []


async def test_what_was_written_offline_stands_under_its_steps_rules_or_is_kept(rehearsal: Rehearsal) -> None:
    private: dict[str, object] = {"op": "step", "step": "opening", "private": True}
    led(rehearsal, private, {"op": "step", "step": "back", "may": []}, {"op": "start"})
    boss, one, two = await leader(rehearsal), await rehearsal.page(0), await rehearsal.page(1)
    tunnels = [Tunnel(one), Tunnel(two)]
    for page, tunnel in zip((one, two), tunnels, strict=True):
        await tunnel.dig()
        await page.goto(rehearsal.address)
        await live(page)
        await expect(page.locator(".phases")).to_be_visible()
        await tunnel.enter()
        await expect(page.locator(".saved.is-offline")).to_be_visible()
        await block(page, "channels").locator(".add").click()
        await page.keyboard.type("in de tunnel")
        await page.keyboard.press("Enter")
        await expect(note(page, "in de tunnel")).to_be_visible()
    led(rehearsal, {"op": "go", "to": "back"})

    tunnels[0].leave()
    await expect(one.locator(SAVED)).to_be_visible()
    await expect(one.locator(".live.is-looking")).to_be_visible()
    await expect(note(one, "in de tunnel")).to_have_class(re.compile("is-private"))
    await expect(block(boss, "channels").locator(".backs")).to_have_attribute("data-count", "1")

    rehearsal.site.backstage.run(LONG_AGO.format(workshop=rehearsal.made["workshop"]))
    led(rehearsal, {"op": "notice", "text": "Kom terug", "team": None})
    tunnels[1].leave()
    await expect(two.locator(".tray .text")).to_have_text("in de tunnel")
    assert await texts(two, "channels") == []
    assert problems_of(boss) == []


async def test_a_step_back_asks_questions_and_points_to_a_block(rehearsal: Rehearsal, axe: CheckAccess) -> None:
    led(rehearsal, {"op": "start"})
    boss, one = await leader(rehearsal), await rehearsal.board(0)
    await boss.set_viewport_size({"width": 1440, "height": 900})
    for text in ("Ouderen zonder auto", "Jongeren met een bijbaan"):
        await add(one, "segments", text)
    led(rehearsal, {"op": "go", "to": "back"})
    await expect(boss.locator(".panel .questions li")).to_have_count(12)
    await expect(boss.locator(".panel .centre")).to_have_text("Ouderen zonder auto")
    await boss.locator(".panel select").select_option(label="Jongeren met een bijbaan")
    await expect(boss.locator(".panel .centre")).to_have_text("Jongeren met een bijbaan")
    await axe(boss)
    await expect(one.locator(".kick .fold")).to_contain_text(re.compile("vragen|questions"))
    await one.locator(".kick .fold").focus()
    await one.keyboard.press("Enter")
    await expect(one.locator(".panel .questions li")).to_have_count(12)
    await expect(one.locator(".panel .questions .btn")).to_have_count(0)
    await one.keyboard.press("Escape")
    await boss.locator(".panel .questions .btn").nth(2).click()
    await expect(block(one, "channels")).to_have_class(re.compile("is-pointed"))
    for page in (boss, one):
        assert problems_of(page) == []


async def test_somebody_is_moved_to_another_team_from_the_board(rehearsal: Rehearsal, axe: CheckAccess) -> None:
    rehearsal.site.backstage.run(SECOND_TEAM.format(workshop=rehearsal.made["workshop"]))
    boss, one = await leader(rehearsal), await rehearsal.board(0)
    for wanted in (0, 1):
        await boss.locator("[data-do=more]").click()
        await boss.get_by_role("menuitem", name=re.compile("Mensen|People")).click()
        person = boss.locator(".people > li", has_text="Guest 1")
        if wanted:
            await expect(boss.locator(".people").last).to_contain_text("Blauw")
        await person.locator("summary").click()
        await axe(boss)
        if not wanted:
            await person.locator("select").select_option(label="Blauw")
            await person.locator("form", has=boss.locator("select")).locator("button").click()
            await live(boss)
    await expect(one.locator(".live.is-ended")).to_be_visible()
    await one.locator(".banner .btn.ink").click()
    await live(one)
    await expect(one.locator("[data-team]")).to_have_text("Blauw")
    assert problems_of(boss) == []
