"""`python -m bench past`: what looking back costs, in a short log and in one of a hundred thousand operations.

Each figure is of a process of its own that has read nothing yet: any moment of the canvas as it goes to a page, a page
of who did what, a piece of the time-lapse; and what is first seen when nothing that is derived of the log is left.
"""

import json
from statistics import median

from bench.commands import environment, prepare
from bench.commands import manage as command
from bench.databases import databases, scratch
from bench.processes import ROOT

LENGTHS = (1_000, 10_000, 100_000)
MOMENTS = 100
WITHIN_MS = 300
PAGE_WITHIN_MS = 200
RESULTS = ROOT / "bench" / "results" / "past.json"

PREPARE = """
import json, random, uuid
from workshops.actions.editing import submit
from workshops.actions.facilitating import open_workshop
from workshops.actions.joining import join_as_guest
from workshops.models import Canvas, User

pick = random.Random(7)
leader = User.objects.create_user("bench@example.org", name="Noor")
workshop = open_workshop(leader, title="Dorpen", kind="public", language="nl", team_names=["Oost"])
canvas = str(workshop.canvases.get().pk)
people = [join_as_guest(workshop, name=f"Gast {{seat}}", team=workshop.teams.get())[0].who for seat in range(10)]
blocks = [block["key"] for block in workshop.kind_data["blocks"]]
notes, texts, head = [], {{}}, 0
while head < {operations}:
    batch, idle = [], notes[:]  # nobody writes twice in one note on the same version of it
    pick.shuffle(idle)
    for _ in range(min(250, {operations} - head)):
        what = pick.random()
        base = dict(id=str(uuid.uuid4()))
        if not idle or (what < 0.05 and len(notes) < 1_500):
            note = str(uuid.uuid4())
            notes.append(note)
            texts[note] = 20
            drafts = [dict(note=note, text="Een briefje van twi!")]
            batch.append(base | dict(op="add", block=blocks[len(notes) % 9], notes=drafts))
        elif what < 0.75:
            note = idle.pop()
            back = texts[note] > 200
            delta = [texts[note] - 9, -9] if back else [texts[note], "woord "]
            texts[note] += -9 if back else 6
            batch.append(base | dict(op="text", note=note, base=head, delta=delta))
        elif what < 0.9:
            batch.append(base | dict(op="move", notes=[pick.choice(idle)], block=pick.choice(blocks)))
        else:
            colour = pick.choice(["sun", "sky", "rose", "mint"])
            batch.append(base | dict(op="colour", notes=[pick.choice(idle)], colour=colour))
    submit(canvas, pick.choice(people), batch)
    head = Canvas.objects.get(pk=canvas).head
print(json.dumps(dict(canvas=canvas, head=Canvas.objects.get(pk=canvas).head)))
"""

MEASURE = """
import json, random, time
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from workshops.actions.open_canvases import drop_all
from workshops.domain.audience import OUTSIDER
from workshops.domain.picture import picture
from workshops.history.account import account
from workshops.history.past import canvas_at
from workshops.history.timelapse import lapse, numbers
from workshops.history.timeline import timeline
from workshops.models import Canvas, Keyframe

row = Canvas.objects.select_related("workshop").get(pk="{canvas}")
kind = row.workshop.parsed_kind()
pick = random.Random()
found = {{}}

def took(name, work):
    start = time.perf_counter()
    result = work()
    found.setdefault(name, []).append(1000 * (time.perf_counter() - start))
    return result

for _ in range({moments}):
    n = pick.randint(0, row.head)
    took("a moment", lambda: json.dumps(picture(canvas_at("{canvas}", kind, n))))
now = canvas_at("{canvas}", kind, row.head)
note = next(iter(now.notes))
for _ in range(10):
    took("the line", lambda: timeline(row))
    took("a page of the log", lambda: account("{canvas}", now, OUTSIDER, before=pick.randint(1, row.head + 1)))
    took("a page of one note", lambda: account("{canvas}", now, OUTSIDER, note=note))
stops = numbers(row.head)
part = max(1, min(len(stops), 4_000 * len(stops) // row.head))
for _ in range(5):
    first = pick.randrange(0, len(stops) - part + 1)
    since = stops[first - 1] if first else 0
    piece = stops[first : first + part]
    took("a piece of the time-lapse", lambda: json.dumps(lapse("{canvas}", kind, OUTSIDER, piece, since)))
browser = Client(headers={{"host": "localhost"}})
browser.force_login(row.workshop.owner)
page, moment = (reverse(name, args=[row.workshop_id, row.pk, *more]) for name, more in
                (("history", ()), ("history-at", (row.head - 1,))))
browser.get(page)  # what a process does once
for name, address in (("its page, nothing derived", page), ("a moment, nothing derived", moment)):
    for _ in range(3):
        Keyframe.objects.filter(canvas=row).delete()
        cache.clear()
        drop_all()
        answer = took(name, lambda: browser.get(address))
        assert answer.status_code == 200, answer.status_code
print(json.dumps(found))
"""


def main(database: str) -> None:
    """Measure, print, keep in bench/results/past.json."""
    found: dict[str, dict[str, list[float]]] = {}
    with scratch() as folder, databases(database, folder) as kept:
        for length in LENGTHS:
            variables = environment(kept.create(), folder / str(length))
            made = json.loads(prepare(variables, PREPARE.format(operations=length)).splitlines()[-1])
            if made["head"] < 0.95 * length:
                raise RuntimeError(f"the log has {made['head']} operations, not {length}")
            script = MEASURE.format(canvas=made["canvas"], moments=MOMENTS)
            found[str(length)] = json.loads(command(variables, "shell", "--no-imports", "-c", script).splitlines()[-1])
            for name, times in found[str(length)].items():
                late = sorted(times)[int(0.95 * (len(times) - 1))]
                print(f"{length:7} operations  {name:26} {median(times):7.1f} ms, p95 {late:7.1f}", flush=True)
    RESULTS.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
