"""The whole hour lived by seven people who all go about it in one way: with a mouse, by clicks, by the keyboard."""

import pytest

from tests.browser.hands import Clicks, Keys, Mouse
from tests.browser.test_whole_hour import Clock, Room, clock, house, live_it
from tests.browsing import NewPage
from tests.serving import ServerProcess

__all__ = ["clock", "house"]
pytestmark = pytest.mark.one_backend


@pytest.mark.parametrize("hands", [Mouse(), Clicks(), Keys()], ids=["mouse", "clicks", "keys"])
async def test_a_whole_hour_in_one_way(house: ServerProcess, clock: Clock, new_page: NewPage, hands: Clicks) -> None:
    await live_it(Room(hands, house, new_page, clock, None, await new_page(at=house, locale="nl-NL")))
