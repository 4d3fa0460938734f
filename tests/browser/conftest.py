"""A real browser against a real server; see tests/serving.py for the server.

Playwright's async API: the sync one runs a loop of its own, in which Django's ORM refuses to work.
"""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, Playwright, async_playwright, expect

from tests.browser.devices import Device, Devices
from tests.browsing import NewPage
from tests.services import tools
from tests.serving import ServerProcess

# No request to any other host, not even of the browser itself.
FLAGS = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]

# A promise for the end of all animations that have one.
SETTLED = """Promise.allSettled(
    document.getAnimations().filter((one) => one.effect.getTiming().iterations < 9).map((one) => one.finished)
)"""

# How long to wait for what must come, on a machine that runs other tests as well; what measures time says so itself.
expect.set_options(timeout=15_000)


class Chromium:
    """Starts a browser when there is none. One that is a single process ends with the first context that closes."""

    def __init__(self, playwright: Playwright) -> None:
        found = tools()["chromium"]
        self._type = playwright.chromium
        self._path = found["path"]
        self._flags = [*FLAGS, *found["flags"]]
        if os.geteuid() == 0 and "--no-sandbox" not in self._flags:
            self._flags.append("--no-sandbox")  # Chromium refuses to run as root with it
        self._browser: Browser | None = None
        self._devices: Devices

    @property
    def is_one_process(self) -> bool:
        """Whether a browser is good for one test."""
        return "--single-process" in self._flags

    async def devices(self) -> Devices:
        """The devices of the browser, which is running."""
        if self._browser is None:
            self._browser = await self._type.launch(executable_path=self._path, args=self._flags)
            self._devices = Devices(self._browser, keeps=not self.is_one_process)
        return self._devices

    async def close(self) -> None:
        """End the browser, if there is one."""
        if self._browser is not None:
            await self._browser.close()
        self._browser = None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser, in the event loop that the browser was started in."""
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            if pytest_asyncio.is_async_test(item):
                item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.fixture
def site(shared_server: ServerProcess) -> ServerProcess:
    """The site, running in a process of its own; others used it before."""
    return shared_server


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Chromium]:
    """What starts browsers."""
    async with async_playwright() as playwright:
        starter = Chromium(playwright)
        yield starter
        await starter.close()


@pytest_asyncio.fixture(loop_scope="session")
async def devices(chromium: Chromium) -> AsyncIterator[Devices]:
    """One browser for all, and the devices in it: what pages leave behind is wiped off after each test."""
    yield await chromium.devices()
    if chromium.is_one_process:
        await chromium.close()


@pytest_asyncio.fixture(loop_scope="session")
async def new_page(
    chromium: Chromium, devices: Devices, site: ServerProcess, request: pytest.FixtureRequest
) -> AsyncIterator[NewPage]:
    """Opens a page as a new person: `await new_page()`, `await new_page(phone=True, locale="en")`.

    Each call has cookies and storage of its own; `at` names another server than the shared one. Errors on the page
    are kept in `page.context.problems` (see `problems_of`); a request to another host is one of them.
    """
    taken: list[tuple[Device, bool]] = []
    shared = "shared_server" in request.fixturenames  # a site of the test's own ends with it

    async def open_page(
        *, phone: bool = False, locale: str = "nl-NL", at: ServerProcess = site, **options: Any
    ) -> Page:
        device, page = await devices.take(at, phone=phone, locale=locale, **options)
        taken.append((device, at is not site or not shared))
        return page

    yield open_page
    if not chromium.is_one_process:
        for device, for_good in taken:
            await devices.put_down(device, for_good=for_good)


@pytest.fixture
def axe() -> Callable[[Page], Awaitable[None]]:
    """`await axe(page)` fails with a readable list when the page breaks an accessibility rule."""
    checker = Axe()

    async def check(page: Page) -> None:
        await page.evaluate(SETTLED)  # half faded in, a menu has the contrast of neither
        results = await checker.run(page)
        assert results.violations_count == 0, results.generate_report()

    return check
