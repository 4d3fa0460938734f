"""Taking back what one participant did on a canvas in the last minutes, as one operation that can itself be undone.

What they did without a name, and what is private, is passed over: to take it back would tell whose it is.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from workshops.domain import text as texts
from workshops.domain.audience import kept_from
from workshops.domain.cancelled import chains, left, pairs
from workshops.domain.items import SORTS
from workshops.domain.operations import Actor, Refusal, TakeBack
from workshops.domain.rights import LASTING
from workshops.domain.settle import settle
from workshops.domain.undo import taken_back

if TYPE_CHECKING:
    from workshops.domain.canvas import Canvas, Effect
    from workshops.domain.undo import Entry, Past

MINUTES_MOST = 240


def decide(
    canvas: Canvas, operation: TakeBack, actor: Actor, at: int, past: Past
) -> tuple[list[Effect], list[int], bool]:
    """The effects, the numbers of the entries they take back, and whether those hide their author. Raises Refusal.

    Entries go one after another, the latest first, on a copy: each is taken back from a canvas without the later ones.
    What others have overtaken stays; what others worked on goes all the same (into the bin, where it can be put back).
    """
    mine = past.mine(operation.who)
    backs = chains(past.backs_since(mine[-1].n - 1)) if mine else []
    entries = _standing(mine, at - 60 * operation.minutes, backs)
    if operation.who != actor.who:
        entries = [entry for entry in entries if not entry.anon]
    undone = pairs(backs)
    scratch = copy.deepcopy(canvas, {id(canvas.kind): canvas.kind})
    effects: list[Effect] = []
    for entry in entries:
        scratched = _Scratched(past, effects, undone)
        back = taken_back(scratch, [entry], operation.who, scratched, sure=True)
        back = settle(scratch, [effect for effect in back if not kept_from(scratch, effect, actor.who)])
        scratch.apply(back, scratch.head, entry.by)
        effects += back
    merged = settle(canvas, _merged(effects))
    if not merged:
        raise Refusal("nothing-to-take-back")
    return merged, [entry.n for entry in entries], any(entry.anon for entry in entries)


def _standing(mine: list[Entry], since: int, backs: list[list[Entry]]) -> list[Entry]:
    """The entries since a moment that were not undone, newest first; `backs` are the chains of what put things back."""
    done: set[int] = set()
    standing: list[Entry] = []
    own = {entry.n for entry in mine}
    again = {redo.n: chain[0] for chain in backs for redo in chain[2::2]}
    for entry in mine:
        if entry.at < since:
            break
        if entry.n in done or entry.op in LASTING:
            continue
        if entry.op in ("undo", "redo"):
            done.update(entry.of)  # an undo and what it took back cancel out; a redo stands for what it brought back
            if entry.op == "undo":
                continue
        back = again.get(entry.n, entry)
        if back.op == "take-back" and own.intersection(back.of):  # of oneself: as an undo
            done.update(back.of)
            continue
        standing.append(entry)
    return standing


class _Scratched:
    """The past without what was `undone` since (see cancelled.py), continued by the text changes that were made on the
    copy."""

    def __init__(self, past: Past, effects: list[Effect], undone: dict[int, Entry]) -> None:
        self._past = past
        self._undone = undone
        self._effects = list(effects)

    def mine(self, who: int) -> list[Entry]:
        return self._past.mine(who)

    def canvas_at(self, source: str | None, number: int) -> Canvas:
        return self._past.canvas_at(source, number)

    def deltas_since(self, note: str, base: int) -> list[texts.Delta]:
        later = [effect["text"] for effect in self._effects if effect.get("note") == note and "text" in effect]
        return [*left(note, self._past.texts_since(note, base), self._undone), *later]

    def texts_since(self, note: str, base: int) -> list[tuple[int, texts.Delta]]:
        return self._past.texts_since(note, base)

    def backs_since(self, number: int) -> list[Entry]:
        return self._past.backs_since(number)


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
