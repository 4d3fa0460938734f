"""A rehearsal as it goes on: its players take turns in a thread of the server, until time is up or it is stopped."""

import logging
import threading
import time
from collections.abc import Callable
from uuid import UUID

from django.db import connections

from workshops import broadcast, clock
from workshops.models import Canvas, Rehearsal, Workshop
from workshops.queries import workshop_for
from workshops.rehearsal.lines import lines_of
from workshops.rehearsal.player import Now, Player

logger = logging.getLogger(__name__)

TICK = 0.4
"""Seconds between two looks at who has a turn."""
HEARD_EVERY = 4_000
"""Milliseconds between two signs of life."""


def in_background(workshop: UUID) -> None:
    """Have the players of a rehearsal begin. They end with the server too; whatever they did is committed by then."""
    threading.Thread(target=_run, args=(workshop,), daemon=True, name="rehearsal").start()


def _run(workshop: UUID) -> None:
    try:
        play(workshop)
    except Exception:
        logger.exception("a rehearsal ended before its time")
    finally:
        connections.close_all()


def play(workshop_id: UUID, pause: Callable[[float], None] = time.sleep) -> None:
    """Let the players take turns until it is over; returns then, also when the copy was deleted."""
    workshop = Workshop.objects.filter(pk=workshop_id).first()
    if workshop is None:
        return
    players = _players(workshop)
    turns = {player.who: clock.now() + index * 700 for index, player in enumerate(players)}
    told = 0
    try:
        while (now := clock.now()) and _goes_on(workshop_id, now):
            workshop.refresh_from_db()
            scene = Now.of(workshop_for(workshop, leads=False))
            for player in players:
                if turns[player.who] <= now:
                    turns[player.who] = now + int(1000 * player.turn(scene))
                    told = 0
            if now - told > HEARD_EVERY:
                told = now
                _tell_where(players)
            pause(TICK)
    except (Workshop.DoesNotExist, Canvas.DoesNotExist):
        return  # deleted meanwhile
    finally:
        _tell_where(players, here=False)
        Rehearsal.objects.filter(pk=workshop_id).update(stopped=True)


def _players(workshop: Workshop) -> list[Player]:
    lines = lines_of(workshop.parsed_kind(), workshop.language)
    people = workshop.participants.select_related("team__canvas", "workshop").filter(role="participant", removed=False)
    return [Player(one, str(one.team.canvas.pk), lines, seed=one.who) for one in people if one.team is not None]


def _goes_on(workshop_id: UUID, now: int) -> bool:
    row = Rehearsal.objects.filter(pk=workshop_id, stopped=False, until__gt=now).first()
    if row is not None and now - row.heard > HEARD_EVERY:
        Rehearsal.objects.filter(pk=workshop_id).update(heard=now)
    return row is not None


def _tell_where(players: list[Player], *, here: bool = True) -> None:
    """Show the players on their canvases as people are shown: where they are, and whether they write."""
    for canvas in {player.canvas for player in players}:
        spots = [(player.who, player.spot) for player in players if player.canvas == canvas and here]
        people = [{"who": who, "block": spot[0], "note": spot[1], "typing": spot[2]} for who, spot in spots]
        broadcast.tell_presence(canvas, "rehearsal", people)
