"""What differs between two moments of a canvas, or it and a scenario: one picture, side by side, and in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from workshops.domain.canvas import Canvas as DomainCanvas
from workshops.domain.compare import compare
from workshops.domain.shapes import is_id
from workshops.history.growth import count, counted
from workshops.models import Canvas, Participant
from workshops.web.access import asks
from workshops.web.comparing import Drawer
from workshops.web.looking import Looking, looking
from workshops.web.places import canvas_title
from workshops.wording import sentence

NOW = "now"
VIEWS = ("one", "side")


@dataclass(slots=True)
class Side:
    """One of the two: a canvas of the team at a number. `key` is how it stands in the address."""

    key: str
    look: Looking
    n: int
    name: str

    @property
    def is_now(self) -> bool:
        """Whether that is the canvas as it is."""
        return self.n >= self.look.row.head

    def canvas(self) -> DomainCanvas:
        """The canvas there."""
        return self.look.canvas(self.n)


@never_cache
@require_safe
@asks("look back")
def comparison(request: HttpRequest, person: Participant, canvas: UUID) -> HttpResponse:
    """The comparison of `a` and `b`: each `now`, a number, the id of a canvas of the same team, or `<id>@<number>`.

    `with` a canvas is short for that canvas as `b`. Something that is no moment of the team's is 404.
    """
    look = looking(person, canvas)
    a, b = _sides(request, look)
    before, after = a.canvas(), b.canvas()
    context: dict[str, Any] = {
        "workshop": person.workshop,
        "canvas": look.row,
        "a": a,
        "b": b,
        "options": _options(look, a, b),
        "view": request.GET.get("view") if request.GET.get("view") in VIEWS else VIEWS[0],
        "views": VIEWS,
    }
    try:
        found = compare(before, after, look.reader)
    except ValueError:
        return render(request, "workshops/compare.html", {**context, "other_kind": sentence("other-kind")})
    drawer = Drawer(before, after, found, look.reader, look.language)
    here = look.row.pk
    target = next((other for one, other in ((b, a), (a, b)) if one.look.row.pk == here and one.is_now), None)
    context |= {
        "rows": drawer.rows(),
        "others": drawer.others(),
        "summary": counted(count(found)),
        "differs": bool(found),
        "target": target if look.turns_back and found else None,
    }
    return render(request, "workshops/compare.html", context)


def _sides(request: HttpRequest, look: Looking) -> tuple[Side, Side]:
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
        row = look.row.team.canvases.select_related("workshop", "team").filter(pk=name).first()
        if row is None:
            raise Http404
        there = look if row.pk == look.row.pk else Looking(look.person, row)
    else:
        at = key
    if at not in ("", NOW) and not (at.isdecimal() and len(at) < 10):
        raise Http404
    number = there.row.head if at in ("", NOW) else min(int(at), there.row.head)
    if at in ("", NOW):
        said = _now(there)
    else:
        said = there.says(number) if there is look else f"{canvas_title(there.row)}, {there.says(number)}"
    return Side(key, there, number, said)


def _now(look: Looking) -> str:
    """The canvas as it is, by its name where the team has more than one."""
    alone = look.row.own_id is not None and not look.row.team.canvases.filter(own=None).exists()
    return _("Now") if alone else _("%(canvas)s, now") % {"canvas": canvas_title(look.row)}


def _options(look: Looking, *sides: Side) -> list[tuple[str, str]]:
    """What can be chosen to compare, by key: now, the versions, the team's other canvases, and the two there are."""
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
