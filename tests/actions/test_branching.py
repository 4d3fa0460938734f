"""Scenarios made of a canvas: how many a team may have, and what comes too late."""

import threading

import pytest
from django.db import connections

from tests.factories import Cast, add
from workshops.actions.branching import FAMILY_LIMIT, branch, delete_scenario, rename_scenario
from workshops.actions.editing import submit
from workshops.domain.operations import Refusal
from workshops.models import Canvas


@pytest.fixture
def nearly_all(cast: Cast) -> Canvas:
    """The canvas of a team that may have one scenario more."""
    submit(cast.canvas, cast.alice.who, [add("Wat als we verhuren?")])
    row = Canvas.objects.select_related("workshop", "team").get(pk=cast.canvas)
    for number in range(1, FAMILY_LIMIT):
        branch(cast.noor, row, 1, f"Scenario {number}")
    return row


@pytest.mark.django_db(transaction=True)
def test_the_limit_of_scenarios_holds_however_many_are_made_at_one_instant(cast: Cast, nearly_all: Canvas) -> None:
    ready = threading.Barrier(4)
    refused: list[str] = []

    def press(name: str) -> None:
        ready.wait(10)
        try:
            branch(cast.noor, nearly_all, 1, name)
        except Refusal as refusal:
            refused.append(refusal.code)
        finally:
            connections.close_all()

    presses = [threading.Thread(target=press, args=[f"Tegelijk {number}"]) for number in range(4)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert refused == ["scenarios-full"] * 3
    assert Canvas.objects.filter(own=None).count() == FAMILY_LIMIT


def test_another_name_for_what_was_just_deleted_is_refused(cast: Cast) -> None:
    submit(cast.canvas, cast.alice.who, [add("Wat als we verhuren?")])
    row = Canvas.objects.select_related("workshop", "team").get(pk=cast.canvas)
    made = branch(cast.noor, row, 1, "Verhuren")
    delete_scenario(cast.noor, Canvas.objects.get(pk=made.pk))
    with pytest.raises(Refusal, match="gone"):
        rename_scenario(cast.noor, made, "Verkopen")
