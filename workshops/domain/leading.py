"""The operations of a workshop's log: who may do each, and what it does. They are dicts, from pages and sockets.

| op | fields | |
|---|---|---|
| `open` | `title topic kind language starts_at call_url code alone` | made by the application |
| `change` | any of `title topic starts_at call_url language` | |
| `door` `archive` | `open` / `on` | |
| `code` | `code` | |
| `afterwards` | any of `gets until thanks` | what participants get when the hour is over |
| `team` | `team` (id), `name` | new or renamed |
| `join` | `who name role team` | |
| `person` | `who`, any of `name role team` | |
| `leave` | `who` | removed by a facilitator |
| `forget` | `who name` | what is left of somebody whose words are erased; made by the application |
| `unshare` | `who` | a facilitator, taken off by another or by themselves |
| `step` | `step` (id), any of agenda.FIELDS, `after` when it is new | |
| `step-move` `step-copy` `step-remove` | `step`, `after` / `copy` (id) | |
| `agenda` | `steps`: each `step` and fields | another agenda, before the start |
| `wording` | `block question context` | |
| `start` `end` `reopen` `replan` | | alone, `reopen` may name a `step` |
| `go` | `from to` | `to`: an id, "next" or "back"; alone, `done` ends the step that is left, as with `end` |
| `done` | `step on` | alone |
| `group` | | from alone to a workshop with a group |
| `pause` | `on` | |
| `extend` | `step minutes` | |
| `skip` `reveal-step` | `step` (`on`) | |
| `spotlight` | `block note team` | null: nowhere |
| `plenary` | `team` | null: everybody to their own |
| `notice` | `text team` | |
| `hand` | `on`, `who` for a facilitator | |
| `ready` | `step on` | |
| `propose` `support` `withdraw` `choose` | `proposal` (`text`, `on`) | |
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workshops.domain import rules_afterwards, rules_agenda, rules_alone, rules_hour, rules_people, rules_signals
from workshops.domain.operations import Actor, Refusal
from workshops.domain.rights import refusal
from workshops.domain.rules_people import NOBODY
from workshops.domain.workshop import Effect, WorkshopState

Rule = Callable[[WorkshopState, dict[str, Any], Actor, int], list[Effect]]

OPERATIONS: dict[str, tuple[str | None, Rule]] = {
    # op: the action of the rights table it asks for (None: the rule itself looks), its rule
    "open": (None, rules_people.begin),
    "change": ("rename", rules_people.change),
    "door": ("keep the door", rules_people.door),
    "code": ("keep the door", rules_people.code),
    "archive": ("archive", rules_people.archive),
    "team": ("rename", rules_people.team),
    "afterwards": ("keep the door", rules_afterwards.set_afterwards),
    "join": (None, rules_people.join),
    "person": (None, rules_people.person),
    "leave": ("manage people", rules_people.leave),
    "forget": ("manage people", rules_people.forget),
    "unshare": ("manage people", rules_people.unshare),
    "step": ("prepare", rules_agenda.step),
    "step-move": ("prepare", rules_agenda.move),
    "step-copy": ("prepare", rules_agenda.copy),
    "step-remove": ("prepare", rules_agenda.remove),
    "agenda": ("prepare", rules_agenda.replace),
    "wording": ("prepare", rules_agenda.wording),
    "start": ("lead", rules_hour.start),
    "go": ("lead", rules_hour.go),
    "done": ("lead", rules_alone.done),
    "group": ("lead", rules_alone.group),
    "pause": ("lead", rules_hour.pause),
    "extend": ("lead", rules_hour.extend),
    "replan": ("lead", rules_hour.replan),
    "skip": ("lead", rules_hour.skip),
    "reveal-step": ("reveal", rules_hour.reveal),
    "end": ("lead", rules_hour.end),
    "reopen": ("lead", rules_hour.reopen),
    "spotlight": ("lead", rules_signals.spotlight),
    "plenary": ("lead", rules_signals.plenary),
    "notice": ("lead", rules_signals.notice),
    "hand": ("signal", rules_signals.hand),
    "ready": ("signal", rules_signals.ready),
    "propose": ("propose", rules_signals.propose),
    "support": ("propose", rules_signals.support),
    "withdraw": ("propose", rules_signals.withdraw),
    "choose": ("lead", rules_signals.choose),
}


def decide(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int = 0) -> list[Effect]:
    """The effects of an operation at `now` (Unix ms; none: nothing to do). Raises Refusal. Changes nothing."""
    action, rule = OPERATIONS[operation["op"]]
    if action and actor.who != NOBODY:
        code = refusal(actor.role, action, state.phase)
        if code is not None:
            raise Refusal(code)
    return rule(state, operation, actor, now)
