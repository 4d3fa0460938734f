"""Taking back what one participant did on a canvas in the last minutes, as one operation that can itself be undone."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from workshops.domain import text as texts
from workshops.domain.items import SORTS
from workshops.domain.operations import Refusal, TakeBack
from workshops.domain.rights import LASTING
from workshops.domain.settle import settle
from workshops.domain.undo import taken_back

if TYPE_CHECKING:
    from workshops.domain.canvas import Canvas, Effect
    from workshops.domain.undo import Entry, Past

MINUTES_MOST = 240


def decide(canvas: Canvas, operation: TakeBack, at: int, past: Past) -> tuple[list[Effect], list[int], bool]:
    """The effects, the numbers of the entries they take back, and whether those hide their author. Raises Refusal.

    Entries go one after another, the latest first, on a copy: each is taken back from a canvas without the later ones.
    What others have overtaken stays; what others worked on goes all the same (into the bin, where it can be put back).
    """
    entries = _standing(past.mine(operation.who), since=at - 60 * operation.minutes)
    scratch = copy.deepcopy(canvas, {id(canvas.kind): canvas.kind})
    effects: list[Effect] = []
    for entry in entries:
        back = settle(scratch, taken_back(scratch, [entry], operation.who, _Scratched(past, effects), sure=True))
        scratch.apply(back, scratch.head, entry.by)
        effects += back
    merged = settle(canvas, _merged(effects))
    if not merged:
        raise Refusal("nothing-to-take-back")
    return merged, [entry.n for entry in entries], any(entry.anon for entry in entries)


def _standing(mine: list[Entry], since: int) -> list[Entry]:
    """The entries since a moment that were not undone, newest first."""
    done: set[int] = set()
    standing: list[Entry] = []
    own = {entry.n for entry in mine}
    for entry in mine:
        if entry.at < since:
            break
        if entry.n in done or entry.op in LASTING:
            continue
        if entry.op in ("undo", "redo"):
            done.update(entry.of)  # an undo and what it took back cancel out; a redo stands for what it brought back
            if entry.op == "undo":
                continue
        if entry.op == "take-back" and own.intersection(entry.of):  # of oneself: as an undo
            done.update(entry.of)
            continue
        standing.append(entry)
    return standing


class _Scratched:
    """The past, continued by the text changes that were made on the copy."""

    def __init__(self, past: Past, effects: list[Effect]) -> None:
        self._past = past
        self._effects = list(effects)

    def mine(self, who: int) -> list[Entry]:
        return self._past.mine(who)

    def canvas_at(self, source: str | None, number: int) -> Canvas:
        return self._past.canvas_at(source, number)

    def deltas_since(self, note: str, base: int) -> list[texts.Delta]:
        later = [effect["text"] for effect in self._effects if effect.get("note") == note and "text" in effect]
        return [*self._past.deltas_since(note, base), *later]


def _merged(effects: list[Effect]) -> list[Effect]:
    """One effect for each item and sort of change: what came later counts, and deltas are composed."""
    merged: dict[tuple[Any, ...], Effect] = {}
    for effect in effects:
        sort = next(name for name in ("text", "react", "set") if name in effect)
        item = next((name, effect[name]) for name in ("note", *SORTS, "block", "canvas") if name in effect)
        key = (*item, sort, *(effect["react"][:2] if sort == "react" else ()))
        was = merged.get(key)
        if was is None:
            merged[key] = dict(effect)
        elif sort == "text":
            was["text"] = texts.compose(was["text"], effect["text"])
        elif sort == "set":
            was["set"] = {**was["set"], **effect["set"]}
        else:
            was["react"] = effect["react"]
    return [effect for effect in merged.values() if effect.get("text") != []]
