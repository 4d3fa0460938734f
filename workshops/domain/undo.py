"""Taking back one's own latest change, in the parts that nobody changed since (P18)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from workshops.domain import text as texts
from workshops.domain.items import sort_of
from workshops.domain.operations import Actor, Operation, Redo, Refusal, Undo
from workshops.domain.rights import CANVAS_OPERATIONS, LASTING, may, refusal
from workshops.domain.rules_links import linked
from workshops.domain.settle import settle

if TYPE_CHECKING:
    from workshops.domain.canvas import Canvas, Effect

RUN_PAUSE = 5
"""Typing in one note with pauses of up to this many seconds is taken back as one."""


@dataclass(slots=True)
class Entry:
    """One row of a canvas's log: an operation as it was taken. `before` are the effects that take it back."""

    n: int
    id: str
    by: int
    at: int
    op: str
    fx: list[Effect]
    before: list[Effect]
    audience: int = 0
    of: list[int] = field(default_factory=list)
    anon: bool = False
    """Whether its author is told to nobody else."""


class Past(Protocol):
    """What undo asks of the log."""

    def mine(self, who: int) -> list[Entry]:
        """The latest entries by a participant that can be undone or that undo, newest first."""

    def deltas_since(self, note: str, base: int) -> list[texts.Delta]:
        """The text changes of a note after number `base`, in order."""

    def texts_since(self, note: str, base: int) -> list[tuple[int, texts.Delta]]:
        """The same, each with its number."""

    def backs_since(self, number: int) -> list[Entry]:
        """The entries after a number that put something back (cancelled.BACKS), in order."""

    def canvas_at(self, source: str | None, number: int) -> Canvas:
        """The canvas as it was at a number; with `source` that canvas of its family. Raises Refusal (`no-moment`)."""


def decide(canvas: Canvas, operation: Operation, actor: Actor, past: Past) -> tuple[list[Effect], list[int], bool]:
    """The effects that undo or redo, the numbers of the entries they take back, and whether those hide their author.

    Raises Refusal. Changes that others have wholly overtaken are passed over.
    """
    _allow(actor, "undo")
    mine = past.mine(actor.who)
    sure = isinstance(operation, Redo) or (isinstance(operation, Undo) and operation.sure)  # done once, it was meant
    passed: list[int] = []
    anon = False
    while True:
        run = target(operation, mine, passed)
        for action in _actions(run[0], {entry.n: entry for entry in mine}):
            _allow(actor, action)
        anon = anon or any(entry.anon for entry in run)
        effects = taken_back(canvas, run, actor.who, past, sure=sure)
        passed += [entry.n for entry in run]
        if effects:
            break
        if isinstance(operation, Redo):
            raise Refusal("undo-overtaken")
    settled = settle(canvas, effects)
    if not may(actor.role, "pass locks", actor.moment.phase):
        _check_locks(canvas, settled)  # a stack may have moved: settling decides which block a note comes into
    return settled, passed, anon


def _actions(entry: Entry, mine: dict[int, Entry]) -> set[str]:
    """What taking an entry back asks for: as much as doing it did; for an undo or redo, what that was about."""
    if entry.op not in ("undo", "redo"):
        return {CANVAS_OPERATIONS[entry.op]}
    known = [mine[number] for number in entry.of if number in mine]
    return set().union(*(_actions(one, mine) for one in known)) if known else {"write"}


def _allow(actor: Actor, action: str) -> None:
    code = refusal(actor.role, action, actor.moment.phase, actor.moment.grants)
    if code is not None:
        raise Refusal(code)


def target(operation: Operation, mine: list[Entry], passed: list[int]) -> list[Entry]:
    """The entries, newest first, that an undo or redo by their author is about. Raises Refusal."""
    done = set(passed)
    for index, entry in enumerate(mine):
        if entry.n in done or entry.op in LASTING:
            continue
        if entry.op == "undo":
            if isinstance(operation, Redo):
                return [entry]
            done.update(entry.of)
        elif entry.op == "redo":
            if isinstance(operation, Undo):
                return [entry]
            done.update(entry.of)
        elif isinstance(operation, Redo):
            break
        else:
            return _run(mine, index)
    raise Refusal("nothing-to-redo" if isinstance(operation, Redo) else "nothing-to-undo")


def _run(mine: list[Entry], index: int) -> list[Entry]:
    """The entry, with the typing in the same note that came right before it."""
    run = [mine[index]]
    if run[0].op != "text":
        return run
    for entry in mine[index + 1 :]:
        earliest = run[-1]
        if entry.op != "text" or entry.fx[0]["note"] != earliest.fx[0]["note"] or earliest.at - entry.at > RUN_PAUSE:
            break
        run.append(entry)
    return run


def taken_back(canvas: Canvas, run: list[Entry], who: int, past: Past, *, sure: bool) -> list[Effect]:
    """The effects that take back what a participant did: one entry, or a run of typing."""
    if run[0].op == "text":
        return _text_back(canvas, run, past)
    effects: list[Effect] = []
    entry = run[0]
    returning = {back.get("note") for back in entry.before if back.get("set", {}).get("removed") is False}
    for done, back in zip(reversed(entry.fx), entry.before, strict=True):
        if "text" in back:
            returns = back["note"] in returning
            effects += _later_text(canvas, back["note"], back["text"], entry.n, past, returns=returns)
        else:
            whole = entry.op == "bring-back"  # a picture that is put back is taken away as one
            effects += _item_back(canvas, done, back, who, entry.n, sure=sure, whole=whole)
    return effects


def _text_back(canvas: Canvas, run: list[Entry], past: Past) -> list[Effect]:
    """Take back a run of typing as one, as far as no one else wrote in between."""
    note = run[0].fx[0]["note"]
    since = past.deltas_since(note, run[-1].n)
    if len(since) < len(run) - 1 or since[: len(run) - 1] != [entry.fx[0]["text"] for entry in reversed(run[:-1])]:
        del run[1:]
    inverse: texts.Delta = []
    for entry in run:
        inverse = texts.compose(inverse, entry.before[0]["text"])
    return _later_text(canvas, note, inverse, run[0].n, past)


def _later_text(
    canvas: Canvas, note: str, delta: texts.Delta, since: int, past: Past, *, returns: bool = False
) -> list[Effect]:
    """The delta carried over what came after; for a note in the bin only when it comes back along with it."""
    found = canvas.notes.get(note)
    if found is None or (found.removed and not returns) or found.shown > since:
        return []
    for other in past.deltas_since(note, since):
        delta = texts.transform(delta, other, "right")
    return [{"note": note, "text": delta}] if delta else []


def _item_back(
    canvas: Canvas, done: Effect, back: Effect, who: int, number: int, *, sure: bool, whole: bool
) -> list[Effect]:
    if "react" in back:
        reaction, one, on = back["react"]
        people = canvas.notes[back["note"]].reactions.get(reaction, [])
        return [back] if (one in people) != on else []
    if "note" in back:
        if canvas.notes[back["note"]].shown > number:
            return []  # what others got to see at its reveal is not taken back behind it
        return _note_back(canvas, done, back, who, sure=sure, whole=whole)
    sort = sort_of(back)
    if sort is None:
        now = canvas.state_of(back)
        values = {
            key: value for key, value in back["set"].items() if now[key] != value and now[key] == done["set"][key]
        }
        return [{**back, "set": values}] if values else []
    item: Any = canvas.items(sort)[back[sort]]
    notes = [canvas.notes[name] for name in canvas.notes_of(sort, item)]
    if sort != "comment" and any(note.shown > number for note in notes):
        return []
    wanted = {"removed": True} if back.get("gone") else back["set"]
    values = {key: value for key, value in wanted.items() if getattr(item, key) != value}
    kept = {key: value for key, value in values.items() if _stands(item, key, done)}
    if sort == "link" and kept.get("removed") is False and linked(canvas, item.note, item.other):
        return []  # somebody linked the two anew
    return [{sort: back[sort], "set": kept}] if kept else []


def _stands(item: Any, name: str, done: Effect) -> bool:
    """Whether a field still is as this effect set it: what somebody changed since stays."""
    return name not in done["set"] or bool(getattr(item, name) == done["set"][name])


def _note_back(canvas: Canvas, done: Effect, back: Effect, who: int, *, sure: bool, whole: bool) -> list[Effect]:
    note = canvas.notes[back["note"]]
    into_bin = not back.get("gone") and back["set"].get("removed") is True and done["set"].get("removed") is False
    if back.get("gone") or (into_bin and not whole):
        if note.removed:
            return []
        if not (sure or whole) and others_touched(canvas, note.id, who):
            raise Refusal("undo-others", note=note.id)
        return [{"note": note.id, "set": {"removed": True}}]
    values: dict[str, Any] = back["set"]
    same = {name for name in values if getattr(note, name) == done["set"][name]}
    if not {"block", "key", "under"} & values.keys() <= same:
        same -= {"block", "key", "under"}  # somebody gave it another place since: leave it there
    kept = {name: values[name] for name in values if name in same}
    return [{"note": note.id, "set": kept}] if kept else []


def others_touched(canvas: Canvas, note: str, who: int) -> bool:
    """Whether anybody else wrote in the note, commented on it, assumed something of it or reacted to it."""
    found = canvas.notes[note]
    return (
        any(writer != who for writer in found.writers)
        or any(comment.by != who and not comment.removed for comment in canvas.talk(note))
        or any(one.note == note and one.by != who and not one.removed for one in canvas.assumptions.values())
        or any(one != who for people in found.reactions.values() for one in people)
    )


def _check_locks(canvas: Canvas, effects: list[Effect]) -> None:
    if canvas.locked:
        raise Refusal("canvas-locked")
    for effect in effects:
        note = effect.get("note") or (canvas.comments[effect["comment"]].note if "comment" in effect else None)
        blocks = {canvas.notes[note].block} if note else set()
        blocks |= {effect["set"]["block"]} if note and "block" in effect.get("set", {}) else set()
        for block in blocks & canvas.locked_blocks:
            raise Refusal("locked", block=block)
        if note and canvas.notes[note].locked:
            raise Refusal("note-locked", note=note)
