"""Order keys: always room for one more, and never two alike."""

import itertools
import random

import pytest

from workshops.domain import order


@pytest.mark.parametrize("seed", range(20))
def test_between_keeps_the_order_wherever_it_is_put(seed: int) -> None:
    pick = random.Random(seed)
    keys: list[str] = []
    for _ in range(300):
        place = pick.choice([0, len(keys), pick.randint(0, len(keys))])
        low = keys[place - 1] if place else None
        high = keys[place] if place < len(keys) else None
        keys.insert(place, order.between(low, high))
        assert keys == sorted(set(keys))
        assert not keys[place].endswith("0")
    assert max(map(len, keys)) <= 12


@pytest.mark.parametrize("count", [1, 2, 30, 31, 300, 3_000])
def test_spread_gives_keys_with_room_between(count: int) -> None:
    keys = order.spread(count)
    assert len(keys) == count
    assert keys == sorted(set(keys))
    for low, high in itertools.pairwise(keys):
        assert low < order.between(low, high) < high
    order.between(None, keys[0])


def test_between_refuses_keys_that_are_not_in_order() -> None:
    with pytest.raises(ValueError, match="not before"):
        order.between("b", "a")
