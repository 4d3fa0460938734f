"""Reading along: what facilitators may read of private notes before they are shown, where people were told so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from workshops.domain.audience import Reader, author_for

if TYPE_CHECKING:
    from workshops.domain.agenda import Step
    from workshops.domain.canvas import Canvas


def open_to_readers(steps: Iterable[Step]) -> frozenset[str]:
    """The ids of the steps that were begun, are private still, and let facilitators read along."""
    return frozenset(
        step.id for step in steps if step.private and step.reading and step.began is not None and not step.revealed
    )


def read_along(canvas: Canvas, reader: Reader, steps: frozenset[str]) -> list[dict[str, Any]]:
    """Others' private notes of these steps as they stand: by block in fill order, then by place.

    Each with `id`, `block`, `text` and `by`, which is 0 where the step is without names.
    """
    blocks = list(canvas.kind.blocks)
    notes = [note for note in canvas.notes.values() if note.to and note.step in steps and not note.removed]
    notes.sort(key=lambda note: (blocks.index(note.block), note.under is not None, note.place))
    return [
        {"id": note.id, "block": note.block, "text": note.text, "by": author_for(reader, note.by, anon=note.anon)}
        for note in notes
        if note.by != reader.who
    ]
