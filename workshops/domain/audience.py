"""Who sees what of a canvas: the one place where private notes and hidden authors are kept back.

A note is private while it has `to`, its author's number; effects on it carry `to` as well. A note, comment or entry
with `anon` has an author who is told to nobody else. Everything that leaves the server goes through `sight`,
`note_for`, `items_for` or `author_for`. What stands on a note (items.ON_NOTES) is as private as the note; a link as
either of its two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from workshops.domain import operations as ops
from workshops.domain.items import ON_NOTES, SORTS, sort_of
from workshops.domain.operations import LAST, Actor, Operation, Refusal
from workshops.domain.rights import may

if TYPE_CHECKING:
    from workshops.domain.canvas import Canvas, Effect
    from workshops.domain.items import Note
    from workshops.domain.undo import Entry

ALL = 0
"""An entry that everybody may see, alike."""
SOME = 1
"""An entry that people see differently: its effects tell."""
NOBODY = 0
"""The author of what is anonymous, for everybody else."""


@dataclass(slots=True, frozen=True)
class Reader:
    """For whom a log is read: the participant's number and role."""

    who: int
    role: str


OUTSIDER = Reader(-1, "observer")
"""Somebody who wrote nothing and leads nothing: sees what everybody may."""


def author_for(reader: Reader, by: int, *, anon: bool) -> int:
    """The number of who made something, for this reader; NOBODY when that is not told."""
    return NOBODY if anon and by != reader.who else by


def hidden_from(note: Note, who: int) -> bool:
    """Whether the note is private and somebody else's."""
    return note.to not in (ALL, who)


# what goes into the log


def label(canvas: Canvas, effects: list[Effect]) -> list[Effect]:
    """The effects of an operation on the canvas, each on a private note labelled with whose it is."""
    if canvas.private or any(_values(effect).get("to") for effect in effects):
        shown = {effect["note"] for effect in effects if "reveal" in effect}
        for effect in effects:
            owner = _owner(canvas, effect, shown)
            if owner:
                effect["to"] = owner
    return effects


def _owner(canvas: Canvas, effect: Effect, shown: set[str]) -> int:
    sort = sort_of(effect)
    if sort is not None and sort in ON_NOTES:
        item = canvas.items(sort).get(effect[sort]) or SORTS[sort](id=effect[sort], **effect["set"])
        return max((canvas.notes[one].to for one in canvas.notes_of(sort, item) if one not in shown), default=ALL)
    name = effect.get("note")
    if name in shown:
        return ALL
    if name is None:
        return int(effect.get("to", ALL))
    note = canvas.notes.get(name)
    return note.to if note is not None else int(_values(effect).get("to", ALL))


def kept_from(canvas: Canvas, effect: Effect, who: int) -> bool:
    """Whether an effect is on something private of somebody else."""
    return _owner(canvas, effect, set()) not in (ALL, who)


def audience_of(effects: Iterable[Effect], *, anon: bool) -> int:
    """ALL, or SOME when any of it is for some or hides an author."""
    return SOME if anon or any("to" in effect or _anon(effect) for effect in effects) else ALL


def _values(effect: Effect) -> dict[str, Any]:
    values: dict[str, Any] = effect.get("set") or effect.get("reveal") or {}
    return values


def _anon(effect: Effect) -> bool:
    return bool(_values(effect).get("anon", False))


def hides_author(canvas: Canvas, operation: Operation, actor: Actor, of_anon: bool) -> bool:
    """Whether the author of an operation is told to nobody else.

    In a step without names; when it takes back something anonymous; and when somebody works on their own anonymous
    note or item: later edits under their name would tell whose it is.
    """
    if of_anon or not actor.moment.names:
        return True
    named = [getattr(operation, name, None) for name in ("note", "other")] + [*getattr(operation, "notes", ())]
    found: list[Any] = [canvas.notes[name] for name in named if isinstance(name, str) and name in canvas.notes]
    for sort, item in _items(canvas, operation):
        found += [item, *(canvas.notes[name] for name in canvas.notes_of(sort, item))]
    return any(getattr(one, "anon", False) and one.by == actor.who for one in found)


def _items(canvas: Canvas, operation: Operation) -> list[tuple[str, Any]]:
    """The items on notes that an operation names and that are there, each with its sort."""
    named = [(sort, getattr(operation, sort, None)) for sort in ON_NOTES]
    return [(sort, canvas.items(sort)[name]) for sort, name in named if name in canvas.items(sort)]


def within_sight(canvas: Canvas, operation: Operation, actor: Actor) -> Operation:
    """The operation without what its author cannot see, as if that were not there. Raises Refusal when nothing is left.

    To answer otherwise would tell that it exists.
    """
    if not canvas.private:
        return operation
    if isinstance(operation, ops.Reveal) and may(actor.role, "reveal", actor.moment.phase):
        return operation  # who reads along has its id, and shows it
    changes: dict[str, Any] = {}

    def hidden(name: object) -> bool:
        note = canvas.notes.get(name) if isinstance(name, str) else None
        return note is not None and hidden_from(note, actor.who)

    for sort, item in _items(canvas, operation):
        if any(map(hidden, canvas.notes_of(sort, item))):
            raise Refusal(f"no-{sort}", **{sort: item.id})
    for field in ("note", "other", "on"):
        name = getattr(operation, field, None)
        if hidden(name):
            raise Refusal("no-note", note=name)
    if hidden(getattr(operation, "after", None)):
        changes["after"] = LAST
    notes: Sequence[str] = () if isinstance(operation, ops.Add) else getattr(operation, "notes", ())
    if any(map(hidden, notes)):
        kept = [index for index, name in enumerate(notes) if not hidden(name)]
        if not kept:
            raise Refusal("no-note", note=notes[0])
        changes["notes"] = tuple(notes[index] for index in kept)
        if isinstance(operation, ops.Duplicate):
            changes["copies"] = tuple(operation.copies[index] for index in kept)
    return replace(operation, **changes) if changes else operation


# what goes out


def visible(entry: Entry, reader: Reader) -> bool:
    """Whether anything of the entry is for the reader. One's own always is: it is the acknowledgement (P9)."""
    return entry.audience == ALL or entry.by == reader.who or any(_for(effect, reader) for effect in entry.fx)


def _for(effect: Effect, reader: Reader) -> bool:
    return effect.get("to", ALL) in (ALL, reader.who)


def sight(entry: Entry, reader: Reader) -> list[Effect]:
    """The effects of a visible entry as the reader may see them."""
    if entry.audience != SOME:
        return entry.fx
    return [_without_author(effect, reader) for effect in entry.fx if _for(effect, reader)]


def _without_author(effect: Effect, reader: Reader) -> Effect:
    for part in ("set", "reveal"):
        values = effect.get(part)
        if values and values.get("anon") and "by" in values:
            return {**effect, part: {**values, "by": author_for(reader, values["by"], anon=True)}}
    return effect


def concerned(entries: Iterable[Entry]) -> set[int]:
    """The participants who see the entries otherwise than everybody else does."""
    found: set[int] = set()
    for entry in entries:
        if entry.audience == SOME:
            found.add(entry.by)
            for effect in entry.fx:
                found.add(effect.get("to", ALL))
                if _anon(effect):
                    found.add(_values(effect).get("by", ALL))
    return found


def note_for(reader: Reader, note: Note) -> dict[str, Any]:
    """A note that the reader may see, as it goes over the wire (P6)."""
    seen = {
        "id": note.id,
        "block": note.block,
        "key": note.key,
        "text": note.text,
        "v": note.v,
        "colour": note.colour,
        "tags": list(note.tags),
        "under": note.under,
        "by": author_for(reader, note.by, anon=note.anon),
        "at": note.at,
        "removed": note.removed,
        "reactions": {name: list(people) for name, people in note.reactions.items()},
    }
    for name in ("to", "anon", "step", "locked", "shown"):  # what most notes do not have is not said
        if getattr(note, name):
            seen[name] = getattr(note, name)
    return seen


def items_for(reader: Reader, canvas: Canvas, sort: str) -> list[dict[str, Any]]:
    """The items of a sort that the reader may see, as they go over the wire (P6)."""
    return [
        _item_for(reader, item)
        for item in canvas.items(sort).values()
        if not any(hidden_from(canvas.notes[name], reader.who) for name in canvas.notes_of(sort, item))
    ]


def _item_for(reader: Reader, item: Any) -> dict[str, Any]:
    seen = {one.name: getattr(item, one.name) for one in fields(item)}
    if not seen.get("anon"):
        seen.pop("anon", None)
    elif "by" in seen:
        seen["by"] = author_for(reader, item.by, anon=True)
    return seen
