"""Canvasweb itself: `manage.py serve`, a canvas of 300 people with a note each, everybody a guest of one team."""

import json
import math
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.commands import MANAGE, environment, prepare
from bench.databases import Databases
from bench.processes import Server, free_port
from bench.systems.base import Running, Serving

PEOPLE = 300
MESSAGES_BUDGET = 60  # a second for one socket (P25), the tightest of its bounds

PREPARE = """
import json, uuid
from workshops.actions.editing import submit
from workshops.actions.facilitating import open_workshop
from workshops.actions.joining import join_as_guest
from workshops.domain import rules_people as rules
from workshops.models import User
from workshops.queries import guest_cookie

rules.PEOPLE_LIMIT = max(rules.PEOPLE_LIMIT, {people} + 1)
leader = User.objects.create_user("bench@example.org", name="Noor")
workshop = open_workshop(leader, title="Dorpen", kind="public", language="nl", team_names=["Oost"])
team = workshop.teams.get()
guests = [join_as_guest(workshop, name=f"Gast {{n}}", team=team) for n in range({people})]
canvas = str(team.canvas.pk)
blocks = [block["key"] for block in workshop.kind_data["blocks"]]
for n, (guest, _) in enumerate(guests):
    note = dict(note=str(uuid.uuid4()), text=f"Een briefje van gast {{n}}, om mee te beginnen")
    submit(canvas, guest.who, [dict(id=str(uuid.uuid4()), op="add", notes=[note], block=blocks[n % len(blocks)])])
print(json.dumps(dict(canvas=canvas, cookie=guest_cookie(workshop.pk), blocks=blocks,
                      people=[dict(who=guest.who, token=token) for guest, token in guests])))
"""


class Canvasweb:
    """Our own server on one of its databases."""

    def __init__(self, databases: Databases, folder: Path) -> None:
        self.name = f"canvasweb-{databases.name}"
        self._databases = databases
        self._folder = folder / self.name
        self._template = databases.create()
        made = prepare(environment(self._template, self._folder), PREPARE.format(people=PEOPLE))
        self._target: dict[str, Any] = json.loads(made)

    @contextmanager
    def serve(self, sockets: int, rate: int) -> Serving:
        """See System. The budget of a socket is raised when the load asks more of one than P25 allows."""
        url = self._databases.copy(self._template)
        port = free_port()
        factor = max(1, math.ceil(1.2 * rate / sockets / MESSAGES_BUDGET))
        variables = {**environment(url, self._folder, port), "SOCKET_BUDGET": str(factor)}
        server = Server([*MANAGE, "serve", "--port", str(port)], port, self._folder, variables)
        server.start()
        try:
            notes = {"budget": f"{factor} times P25's a socket" if factor > 1 else "P25's own"}
            watch = {"server": server.pid, **self._databases.watch}
            yield Running("canvasweb", {"port": port, "url": url, **self._target}, watch, notes)
        finally:
            server.stop()
            self._databases.drop(url)
