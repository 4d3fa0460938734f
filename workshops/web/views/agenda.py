"""A facilitator prepares the hour: the agenda, one step, the blocks' questions, agendas kept for next time."""

import uuid
from collections.abc import Callable
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from workshops.actions import preparing
from workshops.actions.leading import lead
from workshops.domain.agenda import in_order
from workshops.domain.operations import LAST, Refusal
from workshops.models import Participant, SavedAgenda
from workshops.web.access import asks, with_a_group
from workshops.web.agenda_forms import StepForm, WordingForm, number
from workshops.web.agenda_rows import Wrong, page_of
from workshops.web.fields import as_error, tidy
from workshops.wording import sentence

page = require_http_methods(["GET", "HEAD", "POST"])
Where = dict[str, object]
"""What the page is told in its address after a change: the step to go on at, or what can be put back."""


def _id(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        raise Refusal("no-step") from None


def _minutes(person: Participant, data: QueryDict) -> Where:
    step = _id(data.get("step", ""))
    lead(person, {"op": "step", "step": step, "minutes": number(data.get("minutes", ""))})
    return {}


def _move(person: Participant, data: QueryDict) -> Where:
    after = data.get("after", "")
    lead(person, {"op": "step-move", "step": _id(data.get("step", "")), "after": _id(after) if after else None})
    return {}


def _copy(person: Participant, data: QueryDict) -> Where:
    made = str(uuid.uuid4())
    lead(person, {"op": "step-copy", "step": _id(data.get("step", "")), "copy": made})
    return {"at": made}


def _remove(person: Participant, data: QueryDict) -> Where:
    step = _id(data.get("step", ""))
    lead(person, {"op": "step-remove", "step": step})
    return {"removed": step}


def _restore(person: Participant, data: QueryDict) -> Where:
    return {"at": preparing.put_back(person, _id(data.get("step", "")))}


def _add(person: Participant, data: QueryDict) -> Where:
    made, block, title = str(uuid.uuid4()), data.get("block", ""), tidy(data.get("title", ""))
    blocks = person.workshop.parsed_kind().blocks
    if not title.strip() and block in blocks:
        title = blocks[block].name[person.workshop.language]
    fields = {"title": title, "minutes": number(data.get("minutes", "")), "block": block or None}
    purpose = "block" if block else "other"
    lead(person, {"op": "step", "step": made, **fields, "purpose": purpose, "after": LAST})
    return {"at": made}


def _use(person: Participant, data: QueryDict) -> Where:
    saved = None if data.get("saved") == "default" else _saved(person, data)
    done = preparing.use_agenda(person, saved)
    return {"replaced": done.n}


def _undo_use(person: Participant, data: QueryDict) -> Where:
    entry = number(data.get("n", ""))
    preparing.put_agenda_back(person, entry if isinstance(entry, int) else 0)
    return {}


def _forget(person: Participant, data: QueryDict) -> Where:
    _saved(person, data).delete()
    return {}


def _saved(person: Participant, data: QueryDict) -> SavedAgenda:
    try:
        return SavedAgenda.objects.get(owner=person.user_id, pk=UUID(data.get("saved", "")))
    except (SavedAgenda.DoesNotExist, ValueError):
        raise Http404 from None


_CHANGES: dict[str, Callable[[Participant, QueryDict], Where]] = {
    "minutes": _minutes,
    "move": _move,
    "copy": _copy,
    "remove": _remove,
    "restore": _restore,
    "add": _add,
    "use": _use,
    "undo-use": _undo_use,
    "forget": _forget,
}


@never_cache
@page
@asks("prepare")
@with_a_group
def agenda(request: HttpRequest, person: Participant) -> HttpResponse:
    """The steps in order. A form on it says with `act` what it changes; what is refused stands beside its field."""
    wrong = None
    if request.method == "POST":
        act = request.POST.get("act", "")
        try:
            if act == "keep":
                _keep(request, person)
                where: Where = {}
            elif act in _CHANGES:
                where = _CHANGES[act](person, request.POST)
            else:
                raise Http404
            query = f"?{urlencode(where)}" if where else ""
            return redirect(reverse("agenda", kwargs={"workshop": person.workshop_id}) + query)
        except Refusal as refusal:
            wrong = Wrong(act, refusal.code, sentence(refusal.code, refusal.details), request.POST)
    return render(request, "workshops/agenda.html", page_of(person, request.GET, wrong))


def _keep(request: HttpRequest, person: Participant) -> None:
    if person.user is None:
        raise Http404
    kept = preparing.keep_agenda(person, person.user, tidy(request.POST.get("name", "")))
    if kept is None:
        limit = preparing.SAVED_MOST
        messages.error(request, _("You keep %(limit)s agendas already. Delete one first.") % {"limit": limit})
    else:
        said = _("“%(name)s” is kept. You find it in all your workshops.")
        messages.success(request, said % {"name": kept.name})


@never_cache
@page
@asks("prepare")
@with_a_group
def step(request: HttpRequest, person: Participant, step: UUID) -> HttpResponse:
    """All of one step. What ran is shown as it was; of what runs, what people may do stays as it is."""
    workshop = person.workshop
    state = workshop.state()
    found = state.steps.get(str(step))
    if found is None or found.gone:
        raise Http404
    is_now = found.id == state.hour.step
    over = workshop.archived or (found.ended is not None and not is_now)
    form = StepForm(
        found, workshop.parsed_kind(), workshop.language, request.POST or None, fixed=is_now or over, over=over
    )
    if request.method == "POST" and not over and form.is_valid():
        try:
            lead(person, {"op": "step", "step": found.id, **form.cleaned_data})
        except Refusal as refusal:
            form.add_error(None, as_error(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("agenda", workshop=person.workshop_id)
    place = [one.id for one in in_order(state.steps.values())].index(found.id) + 1
    context = {"workshop": workshop, "step": found, "form": form, "place": place, "is_now": is_now, "over": over}
    return render(request, "workshops/agenda_step.html", context)


@never_cache
@page
@asks("prepare")
@with_a_group
def wording(request: HttpRequest, person: Participant) -> HttpResponse:
    """Every block's question in the facilitator's own words, and context to it."""
    workshop = person.workshop
    blocks = workshop.parsed_kind().blocks
    sent = request.POST if request.method == "POST" else None
    forms = {key: WordingForm(sent, prefix=key, initial=workshop.wording.get(key)) for key in blocks}
    wrong = [form for form in forms.values() if sent is not None and not form.is_valid()]
    if sent is not None and not wrong:
        try:
            for key, form in forms.items():
                lead(person, {"op": "wording", "block": key, **form.cleaned_data})
        except Refusal as refusal:
            messages.error(request, sentence(refusal.code, refusal.details))
        else:
            messages.success(request, _("The questions are saved."))
            return redirect("agenda", workshop=person.workshop_id)
    rows = [
        {"name": blocks[key].name[workshop.language], "own": blocks[key].question[workshop.language], "form": form}
        for key, form in forms.items()
    ]
    context = {"workshop": workshop, "rows": rows, "is_wrong": bool(wrong)}
    return render(request, "workshops/agenda_wording.html", context)
