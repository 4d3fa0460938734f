"""A real browser against a real server; see tests/serving.py for the server.

Playwright's async API: the sync one runs a loop of its own, in which Django's ORM refuses to work.
"""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

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
LAPTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def site(server_process: ServerProcess) -> ServerProcess:
    """The site, running in a process of its own."""
    return server_process


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """A Chromium of its own for each test, so that none inherits another's state."""
    chromium = tools()["chromium"]
    flags = [*FLAGS, *chromium["flags"]]
    if os.geteuid() == 0 and "--no-sandbox" not in flags:
        flags.append("--no-sandbox")  # Chromium refuses to run as root with it
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=chromium["path"], args=flags)
        yield launched
        await launched.close()


@pytest.fixture
async def new_page(browser: Browser, site: ServerProcess) -> NewPage:
    """Opens a page as a new person: `await new_page()`, `await new_page(phone=True, locale="en")`.

    Each call has cookies and storage of its own. Errors on the page are kept in `page.context.problems`
    (see `problems_of`); a request to another host is one of them.
    """

    async def open_page(*, phone: bool = False, locale: str = "nl-NL", **options: Any) -> Page:
        context: BrowserContext = await browser.new_context(
            base_url=site.url,
            viewport=PHONE if phone else LAPTOP,  # type: ignore[arg-type]  # a plain dict is what it takes
            has_touch=phone,
            locale=locale,
            **options,
        )
        problems: list[str] = []
        context.problems = problems  # type: ignore[attr-defined]  # kept with the pages it is about
        context.on("weberror", lambda error: problems.append(f"error: {error.error}"))
        context.on("console", lambda line: problems.append(f"console: {line.text}") if line.type == "error" else None)
        context.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((site.url, site.ws_url, "data:", "blob:"))
                else problems.append(f"foreign request: {request.url}")
            ),
        )
        return await context.new_page()

    return open_page


@pytest.fixture
def axe() -> Callable[[Page], Awaitable[None]]:
    """`await axe(page)` fails with a readable list when the page breaks an accessibility rule."""
    checker = Axe()

    async def check(page: Page) -> None:
        results = await checker.run(page)
        assert results.violations_count == 0, results.generate_report()

    return check
