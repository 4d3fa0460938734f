"""`python -m bench cockpit`: twelve teams of eight write for some minutes while a facilitator looks at all of them.

Each person adds a note every twenty seconds and types in it. The cockpit is the real page in a real browser. Asked:
how much of its core the server takes, how long it takes until a new note stands on its tile, and whether the page's
main thread is ever held up.
"""

import asyncio
import json
import os
import random
import time
import uuid
from pathlib import Path
from typing import Any

from playwright.async_api import Page, async_playwright

from bench.commands import MANAGE, environment, manage, prepare
from bench.databases import databases, scratch
from bench.growth import processor_seconds
from bench.people import Person, Place
from bench.processes import LOAD_CORE, Server, can_pin, free_port
from tests.services import tools

TEAMS = 12
MEMBERS = 8
SECONDS = 120.0
SETTLE = 15.0
"""Seconds after everybody has come that do not count."""
EVERY = 20.0
"""Seconds between two notes of one person."""
KEYS = 30
"""Characters typed into each note; three go into one operation, as in a browser."""
BETWEEN = 0.3
"""Seconds between two operations of one who types."""

PREPARE = f"""
import json, uuid
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from workshops.actions.editing import submit
from workshops.actions.facilitating import open_workshop
from workshops.actions.joining import join_as_guest
from workshops.actions.leading import lead
from workshops.domain import rules_people as rules
from workshops.models import User
from workshops.queries import guest_cookie

rules.PEOPLE_LIMIT = 1_000  # the product lets 60 in; the instrument asks what more would cost
leader = User.objects.create_user("bench@example.org", name="Noor")
names = [f"Team {{n}}" for n in range(1, {TEAMS} + 1)]
workshop = open_workshop(leader, title="Dorpen", kind="public", language="nl", team_names=names)
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(leader.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = leader.get_session_auth_hash()
session.save()
places = []
for team in workshop.teams.order_by("position"):
    canvas = str(team.canvas.pk)
    blocks = [block["key"] for block in workshop.kind_data["blocks"]]
    for seat in range({MEMBERS}):
        guest, token = join_as_guest(workshop, name=f"Gast {{seat}}", team=team)
        cookie = f"{{guest_cookie(workshop.pk)}}={{token}}"
        places.append(dict(canvas=canvas, note="", block=blocks[seat % len(blocks)], cookie=cookie, who=guest.who))

lead(workshop.participants.get(role="facilitator"), dict(op="start"))
print(json.dumps(dict(
    places=places, workshop=str(workshop.pk), cookie=settings.SESSION_COOKIE_NAME, session=session.session_key
)))
"""

WATCH = """
window.__long = [];
window.__drawn = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.__long.push([performance.timeOrigin + entry.startTime, entry.duration]);
}).observe({ type: "longtask", buffered: true });
document.addEventListener("DOMContentLoaded", () => {
  new MutationObserver(() => {
    const total = document.querySelectorAll("[data-tiles] .dots i").length;
    const last = window.__drawn.at(-1);
    if (!last || last[1] !== total) window.__drawn.push([Date.now(), total]);
  }).observe(document.querySelector("[data-tiles]"), { childList: true, subtree: true });
});
"""


class Writer(Person):
    """Adds notes and types in them; knows when it added each."""

    def __init__(self, place: Place, added: list[float]) -> None:
        super().__init__(place)
        self.added = added

    async def live(self, until: float) -> None:
        """Write until the time is over; the first note comes at any moment."""
        await asyncio.sleep(random.uniform(0, EVERY))
        while time.monotonic() < until:
            began = time.monotonic()
            await self._note()
            await asyncio.sleep(max(0.0, EVERY - (time.monotonic() - began)))

    async def _note(self) -> None:
        note, place = str(uuid.uuid4()), self.place
        await self._say({"t": "here", "block": place.block, "note": note, "typing": True})
        self.added.append(time.time() * 1_000)
        await self._operate({"op": "add", "notes": [{"note": note, "text": ""}], "block": place.block})
        for _ in range(KEYS // 3):
            await asyncio.sleep(BETWEEN)
            await self._operate({"op": "text", "note": note, "base": self.seen, "delta": ["abc"]})
        await self._say({"t": "here", "block": place.block, "note": note, "typing": False})

    async def _operate(self, operation: dict[str, Any]) -> None:
        operation = {"id": str(uuid.uuid4()), **operation}
        self._waiting.add(operation["id"])
        await self._say({"t": "ops", "ops": [operation]})


def delays(added: list[float], drawn: list[tuple[float, int]]) -> list[float]:
    """Milliseconds from each note's being sent until as many notes as were sent by then stood on the tiles.

    Counted over all tiles together, so a note that waits for another team's counts as late as that one.
    """
    found = []
    for count, sent in enumerate(sorted(added), 1):
        there = next((at for at, total in drawn if total >= count), None)
        found.append(there - sent if there is not None else float("inf"))
    return found


async def _measure(server: Server, made: dict[str, Any], seconds: float) -> dict[str, Any]:
    added: list[float] = []
    people = [Writer(Place(port=server.port, **place), added) for place in made["places"]]
    async with async_playwright() as playwright:
        page = await _open(playwright, server, made)
        for person in people:
            await person.come()
        working = [asyncio.create_task(person.live(time.monotonic() + SETTLE + seconds)) for person in people]
        await asyncio.sleep(SETTLE)
        began, cost = time.time() * 1_000, processor_seconds(server)
        await asyncio.sleep(seconds)
        cost = processor_seconds(server) - cost
        await asyncio.gather(*working)
        await asyncio.sleep(3)
        drawn = [(at, total) for at, total in await page.evaluate("window.__drawn")]
        long = [length for at, length in await page.evaluate("window.__long") if at >= began]
        for person in people:
            await person.leave()
    late = sorted(delays(added, drawn))
    return {
        "people": len(people),
        "notes": len(added),
        "operations": sum(person.taken for person in people),
        "refused": sum(person.refused for person in people),
        "problems": [problem for person in people for problem in person.problems][:5],
        "server, share of a core": round(cost / seconds, 3),
        "note on its tile, ms": {name: round(late[int(len(late) * part)]) for name, part in PARTS},
        "tasks over 50 ms": len(long),
        "longest task, ms": round(max(long, default=0)),
        "tracebacks": server.log.count("Traceback"),
    }


PARTS = (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))


async def _open(playwright: Any, server: Server, made: dict[str, Any]) -> Page:
    found = tools()["chromium"]
    flags = [*found["flags"], "--disable-background-networking", "--no-sandbox"]
    browser = await playwright.chromium.launch(executable_path=found["path"], args=flags)
    context = await browser.new_context(viewport={"width": 1440, "height": 900}, locale="nl-NL")
    address = f"http://localhost:{server.port}"
    await context.add_cookies([{"name": made["cookie"], "value": made["session"], "url": address}])
    await context.add_init_script(WATCH)
    page: Page = await context.new_page()
    await page.goto(f"{address}/w/{made['workshop']}/cockpit/")
    await page.wait_for_selector(".live[data-state=ready]")
    return page


def main(kind: str, seconds: float = SECONDS) -> None:
    """Let them write and print what came of it."""
    if can_pin():
        os.sched_setaffinity(0, {LOAD_CORE})
    with scratch() as scratched, databases(kind, Path(scratched)) as made:
        folder = Path(scratched) / "cockpit"
        folder.mkdir()
        url, port = made.create(), free_port()
        variables = environment(url, folder, port) | {"STATIC_ROOT": str(folder / "static"), "HASHED_STATIC": "true"}
        manage(variables, "collectstatic", "--no-input", "--verbosity", "0")
        town = json.loads(prepare(variables, PREPARE))
        server = Server([*MANAGE, "serve", "--port", str(port)], port, folder, variables)
        server.start()
        try:
            report = asyncio.run(_measure(server, town, seconds))
        finally:
            server.stop()
    print(json.dumps({"database": kind, **report}, indent=1))
