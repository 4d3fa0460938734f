"""The two that are compared: what an address names, for whom it is to see, and what there is to choose from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from workshops.domain.canvas import Canvas as DomainCanvas
from workshops.domain.rights import may
from workshops.domain.shapes import is_id
from workshops.models import Canvas, Participant
from workshops.queries import may_open
from workshops.web.looking import Looking
from workshops.web.places import canvas_title

NOW = "now"
ELSEWHERE = 12
"""Canvases of other workshops that are there to choose; any other goes by its address."""


@dataclass(slots=True)
class Side:
    """One of the two: a canvas at a number. `key` is how it stands in the address, `place` what it is called."""

    key: str
    look: Looking
    n: int
    name: str
    place: str

    @property
    def is_now(self) -> bool:
        """Whether that is the canvas as it is."""
        return self.n >= self.look.row.head

    @property
    def full(self) -> str:
        """What it is called beside the canvas of another team."""
        return self.place if self.is_now else f"{self.place}, {self.look.says(self.n)}"

    def canvas(self) -> DomainCanvas:
        """The canvas there."""
        return self.look.canvas(self.n)


def sides_of(request: HttpRequest, look: Looking) -> tuple[Side, Side]:
    """What is compared: `a` and `b`, or `with` a canvas beside now, else what is seen first.

    Raises Http404 for what is no moment, or of a canvas that is not theirs to see.
    """
    other = request.GET.get("with", "")
    first, second = _usual(look)
    if other:
        first, second = NOW, other
    return _side(look, request.GET.get("a") or first), _side(look, request.GET.get("b") or second)


def _usual(look: Looking) -> tuple[str, str]:
    """What one sees first: a scenario beside the team's own canvas, else the last version beside now."""
    own = look.row.team.canvas
    if look.row.pk != own.pk:
        return str(own.pk), NOW
    earlier = [one.n for one in look.line.marks if one.n < look.row.head]
    return str(earlier[-1] if earlier else 0), NOW


def _side(look: Looking, key: str) -> Side:
    """The side that an address names. Raises Http404."""
    name, _sign, at = key.partition("@")
    there = look
    if is_id(name):
        there = look if name == str(look.row.pk) else _there(look, name)
    else:
        at = key
    if at not in ("", NOW) and not (at.isdecimal() and len(at) < 10):
        raise Http404
    number = there.row.head if at in ("", NOW) else min(int(at), there.row.head)
    if at in ("", NOW):
        said = _now(there) if there.row.team_id == look.row.team_id else _title(look, there.row)
    else:
        said = there.says(number) if there is look else f"{_title(look, there.row)}, {there.says(number)}"
    return Side(key, there, number, said, _title(look, there.row))


def _there(look: Looking, name: str) -> Looking:
    """Who looks at another canvas, by its id. Raises Http404 for one that is not theirs to see."""
    row = Canvas.objects.select_related("workshop", "team").filter(pk=name).first()
    if row is not None and may_open(look.person, row):
        return Looking(look.person, row)
    account = look.person.user_id
    if row is None or account is None or row.workshop_id == look.row.workshop_id or not _leads(look.person):
        raise Http404
    people = row.workshop.participants.select_related("workshop", "team").filter(user_id=account, removed=False)
    leader = next((one for one in people if _leads(one)), None)
    if leader is None:
        raise Http404
    return Looking(leader, row)


def _leads(person: Participant) -> bool:
    return may(person.role, "see any team")


def _title(look: Looking, row: Canvas) -> str:
    """What a canvas is called beside this one: with its team, or its workshop, where that is another."""
    title = canvas_title(row)
    if row.workshop_id != look.row.workshop_id:
        return title if row.workshop.is_alone else f"{row.workshop.title}: {title}"
    return f"{row.team.name}: {title}" if row.name and row.team_id != look.row.team_id else title


def _now(look: Looking) -> str:
    """The canvas as it is, by its name where the team has more than one."""
    alone = look.row.own_id is not None and not look.row.team.canvases.filter(own=None).exists()
    return _("Now") if alone else _("%(canvas)s, now") % {"canvas": canvas_title(look.row)}


def options_of(look: Looking, *sides: Side) -> list[tuple[str, str]]:
    """What can be chosen to compare, by key: now, the versions, the team's other canvases, those of other teams that
    they may open, and the two there are."""
    there = dict(_all_options(look))
    for side in sides:
        there.setdefault(side.key, side.name)
    return list(there.items())


def _all_options(look: Looking) -> Iterator[tuple[str, str]]:
    yield NOW, _now(look)
    for one in reversed(look.line.marks):
        yield str(one.n), look.says(one.n)
    yield "0", _("Before the first note")
    family = look.row.team.canvases.exclude(pk=look.row.pk).select_related("team", "workshop")
    for row in sorted(family, key=lambda one: (one.own_id is None, one.name)):
        yield str(row.pk), _now(Looking(look.person, row))
    origin: Canvas | None = look.row.branch_of
    if origin is not None:
        yield (
            f"{origin.pk}@{look.row.branched_at}",
            _("%(canvas)s, when this scenario was made of it") % {"canvas": canvas_title(origin)},
        )
    others = Canvas.objects.filter(workshop=look.row.workshop_id).exclude(team=look.row.team_id)
    for row in others.select_related("team", "workshop").order_by("team__position", "name"):
        if may_open(look.person, row):
            yield str(row.pk), _title(look, row)
    for row in _elsewhere(look):
        yield str(row.pk), _title(look, row)


def _elsewhere(look: Looking) -> Iterable[Canvas]:
    """The newest canvases of the same kind in other workshops that they lead."""
    account = look.person.user_id
    if account is None or not _leads(look.person):
        return []
    mine = Participant.objects.filter(user_id=account, role="facilitator", removed=False).values("workshop")
    rows = Canvas.objects.filter(own__isnull=False, workshop__in=mine, workshop__kind=look.kind.key)
    rows = rows.exclude(workshop=look.row.workshop_id).filter(workshop__rehearses=None)
    return rows.select_related("team", "workshop").order_by("-workshop__created_at", "team__position")[:ELSEWHERE]
