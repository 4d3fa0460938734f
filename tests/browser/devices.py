"""The devices that people of a browser test hold: put down they are wiped and given to the next person.

What a wiped device keeps is its cache of the site's files, as any device that saw the site before: a board comes in a
third of the time, and a test of what happens on it does not pay for a hundred files again.
"""

from typing import Any

from playwright.async_api import Browser, BrowserContext, Page

from tests.serving import ServerProcess

LAPTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
AT_REST = 8
"""Wiped devices of one sort that are kept."""


class Device:
    """A browser context on one site, with what went wrong on its pages since it was last taken up."""

    def __init__(self, context: BrowserContext, sort: str, at: ServerProcess) -> None:
        self.context, self.sort, self._at = context, sort, at
        self.problems: list[str] = []
        self._fresh: Page | None = None
        context.problems = self.problems  # type: ignore[attr-defined]  # kept with the pages it is about
        context.on("weberror", lambda error: self._note(f"error: {error.error}"))
        context.on("console", lambda line: self._note(f"console: {line.text}") if line.type == "error" else None)
        context.on("request", lambda request: self._check(request.url))

    def _note(self, problem: str) -> None:
        self.problems.append(problem)

    def _check(self, url: str) -> None:
        if not url.startswith((self._at.url, self._at.ws_url, "data:", "blob:", "about:")):
            self._note(f"foreign request: {url}")

    async def wipe(self) -> None:
        """Closes its pages and forgets whoever held it: cookies, storage, permissions, what was routed."""
        for page in self.context.pages:
            await page.close()
        await self.context.set_offline(False)
        await self.context.unroute_all()
        await self.context.clear_cookies()
        await self.context.clear_permissions()
        page = await self.context.new_page()
        session = await self.context.new_cdp_session(page)
        await session.send("Storage.clearDataForOrigin", {"origin": self._at.url, "storageTypes": "all"})
        self._fresh = page
        self.problems.clear()

    async def page(self) -> Page:
        """A page that shows nothing yet."""
        fresh, self._fresh = self._fresh, None
        return fresh or await self.context.new_page()


class Devices:
    """Gives people devices, new ones or wiped ones of the same sort."""

    def __init__(self, browser: Browser, *, keeps: bool) -> None:
        self._browser, self._keeps = browser, keeps
        self._at_rest: dict[str, list[Device]] = {}

    async def take(self, at: ServerProcess, *, phone: bool, locale: str, **options: Any) -> tuple[Device, Page]:
        """A device on which nobody is anybody yet, and a page on it."""
        sort = repr((at.url, phone, locale, sorted(options.items())))
        resting = self._at_rest.get(sort)
        device = resting.pop() if resting else await self._new(at, sort, phone, locale, options)
        return device, await device.page()

    async def _new(self, at: ServerProcess, sort: str, phone: bool, locale: str, options: dict[str, Any]) -> Device:
        context = await self._browser.new_context(
            base_url=at.url,
            viewport=PHONE if phone else LAPTOP,  # type: ignore[arg-type]  # a plain dict is what it takes
            has_touch=phone,
            locale=locale,
            **options,
        )
        return Device(context, sort, at)

    async def put_down(self, device: Device, *, for_good: bool) -> None:
        """Wipes it for the next person, or ends it: when its site ends with the test, or enough of its sort rest."""
        resting = self._at_rest.setdefault(device.sort, [])
        if for_good or not self._keeps or len(resting) >= AT_REST:
            await device.context.close()
            return
        await device.wipe()
        resting.append(device)
