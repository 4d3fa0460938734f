"""The worked case, lived through: an hour with its steps, words changed and notes moved, over sixty minutes."""

FINISHED = """
import uuid
from workshops.actions.demo import make_demo
from workshops.actions.editing import submit
from workshops.actions.leading import lead
from workshops.models import Note, Operation, Workshop

workshop = make_demo().workshop
boss = workshop.participants.get(role="facilitator")
canvas = workshop.teams.order_by("position")[0].canvas
people = [one.who for one in canvas.team.participants.order_by("who")]

def do(who, op, **fields):
    [verdict] = submit(str(canvas.pk), who, [dict(id=str(uuid.uuid4()), op=op, **fields)])
    assert verdict.refusal is None, verdict.refusal

if workshop.hour.get("phase", "before") == "before":
    notes = [str(one.uid) for one in Note.objects.filter(canvas=canvas, under=None).order_by("pk")]
    assert len(notes) > 40, len(notes)
    lead(boss, dict(op="start"))
    for turn in range(12):
        workshop.refresh_from_db()
        step = workshop.steps.get(pk=workshop.hour["step"])
        note = notes[turn]
        row = Note.objects.get(canvas=canvas, uid=note)
        who = people[turn % len(people)]
        more = " en omgeving" if turn % 2 else ", elke week"
        do(boss.who, "text", note=note, base=row.v, delta=[len(row.text), more])
        do(boss.who, "move", notes=[notes[14 + turn]], block=row.block, after=None)
        if "write" in step.may:
            do(who, "add", block=row.block, notes=[dict(note=str(uuid.uuid4()), text="Nieuw inzicht %d" % turn)])
        if turn % 3 == 2:
            do(boss.who, "remove", notes=[notes[28 + turn]])
        if workshop.steps.filter(began=None, skipped=False).exists():
            lead(boss, {"op": "go", "from": str(step.pk), "to": "next"})
    lead(boss, dict(op="end"))
    canvas.refresh_from_db()
    begin, span = 1_762_770_000, 3_600
    for one in Operation.objects.filter(canvas=canvas):
        Operation.objects.filter(pk=one.pk).update(at=begin + span * one.n // canvas.head)
    for one in canvas.versions.all():
        one.at = begin + span * one.n // canvas.head
        one.save()
    marks = [0, *canvas.versions.exclude(step=None).order_by("n").values_list("n", flat=True)]
    for place, step in enumerate(workshop.steps.exclude(began=None).order_by("began")):
        if place + 1 < len(marks):
            step.began = 1000 * (begin + span * marks[place] // canvas.head)
            step.ended = 1000 * (begin + span * marks[place + 1] // canvas.head)
            step.save()
canvas.refresh_from_db()
result = dict(workshop=str(workshop.pk), canvas=str(canvas.pk), head=canvas.head)
"""
"""Code for the second process of a server; what it leaves in `result` says where the canvas is."""
LONG = """
import random, uuid
from django.db import transaction
from workshops.actions.open_canvases import drop_all
from workshops.actions.storing import store
from workshops.domain.canvas import Canvas as DomainCanvas
from workshops.domain.order import between
from workshops.domain.undo import Entry
from workshops.models import Canvas

row = Canvas.objects.select_related("workshop").get(pk="{canvas}")
kind = row.workshop.parsed_kind()
canvas, pick = DomainCanvas(kind), random.Random(4)
blocks, notes, entries, last = list(kind.blocks), [], [], {{}}

def place(block):
    last[block] = between(last.get(block), None)
    return dict(block=block, key=last[block])

for number in range(1, {operations} + 1):
    if len(notes) < 1500 and pick.random() < 0.2 or not notes:
        name = str(uuid.UUID(int=pick.getrandbits(128), version=4))
        notes.append(name)
        text = " ".join(pick.choices(["dorp", "bus", "samen", "elke week", "vrijwilligers", "€ 12.000"], k=8))
        values = dict(place(pick.choice(blocks)), text=text, colour=pick.choice(["sun", "sky", "mint"]), by=1,
                      at=number, tags=[], under=None, removed=False)
        op, effect = "add", dict(note=name, set=values)
    elif pick.random() < 0.6:
        name = pick.choice(notes)
        op, effect = "text", dict(note=name, text=[len(canvas.notes[name].text), pick.choice(" abc")])
        if len(canvas.notes[name].text) > 300:
            op, effect = "text", dict(note=name, text=[-290])
    else:
        op, effect = "move", dict(note=pick.choice(notes), set=place(pick.choice(blocks)))
    before = canvas.apply([effect], number, 1)
    entries.append(Entry(number, str(uuid.uuid4()), 1, 1_762_770_000 + number // 6, op, [effect], before))
    if len(entries) == 1000 or number == {operations}:
        with transaction.atomic():
            store("{canvas}", canvas, entries)
        entries = []
drop_all()
result = canvas.head
"""
"""A log of many operations, to be filled in with `canvas` (an empty one) and `operations`."""
