"""Moments when much happens at once, or somebody is gone from one moment to the next."""

import asyncio
import http.client
import urllib.parse

from tests.live.conftest import Opener, Site
from tests.live.test_hour import SIGN_IN_WITH_STEPS, do, phase_is

PEOPLE = 50

COUNT = """
from workshops.models import Workshop
workshop = Workshop.objects.get(pk="{workshop}")
people = workshop.participants.filter(name__startswith="Bezoeker")
numbers = set(people.values_list("who", flat=True))
result = dict(names=sorted(people.values_list("name", flat=True)), numbers=len(numbers))
"""


class Door:
    """A browser before the join page."""

    def __init__(self, site: Site, name: str) -> None:
        self.site = site
        self.name = name
        self._line = http.client.HTTPConnection("localhost", site.server.port, timeout=60)
        self._line.request("GET", "/join/")
        answer = self._line.getresponse()
        answer.read()
        self.token = (answer.getheader("Set-Cookie") or "").split("csrftoken=")[1].split(";")[0]

    def join(self) -> tuple[int, str]:
        """Come in by the code; the status, and where it leads."""
        form = {"code": self.site.made["code"], "name": self.name, "csrfmiddlewaretoken": self.token}
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"csrftoken={self.token}",
            "Origin": self.site.server.url,
        }
        self._line.request("POST", "/join/", urllib.parse.urlencode(form), headers)
        answer = self._line.getresponse()
        answer.read()
        self._line.close()
        return answer.status, answer.getheader("Location") or ""


async def test_fifty_people_come_in_at_once(site: Site) -> None:
    doors = await asyncio.to_thread(lambda: [Door(site, f"Bezoeker {number:02}") for number in range(PEOPLE)])
    found = await asyncio.gather(*(asyncio.to_thread(door.join) for door in doors))
    assert {status for status, _ in found} == {302}
    assert all(site.made["workshop"] in address for _, address in found)
    there = await asyncio.to_thread(site.backstage.run, COUNT.format(workshop=site.made["workshop"]))
    assert there == {"names": [door.name for door in doors], "numbers": PEOPLE}


async def test_the_hour_outlives_the_facilitators_laptop(opened: Opener, site: Site) -> None:
    sign_in = SIGN_IN_WITH_STEPS.format(workshop=site.made["workshop"])
    laptop = site.backstage.run(sign_in)
    boss, guest = await opened(0, Cookie=laptop["cookie"]), await opened(0)
    for raw in (boss, guest):
        await raw.hello()
    await do(boss, "start")
    await do(boss, "extend", step=laptop["steps"][0], minutes=3)
    boss.socket.transport.abort()
    phone = site.backstage.run(sign_in)  # the same person, on another device
    assert phone["cookie"] != laptop["cookie"]
    again = await opened(0, Cookie=phone["cookie"])
    there = (await again.hello())["workshop"]["hour"]
    assert (there["phase"], there["step"], there["length"]) == ("step", laptop["steps"][0], 7 * 60_000)
    assert (await do(again, "go", **{"from": there["step"], "to": "next"}))["n"]
    while (last := await guest.hear("workshop"))["workshop"]["hour"]["step"] != laptop["steps"][1]:
        pass
    assert phase_is("step")(last)
