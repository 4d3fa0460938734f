"""What a connection reads from the database: who it is, what it missed, the workshop as it is. Runs in threads."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth import get_user
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, connections
from django.http import HttpRequest
from django.utils import translation

from workshops import clock
from workshops.actions import leading
from workshops.actions.open_canvases import open_canvas, read_entries
from workshops.actions.retention import mark_seen
from workshops.domain.audience import Reader, visible
from workshops.domain.picture import entry_for, picture
from workshops.domain.rights import may
from workshops.domain.rules_afterwards import GRACE
from workshops.domain.undo import Entry
from workshops.models import Canvas, Operation, Participant, User, Workshop
from workshops.queries import apart, may_open, may_see, recognise, workshop_for

CATCH_UP_LIMIT = 2_000
CHUNK = 500

T = TypeVar("T")

writer = ThreadPoolExecutor(1, "writer")
"""The one thread on which this process commits edits."""
readers = ThreadPoolExecutor(2, "reader")


async def run(pool: ThreadPoolExecutor, function: Callable[..., T], *arguments: Any) -> T:
    """Run a function that uses the database on a thread of the pool."""
    return await asyncio.get_running_loop().run_in_executor(pool, _guarded, function, *arguments)


def _guarded(function: Callable[..., T], *arguments: Any) -> T:
    try:
        return function(*arguments)
    except DatabaseError:
        connection.close()  # it may be broken; the next call opens another
        raise


async def close_connections() -> None:
    """Close the pools' database connections (at the end of the process)."""
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(writer, connections.close_all)
    for _ in range(2):
        await loop.run_in_executor(readers, connections.close_all)


class NoEntry(Exception):
    """A connection that may not be: `code` is `removed`, `moved` (`canvas`: where they are now), `over` or `gone`."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


@dataclass(slots=True)
class Visitor:
    """Who a connection is: the participant, and the language for sentences."""

    participant: Participant
    canvas: Canvas
    language: str
    session_key: str = ""

    @property
    def reader(self) -> Reader:
        """For whom logs are read."""
        return Reader(self.participant.who, self.participant.role)


def visit(canvas_id: str, cookies: Mapping[str, str], session: Any) -> Visitor:
    """Who comes to a canvas. Raises NoEntry: `gone` when there is no such canvas, `removed` for a stranger."""
    try:
        canvas = Canvas.objects.select_related("workshop").defer("workshop__kind_data").get(pk=canvas_id)
    except (Canvas.DoesNotExist, ValidationError):
        raise NoEntry("gone") from None
    user = _user(session)
    participant = recognise(canvas.workshop_id, cookies, user)
    if participant is None:
        raise NoEntry("removed")
    participant.workshop = canvas.workshop  # without its kind, which a connection would keep in memory for hours
    _check_place(participant, canvas)
    by_account = user is not None and participant.user_id == user.pk
    chosen = cookies.get(settings.LANGUAGE_COOKIE_NAME, "")
    language = chosen if translation.check_for_language(chosen) and chosen in dict(settings.LANGUAGES) else ""
    mark_seen(canvas.workshop)
    key = str(session.session_key or "") if by_account else ""
    return Visitor(participant, canvas, language or canvas.workshop.language, key)


def _check_place(participant: Participant, canvas: Canvas) -> None:
    """Raise NoEntry when the participant's place is on another canvas, or (`over`) on none after the hour."""
    if not may_see(participant, grace=GRACE):
        raise NoEntry("over")
    if may_open(participant, canvas):
        return
    own = Canvas.objects.filter(team=participant.team_id).first() if participant.team_id else None
    raise NoEntry("moved", canvas=str(own.pk) if own else None)


def ended_sessions(keys: Sequence[str]) -> set[str]:
    """Those of the sessions that somebody signed out of, or whose password changed since."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    return {key for key in keys if _user(store(key)) is None}


def _user(session: Any) -> User | None:
    request = HttpRequest()
    request.session = session
    user = get_user(request)
    return user if isinstance(user, User) else None


@dataclass(slots=True)
class Welcome:
    """The answer to a hello: messages to send, and the numbers up to which they bring the client."""

    messages: list[dict[str, Any]]
    seen: int
    workshop: dict[str, Any]

    @property
    def workshop_head(self) -> int:
        """The head of the workshop's log."""
        return int(self.workshop["head"])


def welcome(visitor: Visitor, since: int | None, pending: Sequence[str]) -> Welcome:
    """What a client needs to go on from number `since` (P3, P4). Raises NoEntry for who is out by now."""
    canvas_id = str(visitor.canvas.pk)
    try:
        everybody = Participant.objects.select_related("workshop", "team").defer("workshop__kind_data")
        visitor.participant = everybody.get(pk=visitor.participant.pk, removed=False)
    except Participant.DoesNotExist:
        raise NoEntry("removed") from None
    _check_place(visitor.participant, visitor.canvas)
    known = Operation.objects.filter(canvas_id=canvas_id, uid__in=pending).values_list("uid", "n") if pending else []
    workshop = visitor.participant.workshop
    state = workshop_for(workshop, leads=may(visitor.participant.role, "lead"))
    messages, seen = missed(canvas_id, since, visitor.reader)
    hello: dict[str, Any] = {
        "t": "welcome",
        "v": 1,
        "you": visitor.participant.who,
        "role": visitor.participant.role,
        "head": seen,
        "known": {str(uid): n for uid, n in known},
        "now": clock.now(),
        "workshop": apart(state) if visitor.canvas.own_id is None else state,
    }
    return Welcome([hello, *messages], seen, hello["workshop"])


def missed(canvas_id: str, since: int | None, reader: Reader) -> tuple[list[dict[str, Any]], int]:
    """The frames after number `since`, or a whole picture when they are too many; and the number they lead to."""
    opened = open_canvas(canvas_id)
    with opened.lock:
        opened.fold_in()
        head = opened.canvas.head
        entries = None
        if since is not None and 0 <= head - since <= CATCH_UP_LIMIT:
            entries = opened.ledger.since(since)
        else:
            # Encoded under the lock: the picture must be of one moment.
            return [{"t": "reset", "head": head, "canvas": picture(opened.canvas, reader)}], head
    if entries is None:
        entries = read_entries(canvas_id, since, head)
    return frames(entries, reader), head


def frames(entries: Sequence[Entry], reader: Reader) -> list[dict[str, Any]]:
    """Entries as `ops` messages for one reader (P5)."""
    return [
        {
            "t": "ops",
            "from": chunk[0].n,
            "to": chunk[-1].n,
            "ops": [entry_for(reader, entry) for entry in chunk if visible(entry, reader)],
        }
        for chunk in (entries[start : start + CHUNK] for start in range(0, len(entries), CHUNK))
    ]


@dataclass(slots=True)
class WorkshopNow:
    """A workshop as it is: what everybody may see of it, what facilitators may, and the participants who are in it."""

    state: dict[str, Any]
    for_leaders: dict[str, Any]
    people: dict[int, Participant]


def workshop_now(workshop_id: str) -> WorkshopNow | None:
    """The workshop as it is now; None when it was deleted."""
    workshop = Workshop.objects.defer("kind_data").filter(pk=workshop_id).first()
    if workshop is None:
        return None
    people = {one.who: one for one in workshop.participants.filter(removed=False)}
    return WorkshopNow(workshop_for(workshop, leads=False), workshop_for(workshop, leads=True), people)


def follow(canvas_ids: Sequence[str]) -> None:
    """Have canvases do what their workshop's log asks of them, if whoever wrote it did not get to it."""
    leading.follow(canvas_ids)


def lead(participant: Participant, operation: dict[str, Any], operation_id: str) -> leading.Done:
    """Write an operation to the workshop's log. Raises Refusal."""
    return leading.lead(participant, operation, operation_id=operation_id)


def mark_away(participant: int, since: int) -> None:
    """Keep that the server last heard of a participant at `since` (Unix ms)."""
    Participant.objects.filter(pk=participant).update(away_from=since, away_until=None)


def mark_back(participant: int) -> None:
    """Keep that somebody who was away is back."""
    Participant.objects.filter(pk=participant, away_from__isnull=False, away_until=None).update(away_until=clock.now())


def heads(canvases: Sequence[str], workshops: Sequence[str]) -> tuple[dict[str, int], dict[str, int]]:
    """The heads of logs, as the database has them now."""
    of_canvases = Canvas.objects.filter(pk__in=canvases).values_list("pk", "head")
    of_workshops = Workshop.objects.filter(pk__in=workshops).values_list("pk", "head")
    return {str(key): head for key, head in of_canvases}, {str(key): head for key, head in of_workshops}
