"""How a canvas grew, as few frames: what is different after each, for one reader, ready to be applied in order."""

from typing import Any

from workshops.domain.audience import Reader, author_for, hidden_from, items_for, note_for, visible
from workshops.domain.canvas import Canvas as DomainCanvas
from workshops.domain.canvas import Effect
from workshops.domain.items import SORTS, sort_of
from workshops.domain.kinds import Kind
from workshops.domain.undo import Entry
from workshops.history.past import canvas_at, entries

FRAMES = 600
"""Frames of a whole log: sixty seconds at ten a second."""
PART_MOST = 100
"""Frames that are made for one request."""
WHOLE = "whole"
"""Instead of fields: all of a note, since the reader may not have it yet."""


def numbers(head: int, frames: int = FRAMES) -> list[int]:
    """The numbers at which the frames of a whole log stand, the last one at its head; fewer when it is short."""
    count = min(frames, head)
    return [head * (index + 1) // count for index in range(count)]


def lapse(canvas_id: str, kind: Kind, reader: Reader, stops: list[int], since: int) -> list[dict[str, Any]]:
    """The frames that stand at `stops` (rising numbers after `since`), for somebody who has the canvas at `since`.

    A frame has `n`, `at` (Unix seconds of its last operation), `fx` (effects that give what changed its present
    values, P13) and `who` (by note, who had a hand in it last; 0: not told). Applied to the picture at `since` they
    give the pictures at the stops.
    """
    canvas = canvas_at(canvas_id, kind, since)
    found: list[dict[str, Any]] = []
    frame = _Frame(canvas, reader)
    stops = list(stops)
    for entry in entries(canvas_id, since, stops[-1] if stops else since):
        canvas.apply(entry.fx, entry.n, entry.by)
        frame.take(entry)
        if entry.n == stops[len(found)]:
            found.append(frame.told(entry))
            frame = _Frame(canvas, reader)
    return found


class _Frame:
    """What the entries of one frame touched."""

    def __init__(self, canvas: DomainCanvas, reader: Reader) -> None:
        self._canvas = canvas
        self._reader = reader
        self._fields: dict[str, set[str]] = {}
        """The touched notes with the names of what was set; WHOLE is among them when the reader may not have it yet."""
        self._who: dict[str, int] = {}
        self._items: dict[tuple[str, str], None] = {}
        self._others: dict[str, Effect] = {}

    def take(self, entry: Entry) -> None:
        """An entry that was just applied."""
        if not visible(entry, self._reader):
            return
        for effect in entry.fx:
            sort = sort_of(effect)
            if "note" in effect:
                self._fields.setdefault(effect["note"], set()).update(_fields_of(effect))
                self._who[effect["note"]] = author_for(self._reader, entry.by, anon=entry.anon)
            elif sort is not None:
                self._items[sort, effect[sort]] = None
            elif "block" in effect or "canvas" in effect:
                self._others[effect.get("block", "")] = effect
            elif "ballot" in effect and "set" in effect:
                self._others[effect["ballot"]] = effect

    def told(self, last: Entry) -> dict[str, Any]:
        """The frame, which ends with this entry."""
        fx = [effect for name, fields in self._fields.items() for effect in self._note(name, fields)]
        who = {effect["note"]: self._who[effect["note"]] for effect in fx}
        fx += [effect for sort in SORTS for effect in self._items_of(sort)]
        fx += [self._other(effect) for effect in self._others.values()]
        return {"n": last.n, "at": last.at, "fx": fx, "who": who}

    def _note(self, name: str, fields: set[str]) -> list[Effect]:
        note = self._canvas.notes[name]
        if hidden_from(note, self._reader.who):
            return []
        seen = note_for(self._reader, note)
        if WHOLE not in fields:
            return [{"note": name, "set": {key: seen.get(key, getattr(note, key)) for key in sorted(fields)}}]
        del seen["id"]
        reactions = seen.pop("reactions")  # a note that is new to a canvas begins without
        return [{"note": name, "set": seen}, {"note": name, "set": {"reactions": reactions}}]

    def _items_of(self, sort: str) -> list[Effect]:
        names = {name for kind, name in self._items if kind == sort}
        if not names:
            return []
        seen = [one for one in items_for(self._reader, self._canvas, sort) if one["id"] in names]
        return [{sort: one["id"], "set": {key: value for key, value in one.items() if key != "id"}} for one in seen]

    def _other(self, effect: Effect) -> Effect:
        if "ballot" in effect:
            return effect
        return {**effect, "set": self._canvas.state_of(effect)}


def _fields_of(effect: Effect) -> tuple[str, ...]:
    """The fields of a note that an effect sets, as they go over the wire."""
    if "text" in effect:
        return ("text", "v")
    if "react" in effect:
        return ("reactions",)
    if "reveal" in effect or {"text", "block", "at"} <= effect["set"].keys():
        return (WHOLE,)
    return tuple(effect["set"])
