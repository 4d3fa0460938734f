"""A workshop on the site under test, and people on its boards, for browser tests."""

import json
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Locator, Page, expect

from tests.browsing import NewPage
from tests.serving import ServerProcess

READY = ".live[data-state=ready]"
SAVED = ".saved[data-state=saved]"


@dataclass
class Rehearsal:
    """A workshop with guests who have a cookie already; `await rehearsal.board(0)` is the first one's open board."""

    site: ServerProcess
    new_page: NewPage
    made: dict[str, Any]

    @classmethod
    def start(cls, site: ServerProcess, new_page: NewPage, people: int = 2) -> "Rehearsal":
        """A new workshop of one team."""
        options = ["--owner", "leader@example.org", "--make-owner", "--participants", str(people), "--json"]
        made = json.loads(site.backstage.command("create_workshop", "Dorpen", *options))
        return cls(site, new_page, made)

    @property
    def address(self) -> str:
        """The path of the team's board."""
        return f"/w/{self.made['workshop']}/c/{self.made['teams'][0]['canvas']}/"

    @property
    def code(self) -> str:
        """The code to join with."""
        return str(self.made["code"])

    async def page(self, guest: int, **options: Any) -> Page:
        """A browser of the guest with this index, nowhere yet."""
        page = await self.new_page(at=self.site, **options)
        cookie = {"name": self.made["cookie"], "value": self.made["participants"][guest]["token"], "url": self.site.url}
        await page.context.add_cookies([cookie])  # type: ignore[list-item]  # a plain dict is what it takes
        return page

    async def board(self, guest: int, **options: Any) -> Page:
        """The board as the guest with this index sees it, once it is live."""
        page = await self.page(guest, **options)
        await page.goto(self.address)
        await live(page)
        return page


async def live(page: Page) -> None:
    """Waits until the modules have taken over and the connection stands."""
    await page.wait_for_selector(READY)
    await expect(page.locator(SAVED)).to_be_visible()
    await expect(page.locator("[data-presence] .av").first).to_be_visible()


def block(page: Page, key: str) -> Locator:
    """A block of the board."""
    return page.locator(f"[data-block={key}]")


def note(page: Page, text: str) -> Locator:
    """The note with this text on the sheet."""
    return page.locator(".sheet .note", has=page.locator(".text", has_text=text))


async def texts(page: Page, key: str) -> list[str]:
    """The texts of a block's notes in order, those in stacks left out."""
    return await page.locator(f"[data-block={key}] > .notes > .note > .text").all_text_contents()


async def add(page: Page, key: str, text: str) -> None:
    """Writes a note with the mouse and the keyboard, and sees it saved."""
    await block(page, key).locator(".add").click()
    await page.keyboard.type(text)
    await page.keyboard.press("Enter")
    await expect(page.locator(SAVED)).to_be_visible()


async def same(pages: list[Page], key: str, wanted: list[str]) -> None:
    """Waits until everybody sees the same notes in a block, in order."""
    for page in pages:
        await expect(page.locator(f"[data-block={key}] > .notes > .note > .text")).to_have_text(wanted, timeout=15_000)


async def hold_on(page: Page, held: str, target: str) -> None:
    """Drags a note onto the heart of another and waits there."""
    start, end = await note(page, held).bounding_box(), await note(page, target).bounding_box()
    assert start
    assert end
    await page.mouse.move(start["x"] + 30, start["y"] + 10)
    await page.mouse.down()
    await page.mouse.move(end["x"] + 60, end["y"] + end["height"] / 2, steps=12)
    await expect(page.locator(".note.is-into")).to_have_count(1)
    await page.mouse.up()
