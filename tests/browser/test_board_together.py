"""Two people on one board: what one does, the other sees, and neither loses a word."""

import asyncio

import pytest
from playwright.async_api import expect

from tests.boards import Rehearsal, add, block, hold_on, live, note, same
from tests.browsing import NewPage, problems_of
from tests.serving import ServerProcess


@pytest.fixture
def rehearsal(site: ServerProcess, new_page: NewPage) -> Rehearsal:
    """A workshop with two guests."""
    return Rehearsal.start(site, new_page)


@pytest.mark.alone
async def test_from_the_link_to_a_first_note_that_the_other_sees(rehearsal: Rehearsal) -> None:
    other = await rehearsal.board(1)
    page = await rehearsal.new_page()
    started = asyncio.get_running_loop().time()
    await page.goto(f"/join/#{rehearsal.code}")
    await page.get_by_role("textbox", name="Naam").or_(page.get_by_role("textbox", name="name")).first.click()
    await page.keyboard.type("Sanne", delay=200)
    await page.keyboard.press("Enter")
    await page.wait_for_selector(".live[data-state=ready]")
    await block(page, "segments").locator(".add").click()
    await page.keyboard.type("Ouderen", delay=200)
    await expect(note(other, "Ouderen")).to_be_visible()
    assert asyncio.get_running_loop().time() - started < 10
    assert problems_of(page) == problems_of(other) == []


@pytest.mark.one_backend
async def test_others_see_a_note_while_it_is_being_written(rehearsal: Rehearsal) -> None:
    one, two = await rehearsal.board(0), await rehearsal.board(1)
    await block(one, "channels").locator(".add").click()
    await one.keyboard.type("Buurtb")
    await expect(note(two, "Buurtb")).to_be_visible()
    await expect(two.locator(".note.is-typing .flag")).to_have_text("Guest 1")
    await one.keyboard.type("us")
    await one.keyboard.press("Enter")
    await expect(two.locator(".note.is-typing")).to_have_count(0)
    await same([one, two], "channels", ["Buurtbus"])


async def test_two_write_in_one_note_and_both_keep_their_words(rehearsal: Rehearsal) -> None:
    one, two = await rehearsal.board(0), await rehearsal.board(1)
    await add(one, "channels", "dorpshuis")
    for page in (one, two):
        await note(page, "dorpshuis").dblclick()
    await one.keyboard.press("Home")
    await two.keyboard.press("End")
    await asyncio.gather(
        one.keyboard.type("Elke dinsdag in het ", delay=40), two.keyboard.type(", ook in de vakantie", delay=45)
    )
    for page in (one, two):
        await expect(page.locator("textarea.edit")).to_have_value("Elke dinsdag in het dorpshuis, ook in de vakantie")
    assert await one.evaluate("document.activeElement.selectionStart") == len("Elke dinsdag in het ")
    await asyncio.gather(one.keyboard.press("Enter"), two.keyboard.press("Enter"))
    await same([one, two], "channels", ["Elke dinsdag in het dorpshuis, ook in de vakantie"])
    assert problems_of(one) == problems_of(two) == []


@pytest.mark.one_backend
async def test_a_remote_change_neither_takes_the_focus_nor_the_typing(rehearsal: Rehearsal) -> None:
    one, two = await rehearsal.board(0), await rehearsal.board(1)
    await add(one, "channels", "eerste")
    await add(one, "channels", "tweede")
    await note(two, "tweede").dblclick()
    await two.keyboard.type(" hier")
    await note(one, "tweede hier").focus()
    await one.keyboard.press("Alt+ArrowUp")
    await same([two], "channels", ["tweede hier", "eerste"])
    await two.keyboard.type(" en verder")
    await expect(two.locator("textarea.edit")).to_have_value("tweede hier en verder")
    await note(one, "tweede hier en verder").focus()
    await one.keyboard.press("m")
    await one.locator(".places [data-key=segments]").click()
    await one.locator("dialog [type=submit]").click()
    await same([two], "segments", ["tweede hier en verder"])
    await two.keyboard.type("!")
    await same([one, two], "segments", ["tweede hier en verder!"])


@pytest.mark.one_backend
async def test_dragging_stacking_and_undo(rehearsal: Rehearsal) -> None:
    one, two = await rehearsal.board(0), await rehearsal.board(1)
    for text in ("a", "b", "c"):
        await add(one, "segments", text)
    await note(one, "c").drag_to(note(one, "a"), target_position={"x": 40, "y": 3})
    await same([one, two], "segments", ["c", "a", "b"])
    await note(one, "a").drag_to(block(one, "channels"), target_position={"x": 60, "y": 90})
    await same([one, two], "segments", ["c", "b"])
    await same([one, two], "channels", ["a"])
    await one.keyboard.press("Escape")
    await one.keyboard.press("Control+z")
    await same([one, two], "segments", ["c", "a", "b"])
    await hold_on(one, "b", "c")
    await expect(note(two, "c").locator(".count")).to_be_visible()
    await same([two], "segments", ["c", "a"])
    await one.keyboard.press("Control+z")
    await same([one, two], "segments", ["c", "a", "b"])
    await one.keyboard.press("Control+Shift+z")
    await same([one, two], "segments", ["c", "a"])


@pytest.mark.one_backend
async def test_escape_puts_a_held_note_back(rehearsal: Rehearsal) -> None:
    one = await rehearsal.board(0)
    await add(one, "segments", "a")
    box = await note(one, "a").bounding_box()
    assert box
    await one.mouse.move(box["x"] + 30, box["y"] + 10)
    await one.mouse.down()
    await one.mouse.move(box["x"] - 300, box["y"] + 60, steps=8)
    await expect(one.locator(".is-held")).to_have_count(1)
    await one.keyboard.press("Escape")
    await one.mouse.up()
    await expect(one.locator(".is-held")).to_have_count(0)
    await same([one], "segments", ["a"])


@pytest.mark.one_backend
async def test_an_empty_note_was_never_there(rehearsal: Rehearsal) -> None:
    one, two = await rehearsal.board(0), await rehearsal.board(1)
    await block(one, "channels").locator(".add").click()
    await one.keyboard.press("Escape")
    await add(one, "channels", "echt")
    await same([one, two], "channels", ["echt"])
    assert await one.locator(".sheet .note").count() == 1
    await live(one)
