"""Bringing back what a canvas was at another moment, or what a scenario has: one operation like any other.

What people may not see, votes, comments, reactions and locks are left alone. What was not there goes into the bin.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from workshops.domain.audience import ALL
from workshops.domain.compare import ITEMS, mark_of
from workshops.domain.items import BLOCK_LIMIT, CANVAS_LIMIT
from workshops.domain.operations import Branch, BringBack, Refusal
from workshops.domain.settle import settle
from workshops.domain.words import Effort, delta_between

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from workshops.domain.canvas import Canvas, Effect
    from workshops.domain.items import Note
    from workshops.domain.undo import Past

FIELDS = ("block", "key", "under", "removed", "colour", "tags")


def decide(canvas: Canvas, operation: BringBack, past: Past) -> list[Effect]:
    """The effects of the operation. Raises Refusal."""
    if operation.source is None and operation.n > canvas.head:
        raise Refusal("no-moment", n=operation.n)
    then = past.canvas_at(operation.source, operation.n)
    if then.kind.key != canvas.kind.key:
        raise Refusal("other-kind")
    if operation.block is None:
        return effects_to(canvas, then, set(operation.notes) or None)
    named = {one for one, note in (canvas.notes | then.notes).items() if operation.block in _blocks(canvas, then, note)}
    return effects_to(canvas, then, named) + _state_back(canvas, then, [operation.block])


def branch(canvas: Canvas, operation: Branch, past: Past) -> list[Effect]:
    """What everybody could see on another canvas, put on this empty one. Raises Refusal."""
    if canvas.notes or canvas.head:
        raise Refusal("not-empty")
    then = past.canvas_at(operation.source, operation.n)
    seen = {note.id: note for note in then.notes.values() if _public(note) and not note.removed}
    effects = [_made(note) for note in seen.values()]
    for note in seen.values():
        if note.under in seen:
            effects.append({"note": note.id, "set": {"under": note.under, "key": note.key}})
        for name, people in note.reactions.items():
            effects += [{"note": note.id, "react": [name, who, True]} for who in people]
    for one in then.comments.values():
        if one.note in seen and not one.removed:
            effects.append({"comment": one.id, "set": _values(one)})
    for step, ballot in then.ballots.items():
        if ballot.closed:
            effects.append({"ballot": step, "set": {"closed": True, "totals": dict(ballot.totals)}})
    return effects + _items_back(canvas, then, None, seen) + _state_back(canvas, then, list(canvas.kind.blocks))


def _values(item: Any) -> dict[str, Any]:
    """The fields of a comment or another item as its first effect sets them."""
    values = {slot: getattr(item, slot) for slot in item.__slots__ if slot != "id"}
    return {name: value for name, value in values.items() if name != "anon" or value}


def _blocks(canvas: Canvas, then: Canvas, note: Note) -> set[str]:
    """Where a note stands now and where it stood."""
    found = (canvas.notes.get(note.id), then.notes.get(note.id))
    return {one.block for one in found if one is not None and not one.removed}


def effects_to(canvas: Canvas, then: Canvas, named: set[str] | None = None) -> list[Effect]:
    """What makes the canvas what `then` is: all of it, or only the notes that are named. Raises Refusal.

    Texts go back as deltas, so that words typed meanwhile are merged; places are made to fit what stands there now.
    """
    names = [one for one in {**then.notes, **canvas.notes} if named is None or one in named]
    names = [one for one in names if _public(canvas.notes.get(one)) and _public(then.notes.get(one))]
    fresh = [then.notes[one] for one in names if one not in canvas.notes and not then.notes[one].removed]
    if len(canvas.notes) + len(fresh) > CANVAS_LIMIT:
        raise Refusal("canvas-full", limit=CANVAS_LIMIT)
    made: list[Effect] = [_made(note) for note in fresh]
    base = canvas
    if made:
        base = copy.deepcopy(canvas, {id(canvas.kind): canvas.kind})
        base.apply(made, base.head + 1, 0)
    places: list[Effect] = []
    texts: list[Effect] = []
    effort = Effort()
    for one in names:
        if one in base.notes:
            places += _fields_back(base, base.notes[one], then.notes.get(one), fresh=one not in canvas.notes)
            texts += _text_back(base.notes[one], then.notes.get(one), effort)
    effects = made + settle(base, places) + texts
    _check_room(base, effects)
    there = {name for name, note in base.notes.items() if _public(note) and _public(then.notes.get(name))}
    effects += _items_back(canvas, then, named, there)
    return effects + (_state_back(canvas, then, list(canvas.kind.blocks)) if named is None else [])


def _public(note: Note | None) -> bool:
    return note is None or note.to == ALL


def _made(note: Note) -> Effect:
    """The effect that puts a note of another canvas here, with its author; it finds its place afterwards."""
    values: dict[str, Any] = {name: getattr(note, name) for name in ("block", "key", "text", "colour", "by", "at")}
    values |= {"tags": list(note.tags), "under": None, "removed": False}
    if note.anon:
        values["anon"] = True
    if note.step:
        values["step"] = note.step
    return {"note": note.id, "set": values}


def _fields_back(canvas: Canvas, note: Note, then: Note | None, *, fresh: bool) -> list[Effect]:
    """What gives a note its place and look back; a fresh one's place is named in any case, so that it is settled."""
    if then is None or then.removed:
        return [] if note.removed else [{"note": note.id, "set": {"removed": True}}]
    wanted = {name: getattr(then, name) for name in FIELDS}
    if then.under is not None and then.under not in canvas.notes:
        wanted["under"] = None
    values = {name: value for name, value in wanted.items() if fresh or getattr(note, name) != value}
    return [{"note": note.id, "set": values}] if values else []


def _text_back(note: Note, then: Note | None, effort: Effort) -> list[Effect]:
    if then is None or then.removed or then.text == note.text:
        return []
    return [{"note": note.id, "text": delta_between(note.text, then.text, effort)}]


def _check_room(canvas: Canvas, effects: Iterable[Effect]) -> None:
    """Raise Refusal when a block would hold more notes than it may."""
    come: dict[str, int] = {}
    for effect in effects:
        note = canvas.notes.get(effect.get("note", ""))
        values = effect.get("set", {})
        if note is None or not {"block", "removed"} & values.keys():
            continue
        if not note.removed:
            come[note.block] = come.get(note.block, 0) - 1
        if not values.get("removed", note.removed):
            block = values.get("block", note.block)
            come[block] = come.get(block, 0) + 1
    for block, more in come.items():
        if more > 0 and canvas.size(block) + more > BLOCK_LIMIT:
            raise Refusal("block-full", block=block, limit=BLOCK_LIMIT)


def _items_back(canvas: Canvas, then: Canvas, named: set[str] | None, there: Collection[str]) -> list[Effect]:
    """What gives items back what they were: all of them, or those that stand on the notes named. `there` are the notes
    that are on the canvas by then: an item whose note is not, cannot come."""
    effects: list[Effect] = []
    for sort in ITEMS:
        mine, theirs = canvas.items(sort), then.items(sort)
        for name in {**theirs, **mine}:
            item: Any = mine.get(name)
            was: Any = theirs.get(name)
            on = (canvas if item else then).notes_of(sort, item or was)
            if not _concerned(on, named) or not all(note in there for note in on):
                continue
            if item is None:
                effects += [] if was.removed else [{sort: name, "set": _values(was)}]
                continue
            wanted = {"removed": True} if was is None else _values(was)
            values = {slot: value for slot, value in wanted.items() if getattr(item, slot) != value}
            effects += [{sort: name, "set": values}] if values else []
    return effects


def _concerned(notes: Collection[str], named: set[str] | None) -> bool:
    return named is None or (bool(notes) and all(note in named for note in notes))


def _state_back(canvas: Canvas, then: Canvas, blocks: Collection[str]) -> list[Effect]:
    """What is said of blocks, and the day to look again; locks stay as they are."""
    effects: list[Effect] = [
        {"block": block, "set": {"mark": mark_of(then, block)}}
        for block in blocks
        if mark_of(canvas, block) != mark_of(then, block)
    ]
    if len(blocks) > 1 and canvas.review != then.review:
        effects.append({"canvas": True, "set": {"review": then.review}})
    return effects
