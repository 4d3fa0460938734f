"""Rehearsals: a copy, simulated people who do what the step asks, bounds, and the workshop itself left alone."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from tests.factories import Cast, make_cast
from tests.web.conftest import browser_of
from workshops import broadcast, clock
from workshops.actions import facilitating, rehearsing
from workshops.actions.handing import share
from workshops.actions.leading import lead
from workshops.domain.operations import Refusal
from workshops.models import Operation, Participant, Rehearsal, Vote, Workshop, WorkshopOperation
from workshops.rehearsal import play
from workshops.rehearsal.lines import lines_of

pytestmark = pytest.mark.one_backend  # the actions under it are tried on both

SUFFIX = " (rehearsal)"


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The rehearsals that would begin in the background."""
    begun: list[Any] = []
    monkeypatch.setattr(rehearsing, "in_background", begun.append)
    return begun


class Time:
    """A clock that goes on only while players pause; `at` is what happens when so many seconds have passed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.start = self.now = clock.now()
        self.at: list[tuple[int, Callable[[], Any]]] = []
        monkeypatch.setattr(clock, "now", lambda: self.now)

    def pause(self, seconds: float) -> None:
        self.now += int(seconds * 1000)
        while self.at and self.now - self.start >= self.at[0][0] * 1000:
            self.at.pop(0)[1]()


def begin(cast: Cast, people: int = 6, minutes: int = 3) -> Workshop:
    return rehearsing.begin(cast.noor, people=people, minutes=minutes, suffix=SUFFIX)


def leader_of(copy: Workshop) -> Participant:
    return copy.participants.select_related("workshop").get(role="facilitator")


def test_players_follow_the_hour_and_leave(cast: Cast, begun: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    head = Workshop.objects.get(pk=cast.workshop.pk).head
    copy = begin(cast, people=4, minutes=2)
    assert begun == [copy.pk]
    assert copy.title == cast.workshop.title + SUFFIX
    time = Time(monkeypatch)
    told: list[dict[str, Any]] = []
    broadcast.listen_presence(told.append)
    vote = copy.steps.get(purpose="vote", gone=False)
    noor = leader_of(copy)

    def go(to: str) -> None:
        step = Workshop.objects.get(pk=copy.pk).hour["step"]
        lead(noor, {"op": "go", "from": step, "to": to})

    time.at = [(8, lambda: lead(noor, {"op": "start"})), (40, lambda: go("next")), (75, lambda: go(str(vote.pk)))]
    try:
        play.play(copy.pk, time.pause)
    finally:
        broadcast.unlisten_presence(told.append)

    done = Counter(Operation.objects.filter(canvas__workshop=copy).values_list("op", flat=True))
    assert all(done[op] for op in ("add", "text", "vote")), done
    assert done["move"] or done["stack"], done
    lines = {line for texts in lines_of(copy.parsed_kind(), copy.language).values() for line in texts}
    whole = [note.text in lines for canvas in copy.canvases.all() for note in canvas.notes.filter(text__gt="")]
    assert whole.count(False) <= 4  # one that each player may still be typing
    signals = Counter(WorkshopOperation.objects.filter(workshop=copy).values_list("op", flat=True))
    assert signals["hand"], signals
    assert signals["ready"], signals
    assert Vote.objects.filter(canvas__workshop=copy).exists()
    assert any(person["typing"] for message in told for person in message["people"])
    assert all(message["people"] == [] for message in told[-2:])  # both teams' players have left
    row = Rehearsal.objects.get(pk=copy.pk)
    assert row.stopped
    assert time.now - row.until < 1000
    assert Workshop.objects.get(pk=cast.workshop.pk).head == head
    assert not Operation.objects.filter(canvas__workshop=cast.workshop).exists()


def test_a_private_step_is_written_in_private(cast: Cast, begun: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    copy = begin(cast, people=2, minutes=1)
    noor, first = leader_of(copy), copy.steps.order_by("key")[0]
    lead(noor, {"op": "step", "step": str(first.pk), "private": True})
    lead(noor, {"op": "start"})
    play.play(copy.pk, Time(monkeypatch).pause)
    notes = [note for canvas in copy.canvases.all() for note in canvas.notes.all()]
    assert notes
    assert all(note.to == note.by for note in notes)


def test_it_stops_when_asked_and_goes_when_asked(cast: Cast, begun: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    copy = begin(cast)
    time = Time(monkeypatch)
    time.at = [(5, lambda: rehearsing.stop(cast.noor))]
    play.play(copy.pk, time.pause)
    assert time.now - time.start < 7_000
    assert rehearsing.remove(cast.noor) == 1
    assert not Workshop.objects.filter(pk=copy.pk).exists()
    again = begin(cast)
    time.start, time.at = time.now, [(5, lambda: rehearsing.remove(cast.noor))]
    play.play(again.pk, time.pause)  # deleted while they play
    assert Workshop.objects.get() == cast.workshop


@pytest.mark.parametrize(("people", "minutes"), [(0, 5), (13, 5), (5, 0), (5, 11), (-1, 5)])
def test_it_is_bounded(people: int, minutes: int, cast: Cast, begun: list[Any]) -> None:
    with pytest.raises(Refusal, match="rehearsal-bounds"):
        begin(cast, people, minutes)
    assert begun == []
    assert Workshop.objects.count() == 1


def test_one_an_account_and_two_a_server(cast: Cast, begun: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    first = begin(cast)
    with pytest.raises(Refusal, match="rehearses-already"):
        begin(cast)
    begin(make_cast())
    third = make_cast()
    with pytest.raises(Refusal, match="rehearsals-full"):
        begin(third)
    # a server that ended in the middle leaves a row of which nothing is heard any more
    Time(monkeypatch).now += rehearsing.SILENT + 1
    begin(third)
    again = begin(cast)
    assert not Workshop.objects.filter(pk=first.pk).exists()
    assert list(cast.workshop.rehearsals.all()) == [again]


def test_not_of_a_copy_nor_of_what_is_archived(cast: Cast, begun: list[Any]) -> None:
    copy = begin(cast)
    with pytest.raises(Refusal, match="not-allowed"):
        rehearsing.begin(leader_of(copy), people=2, minutes=2, suffix=SUFFIX)
    cast.noor.workshop.archived = True
    with pytest.raises(Refusal, match="archived"):
        begin(cast)


def test_the_page_begins_stops_and_deletes(cast: Cast, begun: list[Any]) -> None:
    noor, page = browser_of("facilitator", cast), reverse("rehearsal", args=[cast.workshop.pk])
    for wrong in ({"people": "13", "minutes": "5"}, {"people": "abc", "minutes": "-1"}):
        assert noor.post(page, wrong).context["form"].errors
    assert noor.post(page, {"people": "3", "minutes": "2"}).status_code == 302
    copy = cast.workshop.rehearsals.get()
    shown = noor.get(page)
    assert shown.context["goes_on"]
    assert reverse("cockpit", args=[copy.pk]) in shown.content.decode()
    assert noor.get(reverse("rehearsal", args=[copy.pk])).headers["Location"] == page
    assert page in noor.get(reverse("workshop", args=[copy.pk])).content.decode()
    assert copy.title in noor.get(reverse("workshops")).content.decode()
    assert noor.post(page, {"people": "3", "minutes": "2"}).context["form"].errors
    assert noor.post(reverse("rehearsal-stop", args=[cast.workshop.pk])).status_code == 302
    assert not noor.get(page).context["goes_on"]
    assert noor.post(reverse("rehearsal-delete", args=[cast.workshop.pk])).status_code == 302
    assert not Workshop.objects.filter(pk=copy.pk).exists()
    assert noor.get(page).context["found"] is None


def test_each_facilitator_has_their_own(cast: Cast, begun: list[Any]) -> None:
    copy = begin(cast)
    mira = make_cast().workshop.owner
    share(cast.noor, mira.email)
    theirs = cast.workshop.participants.select_related("workshop").get(user=mira)
    assert rehearsing.rehearsal_of(theirs) is None
    rehearsing.stop(theirs)
    assert rehearsing.remove(theirs) == 0
    assert not Rehearsal.objects.get(pk=copy.pk).stopped


def test_it_goes_with_the_workshop(cast: Cast, begun: list[Any]) -> None:
    begin(cast)
    facilitating.delete_workshop(cast.noor)
    assert not Workshop.objects.exists()
