"""Forgetting what one person wrote in a workshop: in the logs, the rows, and whatever was made from them."""

import heapq
import uuid
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from workshops import broadcast, clock
from workshops.actions import rows, traces
from workshops.actions.bundling import forget_bundles
from workshops.actions.open_canvases import drop
from workshops.actions.storing import rewrite, store
from workshops.actions.workshop_log import actor_of, write
from workshops.domain.audience import audience_of, label
from workshops.domain.canvas import Canvas as DomainCanvas
from workshops.domain.canvas import Effect
from workshops.domain.erasing import WORDS, Eraser, blank
from workshops.domain.operations import Refusal
from workshops.domain.rights import may
from workshops.domain.undo import Entry
from workshops.history import keyframes
from workshops.history.past import entries
from workshops.models import Canvas, Participant, Version, Workshop
from workshops.models.log import to_body


def erase(facilitator: Participant, who: int) -> None:
    """Make unreadable, for good, all that a participant wrote on any canvas of the workshop, and their name.

    They are put out of the workshop first. Open pages are told like of any edit. Raises Refusal `not-allowed` (a
    facilitator's words are not erased while they are one), `no-person`.
    """
    if not may(facilitator.role, "manage people"):
        raise Refusal("not-allowed")
    with transaction.atomic():
        workshop = Workshop.objects.select_for_update().get(pk=facilitator.workshop_id)
        with translation.override(workshop.language):
            nameless = _("Erased")
        write(workshop, [{"op": "forget", "who": who, "name": nameless}], actor_of(facilitator))
        _erase_in_workshop(workshop, who, nameless)
        for team in workshop.teams.all():
            _erase_on(list(team.canvases.all()), workshop, facilitator.who, who)
        workshop.export_jobs.all().delete()
        transaction.on_commit(forget_bundles)
        traces.leave_none()


def _erase_on(canvases: list[Canvas], workshop: Workshop, by: int, who: int) -> None:
    """All canvases of a team together: words go from one to the other."""
    eraser = Eraser(who, workshop.parsed_kind())
    heads = {str(row.pk): rows.ask(str(row.pk), [])[0] for row in canvases}
    changed: dict[str, list[Entry]] = {}
    for _again in range(2):
        eraser.again()
        changed = {name: [] for name in heads}
        for name, entry in _in_order(heads):
            erased = eraser.take(name, entry)
            if erased is not entry:
                changed[name].append(erased)
    for version in Version.objects.filter(canvas__in=canvases, by=who):
        version.name = blank(version.name)
        version.save(update_fields=["name"])
    for name in heads:
        rewrite(name, changed[name])
        fx = _anew(eraser.canvas(name), list(eraser.touched.get(name, ())))
        if fx:
            _tell(name, eraser.canvas(name), fx, by)
        if changed[name]:
            keyframes.forget(name)
            drop(name)


def _in_order(heads: dict[str, int]) -> Iterator[tuple[str, Entry]]:
    """The entries of several logs by their time, each with its canvas."""

    def keyed(name: str, index: int) -> Iterator[tuple[int, int, str, Entry]]:
        return ((entry.at, index, name, entry) for entry in entries(name, 0, heads[name]))

    logs = [keyed(name, index) for index, name in enumerate(heads)]
    return ((name, entry) for _at, _index, name, entry in heapq.merge(*logs, key=lambda one: one[:2]))


def _anew(canvas: DomainCanvas, touched: list[tuple[str, str]]) -> list[Effect]:
    """The effects that give everybody what is left of what they have on their screens."""
    fx: list[Effect] = []
    for sort, name in touched:
        if sort == "note":
            fx.append({"note": name, "set": {"text": canvas.notes[name].text}})
        else:
            item = canvas.items(sort)[name]
            fx.append({sort: name, "set": {one: getattr(item, one) for one in WORDS[sort]}})
    return label(canvas, fx)


def _tell(name: str, canvas: DomainCanvas, fx: list[Effect], by: int) -> None:
    """One more entry, which undo passes over: it says what the log before it says by now."""
    number = canvas.head + 1
    before = canvas.apply(fx, number, by)
    audience = audience_of(fx, anon=False)
    entry = Entry(number, str(uuid.uuid4()), by, clock.now() // 1000, "erase", fx, before, audience)
    store(name, canvas, [entry])
    broadcast.ring("canvas", name, number)


def _erase_in_workshop(workshop: Workshop, who: int, nameless: str) -> None:
    """The name and the subjects proposed, in the workshop's log and rows."""
    mine = {str(one.pk): one.text for one in workshop.proposals.all() if one.by == who}
    for row in workshop.operations.all():
        entry = row.to_domain()
        fx = [_without(effect, who, nameless, mine) for effect in entry.fx]
        before = [_without(effect, who, nameless, mine) for effect in entry.before]
        if (fx, before) != (entry.fx, entry.before):
            entry.fx, entry.before = fx, before
            row.body = to_body(entry)
            row.save(update_fields=["body"])
    workshop.participants.filter(who=who).update(token_hash="")
    for one in workshop.proposals.filter(by=who):
        one.text = blank(one.text)
        one.save(update_fields=["text"])
    Workshop.objects.filter(pk=workshop.pk, topic__in=mine.values()).update(topic="")


def _without(effect: dict[str, Any], who: int, nameless: str, mine: dict[str, str]) -> dict[str, Any]:
    values = dict(effect.get("set") or {})
    if effect.get("person") == who and "name" in values:
        values["name"] = nameless
    if effect.get("proposal") in mine and "text" in values:
        values["text"] = blank(values["text"])
    if effect.get("workshop") and values.get("topic") in mine.values():
        values["topic"] = ""
    return {**effect, "set": values} if values != (effect.get("set") or {}) else effect
