"""What goes out to a reader: entries and whole pictures of a canvas, as the wire has them (P5, P6)."""

from typing import Any

from workshops.domain.audience import OUTSIDER, Reader, author_for, hidden_from, items_for, note_for, sight
from workshops.domain.canvas import Canvas
from workshops.domain.items import SORTS, Ballot
from workshops.domain.undo import Entry


def entry_for(reader: Reader, entry: Entry) -> dict[str, Any]:
    """A visible entry as it goes to a reader."""
    return {
        "n": entry.n,
        "id": entry.id,
        "by": author_for(reader, entry.by, anon=entry.anon),
        "at": entry.at,
        "op": entry.op,
        "fx": sight(entry, reader),
    }


def picture(canvas: Canvas, reader: Reader = OUTSIDER) -> dict[str, Any]:
    """The whole canvas as a reader sees it; by default what everybody may see."""
    notes = [note for note in canvas.notes.values() if not hidden_from(note, reader.who)]
    return {
        "locked": canvas.locked,
        "review": canvas.review,
        "blocks": {block: canvas.state_of({"block": block}) for block in canvas.kind.blocks},
        "notes": [note_for(reader, note) for note in notes],
        **{f"{sort}s": items_for(reader, canvas, sort) for sort in SORTS},
        "ballots": {step: _ballot(reader, ballot) for step, ballot in canvas.ballots.items()},
    }


def _ballot(reader: Reader, ballot: Ballot) -> dict[str, Any]:
    """One's own dots and, once closed, the totals: who voted for what is told to nobody, ever."""
    mine = {note: people[reader.who] for note, people in ballot.dots.items() if reader.who in people}
    return {"mine": mine, "closed": ballot.closed, "totals": ballot.totals}
