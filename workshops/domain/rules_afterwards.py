"""What participants get when the hour is over: the facilitator's choice, and a few words of thanks of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workshops.domain import text as texts
from workshops.domain.operations import Actor, Refusal
from workshops.domain.rights import may

if TYPE_CHECKING:
    from workshops.domain.workshop import Effect, WorkshopState

GETS = ("thanks", "look", "take")
"""Each more than the one before: the page of thanks; to look at the canvas; its PDF and picture to take home.

Something new is added here, in the words of the form (web/views/afterwards.py) and on the page (_lobby_thanks.html).
"""
THANKS_LIMIT = 400
GRACE = 10_000
"""Milliseconds after the hour's end in which a canvas that closes stays open: last words may be on their way."""


def set_afterwards(state: WorkshopState, operation: dict[str, Any], actor: Actor, now: int) -> list[Effect]:
    """Choose what participants get (`gets`), until when (`until`: Unix ms, null: for good), and the words (`thanks`).

    Raises Refusal `shape`, `date-past`, `text-long`, `text-unclean`.
    """
    values = {name: operation[name] for name in ("gets", "until", "thanks") if name in operation}
    if "gets" in values and values["gets"] not in GETS:
        raise Refusal("shape", field="gets")
    until = values.get("until")
    if until is not None and (not isinstance(until, int) or isinstance(until, bool)):
        raise Refusal("shape", field="until")
    if until is not None and until <= now and until != state.values.get("until"):
        raise Refusal("date-past", field="until")
    if "thanks" in values:
        values["thanks"] = _words(values["thanks"])
    changed = {name: value for name, value in values.items() if state.values.get(name) != value}
    return [{"workshop": True, "set": changed}] if changed else []


def _words(thanks: object) -> str:
    if not isinstance(thanks, str):
        raise Refusal("shape", field="thanks")
    thanks = thanks.strip()
    if len(thanks) > THANKS_LIMIT:
        raise Refusal("text-long", limit=THANKS_LIMIT, field="thanks")
    if not texts.is_clean(thanks):
        raise Refusal("text-unclean", field="thanks")
    return thanks


def sees(role: str, hour: dict[str, Any], gets: str, until: int | None, now: int, *, grace: int = 0) -> bool:
    """Whether somebody of this role may see the canvases that are theirs to see (yet, or still) at `now` (Unix ms).

    `hour` has the fields of agenda.Hour; `grace` is how long after the end it does not count yet.
    """
    phase, ended = hour.get("phase", "before"), hour.get("ended")
    given = gets != "thanks" and (until is None or now < until)
    given = given or (ended is not None and now < ended + grace)
    return may(role, "see canvas", phase, ("look",) if given else ())


def takes(role: str, hour: dict[str, Any], gets: str, until: int | None, now: int) -> bool:
    """Whether somebody of this role may take home the PDF and picture of the canvases that are theirs to see."""
    given = gets == "take" and (until is None or now < until)
    return may(role, "take home", hour.get("phase", "before"), ("take",) if given else ())
