"""The start page, in both languages: it loads whole, from this site alone, and passes axe."""

import pytest

from tests.browsing import CheckAccess, NewPage, problems_of

pytestmark = pytest.mark.one_backend  # what a browser makes of pages is the same over either database


@pytest.mark.parametrize("locale", ["nl-NL", "en-GB"])
@pytest.mark.parametrize("phone", [False, True])
async def test_start_page_loads_clean_in_its_language(
    new_page: NewPage, axe: CheckAccess, phone: bool, locale: str
) -> None:
    page = await new_page(phone=phone, locale=locale)
    answer = await page.goto("/")
    assert answer is not None
    assert answer.status == 200
    assert await page.locator("html").get_attribute("lang") == locale[:2]
    await axe(page)
    assert problems_of(page) == []
