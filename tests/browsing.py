"""What browser tests ask of a page beside Playwright itself."""

from collections.abc import Awaitable, Callable

from playwright.async_api import Page

NewPage = Callable[..., Awaitable[Page]]
CheckAccess = Callable[[Page], Awaitable[None]]


def problems_of(page: Page) -> list[str]:
    """What went wrong on the pages of this person so far: script errors, console errors, foreign requests."""
    problems: list[str] = page.context.problems  # type: ignore[attr-defined]  # put there by the fixture new_page
    return problems
