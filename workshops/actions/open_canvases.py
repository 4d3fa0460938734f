"""The canvases this process holds in memory: a cache of the rows, checked against the head under the row's lock."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from workshops.actions.scene import Scene, read_scene
from workshops.domain.cancelled import BACKS
from workshops.domain.canvas import Canvas as DomainCanvas
from workshops.domain.kinds import Kind
from workshops.domain.log import MINE_LIMIT, Ledger
from workshops.domain.operations import Refusal
from workshops.domain.text import Delta
from workshops.domain.undo import Entry
from workshops.history.past import canvas_at
from workshops.models import Canvas, Operation
from workshops.models.log import ENTRY_FIELDS, to_entry

TEXT_OPERATIONS = ("text", "undo", "redo", "take-back", "bring-back")
"""The operations that may have text changes among their effects."""
OPEN_LIMIT = 200
"""Canvases kept in memory at once; the ones longest unused go."""


@dataclass
class OpenCanvas:
    """A canvas in memory with what judging an edit asks for. Use it under its lock only."""

    id: str
    team: str
    workshop: str
    canvas: DomainCanvas
    ledger: Ledger
    epoch: int
    scenario: bool = False
    """Whether it is a scenario: the hour is not about it."""
    workshop_head: int = -1
    scene: Scene = field(default_factory=Scene)
    followed: int = -1
    """The number of the workshop's log up to which what it asks of this canvas was done."""
    lock: threading.RLock = field(default_factory=threading.RLock)

    def fold_in(self) -> None:
        """Take in what others committed since."""
        missed = read_entries(self.id, self.canvas.head)
        if any(entry.op == "erase" for entry in missed):
            fresh = _load(self.id)  # what is in memory still has the words
            self.canvas, self.ledger = fresh.canvas, fresh.ledger
            return
        for entry in missed:
            self.take(entry)
        self.ledger.trim()

    def take(self, entry: Entry) -> None:
        """Apply the next entry, which is committed."""
        self.canvas.apply(entry.fx, entry.n, entry.by)
        self.ledger.push(entry)

    def follow_workshop(self, head: int) -> None:
        """Read who takes part and where the hour is again if the workshop's log moved on to `head`."""
        if head != self.workshop_head:
            self.scene = read_scene(self.workshop)
            self.workshop_head = head


_open: OrderedDict[str, OpenCanvas] = OrderedDict()
_guard = threading.Lock()


def open_canvas(canvas_id: str) -> OpenCanvas:
    """The canvas, from memory or from the rows. Raises Canvas.DoesNotExist."""
    with _guard:
        found = _open.get(canvas_id)
        if found is not None:
            _open.move_to_end(canvas_id)
            return found
    loaded = _load(canvas_id)
    with _guard:
        # Two threads may have loaded it at once: the first one stays, so that there is one lock.
        kept = _open.setdefault(canvas_id, loaded)
        while len(_open) > OPEN_LIMIT:
            _open.popitem(last=False)
    return kept


def drop(canvas_id: str) -> None:
    """Forget a canvas; the next use reads the rows."""
    with _guard:
        _open.pop(canvas_id, None)


def drop_all() -> None:
    """Forget all of them (tests that change the database behind our back)."""
    with _guard:
        _open.clear()


def _load(canvas_id: str) -> OpenCanvas:
    row = Canvas.objects.select_related("workshop").get(pk=canvas_id)
    canvas = row.to_domain(row.workshop.parsed_kind())
    # Rows may be read while another process commits: what is newer than the head that was read is folded in again
    # under the row's lock, and the rows themselves are read once more if they ran ahead.
    row.refresh_from_db(fields=["head"])
    if row.head != canvas.head:
        return _load(canvas_id)
    kind = canvas.kind
    ledger = Ledger(
        older_texts=lambda since, until: _older_texts(canvas_id, since, until),
        older_mine=lambda who, until: _older_mine(canvas_id, who, until),
        read_at=lambda source, number: _read_at(canvas_id, str(row.team_id), kind, source, number),
        older_backs=lambda since, until: _older_backs(canvas_id, since, until),
        start=canvas.head,
    )
    return OpenCanvas(
        id=canvas_id,
        team=str(row.team_id),
        workshop=str(row.workshop_id),
        canvas=canvas,
        ledger=ledger,
        epoch=row.epoch,
        scenario=row.own_id is None,
    )


def _read_at(canvas_id: str, team: str, kind: Kind, source: str | None, number: int) -> DomainCanvas:
    """A moment of a canvas, or of another one of the same team. Raises Refusal `no-moment`."""
    head = Canvas.objects.filter(pk=source or canvas_id, team_id=team).values_list("head", flat=True).first()
    if head is None or number > head:
        raise Refusal("no-moment", n=number)
    return canvas_at(source or canvas_id, kind, number)


def read_entries(canvas_id: str, since: int, until: int | None = None) -> list[Entry]:
    """The entries of a canvas's log after number `since`, up to and with `until`, in order."""
    rows = Operation.objects.filter(canvas_id=canvas_id, n__gt=since).order_by("n")
    if until is not None:
        rows = rows.filter(n__lte=until)
    return [to_entry(*values) for values in rows.values_list(*ENTRY_FIELDS)]


def _older_texts(canvas_id: str, since: int, until: int) -> list[tuple[int, str, Delta]]:
    rows = Operation.objects.filter(canvas_id=canvas_id, n__gt=since, n__lte=until, op__in=TEXT_OPERATIONS)
    entries = [to_entry(*values) for values in rows.order_by("n").values_list(*ENTRY_FIELDS)]
    return [(entry.n, effect["note"], effect["text"]) for entry in entries for effect in entry.fx if "text" in effect]


def _older_backs(canvas_id: str, since: int, until: int) -> list[Entry]:
    rows = Operation.objects.filter(canvas_id=canvas_id, n__gt=since, n__lte=until, op__in=BACKS).order_by("n")
    return [to_entry(*values) for values in rows.values_list(*ENTRY_FIELDS)]


def _older_mine(canvas_id: str, who: int, until: int) -> list[Entry]:
    rows = Operation.objects.filter(canvas_id=canvas_id, by=who, n__lte=until).order_by("-n")[:MINE_LIMIT]
    return [to_entry(*values) for values in rows.values_list(*ENTRY_FIELDS)]
