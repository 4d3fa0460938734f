"""A server with many workshops on it, as full and as old as asked, for the slow instruments."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.commands import MANAGE, environment, prepare
from bench.databases import Databases
from bench.people import Place
from bench.processes import Server, free_port

PREPARE = """
import json, uuid
from workshops.actions.editing import submit
from workshops.actions.facilitating import open_workshop
from workshops.actions.joining import join_as_guest
from workshops.domain import canvas as bounds, rules_notes, rules_places
from workshops.domain import rules_people as rules
from workshops.models import Canvas, User
from workshops.queries import guest_cookie

# Beyond what the product lets people do: the instrument asks what it would cost.
rules.PEOPLE_LIMIT = rules_notes.CANVAS_LIMIT = rules_places.BLOCK_LIMIT = 1_000_000
leader = User.objects.create_user("bench@example.org", name="Noor")
places = []
for n in range({workshops}):
    workshop = open_workshop(leader, title=f"Dorp {{n}}", kind="public", language="nl", team_names=["Oost"])
    team = workshop.teams.get()
    canvas = str(team.canvas.pk)
    blocks = [block["key"] for block in workshop.kind_data["blocks"]]
    for seat in range({people}):
        guest, token = join_as_guest(workshop, name=f"Gast {{seat}}", team=team)
        note = str(uuid.uuid4())
        drafts = [dict(note=note, text="Van mij")]
        block = blocks[seat % len(blocks)]
        submit(canvas, guest.who, [dict(id=str(uuid.uuid4()), op="add", notes=drafts, block=block)])
        cookie = f"{{guest_cookie(workshop.pk)}}={{token}}"
        places.append(dict(canvas=canvas, note=note, block=block, cookie=cookie, who=guest.who))
    for start in range({people}, {notes}, 50):
        drafts = [dict(note=str(uuid.uuid4()), text=f"Briefje {{start + k}} van zeg dertig tekens") for k in range(50)]
        block = blocks[start // 50 % len(blocks)]
        submit(canvas, guest.who, [dict(id=str(uuid.uuid4()), op="add", notes=drafts, block=block)])
    head = Canvas.objects.get(pk=canvas).head
    colours = ["sky", "mint"]
    for start in range(head, {operations}, 500):
        submit(canvas, guest.who, [
            dict(id=str(uuid.uuid4()), op="colour", notes=[note], colour=colours[number % 2])
            for number in range(start, min(start + 500, {operations}))
        ])
print(json.dumps(places))
"""


@dataclass(frozen=True)
class Town:
    """How much stands on the server: workshops, people in each, notes and operations on each canvas."""

    workshops: int = 1
    people: int = 10
    notes: int = 500
    operations: int = 1_000


@contextmanager
def serving(databases: Databases, folder: Path, town: Town) -> Iterator[tuple[Server, list[Place]]]:
    """A running server and a place for everybody, workshop by workshop."""
    folder.mkdir(parents=True, exist_ok=True)
    url, port = databases.create(), free_port()
    variables = environment(url, folder, port)
    sizes = {"workshops": town.workshops, "people": town.people, "notes": town.notes, "operations": town.operations}
    made = json.loads(prepare(variables, PREPARE.format(**sizes)))
    server = Server([*MANAGE, "serve", "--port", str(port)], port, folder, variables)
    server.start()
    try:
        yield server, [Place(port=port, **place) for place in made]
    finally:
        server.stop()
        databases.drop(url)
