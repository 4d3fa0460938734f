"""What a canvas kind is: its blocks, their layout, order and questions, in Dutch and English.

Kinds are data files in workshops/kinds/; a workshop keeps its own copy of the one it was made with.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

LANGUAGES = ("nl", "en")
REGIONS = ("value", "realisation", "finance")
FORMAT = 1

Words = dict[str, str]


class BadKind(ValueError):
    """A kind's data that does not hold together; the message says where."""


@dataclass(slots=True, frozen=True)
class Block:
    """One block: a field of the canvas, with the one question that is asked about it."""

    key: str
    area: str
    region: str
    name: Words
    definition: Words
    question: Words
    prompts: tuple[Words, ...]
    facets: tuple[Facet, ...]


@dataclass(slots=True, frozen=True)
class Facet:
    """A way to tell a block's notes apart; each value is a tag, written `facet.value`."""

    key: str
    name: Words
    values: dict[str, Words]


@dataclass(slots=True, frozen=True)
class Kind:
    """A canvas kind. `blocks` is in fill order; `areas` are the rows of its grid."""

    key: str
    name: Words
    intro: Words
    columns: tuple[Any, ...]
    rows: tuple[Any, ...]
    areas: tuple[str, ...]
    blocks: dict[str, Block]
    tags: dict[str, Words]


def parse(data: dict[str, Any]) -> Kind:
    """A kind from its data file's content. Raises BadKind when it does not hold together."""
    try:
        if data["format"] != FORMAT:
            raise BadKind(f"format {data['format']} is not {FORMAT}")
        blocks = {block["key"]: _block(block) for block in data["blocks"]}
        if len(blocks) != len(data["blocks"]):
            raise BadKind("two blocks have one key")
        kind = Kind(
            key=data["key"],
            name=_words(data, "name"),
            intro=_words(data, "intro"),
            columns=tuple(data["columns"]),
            rows=tuple(data["rows"]),
            areas=tuple(data["areas"]),
            blocks=blocks,
            tags=_tags(blocks),
        )
    except (KeyError, TypeError) as problem:
        raise BadKind(f"missing or of another shape: {problem}") from problem
    _check_grid(kind)
    return kind


def _words(data: dict[str, Any], name: str) -> Words:
    words = data[name]
    for language in LANGUAGES:
        if not isinstance(words[language], str) or not words[language].strip():
            raise BadKind(f"{name} is empty in {language}")
    return {language: words[language] for language in LANGUAGES}


def _block(data: dict[str, Any]) -> Block:
    if data["region"] not in REGIONS:
        raise BadKind(f"{data['key']}: unknown region {data['region']}")
    return Block(
        key=data["key"],
        area=data["area"],
        region=data["region"],
        name=_words(data, "name"),
        definition=_words(data, "definition"),
        question=_words(data, "question"),
        prompts=tuple(_words({"prompt": prompt}, "prompt") for prompt in data["prompts"]),
        facets=tuple(_facet(facet) for facet in data["facets"]),
    )


def _facet(data: dict[str, Any]) -> Facet:
    return Facet(data["key"], _words(data, "name"), {value["key"]: _words(value, "name") for value in data["values"]})


def _tags(blocks: dict[str, Block]) -> dict[str, Words]:
    tags: dict[str, Words] = {}
    for block in blocks.values():
        for facet in block.facets:
            for value, name in facet.values.items():
                tag = f"{facet.key}.{value}"
                if tag in tags:
                    raise BadKind(f"tag {tag} stands twice")
                tags[tag] = name
    return tags


def _check_grid(kind: Kind) -> None:
    rows = [row.split() for row in kind.areas]
    if any(len(row) != len(kind.columns) for row in rows) or len(rows) != len(kind.rows):
        raise BadKind("the grid's rows and columns do not match its areas")
    named = {name for row in rows for name in row} - {"."}
    if named != {block.area for block in kind.blocks.values()}:
        raise BadKind("the grid's areas and the blocks do not match")
