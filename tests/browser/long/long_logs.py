"""The past of a log of a hundred thousand operations: no page is held up by its time-lapse, nor by any moment of it."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.boards import Rehearsal
from tests.browser.test_history import SLIDE, at, leader
from tests.browsing import NewPage, problems_of
from tests.finished import LONG
from tests.serving import ServerProcess

pytestmark = pytest.mark.one_backend

OPERATIONS = 100_000
FORGET = """
from django.core.cache import cache
from workshops.models import Keyframe
Keyframe.objects.filter(canvas_id="{canvas}").delete()
cache.clear()
result = None
"""
"""All that is derived of a log goes."""
LONG_TASK_MS = 50


async def test_a_log_of_a_hundred_thousand_is_looked_back_without_a_long_task(
    site: ServerProcess, new_page: NewPage
) -> None:
    rehearsal = Rehearsal.start(site, new_page, people=1)
    made = {"workshop": rehearsal.made["workshop"], "canvas": rehearsal.made["teams"][0]["canvas"]}
    head = site.backstage.run(LONG.format(canvas=made["canvas"], operations=OPERATIONS))
    assert head == OPERATIONS
    site.backstage.run(FORGET.format(canvas=made["canvas"]))
    begun = time.monotonic()
    page = await leader(site, made, new_page)
    assert time.monotonic() - begun < 4, "its page is there within a second, and the browser with it"
    for way in (sliding, from_the_beginning, to_the_end):
        longest = await longest_task(page, way)
        assert longest <= LONG_TASK_MS, (way.__name__, longest)
    more = page.locator("[data-do=more]").first
    await expect(more).to_be_visible()
    await more.press("Enter")
    assert await page.locator("#main .block").first.locator(".note").count() > 20
    assert problems_of(page) == []


async def longest_task(page: Page, way: Callable[[Page], Awaitable[None]]) -> float:
    """How many ms of the processor the longest task of the browser took meanwhile: what others do on this machine
    makes tasks longer by the clock, and not by this."""
    session = await page.context.new_cdp_session(page)
    events: list[dict[str, Any]] = []
    done = asyncio.Event()
    session.on("Tracing.dataCollected", lambda some: events.extend(some["value"]))
    session.on("Tracing.tracingComplete", lambda _: done.set())
    traced = {"transferMode": "ReportEvents", "traceConfig": {"includedCategories": ["toplevel"]}}
    await session.send("Tracing.start", traced)
    await way(page)
    await session.send("Tracing.end")
    await done.wait()
    await session.detach()
    tasks = [one["tdur"] / 1000 for one in events if one["name"].endswith("ControllerImpl::RunTask") and "tdur" in one]
    assert len(tasks) > 100, "the browser told of its tasks"
    return max(tasks)


async def sliding(page: Page) -> None:
    """Moments far from each other, the first time without a keyframe."""
    for number in (OPERATIONS // 2, OPERATIONS // 10, OPERATIONS - 10):
        await page.locator("[data-slider]").evaluate(SLIDE, number)
        await page.wait_for_selector(f".looking[data-at='{number}']", timeout=60_000)


async def from_the_beginning(page: Page) -> None:
    """The time-lapse at four times the speed, from nothing on: fifteen seconds."""
    await page.locator("[data-slider]").evaluate(SLIDE, OPERATIONS)
    await at(page, OPERATIONS)
    await played(page)


async def to_the_end(page: Page) -> None:
    """Its last piece, on a canvas that is full."""
    await page.locator("[data-slider]").evaluate(SLIDE, 9 * OPERATIONS // 10)
    await at(page, 9 * OPERATIONS // 10)
    await played(page)


async def played(page: Page) -> None:
    """Play to the end, at four times the speed."""
    speed = page.locator("[data-do=speed]")
    while await speed.inner_text() != "4×":
        await speed.click()
    await page.evaluate("document.querySelector('[data-announcer]').textContent = ''")
    await page.locator("[data-do=play]").press("Enter")
    await expect(page.locator("[data-announcer]")).to_have_text("Dat was alles.", timeout=120_000)
    await expect(page.locator("[data-do=play]")).to_have_text("Speel af hoe het groeide")
