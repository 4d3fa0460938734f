"""What may be done from the past of a canvas: keep a version, bring back what was, take back somebody's last minutes.

All of it are operations like any other, by the one write path.
"""

import uuid
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from workshops.actions.editing import Verdict, submit
from workshops.domain.operations import Refusal
from workshops.domain.shapes import is_id
from workshops.history.past import canvas_at
from workshops.models import Canvas, Participant
from workshops.models.log import ENTRY_FIELDS, to_entry
from workshops.web.access import asks
from workshops.web.looking import Looking, looking
from workshops.web.places import back, past_url
from workshops.wording import sentence


@require_POST
@asks("keep versions")
def keep_version(request: HttpRequest, person: Participant, canvas: UUID) -> HttpResponse:
    """Keep the canvas as it is now under a `name`."""
    look = looking(person, canvas)
    verdict = _done(request, look, {"op": "version", "version": str(uuid.uuid4()), "name": _line(request, "name")})
    if verdict is None:
        return redirect(past_url(look.row, "version", request.POST.get("name", "")) + "#versions")
    if verdict.n is not None:
        messages.success(request, _("Kept. You can look back at it, and bring it back."))
    return _to_the_past(request, look)


@require_POST
@asks("turn back")
def bring_back(request: HttpRequest, person: Participant, canvas: UUID) -> HttpResponse:
    """Bring back what the canvas was at number `n`, or what another of the team's (`from`) has: the `note`s named, one
    `block`, or all of it (`what`: `notes`, a block's key, or `all`)."""
    look = looking(person, canvas)
    operation: dict[str, Any] = {"op": "bring-back", "n": _count(request, "n")}
    source = _source(request, look)
    if source.pk != look.row.pk:
        operation["from"] = str(source.pk)
    what, notes = request.POST.get("what", "all"), [one for one in request.POST.getlist("note") if is_id(one)]
    if what == "notes" and not notes:
        messages.warning(request, _("Choose at least one note first."))
        return _to_the_past(request, look)
    if what == "notes":
        operation["notes"] = notes
    elif what != "all":
        operation["block"] = what
    # What takes long is read before anything is locked: what the write needs of it is a keyframe away then.
    canvas_at(str(source.pk), look.kind, operation["n"])
    verdict = _done(request, look, operation)
    if verdict is not None:
        _say_what_came_back(request, look, verdict)
    return _to_the_past(request, look)


@require_POST
@asks("moderate")
def take_back(request: HttpRequest, person: Participant, canvas: UUID) -> HttpResponse:
    """Take back what one person (`who`) did in the last `minutes`."""
    look = looking(person, canvas)
    wanted = {"op": "take-back", "who": _count(request, "who"), "minutes": _count(request, "minutes")}
    verdict = _done(request, look, wanted)
    if verdict is not None:
        _say_what_came_back(request, look, verdict)
    return _to_the_past(request, look)


def _say_what_came_back(request: HttpRequest, look: Looking, verdict: Verdict) -> None:
    row = look.row.operations.filter(n=verdict.n).values_list(*ENTRY_FIELDS).first() if verdict.n else None
    if row is None:
        messages.info(request, _("Nothing to do: that is how the canvas is now."))
        return
    changed = len({effect["note"] for effect in to_entry(*row).fx if "note" in effect})
    said = ngettext(
        "Done: %(n)s note is as it was. Undo on the canvas takes this back.",
        "Done: %(n)s notes are as they were. Undo on the canvas takes this back.",
        changed,
    )
    messages.success(request, said % {"n": changed} if changed else _("Done. Undo on the canvas takes this back."))


def _done(request: HttpRequest, look: Looking, operation: dict[str, Any]) -> Verdict | None:
    """What became of an operation; a refusal is told as a message (None)."""
    try:
        [verdict] = submit(str(look.row.pk), look.person.who, [{"id": str(uuid.uuid4()), **operation}])
    except Refusal as refusal:
        messages.error(request, sentence(refusal.code, refusal.details))
        return None
    except Canvas.DoesNotExist:
        raise Http404 from None
    if verdict.refusal is not None:
        messages.error(request, sentence(verdict.refusal.code, verdict.refusal.details))
        return None
    return verdict


def _source(request: HttpRequest, look: Looking) -> Canvas:
    """The canvas to bring back from: this one, or another of its team."""
    wanted = request.POST.get("from", "")
    if not wanted:
        return look.row
    found = look.row.team.canvases.filter(pk=wanted).first() if is_id(wanted) else None
    if found is None:
        raise Http404
    return found


def _count(request: HttpRequest, name: str) -> int:
    value = request.POST.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 10 else 0


def _line(request: HttpRequest, name: str) -> str:
    return " ".join(request.POST.get(name, "").split())


def _to_the_past(request: HttpRequest, look: Looking) -> HttpResponse:
    return back(request, reverse("history", args=[look.person.workshop_id, look.row.pk]))
