"""What differs between two moments, or between two canvases: in one picture, side by side, and in words."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from workshops.domain.audience import OUTSIDER
from workshops.domain.compare import compare
from workshops.domain.matching import between
from workshops.models import Participant
from workshops.web.access import asks
from workshops.web.comparing import Drawer
from workshops.web.comparing_teams import TeamsDrawer
from workshops.web.looking import looking
from workshops.web.sides import options_of, sides_of
from workshops.wording import sentence

VIEWS = ("one", "side")


@never_cache
@require_safe
@asks("look back")
def comparison(request: HttpRequest, person: Participant, canvas: UUID) -> HttpResponse:
    """The comparison of `a` and `b`: each `now`, a number, the id of a canvas, or `<id>@<number>`.

    `with` a canvas is short for that canvas as `b`. A canvas is one of the workshop that they may open, or of another
    workshop that they lead too; anything else is 404. From another team's nothing is brought back.
    """
    look = looking(person, canvas)
    a, b = sides_of(request, look)
    teams = a.look.row.team_id != b.look.row.team_id
    # Somebody has another number in another workshop: of two of them they are shown what everybody may see.
    reader = look.reader if a.look.person == b.look.person == look.person else OUTSIDER
    before, after = a.canvas(), b.canvas()
    options = options_of(look, a, b)
    if teams:
        a.name, b.name = a.full, b.full
    context: dict[str, Any] = {
        "workshop": person.workshop,
        "canvas": look.row,
        "a": a,
        "b": b,
        "options": options,
        "view": request.GET.get("view") if request.GET.get("view") in VIEWS else VIEWS[0],
        "views": VIEWS,
        "teams": teams,
    }
    try:
        if teams:
            before, found = between(before, after, reader)
        else:
            found = compare(before, after, reader)
    except ValueError:
        return render(request, "workshops/compare.html", {**context, "other_kind": sentence("other-kind")})
    drawer = (
        TeamsDrawer(before, after, found, reader, b.look.language, (a.place, b.place))
        if teams
        else Drawer(before, after, found, reader, look.language)
    )
    here = look.row.pk
    target = next((other for one, other in ((b, a), (a, b)) if one.look.row.pk == here and one.is_now), None)
    context |= {
        "rows": drawer.rows(),
        "others": drawer.others(),
        "summary": drawer.summary(),
        "differs": bool(found),
        "target": target if look.turns_back and found and not teams else None,
    }
    return render(request, "workshops/compare.html", context)
