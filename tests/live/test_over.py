"""Canvases that close when the hour is over: sockets that stand are put out, newcomers are told."""

from typing import Any

import pytest

from tests.factories import make_cast
from workshops import clock
from workshops.actions import facilitating
from workshops.actions.leading import lead
from workshops.domain.audience import Reader
from workshops.domain.rules_afterwards import GRACE
from workshops.live import access
from workshops.live.room import Room
from workshops.models import Canvas
from workshops.queries import recognise, workshop_for

pytestmark = pytest.mark.one_backend  # about times, not about rows


class Somebody:
    """As much of a member as a room asks of one that it puts out."""

    def __init__(self, who: int, role: str) -> None:
        self.reader = Reader(who, role)
        self.window = str(who)
        self.wire = self
        self.said: list[Any] = []

    def fail(self, code: str) -> None:
        self.said.append(code)

    def close(self, code: int, reason: str) -> None:
        self.said.append(code)


def test_a_canvas_closes_ten_seconds_after_the_hour(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    cast = make_cast()
    canvas = Canvas.objects.select_related("workshop").get(pk=cast.canvas)
    facilitating.set_afterwards(cast.noor, gets="thanks")
    lead(cast.noor, {"op": "start"})
    lead(cast.noor, {"op": "end"})
    cast.workshop.refresh_from_db()
    room = Room(cast.canvas, str(cast.workshop.pk))
    room.hour.take(workshop_for(cast.workshop, leads=False))
    leader, guest = Somebody(cast.noor.who, "facilitator"), Somebody(cast.alice.who, "participant")
    room.members = {leader, guest}  # type: ignore[arg-type]
    alice = recognise(cast.workshop.pk, cast.cookies(cast.alice), None)
    assert alice is not None
    ended = cast.workshop.hour["ended"]

    monkeypatch.setattr(clock, "now", lambda: ended + GRACE - 1)
    room.close_what_is_over()
    access._check_place(alice, canvas)
    assert guest.said == []
    monkeypatch.setattr(clock, "now", lambda: ended + GRACE)
    room.close_what_is_over()
    assert guest.said == ["over", 4001]
    assert leader.said == []
    assert len(room.members) == 1
    with pytest.raises(access.NoEntry, match="over"):
        access._check_place(alice, canvas)
