"""What was done and undone again, as if it had never been: so that what came before it is found where it stood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshops.domain import text as texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workshops.domain.undo import Entry

BACKS = ("take-back", "bring-back", "undo", "redo")
"""The operations that put many things back at once, and those that undo and redo them."""


def chains(entries: Iterable[Entry]) -> list[list[Entry]]:
    """Each take-back and bring-back among the entries (rising), with what undid it, did it again, and so on."""
    found: list[list[Entry]] = []
    for entry in entries:
        if entry.op in ("take-back", "bring-back"):
            found.append([entry])
        for chain in found:
            if chain[-1].n in entry.of and entry.op == ("redo" if chain[-1].op == "undo" else "undo"):
                chain.append(entry)
    return found


def pairs(found: Iterable[list[Entry]]) -> dict[int, Entry]:
    """By the number of what cancels an entry, that entry."""
    return {undoing.n: done for chain in found for done, undoing in zip(chain[::2], chain[1::2], strict=False)}


def left(note: str, changes: Sequence[tuple[int, texts.Delta]], undone: dict[int, Entry]) -> list[texts.Delta]:
    """The changes of a note's text (with their numbers, rising) that are left when each pair in `undone` goes out.

    What others typed in between is carried over; a pair that does not cancel to the letter stays.
    """
    kept = list(changes)
    for number, _delta in changes:
        if number in undone:
            kept = _without(note, kept, undone[number], number)
    return [delta for _number, delta in kept]


def _without(
    note: str, changes: list[tuple[int, texts.Delta]], done: Entry, undoing: int
) -> list[tuple[int, texts.Delta]]:
    places = {number: place for place, (number, _delta) in enumerate(changes)}
    back = next((one["text"] for one in done.before if one.get("note") == note and "text" in one), None)
    if back is None or done.n not in places:
        return changes
    begin, end = places[done.n], places[undoing]
    between: list[tuple[int, texts.Delta]] = []
    for number, delta in changes[begin + 1 : end]:
        between.append((number, texts.transform(delta, back, "left")))
        back = texts.transform(back, delta, "right")
    return changes if back != changes[end][1] else [*changes[:begin], *between, *changes[end + 1 :]]
