"""The whole hour lived by seven people: all with a mouse, by clicks, by the keyboard, and each in another way."""

import pytest

from tests.browser.hands import Clicks, Company, Keys, Mouse
from tests.browser.whole_hour import Clock, Room, clock, house, live_it
from tests.browsing import CheckAccess, NewPage
from tests.serving import ServerProcess

__all__ = ["clock", "house"]
pytestmark = pytest.mark.one_backend


@pytest.mark.parametrize("hands", [Mouse(), Clicks(), Keys(), Company()], ids=["mouse", "clicks", "keys", "company"])
async def test_a_whole_hour(
    house: ServerProcess, clock: Clock, new_page: NewPage, axe: CheckAccess, hands: Clicks
) -> None:
    looks = axe if isinstance(hands, Company) else None
    await live_it(Room(hands, house, new_page, clock, looks, await new_page(at=house, locale="nl-NL")))
