"""`manage.py simulate`: people made of code take part in a workshop, over real sockets, beside the running server."""

import asyncio
import json
import statistics
import time
from argparse import ArgumentParser
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from workshops.actions.joining import find_by_code, join_as_guest
from workshops.client import Client
from workshops.domain.operations import Refusal
from workshops.models import Workshop
from workshops.queries import guest_cookie
from workshops.rehearsal.lines import NAMES, lines_of
from workshops.rehearsal.person import Person
from workshops.wording import sentence

PROGRESS_SECONDS = 5.0
SETTLE_SECONDS = 10.0


class Command(BaseCommand):
    """Joins as guests, edits for a while, and says what came of it."""

    help = "Let simulated participants work on a workshop for a while."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which workshop, how many people, how long, how busy."""
        parser.add_argument("code", help="the workshop's join code")
        parser.add_argument("--participants", type=int, default=8)
        parser.add_argument("--seconds", type=float, default=60.0)
        parser.add_argument("--pace", type=float, default=1.0, help="1 is a person's pace; 10 is ten times as busy")
        parser.add_argument("--server", default=settings.SITE_ADDRESS, help="address of the running server")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--json", action="store_true", help="print the summary as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Runs it, or says in one sentence why not."""
        try:
            workshop = find_by_code(options["code"])
            people = self._join(workshop, options)
        except Refusal as refusal:
            raise CommandError(sentence(refusal.code, refusal.details)) from refusal
        summary = asyncio.run(self._run(people, options))
        if options["json"]:
            self.stdout.write(json.dumps(summary))
        else:
            for name, value in summary.items():
                self.stdout.write(f"{name:>22}  {value}")
        if not summary["all equal"]:
            raise CommandError("The canvases of the participants differ.")

    def _join(self, workshop: Workshop, options: dict[str, Any]) -> list[Person]:
        kind = workshop.parsed_kind()
        lines = [text for texts in lines_of(kind, workshop.language).values() for text in texts]
        teams = list(workshop.teams.select_related("canvas"))
        server = urlsplit(options["server"])
        scheme = "wss" if server.scheme == "https" else "ws"
        people = []
        for number in range(options["participants"]):
            team = teams[number % len(teams)]
            name = NAMES[number % len(NAMES)]
            _, token = join_as_guest(workshop, name=name, team=team)
            headers = {"Cookie": f"{guest_cookie(workshop.pk)}={token}", "Origin": f"{server.scheme}://{server.netloc}"}
            url = f"{scheme}://{server.netloc}/live/{team.canvas.pk}/"
            seed = options["seed"] * 1_000 + number
            client = Client(url, headers, kind, seed=seed)
            people.append(Person(client, lines, pace=options["pace"], seed=seed))
        return people

    async def _run(self, people: list[Person], options: dict[str, Any]) -> dict[str, Any]:
        start = time.monotonic()
        connections = [asyncio.create_task(person.client.run()) for person in people]
        lives = [asyncio.create_task(person.live()) for person in people]
        while (passed := time.monotonic() - start) < options["seconds"]:
            await asyncio.sleep(min(PROGRESS_SECONDS, options["seconds"] - passed))
            if not options["json"]:
                taken = sum(len(person.client.taken) for person in people)
                self.stdout.write(f"{time.monotonic() - start:6.0f} s  {taken} edits taken")
                self.stdout.flush()
        for life in lives:
            life.cancel()
        equal = await _settle(people)
        summary = _summary(people, time.monotonic() - start, all_equal=equal)
        if not all(person.client.connections for person in people):
            raise CommandError(f"Nobody could connect to {options['server']}: is the server running there?")
        for person in people:
            await person.client.stop()
        await asyncio.gather(*connections, *lives, return_exceptions=True)
        return summary


async def _settle(people: list[Person]) -> bool:
    """Wait until everything sent is answered and everybody on a canvas has seen the same; whether it all equals."""
    until = time.monotonic() + SETTLE_SECONDS
    while time.monotonic() < until:
        heads: dict[str, set[int | None]] = {}
        for person in people:
            heads.setdefault(person.client.url, set()).add(person.client.seen)
        if not any(person.client.outbox for person in people) and all(len(seen) == 1 for seen in heads.values()):
            break
        await asyncio.sleep(0.1)
    pictures: dict[str, set[str]] = {}
    for person in people:
        pictures.setdefault(person.client.url, set()).add(_shape(person.client))
    return all(len(shapes) == 1 for shapes in pictures.values())


def _shape(client: Client) -> str:
    notes = sorted(
        (note.id, note.block, note.key, note.text, note.colour, note.tags, note.under or "", note.removed)
        for note in client.canvas.notes.values()
    )
    return json.dumps([client.seen, notes])


def _summary(people: list[Person], seconds: float, *, all_equal: bool) -> dict[str, Any]:
    latencies = sorted(one for person in people for one in person.latencies)
    taken = sum(len(person.client.taken) for person in people)
    return {
        "participants": len(people),
        "seconds": round(seconds, 1),
        "edits taken": taken,
        "edits refused": sum(len(person.client.refused) for person in people),
        "edits not answered": sum(len(person.client.outbox) for person in people),
        "edits a second": round(taken / seconds, 1),
        "latency p50 ms": round(statistics.median(latencies) * 1000, 1) if latencies else None,
        "latency p95 ms": round(latencies[int(len(latencies) * 0.95)] * 1000, 1) if latencies else None,
        "reconnections": sum(max(0, person.client.connections - 1) for person in people),
        "all equal": all_equal,
    }
