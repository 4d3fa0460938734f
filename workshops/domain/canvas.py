"""A canvas in memory: notes, what stands on them, and locks, changed by effects.

An effect (docs/protocol.md, P13) is a plain dict as it goes over the wire and into the log. Applying one
touches only what it names, so its cost does not grow with the canvas, and gives back the effect that
undoes it. Twin: static/js/canvas/core/canvas.js.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING, Any

from workshops.domain import text as texts
from workshops.domain.items import (
    SORTS,
    Assumption,
    Ballot,
    Comment,
    Experiment,
    Link,
    Measure,
    Note,
    Outcome,
    sort_of,
)

if TYPE_CHECKING:
    from workshops.domain.kinds import Kind

Effect = dict[str, Any]


class Canvas:
    """The state of one canvas after operation `head`, with the lists that the rules ask for."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.head = 0
        self.locked = False
        self.locked_blocks: set[str] = set()
        self.notes: dict[str, Note] = {}
        self.comments: dict[str, Comment] = {}
        self.outcomes: dict[str, Outcome] = {}
        self.measures: dict[str, Measure] = {}
        self.assumptions: dict[str, Assumption] = {}
        self.experiments: dict[str, Experiment] = {}
        self.links: dict[str, Link] = {}
        self.marks: dict[str, str] = {}
        """What was said of a block, by its key: filled or tested."""
        self.review: str | None = None
        """The day to look at the canvas again."""
        self.ballots: dict[str, Ballot] = {}
        self.private = 0
        """How many notes are private, those in the bin included."""
        self._groups: dict[str, list[tuple[str, str]]] = {}
        self._sizes: dict[str, int] = {}
        self._talk: dict[str, list[str]] = {}

    # reads

    def group(self, name: str) -> list[tuple[str, str]]:
        """The (key, id) pairs of a block's free notes, or of a stack's members, in order."""
        return self._groups.get(name, [])

    def members(self, head: str) -> list[str]:
        """The ids of the notes in the stack of `head`, in order."""
        return [note for _, note in self.group(head)]

    def size(self, block: str) -> int:
        """How many notes stand in a block, those in stacks included."""
        return self._sizes.get(block, 0)

    def talk(self, note: str) -> list[Comment]:
        """The comments on a note, oldest first, removed ones included."""
        return [self.comments[comment] for comment in self._talk.get(note, [])]

    def items(self, sort: str) -> dict[str, Any]:
        """All items of a sort (items.SORTS) by id, removed ones included."""
        found: dict[str, Any] = getattr(self, f"{sort}s")
        return found

    def notes_of(self, sort: str, item: Any) -> tuple[str, ...]:
        """The ids of the notes that an item stands on, for a sort in items.ON_NOTES; none for others."""
        if sort == "outcome":
            return ()
        if sort == "measure":
            return (item.id,)
        if sort == "link":
            return (item.note, item.other)
        return (self.assumptions[item.assumption].note if sort == "experiment" else item.note,)

    def state_of(self, effect: Effect) -> dict[str, Any]:
        """What an effect on a block or the canvas can set, as it is now."""
        if "block" in effect:
            block = effect["block"]
            return {"locked": block in self.locked_blocks, "mark": self.marks.get(block, "")}
        return {"locked": self.locked, "review": self.review}

    def backs(self) -> dict[str, int]:
        """How many private notes stand in each block."""
        found: dict[str, int] = {}
        if self.private:
            for note in self.notes.values():
                if note.to and not note.removed:
                    found[note.block] = found.get(note.block, 0) + 1
        return found

    # writes

    def apply(self, effects: list[Effect], number: int, by: int) -> list[Effect]:
        """Apply the effects of operation `number` by `by`; return the effects that take them back, in order."""
        before = [self._apply_one(effect, number, by) for effect in effects]
        before.reverse()
        self.head = max(self.head, number)
        return before

    def _apply_one(self, effect: Effect, number: int, by: int) -> Effect:
        if "note" in effect:
            note = self.notes.get(effect["note"])
            if note is None:
                self._new_note(effect, number)
                return {"note": effect["note"], "gone": True}
            if "set" in effect:
                return self._set_note(note, effect["set"], number)
            if "text" in effect:
                return self._text(note, effect["text"], number, by)
            if "reveal" in effect:
                return self._reveal(note, number)
            return self._react(note, effect["react"])
        sort = sort_of(effect)
        if sort is not None:
            return self._item(sort, effect)
        if "vote" in effect:
            return self._vote(effect)
        if "ballot" in effect:
            ballot = self.ballots.setdefault(effect["ballot"], Ballot())
            return {"ballot": effect["ballot"], "set": _set(ballot, effect["set"])}
        if "version" in effect:
            return {"version": effect["version"], "gone": True}
        return self._state(effect)

    def _new_note(self, effect: Effect, number: int) -> None:
        values = effect["set"] if "set" in effect else effect["reveal"]
        self.put(
            Note(
                id=effect["note"],
                block=values["block"],
                key=values["key"],
                text=values["text"],
                colour=values["colour"],
                tags=list(values["tags"]),
                under=values["under"],
                by=values["by"],
                at=values["at"],
                removed=values["removed"],
                v=number,
                whole=number,
                writers=[values["by"]],
                to=values.get("to", 0),
                anon=values.get("anon", False),
                step=values.get("step"),
                locked=values.get("locked", False),
                shown=number if "reveal" in effect else 0,
            )
        )

    def put(self, note: Note) -> None:
        """Take in a note that is not there yet."""
        self.notes[note.id] = note
        self.private += note.to != 0
        self._enter(note)

    def put_item(self, sort: str, item: Any) -> None:
        """Take in an item (items.SORTS) that is not there yet."""
        self.items(sort)[item.id] = item
        if sort == "comment":
            self._talk.setdefault(item.note, []).append(item.id)

    def _enter(self, note: Note) -> None:
        group = note.group
        if group is not None:
            insort(self._groups.setdefault(group, []), note.place)
            self._sizes[note.block] = self._sizes.get(note.block, 0) + 1

    def _leave(self, note: Note) -> None:
        group = note.group
        if group is not None:
            places = self._groups[group]
            del places[bisect_left(places, note.place)]
            self._sizes[note.block] -= 1

    def _set_note(self, note: Note, values: dict[str, Any], number: int) -> Effect:
        if "to" in values:
            self.private += (values["to"] != 0) - (note.to != 0)
        moves = not values.keys().isdisjoint(("block", "key", "under", "removed"))
        if moves:
            self._leave(note)
        was = _set(note, values)
        if moves:
            self._enter(note)
        if "text" in values:
            note.v = note.whole = number
        return {"note": note.id, "set": was}

    def _text(self, note: Note, delta: texts.Delta, number: int, by: int) -> Effect:
        inverse = texts.invert(note.text, delta)
        note.text = texts.apply(note.text, delta)
        note.v = number
        if by not in note.writers:
            note.writers = [*note.writers, by]
        return {"note": note.id, "text": inverse}

    def _reveal(self, note: Note, number: int) -> Effect:
        """Nothing of the note changes but who sees it: what its author is typing goes on."""
        was = {"to": note.to, "v": note.v, "shown": note.shown}
        self.private -= note.to != 0
        note.to, note.v, note.shown = 0, number, number
        return {"note": note.id, "set": was}

    def _vote(self, effect: Effect) -> Effect:
        ballot = self.ballots.setdefault(effect["ballot"], Ballot())
        people = ballot.dots.setdefault(effect["vote"], {})
        was = people.pop(effect["who"], 0)
        if effect["dots"]:
            people[effect["who"]] = effect["dots"]
        return {**effect, "dots": was}

    def _item(self, sort: str, effect: Effect) -> Effect:
        items, name = self.items(sort), effect[sort]
        if name not in items:
            self.put_item(sort, SORTS[sort](id=name, **effect["set"]))
            return {sort: name, "gone": True}
        return {sort: name, "set": _set(items[name], effect["set"])}

    def _react(self, note: Note, react: list[Any]) -> Effect:
        name, who, on = react
        people = [one for one in note.reactions.get(name, []) if one != who]
        note.reactions = {**note.reactions, name: sorted([*people, who] if on else people)}
        if not note.reactions[name]:
            del note.reactions[name]
        return {"note": note.id, "react": [name, who, not on]}

    def _state(self, effect: Effect) -> Effect:
        values = effect["set"]
        now = self.state_of(effect)
        if "block" not in effect:
            _set(self, values)
        else:
            block = effect["block"]
            if "locked" in values:
                (self.locked_blocks.add if values["locked"] else self.locked_blocks.discard)(block)
            if "mark" in values:
                self.marks[block] = values["mark"]
        return {**effect, "set": {name: now[name] for name in values}}


def _set(item: Any, values: dict[str, Any]) -> dict[str, Any]:
    was = {name: getattr(item, name) for name in values}
    for name, value in values.items():
        setattr(item, name, value)
    return was
