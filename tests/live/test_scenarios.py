"""A scenario's board over the wire: open to its team, apart from the hour, and gone when it is deleted."""

import json

from websockets.asyncio.client import connect

from tests.live.conftest import Raw, Site

BRANCH = """
import uuid
from workshops.actions.branching import branch
from workshops.actions.editing import submit
from workshops.actions.facilitating import add_team
from workshops.actions.joining import join_as_guest
from workshops.actions.leading import lead
from workshops.models import Canvas

row = Canvas.objects.select_related("workshop", "team").get(pk="{canvas}")
boss = row.workshop.participants.get(role="facilitator")
first = row.workshop.steps.order_by("key").first()
lead(boss, dict(op="step", step=str(first.pk), private=True))
lead(boss, dict(op="start"))
submit(str(row.pk), {who}, [dict(id=str(uuid.uuid4()), op="add", block="segments", notes=[
    dict(note=str(uuid.uuid4()), text="ALLEEN-VAN-MIJ")])])
row.refresh_from_db()
made = branch(boss, row, row.head, "Wat als")
west = add_team(row.workshop, boss, "West")
token = join_as_guest(row.workshop, name="Stan", team=west)[1]
result = dict(canvas=str(made.pk), token=token)
"""
LEAD = """
from workshops.actions.leading import lead
from workshops.models import Workshop

lead(Workshop.objects.get(pk="{workshop}").participants.get(role="facilitator"), {operation})
"""
DELETE = """
from workshops.actions.branching import delete_scenario
from workshops.models import Canvas

row = Canvas.objects.select_related("workshop", "team").get(pk="{canvas}")
delete_scenario(row.workshop.participants.get(role="facilitator"), row)
"""


async def test_a_scenario_is_its_teams_apart_from_the_hour(site: Site) -> None:
    made = site.backstage.run(BRANCH.format(canvas=site.canvas, who=site.who(0)))
    url = f"{site.server.ws_url}/live/{made['canvas']}/"
    async with connect(url, additional_headers=site.headers(1)) as socket:
        raw = Raw(socket)
        welcome = await raw.hello()
        assert welcome["workshop"]["steps"] == []
        assert (welcome["workshop"]["hour"]["phase"], welcome["workshop"]["hour"]["step"]) == ("before", None)
        picture = await raw.hear("reset")
        assert "ALLEEN-VAN-MIJ" not in json.dumps(picture), "what was private is not on it"
        note = "5f0c7c2e-9d0a-4c8e-8f3e-5d3c3b1f9a11"
        add = {"id": "5f0c7c2e-9d0a-4c8e-8f3e-5d3c3b1f9a12", "op": "add", "block": "segments"}
        await raw.say({"t": "ops", "ops": [{**add, "notes": [{"note": note, "text": "voor allen"}]}]})
        [entry] = (await raw.hear("ops"))["ops"]
        assert "to" not in entry["fx"][0]["set"], "no step makes it private"
        site.backstage.run(LEAD.format(workshop=site.made["workshop"], operation={"op": "end"}))
        assert (await raw.hear("hour"))["hour"]["phase"] == "after"
        site.backstage.run(DELETE.format(canvas=made["canvas"]))
        assert await raw.closed() == 4007


async def test_it_is_not_open_to_another_team(site: Site) -> None:
    made = site.backstage.run(BRANCH.format(canvas=site.canvas, who=site.who(0)))
    headers = {"Cookie": f"{site.made['cookie']}={made['token']}", "Origin": site.server.url}
    async with connect(f"{site.server.ws_url}/live/{made['canvas']}/", additional_headers=headers) as socket:
        assert (await Raw(socket).hear("error"))["code"] == "moved"
