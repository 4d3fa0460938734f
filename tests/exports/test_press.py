"""One order that dies or hangs leaves the others well."""

import sys
import threading
import time

import pytest

from tests.exports.canvases import a_canvas
from workshops.exports.press import Press, PressBusy, PressFailure, PressTimeout
from workshops.exports.sheet import order

pytestmark = pytest.mark.one_backend

ODD = """
import json, os, sys, time
from workshops.exports.framing import give, take
while (order := take(sys.stdin.buffer)) is not None:
    wish = json.loads(order)["wish"]
    if wish == "die": os.abort()
    if wish == "hang": time.sleep(60)
    give(sys.stdout.buffer, b"+" + str(os.getpid()).encode())
"""


@pytest.fixture
def odd():
    made = Press(processes=1, waiting=1, command=[sys.executable, "-c", ODD])
    yield made
    made.close()


def test_a_process_is_used_again(odd: Press) -> None:
    assert odd.typeset({"wish": "well"}) == odd.typeset({"wish": "well"})


def test_a_death_fails_its_own_order_only(odd: Press) -> None:
    before = odd.typeset({"wish": "well"})
    with pytest.raises(PressFailure):
        odd.typeset({"wish": "die"})
    assert odd.typeset({"wish": "well"}) != before


def test_what_takes_too_long_is_ended(odd: Press) -> None:
    began = time.monotonic()
    with pytest.raises(PressTimeout):
        odd.typeset({"wish": "hang"}, patience=0.3)
    assert time.monotonic() - began < 5
    assert odd.typeset({"wish": "well"})


def test_too_many_are_turned_away(odd: Press) -> None:
    def hang() -> None:
        with pytest.raises(PressTimeout):
            odd.typeset({"wish": "hang"}, patience=0.6)

    waiting = [threading.Thread(target=hang) for _ in range(2)]
    for one in waiting:
        one.start()
    time.sleep(0.2)
    with pytest.raises(PressBusy):
        odd.typeset({"wish": "well"})
    for one in waiting:
        one.join()
    assert odd.typeset({"wish": "well"})


def test_what_cannot_be_typeset_is_said_and_the_process_lives() -> None:
    press = Press(processes=1)
    with pytest.raises(PressFailure):
        press.typeset(order(a_canvas([]), "a3", "pdf", template="none.typ"))
    assert press.typeset(order(a_canvas([]), "a3", "pdf")).startswith(b"%PDF")
    press.close()
