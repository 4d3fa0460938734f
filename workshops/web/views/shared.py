"""What a stranger sees who has a link to a canvas: the board to read, without names and comments where left out.

It needs no cookie and sets none. What is left out never leaves the server: it is drawn from the content of an export.
"""

from collections import OrderedDict
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from workshops.actions.linking import link_by, stamp_of
from workshops.exports.content import Wishes
from workshops.exports.gathering import canvas_content
from workshops.models import SharedLink
from workshops.web.places import day_before

KEPT = 100
"""Boards that are kept as they were drawn last: a hundred strangers may look at one."""
_drawn: OrderedDict[tuple[UUID, str], tuple[str, str]] = OrderedDict()


@never_cache
@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The page of a link. With `since`, the stamp of what the page shows: the board alone, or 204 when it is the same.

    Links that are wrong, over or withdrawn all get the same page (404).
    """
    link = link_by(token)
    if link is None:
        return _discreet(render(request, "workshops/shared_ended.html", status=404))
    stamp = stamp_of(link)
    since = request.GET.get("since")
    if since == stamp:
        return _discreet(HttpResponse(status=204))
    board = _board(link, stamp)
    if since is not None:
        return _discreet(HttpResponse(board))
    context = {
        "board": board,
        "link": link,
        "token": token,
        "until": day_before(link.until),
        "workshop": link.canvas.workshop,
    }
    return _discreet(render(request, "workshops/shared.html", context))


def _discreet(response: HttpResponse) -> HttpResponse:
    """Not for search engines, and whoever follows a link on it does not carry this address along."""
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _board(link: SharedLink, stamp: str) -> str:
    language = get_language()
    found = _drawn.get((link.pk, language))
    if found is None or found[0] != stamp:
        content = canvas_content(link.canvas, Wishes(names=link.names, comments=link.comments), link.version)
        context = {"content": content, "stamp": stamp, "live": link.version is None}
        found = _drawn[link.pk, language] = (stamp, render_to_string("workshops/_shared_board.html", context))
        while len(_drawn) > KEPT:
            _drawn.popitem(last=False)
    return found[1]
