"""What goes out to a reader: entries and whole pictures of a canvas, as the wire has them (P5, P6)."""

from typing import Any

from workshops.domain.canvas import Canvas, Note
from workshops.domain.log import Reader
from workshops.domain.undo import Entry


def author_for(reader: Reader | None, by: int) -> int:
    """The number of who made something, for this reader. Authors leave the server through here and nowhere else.

    Everything written so far is written in the open, so everybody may know.
    """
    return by


def entry_for(reader: Reader | None, entry: Entry) -> dict[str, Any]:
    """An entry as it goes to a reader (None: to everybody who may see it alike)."""
    return {
        "n": entry.n,
        "id": entry.id,
        "by": author_for(reader, entry.by),
        "at": entry.at,
        "op": entry.op,
        "fx": entry.fx,
    }


def picture(canvas: Canvas, reader: Reader | None = None) -> dict[str, Any]:
    """The whole canvas as a reader sees it."""
    return {
        "locked": canvas.locked,
        "blocks": {block: {"locked": block in canvas.locked_blocks} for block in canvas.kind.blocks},
        "notes": [note_for(reader, note) for note in canvas.notes.values()],
        "comments": [
            {
                "id": comment.id,
                "note": comment.note,
                "text": comment.text,
                "by": author_for(reader, comment.by),
                "at": comment.at,
                "removed": comment.removed,
            }
            for comment in canvas.comments.values()
        ],
    }


def note_for(reader: Reader | None, note: Note) -> dict[str, Any]:
    """One note as a reader sees it."""
    return {
        "id": note.id,
        "block": note.block,
        "key": note.key,
        "text": note.text,
        "v": note.v,
        "colour": note.colour,
        "tags": list(note.tags),
        "under": note.under,
        "by": author_for(reader, note.by),
        "at": note.at,
        "removed": note.removed,
        "reactions": {name: list(people) for name, people in note.reactions.items()},
    }
