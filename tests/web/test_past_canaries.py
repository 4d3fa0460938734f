"""What is told to nobody is in no view of the past: who wrote nameless notes, what stood in private, how people vote.

The same hour is lived twice, with the roles of two people changed about; whoever else looks back has to see the very
same, wherever and whenever they look. Seen failing: with `anon` ignored in `account._line`, with `_Frame.take` telling
`entry.by`, with `picture._ballot` counting open dots, with `take_back` reaching nameless and private entries.
"""

import random
import re
import uuid
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.factories import Cast, add, new_id
from tests.web.conftest import browser_of
from workshops import clock
from workshops.actions.branching import branch
from workshops.actions.editing import submit
from workshops.actions.leading import lead
from workshops.actions.open_canvases import drop_all
from workshops.exports.content import Wishes
from workshops.exports.formats import FORMATS
from workshops.exports.gathering import canvas_content
from workshops.models import Canvas, Participant

pytestmark = pytest.mark.one_backend  # the rules are the domain's; what is read of the log is in tests/history/

PAGES = ("history", "compare", "history-grown", "assumptions", "review")
_told: list[str] = []
"""What was said of each taking back."""
Story = Callable[[Cast, Participant, Participant], None]
"""What happens, with two people in changing roles."""


@pytest.fixture(autouse=True)
def same_every_time(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Ids and times are the same in each life of an hour; the call begins one."""
    pick = random.Random()
    now = [0]

    def begin() -> None:
        pick.seed(7)
        now[0] = 1_800_000_000_000
        _told.clear()
        drop_all()
        cache.clear()

    def tick() -> int:
        return now[0]

    monkeypatch.setattr(uuid, "uuid4", lambda: uuid.UUID(int=pick.getrandbits(128), version=4))
    monkeypatch.setattr(clock, "now", tick)
    yield begin
    drop_all()


def own(cast: Cast, page: str, *more: object, canvas: str = "") -> str:
    return reverse(page, args=[cast.workshop.pk, canvas or cast.canvas, *more])


def views(cast: Cast, client: Client, *, whole: bool) -> dict[str, str]:
    """All that a browser gets to see of the past; without `whole` what there is for people who do not lead."""
    head = Canvas.objects.get(pk=cast.canvas).head
    canvases = [str(one) for one in Canvas.objects.order_by("own", "pk").values_list("pk", flat=True)]
    asked = [own(cast, page, canvas=one) for page in PAGES for one in canvases] if whole else []
    asked += [own(cast, "history-at", number) for number in range(head + 1)]
    for number in {head // 3, head - 2} if whole else {head - 2}:
        asked += [f"{own(cast, 'history')}?n={number}", f"{own(cast, 'compare')}?a={number}&b=now&view=side"]
    asked += [f"{own(cast, 'compare')}?a=0&b={one}" for one in canvases]
    asked += [own(cast, "history-lapse", head, start) for start in (0, head // 2)]
    notes = re.findall(r"\?note=([0-9a-f-]{36})", client.get(own(cast, "history")).content.decode())
    asked += [f"{own(cast, 'history-account')}?note={one}" for one in sorted(set(notes))[:1]]
    part = {"HX-Request": "true"}  # of the account it is all there is
    return {one: plain(client.get(one, headers=part if "/account/" in one else {}).content.decode()) for one in asked}


def plain(seen: str) -> str:
    """What is drawn anew for every answer is taken out."""
    return re.sub(r'(csrfmiddlewaretoken" value=|nonce=|csrf[^"]*":? ?)"[^"]*"', "", unescape(seen))


def exported(cast: Cast) -> dict[str, str]:
    """What stands in the chapters of the report and in files."""
    row = Canvas.objects.select_related("workshop", "team").get(pk=cast.canvas)
    content = canvas_content(row, Wishes())
    texts = {name: one.write(content) for name, one in FORMATS.items() if name in ("json", "md")}
    return {"content": repr(content), **{name: text.decode() for name, text in texts.items()}}


def lived(
    cast: Cast, begin: Callable[[], None], story: Story, roles: tuple[Participant, Participant]
) -> dict[str, str]:
    """The views of Noor (who leads) and Olga (who looks on) after a story, by address."""
    begin()
    seen: dict[str, str] = {}
    with transaction.atomic():
        story(cast, *roles)
        for name, client in (("noor", browser_of("facilitator", cast)), ("olga", browser_of("observer", cast))):
            seen |= {f"{name} {one}": text for one, text in views(cast, client, whole=name == "noor").items()}
        seen |= exported(cast) | {f"taking back {index}": told for index, told in enumerate(_told)}
        made = str(Canvas.objects.filter(own=None).values_list("pk", flat=True).first())
        transaction.set_rollback(True)
    drop_all()
    return {name.replace(made, "made"): text.replace(made, "made") for name, text in seen.items()}


def assert_same(cast: Cast, begin: Callable[[], None], story: Story) -> dict[str, str]:
    one = lived(cast, begin, story, (cast.alice, cast.bob))
    other = lived(cast, begin, story, (cast.bob, cast.alice))
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []
    return one


def start(cast: Cast, **fields: Any) -> tuple[str, str]:
    """The hour begins with such a step; it and the one after it."""
    first, second = (str(one.pk) for one in cast.workshop.steps.order_by("key")[:2])
    lead(cast.noor, {"op": "step", "step": first, **fields})
    lead(cast.noor, {"op": "step", "step": second, "may": ["write", "arrange", "talk"]})
    lead(cast.noor, {"op": "start"})
    return first, second


def do(cast: Cast, who: Participant, *operations: dict[str, Any]) -> None:
    verdicts = submit(cast.canvas, who.who, [{"id": new_id(), **one} for one in operations])
    assert all(one.refusal is None for one in verdicts), verdicts


def writes(cast: Cast, who: Participant) -> str:
    """Somebody writes a note with all that can stand on it; its id."""
    note = new_id()
    do(
        cast,
        who,
        add("De bus", note=note),
        {"op": "comment", "note": note, "comment": new_id(), "text": "Hoe vaak?"},
        {"op": "assume", "assumption": note, "note": note, "statement": "Twintig rijders"},
        {"op": "experiment", "experiment": note, "assumption": note, "method": "Vragen"},
        {"op": "measure", "note": note, "name": "Ritten"},
        {"op": "text", "note": note, "base": 1, "delta": [6, " rijdt"]},
    )
    return note


def go_on(cast: Cast, steps: tuple[str, str]) -> None:
    lead(cast.noor, {"op": "go", "from": steps[0], "to": steps[1]})


def takes_back(cast: Cast) -> None:
    """Who leads takes back the last minutes of each of the two: what that says is among the views."""
    noor = browser_of("facilitator", cast)
    for who in (cast.alice, cast.bob):
        answer = noor.post(own(cast, "history-take"), {"who": who.who, "minutes": "60"}, follow=True)
        _told.append(plain(answer.content.decode()))


def test_who_wrote_without_a_name(cast: Cast, same_every_time: Callable[[], None]) -> None:
    def story(cast: Cast, author: Participant, other: Participant) -> None:
        steps = start(cast, names=False, private=False, may=["write", "arrange", "talk"])
        note = writes(cast, author)
        do(cast, author, {"op": "undo"}, {"op": "redo"}, {"op": "move", "notes": [note], "block": "channels"})
        takes_back(cast)
        go_on(cast, steps)
        do(cast, author, {"op": "colour", "notes": [note], "colour": "sky"}, {"op": "undo"})
        do(cast, cast.noor, {"op": "bring-back", "n": 2})
        row = Canvas.objects.select_related("workshop", "team").get(pk=cast.canvas)
        branch(cast.noor, row, row.head, "Wat als")
        lead(cast.noor, {"op": "end"})
        lead(cast.noor, {"op": "afterwards", "gets": "look", "until": None, "thanks": ""})
        takes_back(cast)

    seen = assert_same(cast, same_every_time, story)
    assert any("De bus" in text for text in seen.values()), "the note itself is seen"


def test_what_was_written_in_private(cast: Cast, same_every_time: Callable[[], None]) -> None:
    def story(cast: Cast, author: Participant, other: Participant) -> None:
        steps = start(cast, names=True, private=True, may=["write", "arrange", "talk"])
        writes(cast, author)
        takes_back(cast)
        go_on(cast, steps)
        do(cast, cast.noor, {"op": "version", "version": new_id(), "name": "Zo"})
        takes_back(cast)

    seen = assert_same(cast, same_every_time, story)
    assert not any("De bus" in text for text in seen.values())


def test_how_people_vote_while_the_vote_is_open(cast: Cast, same_every_time: Callable[[], None]) -> None:
    def story(cast: Cast, one: Participant, other: Participant) -> None:
        notes = sorted([new_id(), new_id()])
        do(cast, cast.noor, add("De bus", note=notes[0]), add("De taxi", note=notes[1]))
        start(cast, dots=3, may=["vote"])
        step = str(cast.workshop.steps.order_by("key")[0].pk)
        favourite = notes[one.who > other.who]  # both votes go to another note in the other life
        for who in (cast.alice, cast.bob):
            do(cast, who, {"op": "vote", "note": favourite, "dots": 2, "step": step})
        do(cast, cast.noor, {"op": "version", "version": new_id(), "name": "Halverwege"})
        row = Canvas.objects.select_related("workshop", "team").get(pk=cast.canvas)
        branch(cast.noor, row, row.head, "Wat als")
        takes_back(cast)

    assert_same(cast, same_every_time, story)
