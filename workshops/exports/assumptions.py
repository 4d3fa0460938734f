"""The chapter of assumptions: a small map, each assumption with its experiments, and what is measured."""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING

from django.utils import formats
from django.utils.translation import gettext as _

from workshops.exports import words
from workshops.starters import starters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshops.exports.assumed import AssumptionContent, ExperimentContent, MeasureContent
    from workshops.exports.told import Data, Told

APART = 0.045
"""How far two points of the map are apart at least, as a part of its width."""
RINGS = 8
QUOTED = 70


def tell(told: Told) -> Data:
    """What to test first before the rest, each with what came of it; numbers are those of the points on the map."""
    assumed = told.content.assumed
    if not assumed.assumptions and not assumed.measures:
        return {}
    ordered = in_order(list(assumed.assumptions))
    first = sum(is_wanted(one) for one in ordered)
    return {
        "assumptions": [_assumption(told, one, number) for number, one in enumerate(ordered, 1)],
        "first": first,
        "points": _points(ordered),
        "measures": [_measure(told, one) for one in assumed.measures],
        "words": {
            "fields": [_("Test this first"), _("Build on this"), _("Can wait"), _("Leave it be")],
            "importance": [_("much hangs on it"), _("little hangs on it")],
            "evidence": [_("hardly any evidence"), _("much evidence")],
            "first": _("What to test first"),
            "others": _("Decided") if first else _("Assumptions"),
            "said": _("The numbers are those on the map. What much hangs on and little is known of comes first."),
            "passes": _("Passed when: %(what)s"),
            "measures": _("Measures"),
            "measure": _("What is counted"),
            "note": _("Note"),
            "owner": _("Who"),
            "due": _("By when"),
            "levels": _("Importance %(importance)s, evidence %(evidence)s"),
        },
    }


def in_order(found: list[AssumptionContent]) -> list[AssumptionContent]:
    """Those worth a test first, as domain/coherence.py has them; the decided ones after them as they came."""
    return sorted(found, key=lambda one: (0, -one.importance * (100 - one.evidence)) if is_wanted(one) else (1, 0))


def is_wanted(one: AssumptionContent) -> bool:
    """Whether it is still to be tested."""
    decided = any(each.verdict in ("passed", "failed") for each in one.experiments)
    return one.status in ("open", "testing") and not decided


def _assumption(told: Told, one: AssumptionContent, number: int) -> Data:
    head = next(note for note in told.content.notes() if note.id == one.note)
    block = next(block.name for block in told.content.blocks if any(note.id == one.note for note in block.all()))
    quote = told.clean.line(head.text[:QUOTED]) + (" …" if len(head.text) > QUOTED else "")
    return {
        "number": number,
        "statement": told.clean.paragraphs(one.statement),
        "status": one.status,
        "said": words.statuses()[one.status],
        "importance": one.importance,
        "evidence": one.evidence,
        "on": f"{told.clean.line(block)}: {quote or '—'}",
        "by": told.clean.line(one.author),
        "experiments": [_experiment(told, each) for each in one.experiments],
    }


def _experiment(told: Told, one: ExperimentContent) -> Data:
    names = {each["key"]: each["name"] for each in starters(told.content.language)}
    line = told.clean.line
    return {
        "name": names.get(one.starter, _("Experiment")),
        "method": told.clean.paragraphs(one.method),
        "passes": ", ".join(filter(None, (line(one.metric), line(one.threshold)))),
        "plan": " · ".join(filter(None, (line(one.owner), _day(one.due)))),
        "verdict": one.verdict,
        "came": " · ".join(filter(None, (words.verdicts()[one.verdict], line(one.result)))),
        "learning": told.clean.paragraphs(one.learning) if one.learning else [],
    }


def _measure(told: Told, one: MeasureContent) -> Data:
    heads = {each.id: note for block in told.content.blocks for note in block.notes for each in note.all()}
    note = next(each for each in told.content.notes() if each.id == one.note)
    return {
        "number": told.numbers[heads[one.note].id],
        "note": told.clean.line(note.text[:QUOTED]) or "—",
        "said": told.clean.line(words.measured(one)),
        "owner": told.clean.line(one.owner),
        "due": _day(one.due),
    }


def _day(due: str) -> str:
    return formats.date_format(dt.date.fromisoformat(due), "j F Y") if due else ""


def _points(ordered: list[AssumptionContent]) -> list[Data]:
    """Where the points stand, from 0 to 1 from the left and from the top: each at the nearest place that is free."""
    taken: list[tuple[float, float]] = []
    for one in ordered:
        places = _around(one.evidence / 100, 1 - one.importance / 100)
        free = (at for at in places if all(math.dist(at, other) >= APART - 1e-6 for other in taken))
        taken.append(next(free, (one.evidence / 100, 1 - one.importance / 100)))
    return [
        {"x": x, "y": y, "number": number, "wanted": is_wanted(one)}
        for number, ((x, y), one) in enumerate(zip(taken, ordered, strict=True), 1)
    ]


def _around(x: float, y: float) -> Iterator[tuple[float, float]]:
    yield x, y
    for ring in range(1, RINGS + 1):
        for step in range(6 * ring):
            angle = step / (6 * ring) * math.tau
            place = x + math.cos(angle) * APART * ring, y + math.sin(angle) * APART * ring
            if 0 <= place[0] <= 1 and 0 <= place[1] <= 1:
                yield place
