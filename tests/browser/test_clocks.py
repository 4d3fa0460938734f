"""Ten real browsers whose clocks are wrong by up to an hour show the same countdown, the server's."""

from typing import Any

import pytest
from playwright.async_api import expect

from tests.boards import Rehearsal, live
from tests.browsing import NewPage, problems_of
from tests.serving import ServerProcess

WITHIN = 250
"""Milliseconds between the server's second and the one that is shown."""
SECONDS = 4
WRONG = [-3600, -1800, -600, -61, -1, 1, 59, 601, 1799, 3600]
"""Seconds that the devices' clocks are off."""

WRONG_CLOCK = """(() => {
    const Real = Date, now = Date.now.bind(Date), off = %d * 1000;
    window.Date = class extends Real {
        constructor(...given) { given.length ? super(...given) : super(now() + off); }
        static now() { return now() + off; }
    };
    window.seconds = [];
    window.watch = () => new MutationObserver(() => {
        const shown = document.querySelector("[data-part=time]").textContent;
        if (shown !== window.seconds.at(-1)?.[1]) window.seconds.push([now(), shown]);
    }).observe(document.querySelector("[data-part=time]"), { childList: true, characterData: true, subtree: true });
})()"""

START = """
from workshops.actions.leading import lead
from workshops.models import Workshop

workshop = Workshop.objects.get(pk="{workshop}")
lead(workshop.participants.get(role="facilitator"), dict(op="start"))
workshop.refresh_from_db()
result = workshop.hour
"""


@pytest.mark.alone
@pytest.mark.one_backend
async def test_ten_wrong_clocks_count_down_together(site: ServerProcess, new_page: NewPage) -> None:
    rehearsal = Rehearsal.start(site, new_page, people=len(WRONG))
    hour: dict[str, Any] = site.backstage.run(START.format(workshop=rehearsal.made["workshop"]))
    pages = []
    for guest, wrong in enumerate(WRONG):
        page = await rehearsal.page(guest)
        await page.add_init_script(WRONG_CLOCK % wrong)
        await page.goto(rehearsal.address)
        await live(page)
        await expect(page.locator("[data-part=time]")).to_contain_text(":")
        pages.append(page)
    await pages[-1].wait_for_timeout(1500)  # its first question for the time is answered
    for page in pages:
        await page.evaluate("watch()")
    await pages[0].wait_for_timeout(SECONDS * 1000)
    for wrong, page in zip(WRONG, pages, strict=True):
        seconds = await page.evaluate("seconds")
        assert len(seconds) >= SECONDS - 1
        seconds.pop(0)  # perhaps drawn again in the middle of a second
        late = [at - (hour["began"] + hour["length"] - left(text)) for at, text in seconds]
        assert max(map(abs, late)) <= WITHIN, f"a clock that is {wrong} s off is {late} ms late"
        assert problems_of(page) == []


def left(shown: str) -> int:
    """The milliseconds that a countdown shows."""
    minutes, seconds = shown.split(":")
    return (int(minutes) * 60 + int(seconds)) * 1000
