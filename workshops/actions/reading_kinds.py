"""The canvas kind in a file that somebody brings: checked before a workshop is made by it, and pages are laid out."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

import msgspec

from workshops.domain import kinds, text
from workshops.domain.operations import Refusal

BLOCKS_LIMIT = 40
TRACKS_LIMIT = 40
"""Rows of the grid; columns too."""
PROMPTS_LIMIT = 20
"""Of one block; its facets too."""
NAME_LIMIT = 80
QUESTION_LIMIT = 500
INTRO_LIMIT = 2_000
DEPTH_LIMIT = 12
SIZE_LIMIT = 300_000
BYTES_LIMIT = 4 * SIZE_LIMIT
"""Of a kind as it stands in a file, with its spaces and line ends."""
_KEY = re.compile(r"[a-z0-9-]{1,40}")
_AREA = re.compile(r"(?!(?:auto|span|none|default|inherit|initial|unset|revert)\b)[a-z][a-z0-9-]{0,39}")


def read_kind(data: dict[str, Any]) -> kinds.Kind:
    """The kind. Raises Refusal `import-kind`: it does not hold together, its blocks are no rectangles or share a place,
    or its words are longer than a page has room for."""
    try:
        _bounded(data, DEPTH_LIMIT)
        kind = kinds.parse(data)
        fits = len(msgspec.json.encode(data)) <= SIZE_LIMIT and _is_named(kind) and _is_laid_out(kind)
        if not fits or not _is_brief(kind):
            raise Refusal("import-kind")
    except (kinds.BadKind, TypeError, AttributeError, KeyError, ValueError, OverflowError):
        raise Refusal("import-kind") from None
    return kind


def _is_named(kind: kinds.Kind) -> bool:
    named = [kind.key, *kind.blocks, *(part for tag in kind.tags for part in tag.split("."))]
    areas = [one.area for one in kind.blocks.values()]
    return all(isinstance(one, str) and _KEY.fullmatch(one) for one in named) and all(
        isinstance(one, str) and _AREA.fullmatch(one) for one in areas
    )


def _is_laid_out(kind: kinds.Kind) -> bool:
    """Whether each block has a rectangle of the grid to itself: else one would be drawn over another."""
    blocks, tracks = kind.blocks.values(), (kind.columns, kind.rows)
    if not 1 <= len(blocks) <= BLOCKS_LIMIT or any(not 1 <= len(one) <= TRACKS_LIMIT for one in tracks):
        return False
    if not all(one == "auto" or _is_share(one) for track in tracks for one in track):
        return False
    cells: dict[str, list[tuple[int, int]]] = {}
    for down, row in enumerate(kind.areas):
        for along, area in enumerate(row.split()):
            cells.setdefault(area, []).append((down, along))
    cells.pop(".", None)
    return len({one.area for one in blocks}) == len(blocks) and all(map(_is_rectangle, cells.values()))


def _is_rectangle(cells: list[tuple[int, int]]) -> bool:
    rows, columns = {down for down, _ in cells}, {along for _, along in cells}
    return len(cells) == (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)


def _is_share(value: object) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return bool(number and math.isfinite(value) and 0 < value <= 100)  # type: ignore[arg-type,operator]


def _is_brief(kind: kinds.Kind) -> bool:
    blocks = kind.blocks.values()
    names: list[kinds.Words] = [kind.name, *kind.tags.values(), *(block.name for block in blocks)]
    names += [facet.name for block in blocks for facet in block.facets]
    said = [words for block in blocks for words in (block.definition, block.question, *block.prompts)]
    return (
        _within(NAME_LIMIT, names)
        and _within(QUESTION_LIMIT, said)
        and _within(INTRO_LIMIT, [kind.intro])
        and all(max(len(block.prompts), len(block.facets)) <= PROMPTS_LIMIT for block in blocks)
    )


def _within(limit: int, words: Iterable[kinds.Words]) -> bool:
    return all(len(one) <= limit for each in words for one in each.values())


def _bounded(value: object, depth: int) -> None:
    if depth == 0:
        raise Refusal("import-kind")
    if isinstance(value, str) and not text.is_clean(unicodedata.normalize("NFC", value)):
        raise Refusal("import-kind")
    parts = value if isinstance(value, list) else [*value, *value.values()] if isinstance(value, dict) else []
    for part in parts:
        _bounded(part, depth - 1)
