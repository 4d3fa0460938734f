"""What participants get when the hour is over, as rules."""

from typing import Any

import pytest

from tests.domain.hours import BOSS, JAN, LOOKER, NOW, Workshop
from workshops.domain.operations import Refusal
from workshops.domain.rights import ROLES, may
from workshops.domain.rules_afterwards import GRACE, THANKS_LIMIT, sees, takes

AFTER = {"phase": "after", "ended": NOW}


def test_it_is_kept_in_the_log() -> None:
    workshop = Workshop([4])
    workshop.do(BOSS, op="afterwards", gets="thanks", until=None, thanks=" Dank ")
    assert workshop.do(BOSS, op="afterwards", gets="thanks", thanks="Dank") == []
    workshop.do(BOSS, op="afterwards", gets="look", until=NOW + 1)
    kept = {name: workshop.folded().values[name] for name in ("gets", "until", "thanks")}
    assert kept == {"gets": "look", "until": NOW + 1, "thanks": "Dank"}
    workshop.pass_by(1)
    assert workshop.do(BOSS, op="afterwards", until=NOW + 1, thanks="Nogmaals")  # a day gone by may stay as it is


@pytest.mark.parametrize("actor", [JAN, LOOKER])
def test_it_is_the_facilitators(actor: Any) -> None:
    with pytest.raises(Refusal, match="not-allowed"):
        Workshop([4]).do(actor, op="afterwards", gets="look")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"gets": "all"}, "shape"),
        ({"gets": None}, "shape"),
        ({"until": "tomorrow"}, "shape"),
        ({"until": True}, "shape"),
        ({"until": NOW}, "date-past"),
        ({"thanks": 3}, "shape"),
        ({"thanks": "x" * (THANKS_LIMIT + 1)}, "text-long"),
        ({"thanks": "a\x00"}, "text-unclean"),
    ],
)
def test_what_is_not_a_choice_is_refused(values: dict[str, Any], code: str) -> None:
    with pytest.raises(Refusal, match=code):
        Workshop([4]).do(BOSS, op="afterwards", **values)


@pytest.mark.parametrize("role", ROLES)
def test_who_sees_the_canvas(role: str) -> None:
    leads = role == "facilitator"
    for phase in ("before", "step", "archived"):
        assert may(role, "see canvas", phase, ())
        assert sees(role, {"phase": phase}, "thanks", None, NOW)
    assert sees(role, AFTER, "look", None, NOW)
    assert sees(role, AFTER, "look", NOW + 1, NOW)
    assert sees(role, AFTER, "look", NOW, NOW) == leads
    assert sees(role, AFTER, "thanks", None, NOW) == leads
    assert sees(role, AFTER, "thanks", None, NOW + GRACE - 1, grace=GRACE)
    assert sees(role, AFTER, "thanks", None, NOW + GRACE, grace=GRACE) == leads


@pytest.mark.parametrize("role", ROLES)
def test_who_takes_a_document_home(role: str) -> None:
    leads, takes_part = role == "facilitator", role in ("facilitator", "participant")
    assert sees(role, AFTER, "take", None, NOW)
    assert takes(role, AFTER, "take", None, NOW) == takes_part
    assert takes(role, AFTER, "take", NOW, NOW) == leads
    assert takes(role, AFTER, "look", None, NOW) == leads
    assert takes(role, {"phase": "step"}, "take", None, NOW) == leads
