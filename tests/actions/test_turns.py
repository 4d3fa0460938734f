"""Work beside live boards runs for a small part of the time, however much is asked, and freely beside quiet ones."""

import threading
from contextlib import suppress

import pytest

from workshops.actions.turns import LONGEST, STEP, Turns

pytestmark = pytest.mark.one_backend


class World:
    """A clock and a processor that a test moves; boards take `busy` of the processor."""

    def __init__(self) -> None:
        self.now = self.used = self.waited = self.worked = 0.0
        self.busy = 0.4

    def pass_by(self, seconds: float) -> None:
        self.now += seconds
        self.used += self.busy * seconds

    def sleep(self, seconds: float) -> None:
        self.waited += seconds
        self.pass_by(seconds)

    def work(self, turns: Turns, seconds: float) -> None:
        with turns.turn():
            self.pass_by(seconds)
            self.worked += seconds


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def turns(world: World) -> Turns:
    return Turns(0.04, 2.0, clock=lambda: world.now, used=lambda: world.used, sleep=world.sleep)


def test_in_a_loop_it_takes_its_share_and_no_more(world: World, turns: Turns) -> None:
    for _ in range(200):
        world.work(turns, 0.35)
    assert world.worked == pytest.approx(200 * 0.35)
    assert world.worked <= 2.0 + 0.35 + 0.04 * world.now


def test_a_few_at_once_wait_for_nothing(world: World, turns: Turns) -> None:
    for _ in range(5):
        world.work(turns, 0.35)
    assert world.waited == 0
    world.now += 60
    for _ in range(5):
        world.work(turns, 0.35)
    assert world.waited == 0


def test_beside_quiet_boards_nobody_waits_for_more_than_a_look(world: World, turns: Turns) -> None:
    world.busy = 0.02
    for _ in range(50):
        world.work(turns, 0.35)
    assert world.waited <= 50 * STEP


def test_what_was_taken_in_the_quiet_is_not_held_against_those_who_come_later(world: World, turns: Turns) -> None:
    world.busy = 0.02
    for _ in range(50):
        world.work(turns, 0.35)
    world.busy, world.waited = 0.4, 0.0
    world.work(turns, 0.35)
    assert world.waited == pytest.approx(0.35 / 0.04, abs=3 * STEP)


def test_when_boards_fall_quiet_the_waiting_ends(world: World, turns: Turns) -> None:
    world.work(turns, 5)
    world.busy = 0.02
    world.work(turns, 0.1)
    assert world.waited == STEP


def test_nobody_waits_for_ever(world: World, turns: Turns) -> None:
    world.work(turns, 60)
    world.work(turns, 0.1)
    assert world.waited == pytest.approx(LONGEST, abs=STEP)


def test_what_fails_is_paid_for_too(world: World, turns: Turns) -> None:
    with suppress(ValueError), turns.turn():
        world.pass_by(3)
        raise ValueError
    world.work(turns, 0.1)
    assert world.waited


def test_those_who_wait_begin_one_after_another() -> None:
    """On the real clock: four at once."""
    turns = Turns()
    inside: list[int] = []
    together: list[int] = []

    def one() -> None:
        with turns.turn():
            inside.append(1)
            together.append(len(inside))
            threading.Event().wait(0.05)
            inside.pop()

    threads = [threading.Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=10)
    assert together == [1, 1, 1, 1]
