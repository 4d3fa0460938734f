"""What changed from one version of a canvas to the next, in numbers. Kept once counted: the past does not change."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from uuid import UUID

from django.core.cache import cache
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workshops.domain.audience import OUTSIDER
from workshops.domain.compare import (
    ADDED,
    CHANGED,
    MOVED,
    ORDERED,
    RECOLOURED,
    REMOVED,
    RETAGGED,
    REWORDED,
    STACKED,
    Comparison,
    compare,
)
from workshops.domain.kinds import Kind
from workshops.history.past import canvas_at
from workshops.models import Canvas

LOOKS = "looks"
RECORD = "record"
COUNTED_MOST = 40
"""Versions that are counted at once, the newest ones."""
_KEPT = 24 * 3600
_SORTS = {MOVED: MOVED, STACKED: MOVED, ORDERED: MOVED, REWORDED: REWORDED, RECOLOURED: LOOKS, RETAGGED: LOOKS}


def count(found: Comparison) -> Counter[str]:
    """How many notes were added, removed, MOVED and REWORDED, how many only look otherwise (LOOKS), and how many
    assumptions, outcomes and the like changed (RECORD)."""
    counts: Counter[str] = Counter()
    for one in found.notes:
        if one.sort != CHANGED:
            counts[one.sort] += 1
            continue
        sorts = {_SORTS[name] for name in one.what}
        counts.update(sorts - {LOOKS} or sorts)
    counts[RECORD] += len(found.items) + len(found.marks) + (found.review is not None)
    return +counts


def grown(row: Canvas, kind: Kind, stops: Sequence[int]) -> dict[tuple[int, int], Counter[str]]:
    """What everybody could see change between numbers that follow each other, by both. `stops` rise from 0 on."""
    pairs = list(pairwise(stops))[-COUNTED_MOST:]
    keys = {pair: f"grown-{row.pk}-{row.epoch}-{pair[0]}-{pair[1]}" for pair in pairs}
    known = cache.get_many(keys.values())
    found = {pair: Counter(known[key]) for pair, key in keys.items() if key in known}
    for pair in pairs:
        if pair not in found:
            found[pair] = between(row.pk, kind, *pair)
            cache.set(keys[pair], dict(found[pair]), _KEPT)
    return found


def between(canvas_id: UUID | str, kind: Kind, since: int, until: int) -> Counter[str]:
    """What everybody could see change from one number to another."""
    was, now = (canvas_at(str(canvas_id), kind, number) for number in (since, until))
    return count(compare(was, now, OUTSIDER))


def counted(counts: Counter[str]) -> str:
    """What changed between two moments, in one line, in the active language."""
    said = [
        (ADDED, ngettext("%(n)s new", "%(n)s new", counts[ADDED])),
        (REWORDED, ngettext("%(n)s reworded", "%(n)s reworded", counts[REWORDED])),
        (MOVED, ngettext("%(n)s moved", "%(n)s moved", counts[MOVED])),
        (REMOVED, ngettext("%(n)s in the bin", "%(n)s in the bin", counts[REMOVED])),
        (LOOKS, ngettext("%(n)s with another label", "%(n)s with other labels", counts[LOOKS])),
        (RECORD, ngettext("%(n)s assumption or outcome", "%(n)s assumptions and outcomes", counts[RECORD])),
    ]
    return ", ".join(words % {"n": counts[sort]} for sort, words in said if counts[sort]) or _("Nothing changed")
