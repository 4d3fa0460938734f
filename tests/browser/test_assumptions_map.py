"""The page of assumptions: mapped by two people at once, by keyboard alone, on a phone."""

import os
import re
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from tests.boards import SAVED, Rehearsal
from tests.browser.hands import Keys
from tests.browsing import CheckAccess, NewPage, problems_of
from tests.serving import ServerProcess
from tests.signing_in import SIGN_IN

pytestmark = pytest.mark.one_backend  # what a browser makes of pages is the same over either database

SHOTS = os.environ.get("CANVASWEB_SHOTS")
NOTES = {
    "segments": "Ouderen 75+ die alleen wonen",
    "channels": "Buurtbus",
    "resources": "Vrijwilligers die twee keer per week rijden",
}
ASSUMPTIONS = [
    ("segments", "zij willen hulp van een bekende uit het dorp", 70, 60, "open"),
    ("segments", "ze kunnen de app bedienen", 50, 10, "open"),
    ("channels", "de gemeente betaalt de bus ook na dit jaar", 85, 20, "testing"),
    ("channels", "er komt genoeg volk op het plein", 20, 80, "confirmed"),
    ("resources", "er zijn 20 vrijwilligers", 85, 20, "open"),
    ("resources", "iedereen heeft een rijbewijs", 30, 30, "refuted"),
]
WRITE = """
from uuid import uuid4
from workshops.actions.editing import submit

def do(**op):
    (verdict,) = submit("{canvas}", {who}, [dict(op, id=str(uuid4()))])
    assert verdict.refusal is None, verdict.refusal

notes = {{block: str(uuid4()) for block in {notes}}}
for block, text in {notes}.items():
    do(op="add", block=block, notes=[dict(note=notes[block], text=text)])
do(op="link", link=str(uuid4()), note=notes["resources"], other=notes["channels"])
for block, statement, importance, evidence, status in {assumptions}:
    one = str(uuid4())
    where = dict(importance=importance, evidence=evidence, status=status)
    do(op="assume", assumption=one, note=notes[block], statement=statement, **where)
    if status == "testing":
        plan = dict(starter="letter-of-intent", method="Vraag de wethouder om een brief.", due="2020-02-01")
        do(op="experiment", experiment=str(uuid4()), assumption=one, owner="Marijke", **plan)
"""


REVIEW = """
from uuid import uuid4
from workshops.actions.editing import submit
from workshops.models import Workshop

boss = Workshop.objects.get(pk="{workshop}").participants.get(role="facilitator")
submit("{canvas}", boss.who, [dict(id=str(uuid4()), op="review", date="2026-01-01")])
"""

END = """
from workshops.actions.leading import lead
from workshops.models import Workshop

boss = Workshop.objects.get(pk="{workshop}").participants.get(role="facilitator")
for operation in ("start", "end"):
    lead(boss, dict(op=operation))
"""


async def shot(page: Page, name: str, *, full: bool = True) -> None:
    """A picture to look at, where somebody asks for it."""
    if SHOTS:
        await page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=full)


async def mapped(rehearsal: Rehearsal, guest: int, **options: object) -> Page:
    """The page as a guest sees it, live."""
    page = await rehearsal.page(guest, **options)
    await page.goto(rehearsal.address + "assumptions/")
    await page.wait_for_selector(".live[data-state=ready]")
    await expect(page.locator(SAVED)).to_be_visible()
    return page


def point(page: Page, statement: str) -> Locator:
    return page.locator(".point", has=page.locator(".label", has_text=statement))


def written(rehearsal: Rehearsal) -> None:
    """Three notes with six assumptions."""
    canvas, who = rehearsal.made["teams"][0]["canvas"], rehearsal.made["participants"][0]["who"]
    rehearsal.site.backstage.run(WRITE.format(canvas=canvas, who=who, notes=NOTES, assumptions=ASSUMPTIONS))


async def test_two_people_map_at_once(site: ServerProcess, new_page: NewPage, axe: CheckAccess) -> None:
    rehearsal = Rehearsal.start(site, new_page)
    written(rehearsal)
    one, two = await mapped(rehearsal, 0), await mapped(rehearsal, 1, locale="en")
    await shot(one, "map-nl")
    await axe(one)

    # Two that stand on the same spot both have a place of their own.
    bus, people = "de gemeente betaalt", "er zijn 20 vrijwilligers"
    boxes = [await point(one, text).bounding_box() for text in (bus, people)]
    assert boxes[0]
    assert boxes[1]
    assert abs(boxes[0]["x"] - boxes[1]["x"]) + abs(boxes[0]["y"] - boxes[1]["y"]) >= 24

    # One drags upwards while the other goes to the right with keys: both moves count.
    box = await point(one, people).bounding_box()
    assert box
    await one.mouse.move(box["x"] + 14, box["y"] + 14)
    await one.mouse.down()
    await one.mouse.move(box["x"] + 14, box["y"] - 20, steps=4)
    await point(two, people).focus()
    for _ in range(3):
        await two.keyboard.press("ArrowRight")
    await two.keyboard.press("Shift+ArrowRight")
    await one.mouse.move(box["x"] + 14, box["y"] - 200, steps=4)
    await one.mouse.up()
    for page, words in ((one, "belang 100, bewijs 36"), (two, "importance 100, evidence 36")):
        await expect(point(page, people).locator(".vh")).to_contain_text(words)
    await expect(two.locator("[data-announcer]")).to_contain_text("Importance 100, evidence 36. Test this first.")
    await expect(one.locator(".firsts li").first).to_contain_text("de gemeente betaalt")

    # By a press, with the buttons and the number, and back.
    await point(two, people).click()
    card = two.get_by_role("complementary", name="Assumption")
    await expect(card).to_contain_text("Vrijwilligers die twee keer")
    await card.get_by_role("button", name="Less evidence").click()
    await card.get_by_label("How much evidence there is").fill("4")
    await card.get_by_label("How much evidence there is").press("Tab")
    await expect(one.locator(".firsts li").first).to_contain_text(people)
    await shot(two, "map-card-en")
    await two.get_by_role("button", name="Undo").click()
    await expect(one.locator(".firsts li").first).to_contain_text("de gemeente betaalt")

    # A result, what becomes of the assumption by it, and what it asks.
    await card.get_by_role("button", name="Put it to the test").click()
    await card.get_by_label("Begin from").select_option("interview")
    await card.get_by_role("button", name="Add the experiment").click()
    await card.get_by_role("button", name="Write down the result").click()
    await card.get_by_label("What came of it").fill("4 of 10")
    await card.get_by_label("Verdict").select_option("failed")
    await card.get_by_role("button", name="Save the result").click()
    await expect(card.locator(".fell")).to_contain_text("What should change on the canvas?")
    await expect(card.locator(".fell a", has_text="Buurtbus")).to_have_attribute(
        "href", rehearsal.address + "#channels"
    )
    await expect(point(one, people)).to_have_class(re.compile("is-refuted"))
    await axe(two)
    await shot(two, "map-verdict-en")

    # The table: sorted, filtered.
    await card.get_by_role("button", name="Close").click()
    await expect(point(two, people)).to_be_focused()
    heading = two.get_by_role("columnheader", name="Importance")
    await heading.get_by_role("button").click()
    await expect(heading).to_have_attribute("aria-sort", "descending")
    await expect(two.locator("tbody tr").first).to_contain_text(people)
    await two.get_by_role("combobox", name="When").select_option("late")
    await expect(two.locator("tbody tr")).to_have_count(1)
    await expect(two.locator(".filters")).to_contain_text("1 of 6")

    # The hour ends: there is nothing more to undo.
    await expect(two.get_by_role("button", name="Undo")).to_be_visible()
    site.backstage.run(END.format(workshop=rehearsal.made["workshop"]))
    for name in ("Undo", "Redo"):
        await expect(two.get_by_role("button", name=name)).to_be_hidden()
    assert problems_of(one) + problems_of(two) == []


async def test_what_waits_afterwards(site: ServerProcess, new_page: NewPage, axe: CheckAccess) -> None:
    rehearsal = Rehearsal.start(site, new_page)
    written(rehearsal)
    made = rehearsal.made
    site.backstage.run(REVIEW.format(canvas=made["teams"][0]["canvas"], workshop=made["workshop"]))
    leader = await new_page(phone=True)
    cookie = site.backstage.run(SIGN_IN.format(workshop=made["workshop"]))
    await leader.context.add_cookies([{**cookie, "url": site.url}])
    await leader.goto("/workshops/")
    await axe(leader)
    await shot(leader, "waits-phone")
    await leader.set_viewport_size({"width": 1280, "height": 800})
    await shot(leader, "waits")
    waits = leader.locator(".waits li")
    await waits.filter(has_text="de gemeente betaalt").get_by_role("link").first.click()
    await expect(leader.get_by_role("complementary", name="Aanname")).to_contain_text("de gemeente betaalt")
    await leader.goto("/workshops/")
    await leader.locator(f'a[href*="{made["teams"][0]["canvas"]}/review/"]').click()
    await leader.get_by_role("group").first.get_by_label("Aanpassen").check()
    await leader.get_by_label("Wat moet er anders?").first.fill("ook wie samenwoont")
    await axe(leader)
    await shot(leader, "review")
    await leader.get_by_role("button", name="Bewaar, en naar het volgende blok").click()
    await expect(leader.locator(".messages")).to_contain_text("1 uitkomst is opgeschreven.")
    await leader.get_by_role("link", name="Volgende keer").click()
    await axe(leader)
    await shot(leader, "review-end")
    await leader.get_by_role("button", name="Klaar").click()
    await expect(leader.locator(f'a[href*="{made["teams"][0]["canvas"]}/review/"]')).to_have_count(0)
    assert problems_of(leader) == []


async def test_by_keyboard_alone_and_on_a_phone(site: ServerProcess, new_page: NewPage, axe: CheckAccess) -> None:
    rehearsal = Rehearsal.start(site, new_page)
    written(rehearsal)
    one = await mapped(rehearsal, 0, color_scheme="dark")
    phone = await mapped(rehearsal, 1, phone=True, color_scheme="dark" if SHOTS else "light")
    keys, wanted = Keys(), "ze kunnen de app"
    await shot(one, "map-dark")
    await shot(phone, "map-phone")
    await keys.reach(point(one, wanted))
    await one.keyboard.press("ArrowUp")
    await one.keyboard.press("ArrowUp")
    await expect(point(phone, wanted).locator(".vh")).to_contain_text("belang 60, bewijs 10")
    await one.keyboard.press("Enter")
    card = one.get_by_role("complementary", name="Aanname")
    await expect(card).to_be_visible()
    await keys.press(card.get_by_role("button", name="Bewerk: ze kunnen de app"))
    await keys.fill(card.get_by_label("Dit klopt alleen als"), "ze durven de app te gebruiken")
    await keys.press(card.get_by_role("button", name="Bewaar", exact=True))
    await expect(point(phone, "ze durven de app")).to_have_count(1)
    await one.keyboard.press("Escape")
    await expect(card).to_be_hidden()
    await expect(point(one, "ze durven")).to_be_focused()
    await axe(one)

    # A new one, without the board.
    await keys.press(one.get_by_role("button", name="Voeg een aanname toe"))
    dialog = one.get_by_role("dialog")
    await keys.choose(dialog.get_by_role("combobox", name="Welk briefje"), "Buurtbus")
    await keys.fill(dialog.get_by_label("Dit klopt alleen als"), "de bus rijdt ook op zondag")
    await axe(one)
    await shot(one, "map-new", full=False)
    await keys.press(dialog.get_by_role("button", name="Bewaar de aanname"))
    await expect(card).to_contain_text("Kanalen: Buurtbus")
    await expect(point(phone, "de bus rijdt ook")).to_have_count(1)
    await keys.press(card.get_by_role("button", name="Haal weg: de bus rijdt ook"))
    await expect(card).to_be_hidden()
    await expect(point(phone, "de bus rijdt ook")).to_have_count(0)

    # With a finger: a press opens, a drag moves.
    await point(phone, "ze durven").tap()
    await expect(phone.get_by_role("complementary", name="Aanname")).to_contain_text("ze durven")
    await shot(phone, "map-phone-card", full=False)
    await axe(phone)
    await phone.get_by_role("button", name="Belangrijker").tap()
    await expect(point(one, "ze durven").locator(".vh")).to_contain_text("belang 65, bewijs 10")
    await phone.get_by_role("button", name="Sluit").tap()
    await point(phone, "ze durven").scroll_into_view_if_needed()
    box = await point(phone, "ze durven").bounding_box()
    assert box
    hand = await phone.context.new_cdp_session(phone)
    for kind, up in (("touchStart", 0), *(("touchMove", 12 * part) for part in range(1, 10))):
        places = [{"x": box["x"] + 14, "y": box["y"] + 14 - up}]
        await hand.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})
    await hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    await expect(point(one, "ze durven").locator(".vh")).to_contain_text("bewijs 10. Toets dit eerst")
    await expect(point(one, "ze durven").locator(".vh")).not_to_contain_text("belang 65")
    await axe(phone)
    assert await phone.evaluate("document.documentElement.scrollWidth") <= 390

    # Without a script: what to test first, to read.
    plain = await rehearsal.page(0, java_script_enabled=False)
    await plain.goto(rehearsal.address + "assumptions/")
    await expect(plain.locator("tbody tr")).to_have_count(6)
    await expect(plain.locator(".plane")).to_be_hidden()
    await shot(plain, "map-plain")
    assert problems_of(one) + problems_of(phone) == []
