"""Coming in, in a real browser: by link, by code, again after closing the tab, and without a script."""

import json
from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browsing import NewPage, problems_of
from tests.serving import ServerProcess

pytestmark = pytest.mark.one_backend  # what a browser makes of pages is the same over either database


@pytest.fixture
def workshop(site: ServerProcess) -> dict[str, Any]:
    """A workshop with two teams."""
    made: dict[str, Any] = json.loads(
        site.backstage.command(
            "create_workshop", "Dorpen", "--owner", "noor@example.org", "--make-owner", "--json",
            "--team", "Oost", "--team", "West",
        )
    )  # fmt: skip
    return made


async def join(page: Page, name: str, team: str) -> None:
    """From the form with a name field to the canvas."""
    await page.locator("[name=name]").fill(name)
    await (
        page.get_by_role("button", name="To the canvas").or_(page.get_by_role("button", name="Naar het canvas")).click()
    )
    await page.locator(".team-choice", has_text=team).click()
    await page.wait_for_url("**/c/**")


async def test_by_link_then_back_after_closing_the_tab(new_page: NewPage, workshop: dict[str, Any]) -> None:
    page = await new_page()
    await page.goto(workshop["link"])
    await expect(page.locator("h1")).to_have_text("Dorpen")
    assert workshop["code"] not in page.url
    await join(page, "Marijke", "Oost")
    address = page.url
    context = page.context
    await page.close()
    again = await context.new_page()
    await again.goto(workshop["link"])
    await again.wait_for_url(address)
    await again.goto("/")
    await again.locator(".mine a").click()
    await expect(again.locator("h1")).to_contain_text("Marijke")
    assert problems_of(again) == []


async def test_by_code_on_a_phone_with_a_mistake_first(new_page: NewPage, workshop: dict[str, Any]) -> None:
    page = await new_page(phone=True)
    await page.goto("/")
    await page.locator("[name=code]").fill("abcd efgh")
    assert await page.locator(".boxes span").all_inner_texts() == list("ABCDEFGH")
    await page.locator("[name=name]").fill("Jan")
    await page.locator("[name=name]").press("Enter")
    await expect(page.locator(".error")).to_be_visible()
    await expect(page.locator("[name=name]")).to_have_value("Jan")
    await page.locator("[name=code]").fill(workshop["code"].lower())
    await join(page, "Jan", "West")
    assert problems_of(page) == []


async def test_without_a_script(new_page: NewPage, workshop: dict[str, Any]) -> None:
    page = await new_page(java_script_enabled=False)
    await page.goto(workshop["link"])
    await page.locator("[name=code]").fill(workshop["code"])
    await join(page, "Marijke", "Oost")


async def test_an_impatient_double_press_makes_one_person(new_page: NewPage, workshop: dict[str, Any]) -> None:
    page = await new_page()
    await page.goto("/")
    await page.locator("[name=code]").fill(workshop["code"])
    await page.locator("[name=name]").fill("Jan")
    await page.locator("form[data-once] button").dblclick()
    await page.wait_for_url("**/team/")
    await page.locator(".team-choice").first.click()
    await page.wait_for_url("**/c/**")
    await page.goto(page.url.split("/c/")[0] + "/lobby/")
    await expect(page.locator(".teams ul li")).to_have_text(["Jan"])


async def test_the_lobby_shows_who_arrives(new_page: NewPage, site: ServerProcess, workshop: dict[str, Any]) -> None:
    first, second = await new_page(), await new_page()
    await first.goto(workshop["link"])
    await join(first, "Marijke", "Oost")
    await first.goto(f"/w/{workshop['workshop']}/lobby/")
    await second.goto(workshop["link"])
    await join(second, "Jan", "West")
    await expect(first.locator("#arrivals")).to_contain_text("Jan", timeout=8_000)
    assert problems_of(first) == []


async def test_a_phone_in_the_lobby_goes_along_with_the_hour(
    new_page: NewPage, site: ServerProcess, workshop: dict[str, Any]
) -> None:
    phone, writer = await new_page(phone=True), await new_page()
    for page, name in ((phone, "Marijke"), (writer, "Jan")):
        await page.goto(workshop["link"])
        await join(page, name, "Oost")
    await phone.goto(f"/w/{workshop['workshop']}/lobby/")
    await writer.goto(f"/w/{workshop['workshop']}/name/")
    await writer.locator("[name=name]").fill("Jan-Willem")
    await writer.locator("[name=name]").blur()
    site.backstage.run(LEAD.format(workshop=workshop["workshop"], op="start"))
    await phone.wait_for_url("**/c/**")
    await expect(writer.locator("#moving a")).to_be_visible()
    await expect(writer.locator("[name=name]")).to_have_value("Jan-Willem")
    await writer.locator("form .btn.now").click()
    await writer.goto(f"/w/{workshop['workshop']}/lobby/")
    site.backstage.run(LEAD.format(workshop=workshop["workshop"], op="end"))
    await expect(writer.locator("h1")).to_contain_text("Jan-Willem")
    await expect(writer.locator(".hall .acts a", has_text="Kijk")).to_be_visible()
    assert problems_of(phone) == []
    assert problems_of(writer) == []


LEAD = """
from workshops.models import Workshop
from workshops.actions.leading import lead
workshop = Workshop.objects.get(pk="{workshop}")
lead(workshop.participants.get(role="facilitator"), {{"op": "{op}"}})
"""
