"""Work beside live boards takes a small share of the processor, however much of it is asked for."""

from contextlib import suppress

import pytest

from workshops.actions.turns import LONGEST, Turns

pytestmark = pytest.mark.one_backend


class World:
    """A clock and a processor that a test moves."""

    def __init__(self) -> None:
        self.now = self.used = 0.0
        self.waits: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    def work(self, turns: Turns, seconds: float) -> None:
        with turns.turn():
            self.used += seconds
            self.now += seconds


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def turns(world: World) -> Turns:
    return Turns(0.04, 0.2, clock=lambda: world.now, used=lambda: world.used, sleep=world.sleep)


def test_in_a_loop_it_takes_its_share_and_no_more(world: World, turns: Turns) -> None:
    for _ in range(200):
        world.work(turns, 0.035)
    assert world.used == pytest.approx(200 * 0.035)
    assert world.used <= 0.2 + 0.035 + 0.04 * world.now


def test_a_few_at_once_wait_for_nothing(world: World, turns: Turns) -> None:
    for _ in range(5):
        world.work(turns, 0.035)
    assert world.waits == []
    world.now += 60
    for _ in range(5):
        world.work(turns, 0.035)
    assert world.waits == []


def test_nobody_waits_for_ever(world: World, turns: Turns) -> None:
    world.work(turns, 60)
    world.work(turns, 0.1)
    assert world.waits == [LONGEST]


def test_what_fails_is_paid_for_too(world: World, turns: Turns) -> None:
    with suppress(ValueError), turns.turn():
        world.used += 1
        raise ValueError
    world.work(turns, 0.1)
    assert world.waits
