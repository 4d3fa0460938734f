"""Where things stand on a slide: the areas of a kind's grid, and notes in a block, as large as they fit. In points."""

from __future__ import annotations

from workshops.exports.content import Layout, NoteContent
from workshops.exports.shapes import Box, Marks, note_height

AUTO = 0.62
"""The share of a track that its kind leaves open."""
BIG, SMALL = 15, 8
"""The smallest of the usual sizes of notes on a block's slide; and of one that is too long for those."""
TALL = 150
"""How high a note may be that stands in a row with others."""
GAP = 6.0

Placed = tuple[NoteContent, Marks, Box, float]
"""A note with its marks, where it stands, and its size."""


def places(layout: Layout, box: Box) -> dict[str, Box]:
    """Where each area of a kind's grid lies in a box."""
    rows = [row.split() for row in layout.areas]
    xs, ys = _edges(layout.columns, box.x, box.w), _edges(layout.rows, box.y, box.h)
    found: dict[str, Box] = {}
    for name in dict.fromkeys(name for row in rows for name in row if name != "."):
        cells = [(x, y) for y, row in enumerate(rows) for x, one in enumerate(row) if one == name]
        left, top = min(x for x, _y in cells), min(y for _x, y in cells)
        right, bottom = max(x for x, _y in cells) + 1, max(y for _x, y in cells) + 1
        found[name] = Box(xs[left], ys[top], xs[right] - xs[left], ys[bottom] - ys[top])
    return found


def _edges(tracks: tuple[object, ...], start: float, length: float) -> list[float]:
    shares = [float(track) if isinstance(track, int | float) else AUTO for track in tracks]
    edges = [start]
    for share in shares:
        edges.append(edges[-1] + length * share / sum(shares))
    return edges


def columns_of(notes: list[tuple[NoteContent, Marks]], box: Box, size: float, columns: int) -> list[Placed]:
    """Notes down one column after the other, as far as they fit."""
    width = (box.w - 3 * (columns - 1)) / columns
    placed: list[Placed] = []
    column, y = 0, box.y
    for note, marks in notes:
        high = note_height(note, marks, size, width, 3)
        if y + high > box.y + box.h:
            column, y = column + 1, box.y
        if column == columns or high > box.h:
            break
        placed.append((note, marks, Box(box.x + column * (width + 3), y, width, high), size))
        y += high + 3
    return placed


def rows_of(notes: list[tuple[NoteContent, Marks]], box: Box, usual: float) -> list[Placed]:
    """Notes in rows of three. One that is too long for that at the smallest of the usual sizes gets a row, and letters,
    of its own; at a larger size it ends the slide, so that a smaller one is tried."""
    width = (box.w - 2 * GAP * 2) / 3
    placed: list[Placed] = []
    row, y = list[tuple[NoteContent, Marks]](), box.y
    high = 0.0

    def put() -> None:
        nonlocal y, high
        for number, (note, marks) in enumerate(row):
            placed.append((note, marks, Box(box.x + number * (width + GAP * 2), y, width, high), usual))
        y += high + GAP * 2 if row else 0
        row.clear()
        high = 0.0

    for note, marks in notes:
        tall = note_height(note, marks, usual, width, 8)
        if tall > TALL and usual > BIG:
            break
        if tall > TALL:
            put()
            size, tall = _own_size(note, marks, box)
            if y + tall > box.y + box.h and placed:
                return placed
            placed.append((note, marks, Box(box.x, y, box.w, min(tall, box.h)), size))
            y += tall + GAP * 2
            continue
        if len(row) == 3:
            put()
        if y + max(high, tall) > box.y + box.h:
            break
        row.append((note, marks))
        high = max(high, tall)
    put()
    return placed


def _own_size(note: NoteContent, marks: Marks, box: Box) -> tuple[float, float]:
    for size in range(BIG, SMALL - 1, -1):
        tall = note_height(note, marks, size, box.w, 8)
        if tall <= box.h:
            return size, tall
    return SMALL, note_height(note, marks, SMALL, box.w, 8)
