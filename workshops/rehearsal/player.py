"""One simulated participant of a rehearsal: does what the running step asks for, through the actions of everybody."""

import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from workshops.actions.editing import submit
from workshops.actions.leading import lead
from workshops.actions.open_canvases import open_canvas
from workshops.domain.audience import hidden_from
from workshops.domain.items import COLOURS, REACTIONS, Note
from workshops.domain.operations import Refusal
from workshops.domain.rights import FREE
from workshops.domain.text import NOTE_LIMIT
from workshops.models import Participant

Raw = dict[str, Any]
KEYS = 9
"""Characters that are typed in one turn."""
ENOUGH = 7
"""Notes in a block after which somebody rather does something else."""
TYPING, THINKING = (0.8, 1.6), (3.0, 9.0)
"""Seconds between two turns."""


@dataclass
class Now:
    """Where the hour is, as a player needs it: what everybody is told (P22)."""

    phase: str = "before"
    step: Raw = field(default_factory=dict)
    proposals: list[Raw] = field(default_factory=list)

    @classmethod
    def of(cls, state: Raw) -> "Now":
        """From the workshop's state."""
        running: Raw = next((one for one in state["steps"] if one["id"] == state["hour"]["step"]), {})
        return cls(state["hour"]["phase"], running, state["proposals"])

    @property
    def grants(self) -> list[str]:
        """What people may do now."""
        return list(self.step["may"]) if self.step else list(FREE)


class Player:
    """Takes a turn now and then. `spot` is where it is: block, note and whether it writes."""

    def __init__(self, participant: Participant, canvas: str, lines: dict[str, list[str]], seed: int = 0) -> None:
        self.participant = participant
        self.canvas = canvas
        self.spot: tuple[str | None, str | None, bool] = (None, None, False)
        self._lines = lines
        self._random = random.Random(seed)
        self._text = ""
        self._step: str | None = None
        self._written = 0
        self._hand = self._ready = False

    @property
    def who(self) -> int:
        """Its number in the workshop."""
        return self.participant.who

    def turn(self, now: Now) -> float:
        """Do one thing; how many seconds until the next."""
        if self._step != now.step.get("id"):
            self._step, self._written, self._ready = now.step.get("id"), 0, False
        if now.phase == "after":
            self.spot = (None, None, False)
        elif self.spot[2]:
            self._type_on()
        else:
            chosen = self._choices(now)
            [act] = self._random.choices([one for _, one in chosen], [weight for weight, _ in chosen])
            act(now)
        return self._random.uniform(*(TYPING if self.spot[2] else THINKING))

    def _choices(self, now: Now) -> list[tuple[float, Callable[[Now], None]]]:
        """What may be done now, each with how often it is."""
        grants = now.grants
        found: list[tuple[float, Callable[[Now], None]]] = [(1, self._look_around)]
        if "write" in grants and not self._ready:
            found.append((6 if self._written < 2 else 2, self._write))
        if "arrange" in grants:
            found += [(1.5, self._move), (0.8, self._stack), (0.7, self._colour)]
        if "talk" in grants:
            found += [(1.5, self._react), (0.7, self._comment)]
        if "vote" in grants:
            found.append((8, self._vote))
        if now.step:
            found.append((2.5 if self._hand else 0.25, self._raise_hand))
            found.append((2 if self._written > 1 or "write" not in grants else 0.1, self._be_ready))
        if now.step.get("purpose") == "opening":
            found.append((2, self._propose))
        if now.step.get("purpose") == "outcomes":
            found.append((3, self._conclude))
        return found

    # writing

    def _block(self, now: Now) -> str:
        return now.step.get("block") or self._random.choice(list(self._lines))

    def _write(self, now: Now) -> None:
        block = self._block(now)
        texts = [note.text for note in self._notes() if note.block == block]
        fresh = [line for line in self._lines[block] if line not in texts]
        if not fresh or len(texts) >= ENOUGH:
            self._react(now)
            return
        note, self._text = _new(), self._random.choice(fresh)[:NOTE_LIMIT]
        if self._edit({"op": "add", "block": block, "notes": [{"note": note, "text": self._text[:KEYS]}]}):
            self._written += 1
            self.spot = (block, note, len(self._text) > KEYS)

    def _type_on(self) -> None:
        block, note, _ = self.spot
        found = next((one for one in self._notes() if one.id == note), None)
        if found is None or not self._text.startswith(found.text):
            self.spot = (block, None, False)
            return
        there = len(found.text)  # read now: it is the canvas's own note, and grows by the edit
        more = self._text[there : there + KEYS]
        taken = bool(more) and self._edit({"op": "text", "note": found.id, "base": found.v, "delta": [there, more]})
        self.spot = (block, note, taken and there + len(more) < len(self._text))

    # with what is there

    def _notes(self) -> list[Note]:
        opened = open_canvas(self.canvas)
        with opened.lock:
            opened.fold_in()
            return [one for one in opened.canvas.notes.values() if not one.removed and not hidden_from(one, self.who)]

    def _on_a_note(self, now: Now, **operation: Any) -> None:
        notes = self._notes()
        near = [one for one in notes if one.block == now.step.get("block")] or notes
        if near:
            note = self._random.choice(near)
            self.spot = (note.block, note.id, False)
            named = {"note": note.id} if operation["op"] in ("react", "comment", "vote") else {"notes": [note.id]}
            self._edit({**operation, **named})

    def _move(self, now: Now) -> None:
        self._on_a_note(now, op="move", block=self._block(now), after=None)

    def _stack(self, now: Now) -> None:
        block = self._block(now)
        alone = [one for one in self._notes() if one.block == block and one.under is None]
        if len(alone) > 2:
            note, on = self._random.sample(alone, 2)
            self.spot = (block, on.id, False)
            self._edit({"op": "stack", "notes": [note.id], "on": on.id})

    def _colour(self, now: Now) -> None:
        self._on_a_note(now, op="colour", colour=self._random.choice(COLOURS))

    def _react(self, now: Now) -> None:
        self._on_a_note(now, op="react", reaction=self._random.choice(REACTIONS), on=True)

    def _comment(self, now: Now) -> None:
        line = self._random.choice(self._lines[self._block(now)])
        self._on_a_note(now, op="comment", comment=_new(), text=line)

    def _vote(self, now: Now) -> None:
        self._on_a_note(now, op="vote", dots=1)

    def _conclude(self, now: Now) -> None:
        notes = self._notes()
        if notes and self._written == 0:
            self._written += 1
            text = self._random.choice(notes).text[:200]
            sort = self._random.choice(("adjust", "stop", "start", "decide"))
            self._edit({"op": "outcome", "outcome": _new(), "sort": sort, "text": text, "owner": self.participant.name})

    # signals

    def _look_around(self, now: Now) -> None:
        self.spot = (self._block(now), None, False)

    def _raise_hand(self, now: Now) -> None:
        self._hand = not self._hand
        self._signal({"op": "hand", "on": self._hand})

    def _be_ready(self, now: Now) -> None:
        self._ready = True
        self._signal({"op": "ready", "step": now.step["id"], "on": True})

    def _propose(self, now: Now) -> None:
        if now.proposals and (len(now.proposals) > 2 or self._random.random() < 0.7):
            self._signal({"op": "support", "proposal": self._random.choice(now.proposals)["id"], "on": True})
        else:
            text = self._random.choice(self._lines[self._random.choice(list(self._lines))])[:200]
            self._signal({"op": "propose", "proposal": _new(), "text": text})

    def _edit(self, operation: Raw) -> bool:
        """Whether it was taken. What is refused is not tried again: the step may have ended meanwhile."""
        step = {"step": self._step} if self._step else {}
        [verdict] = submit(self.canvas, self.who, [{"id": _new(), **step, **operation}])
        return verdict.refusal is None

    def _signal(self, operation: Raw) -> None:
        try:
            lead(self.participant, operation)
        except Refusal:
            return


def _new() -> str:
    return str(uuid.uuid4())
