"""Ways to use a page: by clicks alone, by the keyboard alone, or with a mouse that also drags.

A script written against these says what somebody does and not how, so the same hour can be lived in each way.
"""

from itertools import cycle

from playwright.async_api import Locator, Page, expect

from tests.boards import SAVED, block, hold_on, note

TABS = 250
"""Nothing is further away than so many presses of the Tab key."""

NEXT_KEY = """(wanted) => {
    const now = document.activeElement;
    if (now === wanted || wanted.contains(now)) return "";
    const within = (place) => place !== null && place.contains(now);
    if (within(wanted.closest("[role=toolbar]"))) return "ArrowRight";
    if (within(wanted.closest("[role=menu]"))) return "ArrowDown";
    if (wanted.type === "radio" && now.name === wanted.name) return "ArrowDown";
    const list = now.dataset.note && !now.contains(wanted) && within(wanted.closest(".notes"));
    const ahead = now.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (list) return ahead ? "ArrowDown" : "ArrowUp";
    return ahead || now === document.body ? "Tab" : "Shift+Tab";
}"""


class Clicks:
    """One button, no dragging: what a finger, a mouse or a switch can do."""

    async def press(self, wanted: Locator) -> None:
        """Press a button, follow a link, choose from a menu, tick a box."""
        await wanted.click()

    async def fill(self, wanted: Locator, text: str) -> None:
        """Write into a field instead of what stands there."""
        await wanted.click()
        await wanted.press("ControlOrMeta+a")
        await wanted.press_sequentially(text)

    async def choose(self, wanted: Locator, label: str) -> None:
        """Take one of a list."""
        await wanted.select_option(label=label)

    async def write(self, page: Page, key: str, text: str) -> None:
        """A note on the board."""
        if await page.locator(".map").is_visible():
            await page.locator(f".map [data-key={key}]").click()
            await page.locator(".composer textarea").click()
            await page.keyboard.type(text)
            await page.locator(".composer .send").click()
        else:
            await block(page, key).locator(".add").click()
            await page.keyboard.type(text)
            await page.keyboard.press("Escape")
        await expect(page.locator(SAVED)).to_be_visible()

    async def open_tools(self, page: Page, text: str) -> None:
        """Choose a note; the bar says what can be done with it."""
        await note(page, text).click()

    async def stack(self, page: Page, text: str, onto: str) -> None:
        """Put a note on another one."""
        await self.open_tools(page, text)
        await self.press(page.locator(".bar [data-name=stack]"))
        await self.press(page.locator(".onto button", has_text=onto))


class Mouse(Clicks):
    """Drags what can be dragged."""

    async def stack(self, page: Page, text: str, onto: str) -> None:
        """Drag the note onto the other."""
        await hold_on(page, text, onto)


class Keys(Clicks):
    """No pointer at all: Tab to where it is, arrows within menus and lists, then Enter."""

    async def reach(self, wanted: Locator) -> None:
        """Go there as somebody without a mouse would."""
        page = wanted.page
        for _ in range(TABS):
            if not (key := await wanted.evaluate(NEXT_KEY)):
                return
            await page.keyboard.press(key)
        raise AssertionError(f"no key leads to {wanted}")

    async def press(self, wanted: Locator) -> None:
        """Go there; Enter, or the space bar for what is ticked."""
        await expect(wanted).to_be_visible()
        await self.reach(wanted)
        kind = await wanted.get_attribute("type")
        await wanted.page.keyboard.press("Space" if kind in ("checkbox", "radio") else "Enter")

    async def fill(self, wanted: Locator, text: str) -> None:
        """Go there and write."""
        await self.reach(wanted)
        await wanted.page.keyboard.press("ControlOrMeta+a")
        await wanted.page.keyboard.type(text)

    async def choose(self, wanted: Locator, label: str) -> None:
        """Go there and type the first letters of it."""
        await self.reach(wanted)
        await wanted.page.keyboard.type(label)

    async def write(self, page: Page, key: str, text: str) -> None:
        """Enter at the block's own button, then write."""
        if await page.locator(".map").is_visible():
            await self.press(page.locator(f".map [data-key={key}]"))
            await self.fill(page.locator(".composer textarea"), text)
            await self.press(page.locator(".composer .send"))
        else:
            await self.press(block(page, key).locator(".add"))
            await page.keyboard.type(text)
            await page.keyboard.press("Escape")
        await expect(page.locator(SAVED)).to_be_visible()

    async def open_tools(self, page: Page, text: str) -> None:
        """To the note, and from it to its bar."""
        await self.reach(note(page, text))
        await page.keyboard.press("Shift+F10")
        await expect(page.locator(".bar [data-name=stack]")).to_be_visible()


class Company(Clicks):
    """Everybody in a way of their own: the first page by the keyboard, the next with a mouse, the third by clicks, and
    so on."""

    def __init__(self) -> None:
        self._ways = cycle((Keys(), Mouse(), Clicks()))
        self._of: dict[Page, Clicks] = {}

    def way(self, page: Page) -> Clicks:
        """How the person at this page goes about it."""
        if page not in self._of:
            self._of[page] = next(self._ways)
        return self._of[page]

    async def press(self, wanted: Locator) -> None:
        """As the page's person presses."""
        await self.way(wanted.page).press(wanted)

    async def fill(self, wanted: Locator, text: str) -> None:
        """As the page's person writes."""
        await self.way(wanted.page).fill(wanted, text)

    async def choose(self, wanted: Locator, label: str) -> None:
        """As the page's person chooses."""
        await self.way(wanted.page).choose(wanted, label)

    async def write(self, page: Page, key: str, text: str) -> None:
        """As the page's person writes a note."""
        await self.way(page).write(page, key, text)

    async def open_tools(self, page: Page, text: str) -> None:
        """As the page's person chooses a note."""
        await self.way(page).open_tools(page, text)

    async def stack(self, page: Page, text: str, onto: str) -> None:
        """As the page's person stacks."""
        await self.way(page).stack(page, text, onto)
