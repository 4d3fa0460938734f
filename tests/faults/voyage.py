"""A voyage: a workshop on one server or two, a proxy before each, and a crew that edits through them."""

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec

from tests.faults import verdict
from tests.faults.accounts import Account
from tests.faults.crew import Crew, Place
from tests.faults.proxy import CALM, FaultProxy, Weather
from tests.serving import ServerProcess
from workshops import kinds

KIND = kinds.kind("public")
KIND_FILE = Path(kinds.__file__).parent / "public.json"
ON_POSTGRES = os.environ["DATABASE_URL"].startswith("postgres")
TESTIMONIES = 10
"""So often all are asked, when somebody went on meanwhile."""
QUIET_SECONDS = 40.0
LET_GO = "from tests.faults.evidence import let_go\nlet_go()"

MAKE = """
import uuid
from workshops.actions.facilitating import open_workshop
from workshops.actions.joining import join_as_guest
from workshops.models import User
from workshops.queries import guest_cookie

user = User.objects.create_user(str(uuid.uuid4()) + "@example.org", name="noor")
workshop = open_workshop(user, title="Reis", kind="public", language="nl", team_names=["Oost"])
team = workshop.teams.get()
people = []
for number in range({people}):
    role = "facilitator" if number in {facilitators} else "participant"
    person, token = join_as_guest(workshop, name="Guest %d" % number, team=team, role=role)
    people.append(dict(who=person.who, role=role, token=token))
result = dict(canvas=str(team.canvas.pk), code=workshop.code, cookie=guest_cookie(workshop.pk), people=people)
"""


class Voyage:
    """What a test steers: the servers, the proxies before them, and the crew."""

    def __init__(self, servers: Sequence[ServerProcess], seed: int, in_node: int = 5, in_python: int = 4) -> None:
        self.servers = servers
        self.seed = seed
        self.in_node = in_node
        self.in_python = in_python
        self.proxies = [FaultProxy(server.port, seed=seed * 10 + number) for number, server in enumerate(servers)]
        self.site: dict[str, Any] = {}
        self.roles: dict[int, str] = {}
        self.crew: Crew

    async def depart(
        self,
        *,
        direct: bool = False,
        polls: bool = True,
        facilitators: bool = True,
        speed: float = 4.0,
        plant: str = "",
    ) -> None:
        """Make the workshop and let everybody connect.

        `direct`: not through the proxies; `polls`: one has no WebSockets; `facilitators`: two may lock blocks;
        `speed` is how much faster the clocks of those in Node run; `plant` is a fault to put into their modules.
        """
        people = self.in_node + self.in_python
        leading = (0, self.in_node) if facilitators else ()  # one of each kind
        code = MAKE.format(people=people, facilitators=leading)
        self.site = await asyncio.to_thread(self.servers[0].backstage.run, f"{code}\n{LET_GO}")
        self.site["kind"] = msgspec.json.decode(KIND_FILE.read_bytes())
        self.roles = {person["who"]: person["role"] for person in self.site["people"]}
        for proxy in self.proxies:
            await proxy.start()
        ports = [
            server.port if direct else proxy.port for server, proxy in zip(self.servers, self.proxies, strict=True)
        ]
        places = [
            Place(
                address=f"127.0.0.1:{ports[number % len(ports)]}",
                origin=self.servers[number % len(ports)].url,
                transport="poll" if polls and number == 1 else "socket",
                **person,
            )
            for number, person in enumerate(self.site["people"])
        ]
        self.crew = Crew(
            self.site,
            KIND,
            places[: self.in_node],
            places[self.in_node :],
            seed=self.seed,
            speed=speed,
            plant=plant,
        )
        await self.crew.board()

    def weather(self, weather: Weather) -> None:
        """For all proxies, from now on."""
        for proxy in self.proxies:
            proxy.weather = weather

    def calm(self) -> None:
        """The weather clears."""
        for proxy in self.proxies:
            proxy.calm()

    async def ask(self, code: str) -> Any:
        """What the database says; see evidence.py for the functions."""
        return await asyncio.to_thread(
            self.servers[0].backstage.run, f"from tests.faults.evidence import *\nresult = {code}\n{LET_GO}"
        )

    async def head(self) -> int:
        """The number of the last operation in the log."""
        found: int = await self.ask(f"head('{self.site['canvas']}')")
        return found

    async def quiet(self, seconds: float = QUIET_SECONDS) -> float:
        """Wait until nothing waits and all have seen the same; how long it took. Gives up after `seconds`."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        while loop.time() - began < seconds:
            head = await self.head()
            if await self.crew.quiet(head) and await self.head() == head:
                break
            await asyncio.sleep(0.05)
        return loop.time() - began

    async def verdict(self, *, gentle: bool) -> list[str]:
        """What is wrong; see verdict.py."""
        evidence, accounts = await self._testimony()
        found = verdict.judge(evidence, KIND, accounts, self.roles, gentle=gentle)
        return found + [f"a server failed:\n{server.log}" for server in self.servers if "Traceback" in server.log]

    async def _testimony(self) -> tuple[dict[str, Any], list[Account]]:
        """What the database and everybody say of the same moment, or of the last one when it never becomes quiet."""
        for _ in range(TESTIMONIES):
            evidence = await self.ask(f"gather('{self.site['canvas']}')")
            accounts = await self.crew.accounts()
            if await self.head() == evidence["head"]:
                break
            await asyncio.sleep(1)
        return evidence, accounts

    async def arrive(self) -> None:
        """Everybody goes, and the proxies close."""
        if hasattr(self, "crew"):
            await self.crew.leave()
        for proxy in self.proxies:
            await proxy.close()


@asynccontextmanager
async def under_way(servers: Sequence[ServerProcess], seed: int, **options: Any) -> AsyncIterator[Voyage]:
    """A voyage that has departed; it is ended after the block."""
    sizes = {name: options.pop(name) for name in ("in_node", "in_python") if name in options}
    voyage = Voyage(servers, seed, **sizes)
    try:
        await voyage.depart(**options)
        yield voyage
    finally:
        await voyage.arrive()


async def through_a_storm(
    servers: Sequence[ServerProcess], seed: int, weather: Weather = CALM, *, seconds: float, **options: Any
) -> tuple[list[str], Voyage]:
    """A crew edits in bad weather for some seconds; then all becomes quiet, and the verdict is given."""
    gentle = seed % 2 == 0
    async with under_way(servers, seed, **options) as voyage:
        voyage.weather(weather)
        await voyage.crew.act(seconds, gentle=gentle)
        voyage.calm()
        await voyage.quiet()
        return await voyage.verdict(gentle=gentle), voyage
