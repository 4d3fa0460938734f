"""Random stories: operations as several people would send them, well formed but often out of date."""

import random
import uuid
from typing import Any

from workshops.domain import text as texts
from workshops.domain.canvas import Canvas
from workshops.domain.items import COLOURS, MARKS, OUTCOMES, REACTIONS, STATUSES, VERDICTS
from workshops.domain.rights import GRANTS, Moment

OPERATIONS = (
    *("add",) * 4,
    *("text",) * 6,
    *("move",) * 4,
    *("stack", "stack", "unstack", "remove", "restore", "duplicate", "colour", "tag", "react", "comment", "uncomment"),
    *("undo", "undo", "redo", "lock"),
    *("lock-notes", "vote", "vote", "outcome", "outcome-remove", "reveal", "bring-back"),
    *("measure", "assume", "assume", "assume", "assume-remove", "experiment", "experiment", "experiment-remove"),
    *("link", "link", "unlink", "mark", "review"),
)
STEPS = tuple(str(uuid.UUID(int=number, version=4)) for number in range(1, 4))


def random_operation(pick: random.Random, canvas: Canvas) -> dict[str, Any]:
    """An operation on the canvas as its author sees it, without an id. Words that are typed are new each time."""
    op = pick.choice(OPERATIONS if canvas.notes else ("add",))
    blocks = list(canvas.kind.blocks)[:4]
    notes = list(canvas.notes)

    def some(most: int = 3) -> list[str]:
        return pick.sample(notes, min(len(notes), pick.randint(1, most)))

    def after(operation: dict[str, Any]) -> dict[str, Any]:
        chance = pick.random()
        if chance < 0.3:
            operation["after"] = None
        elif chance < 0.7:
            operation["after"] = pick.choice(notes)
        return operation

    if op == "add":
        drafts = [{"note": _id(pick), "text": word(pick)} for _ in range(pick.randint(1, 2))]
        return {"op": op, "block": pick.choice(blocks), "notes": drafts}
    if op == "text":
        return _text(pick, canvas, pick.choice(notes))
    if op == "move":
        return after({"op": op, "notes": some(), "block": pick.choice(blocks)})
    if op == "restore":
        return {"op": op, "notes": some(), **({"block": pick.choice(blocks)} if pick.random() < 0.4 else {})}
    if op in ("remove", "unstack"):
        return {"op": op, "notes": some(2)}
    if op == "stack":
        return {"op": op, "notes": some(), "on": pick.choice(notes)}
    if op == "duplicate":
        originals = some(2)
        return {"op": op, "notes": originals, "copies": [_id(pick) for _ in originals]}
    if op == "colour":
        return {"op": op, "notes": some(), "colour": pick.choice(COLOURS)}
    if op == "tag":
        return {"op": op, "notes": some(), "tag": pick.choice(list(canvas.kind.tags)[:5]), "on": pick.random() < 0.7}
    if op == "react":
        on = pick.random() < 0.7
        return {"op": op, "note": pick.choice(notes), "reaction": pick.choice(REACTIONS), "on": on}
    if op == "comment":
        return {"op": op, "note": pick.choice(notes), "comment": _id(pick), "text": word(pick)}
    if op == "uncomment":
        return {"op": op, "comment": pick.choice(list(canvas.comments) or [_id(pick)])}
    if op == "lock":
        return {"op": op, "block": pick.choice([None, *blocks]), "on": pick.random() < 0.2}
    if op == "bring-back":
        return {"op": op, "n": pick.randint(0, canvas.head), **({"notes": some()} if pick.random() < 0.7 else {})}
    if op in ("lock-notes", "vote", "outcome", "outcome-remove", "reveal"):
        return _of_the_hour(pick, canvas, op, some())
    if op in ("undo", "redo"):
        return {"op": op, "sure": pick.random() < 0.5} if op == "undo" else {"op": op}
    return _assumed(pick, canvas, op, pick.choice(notes), pick.choice(notes), pick.choice(blocks))


def _assumed(pick: random.Random, canvas: Canvas, op: str, note: str, other: str, block: str) -> dict[str, Any]:
    """What a group takes for true and how it finds out."""
    due = pick.choice([None, "2020-02-29", "2026-12-01"])
    if op == "mark":
        return {"op": op, "block": block, "mark": pick.choice(MARKS)}
    if op == "review":
        return {"op": op, "date": due}
    if op == "measure":
        words = {"name": word(pick), "now": "", "target": pick.choice(["", "40"]), "due": due, "owner": ""}
        was = {"target": getattr(canvas.measures.get(note), "target", "")}
        return {"op": op, "note": note, **_some(pick, words), **({"was": was} if pick.random() < 0.5 else {})}
    if op in ("link", "unlink"):
        link = pick.choice([_id(pick), *canvas.links])
        return {"op": op, "link": link, **({"note": note, "other": other} if op == "link" else {})}
    assumption = pick.choice([_id(pick), _id(pick), *canvas.assumptions])
    if op == "assume-remove":
        return {"op": op, "assumption": assumption}
    if op == "assume":
        fields = {"statement": word(pick), "importance": pick.randint(0, 100), "status": pick.choice(STATUSES)}
        known = canvas.assumptions.get(assumption)
        was = {"statement": pick.choice([known.statement, "iets anders"])} if known else {}
        on = {} if known and pick.random() < 0.8 else {"note": note}
        return {"op": op, "assumption": assumption, **on, **_some(pick, fields), "was": was}
    experiment = pick.choice([_id(pick), *canvas.experiments])
    if op == "experiment-remove":
        return {"op": op, "experiment": experiment}
    fields = {
        "method": word(pick),
        "threshold": "8 van 10",
        "verdict": pick.choice(VERDICTS),
        "due": due,
        "result": "4",
    }
    on = {} if experiment in canvas.experiments else {"assumption": assumption}
    status = {"status": pick.choice(STATUSES)} if pick.random() < 0.3 else {}
    return {"op": op, "experiment": experiment, **on, **_some(pick, fields), **status}


def _some(pick: random.Random, fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if pick.random() < 0.7}


def _of_the_hour(pick: random.Random, canvas: Canvas, op: str, notes: list[str]) -> dict[str, Any]:
    """What only an hour brings."""
    if op == "lock-notes":
        return {"op": op, "notes": notes, "on": pick.random() < 0.2}
    if op == "vote":
        return {"op": op, "note": notes[0], "dots": pick.randint(0, 3)}
    if op == "reveal":
        return {"op": op, "notes": notes}
    known = list(canvas.outcomes) or [_id(pick)]
    if op == "outcome-remove":
        return {"op": op, "outcome": pick.choice(known)}
    due = pick.choice([None, "2026-12-01"])
    outcome = pick.choice([_id(pick), *known])
    return {"op": op, "outcome": outcome, "sort": pick.choice(OUTCOMES), "text": word(pick), "owner": "", "due": due}


def random_moment(pick: random.Random) -> Moment:
    """Where an hour may be."""
    phase = pick.choice(["before", "before", "step", "step", "step", "after"])
    if phase != "step":
        return Moment(phase)
    grants = tuple(name for name in GRANTS if pick.random() < 0.8)
    blocks = pick.choice([(), ("segments", "channels")])
    dots = 3 if "vote" in grants else 0
    return Moment(phase, pick.choice(STEPS), grants, pick.random() < 0.4, pick.random() < 0.7, dots, blocks)


def _text(pick: random.Random, canvas: Canvas, note_id: str) -> dict[str, Any]:
    note = canvas.notes[note_id]
    place = pick.randint(0, len(note.text))
    delta: texts.Delta = [place] if place else []
    delta.append(word(pick))
    if place < len(note.text) and pick.random() < 0.3:
        delta.append(-pick.randint(1, min(3, len(note.text) - place)))
    return {"op": "text", "note": note_id, "base": note.v, "delta": delta}


def word(pick: random.Random) -> str:
    """A short word that hardly comes twice, now and then with letters beyond the first plane."""
    return pick.choice(["", "é", "😀"]) + format(pick.getrandbits(24), "x")


def _id(pick: random.Random) -> str:
    return str(uuid.UUID(int=pick.getrandbits(128), version=4))
