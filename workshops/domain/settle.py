"""Keeping places sound when old places come back: stacks one level deep, in one block, keys that differ.

An undo sets fields back that fitted the canvas of an earlier moment. `settle` completes or trims its effects so that
the result is a canvas that the ordinary rules could have made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workshops.domain import order
from workshops.domain.rules_places import free_key

if TYPE_CHECKING:
    from workshops.domain.canvas import Canvas, Effect

_PLACE = ("block", "key", "under", "removed")


def settle(canvas: Canvas, effects: list[Effect]) -> list[Effect]:
    """The effects, with those that set a note's place made to fit the canvas and each other."""
    wanted: dict[str, dict[str, Any]] = {}
    for effect in effects:
        if "note" in effect and "set" in effect:
            wanted.setdefault(effect["note"], {}).update(effect["set"])
    if not any(not set(_PLACE).isdisjoint(values) for values in wanted.values()):
        return effects
    final = _Final(canvas, wanted)
    final.free_members_of_gone_heads()
    final.drop_unsound_stacks()
    final.bring_members()
    final.differ()
    others = [effect for effect in effects if not ("note" in effect and "set" in effect)]
    return [{"note": note, "set": values} for note, values in wanted.items() if values] + others


class _Final:
    """How notes will stand once the wanted values are set."""

    def __init__(self, canvas: Canvas, wanted: dict[str, dict[str, Any]]) -> None:
        self._canvas = canvas
        self._wanted = wanted

    def get(self, note: str, name: str) -> Any:
        values = self._wanted.get(note, {})
        return values[name] if name in values else getattr(self._canvas.notes[note], name)

    def set(self, note: str, name: str, value: Any) -> None:
        values = self._wanted.setdefault(note, {})
        values[name] = value
        if getattr(self._canvas.notes[note], name) == value:
            del values[name]

    def free_members_of_gone_heads(self) -> None:
        """Whoever stands in the stack of a note that goes, stands free behind it."""
        for note in list(self._wanted):
            if not self.get(note, "removed"):
                continue
            for member in self._canvas.members(note):
                if self.get(member, "under") == note and not self.get(member, "removed"):
                    self.set(member, "under", None)

    def drop_unsound_stacks(self) -> None:
        """No stack in a stack, none under what is gone: such a note stands free instead."""
        for note in list(self._wanted):
            head = self.get(note, "under")
            if head is None or self.get(note, "removed"):
                continue
            has_members = any(
                self.get(member, "under") == note and not self.get(member, "removed")
                for member in self._canvas.members(note)
            )
            apart = self.get(head, "to") != self.get(note, "to")  # one was revealed since
            if has_members or apart or self.get(head, "removed") or self.get(head, "under") is not None:
                self.set(note, "under", None)

    def bring_members(self) -> None:
        """A stack stands in its head's block."""
        for note in list(self._wanted):
            head = self.get(note, "under")
            if head is not None and not self.get(note, "removed"):
                self.set(note, "block", self.get(head, "block"))
            for member in self._canvas.members(note):
                if self.get(member, "under") == note and not self.get(member, "removed"):
                    self.set(member, "block", self.get(note, "block"))

    def differ(self) -> None:
        """Give a note that comes into a place with a key in use the next free one."""
        taken: set[tuple[str, str]] = set()
        leaving = set(self._wanted)
        for note in list(self._wanted):
            if self.get(note, "removed"):
                continue
            group = self.get(note, "under") or self.get(note, "block")
            key = self.get(note, "key") or order.FIRST
            self.set(note, "key", free_key(self._canvas, group, key, taken, leaving))
