"""Bringing back by the form while others are at it: two at the same instant, and thirty people who go on typing."""

import asyncio
import http.client
import re
import threading
import urllib.parse
from html import unescape
from typing import Any

from tests.factories import add, new_id
from tests.live.conftest import Site, running
from tests.serving import ServerProcess
from tests.signing_in import SIGN_IN
from workshops.client import Client
from workshops.domain.picture import picture

PEOPLE = 30
TURNS_MOST = 60
"""Edits of one person: no note may get too long."""
TOKEN = "t" * 32
SECOND = """
import uuid
from workshops.actions.handing import share
from workshops.models import User, Workshop

piet = User.objects.create_user(str(uuid.uuid4()) + "@example.org", name="piet")
share(Workshop.objects.get(pk="{workshop}").participants.get(role="facilitator"), piet.email)
"""
WROTE = """
import uuid
from workshops.actions.editing import submit

for text in ("een", "twee", "drie", "vier"):
    submit("{canvas}", {who}, [dict(id=str(uuid.uuid4()), op="add", block="segments", notes=[
        dict(note=str(uuid.uuid4()), text=text)])])
"""
STANDS = """
from workshops.domain.picture import picture
from workshops.history.past import canvas_at
from workshops.models import Canvas, Operation

row = Canvas.objects.select_related("workshop").get(pk="{canvas}")
kind = row.workshop.parsed_kind()

def texts(number):
    notes = canvas_at(str(row.pk), kind, number).notes.values()
    return sorted(note.text for note in notes if not note.removed)

result = dict(head=row.head, now=texts(row.head), first=texts(1), third=texts(3),
    rows=sorted(row.notes.filter(removed=False).values_list("text", flat=True)),
    ops=list(Operation.objects.filter(canvas=row).order_by("n").values_list("op", flat=True)))
"""
UNDO = """
import uuid
from workshops.actions.editing import submit
from workshops.models import Workshop

workshop = Workshop.objects.get(pk="{workshop}")
boss = workshop.participants.get(user=workshop.owner)
[verdict] = submit("{canvas}", boss.who, [dict(id=str(uuid.uuid4()), op="undo")])
result = verdict.n
"""


class Browser:
    """Somebody who is signed in, before a form."""

    def __init__(self, site: Site, cookie: dict[str, str]) -> None:
        self.site = site
        self.cookies = {cookie["name"]: cookie["value"], "csrftoken": TOKEN}

    def bring_back(self, **form: Any) -> str:
        """Press "bring back"; what the page says then."""
        own = f"/w/{self.site.made['workshop']}/c/{self.site.canvas}/history/"
        path = self._ask("POST", f"{own}back/", urllib.parse.urlencode({**form, "csrfmiddlewaretoken": TOKEN}))[0]
        page = self._ask("GET", path)[1]
        return unescape(re.sub(r"\s+", " ", page[page.index('class="messages') :][:600]))

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[str, str]:
        line = http.client.HTTPConnection("localhost", self.site.server.port, timeout=30)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers |= {"Origin": self.site.server.url, "Content-Type": "application/x-www-form-urlencoded"}
        line.request(method, path, body, headers)
        answer = line.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _sign, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        page = answer.read().decode()
        line.close()
        assert answer.status in (200, 302), answer.status
        return answer.getheader("Location") or "", page


def leaders(site: Site) -> tuple[Browser, Browser]:
    """Two facilitators."""
    sign_in = SIGN_IN.format(workshop=site.made["workshop"])
    one = site.backstage.run(sign_in)
    other = site.backstage.run(
        SECOND.format(workshop=site.made["workshop"]) + sign_in.replace("workshop.owner", "piet")
    )
    return Browser(site, one), Browser(site, other)


async def at_once(*presses: tuple[Browser, dict[str, Any]]) -> list[str]:
    """All press at the same instant; what each is told."""
    ready = threading.Barrier(len(presses))

    def press(browser: Browser, form: dict[str, Any]) -> str:
        ready.wait(10)
        return browser.bring_back(**form)

    return await asyncio.gather(*(asyncio.to_thread(press, browser, form) for browser, form in presses))


async def test_two_who_bring_back_at_the_same_instant_are_both_told_what_came_of_it(site: Site) -> None:
    site.backstage.run(WROTE.format(canvas=site.canvas, who=site.who(0)))
    noor, piet = leaders(site)
    said = await at_once((noor, {"n": 1, "what": "all"}), (piet, {"n": 3, "what": "all"}))
    stands = site.backstage.run(STANDS.format(canvas=site.canvas))
    assert stands["ops"] == ["add"] * 4 + ["bring-back"] * 2
    assert stands["now"] in (stands["first"], stands["third"]), "the one or the other, never something in between"
    assert stands["rows"] == stands["now"]
    assert all("Gedaan:" in one for one in said), said
    same = await at_once((noor, {"n": 4, "what": "all"}), (piet, {"n": 4, "what": "all"}))
    assert sorted(("Gedaan:" in one, "zo is het canvas nu al" in one) for one in same) == [(False, True), (True, False)]


async def test_thirty_people_go_on_typing_while_it_is_brought_back(shared_server: ServerProcess) -> None:
    site = Site(shared_server, shared_server.backstage, PEOPLE)
    noor, _piet = leaders(site)
    clients = [site.client(index, index) for index in range(PEOPLE)]
    notes = [new_id() for _ in clients]
    async with running(*clients):
        await asyncio.gather(*(one.edit(add("begin", note=note)) for one, note in zip(clients, notes, strict=True)))
        await everybody_has(clients, PEOPLE)

        answered = asyncio.Event()
        typed: list[str] = []

        async def types(index: int) -> None:
            """Types in one's own note and a neighbour's, until the form has answered and once more after that."""
            turn, more = 0, True
            while more and turn < TURNS_MOST:
                more = not answered.is_set()
                one, note = clients[index], notes[(index + turn % 2) % PEOPLE]
                held = one.canvas.notes[note]
                typed.append(f"{index}.{turn}")
                delta = [len(held.text), f" {typed[-1]}"]
                await one.edit({"op": "text", "note": note, "base": held.v, "delta": delta})
                await asyncio.sleep(0.05)
                turn += 1

        typing = [asyncio.create_task(types(index)) for index in range(PEOPLE)]
        await clients[0].until(lambda one: (one.seen or 0) > 2 * PEOPLE)
        said = await asyncio.to_thread(noor.bring_back, n=PEOPLE, what="all")
        answered.set()
        await asyncio.gather(*typing)
        await asyncio.gather(*(one.until(lambda one: not one.outbox) for one in clients))
        assert "Gedaan:" in said
        number = await asyncio.to_thread(
            site.backstage.run, UNDO.format(workshop=site.made["workshop"], canvas=site.canvas)
        )
        await everybody_has(clients, number)
        pictures = [picture(one.canvas) for one in clients]
    assert pictures == [pictures[0]] * PEOPLE
    assert [one.refused for one in clients] == [{}] * PEOPLE
    stands = await asyncio.to_thread(site.backstage.run, STANDS.format(canvas=site.canvas))
    assert stands["now"] == stands["rows"] == sorted(note["text"] for note in pictures[0]["notes"])
    left = sorted(token for text in stands["now"] for token in text.split() if token != "begin")
    assert left == sorted(typed), "no word is lost"
    ops = stands["ops"]
    assert "text" in ops[: ops.index("bring-back")]
    assert "text" in ops[ops.index("bring-back") :]


async def everybody_has(clients: list[Client], number: int) -> None:
    await asyncio.gather(*(one.until(lambda one: (one.seen or 0) >= number) for one in clients))
