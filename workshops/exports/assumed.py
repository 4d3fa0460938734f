"""What an export says of assumptions: measures, assumptions with experiments, links, marks, the day of the review.

Only what stands on notes that are in the export: so nothing private, and no hidden author.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workshops.domain.coherence import experiments_of, fallen

if TYPE_CHECKING:
    from workshops.domain.canvas import Canvas
    from workshops.domain.items import Assumption


@dataclass(frozen=True, slots=True)
class MeasureContent:
    """By what one will see that a note comes true, in words; `note` is its id, `due` YYYY-MM-DD or empty."""

    note: str
    name: str
    now: str
    target: str
    unit: str
    due: str
    owner: str


@dataclass(frozen=True, slots=True)
class ExperimentContent:
    """How an assumption is tested and what came of it; `due` as YYYY-MM-DD or empty."""

    starter: str
    method: str
    metric: str
    threshold: str
    owner: str
    due: str
    result: str
    learning: str
    verdict: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class AssumptionContent:
    """What has to be true for a note; `importance` and `evidence` 0 to 100; `author` is empty when it is not told."""

    note: str
    statement: str
    importance: int
    evidence: int
    status: str
    author: str
    experiments: tuple[ExperimentContent, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class LinkContent:
    """The note `other` rests on `note`, by their ids."""

    note: str
    other: str


@dataclass(frozen=True, slots=True)
class Assumed:
    """All of it, oldest first. `fallen` are the notes that rest on something refuted; `marks` by block; `review` a day
    as YYYY-MM-DD, or empty."""

    measures: tuple[MeasureContent, ...] = ()
    assumptions: tuple[AssumptionContent, ...] = ()
    links: tuple[LinkContent, ...] = ()
    fallen: tuple[str, ...] = ()
    marks: dict[str, str] = field(default_factory=dict)
    review: str = ""


def gather(canvas: Canvas, shown: Collection[str], name: Callable[[Assumption], str], *, names: bool) -> Assumed:
    """What stands on the notes with these ids; `name` gives the author to tell of an assumption, `names` whether owners
    are told."""
    measures = [one for one in canvas.measures.values() if one.id in shown and not one.removed]
    assumptions = [one for one in canvas.assumptions.values() if one.note in shown and not one.removed]
    links = [one for one in canvas.links.values() if {one.note, one.other} <= set(shown) and not one.removed]
    return Assumed(
        measures=tuple(
            MeasureContent(
                note=one.id,
                name=one.name,
                now=one.now,
                target=one.target,
                unit=one.unit,
                due=one.due or "",
                owner=one.owner if names else "",
            )
            for one in measures
        ),
        assumptions=tuple(
            AssumptionContent(
                note=one.note,
                statement=one.statement,
                importance=one.importance,
                evidence=one.evidence,
                status=one.status,
                author=name(one),
                experiments=_experiments(canvas, one.id, names=names),
                id=one.id,
            )
            for one in assumptions
        ),
        links=tuple(LinkContent(one.note, one.other) for one in links),
        fallen=tuple(note for note in fallen(canvas) if note in shown),
        marks={block: canvas.marks[block] for block in canvas.kind.blocks if canvas.marks.get(block)},
        review=canvas.review or "",
    )


def _experiments(canvas: Canvas, assumption: str, *, names: bool) -> tuple[ExperimentContent, ...]:
    return tuple(
        ExperimentContent(
            starter=one.starter,
            method=one.method,
            metric=one.metric,
            threshold=one.threshold,
            owner=one.owner if names else "",
            due=one.due or "",
            result=one.result,
            learning=one.learning,
            verdict=one.verdict,
            id=one.id,
        )
        for one in experiments_of(canvas, assumption)
    )
