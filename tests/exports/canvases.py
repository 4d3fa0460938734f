"""Canvases as exports take them, made without a database: of any kind, size and language."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import workshops
from workshops.domain.items import COLOURS
from workshops.domain.kinds import Kind, parse
from workshops.exports.content import BlockContent, CanvasContent, Layout, NoteContent, Wishes

HERE = Path(workshops.__path__[0])
PEOPLE = ("Aaltje Bakker", "Fatima Essaidi", "Joost Visser", "Marijke Smit", "Sander Kuipers", "Yusuf Demir")
SENTENCES = (
    "Ouderen boven 75 die alleen wonen, zonder auto",
    "Hulp binnen één dag, binnen drie kilometer",
    "Huisbezoek in dezelfde week",
    "Woningcorporatie ziet vroeg waar het vastloopt en belt ons",
    "Eén telefoonnummer, ook ’s avonds",
    "Volunteers drive the two electric vans",
    "A monthly bill of € 14.50, cancel any day",
)


def data_of(key: str) -> dict[str, Any]:
    """What a kind's data file holds."""
    data: dict[str, Any] = json.loads((HERE / "kinds" / f"{key}.json").read_text("utf-8"))
    return data


def kind_of(key: str) -> Kind:
    """A kind from its data file."""
    return parse(data_of(key))


def a_note(identity: str, text: str, **fields: Any) -> NoteContent:
    """A note; all but its id and text may be left out."""
    plain: dict[str, Any] = {"colour": "sun", "tags": (), "votes": 0, "author": "", "comments": (), "members": ()}
    return NoteContent(id=identity, text=text, **(plain | fields))


def canvas_of(
    notes: dict[str, tuple[NoteContent, ...]], kind: str = "public", language: str = "nl", **fields: Any
) -> CanvasContent:
    """A canvas with these notes by block."""
    found = kind_of(kind)
    content = CanvasContent(
        id="c1",
        title="Ondersteuning in dorpen",
        topic="Ondersteuning in dorpen en kleine kernen",
        team="Team Oosterhem",
        kind=kind,
        kind_name=found.name[language],
        language=language,
        date=dt.date(2026, 11, 22),
        version="Eindversie" if language == "nl" else "Final version",
        head=120,
        layout=Layout(found.columns, found.rows, found.areas),
        blocks=tuple(
            BlockContent(
                key=block.key,
                area=block.area,
                region=block.region,
                number=number,
                name=block.name[language],
                question=block.question[language],
                context="",
                notes=notes.get(block.key, ()),
            )
            for number, block in enumerate(found.blocks.values(), 1)
        ),
        outcomes=(),
        people=PEOPLE,
        count=len(PEOPLE),
        wishes=Wishes(),
        kind_data=data_of(kind),
    )
    return replace(content, **fields)


def a_canvas(
    texts: list[str] | None = None, kind: str = "business", language: str = "nl", **fields: Any
) -> CanvasContent:
    """A canvas whose notes are dealt over its blocks one by one, in all colours, with tags, votes and authors."""
    found = kind_of(kind)
    keys = list(found.blocks)
    dealt: dict[str, list[NoteContent]] = {key: [] for key in keys}
    for index, text in enumerate(texts or []):
        key = keys[index % len(keys)]
        tags = [
            (facet.name[language], value[language])
            for facet in found.blocks[key].facets
            for value in facet.values.values()
        ]
        dealt[key].append(
            a_note(
                f"n{index}",
                text,
                colour=COLOURS[index % len(COLOURS)],
                tags=tuple(tags[index % len(tags) :][:1]) if tags and index % 4 else (),
                votes=index % 7,
                author=PEOPLE[index % len(PEOPLE)] if index % 5 else "",
            )
        )
    return canvas_of({key: tuple(some) for key, some in dealt.items()}, kind, language, **fields)


def many(count: int) -> list[str]:
    """Different texts of an ordinary length."""
    return [f"{SENTENCES[index % len(SENTENCES)]} ({index})" for index in range(count)]


def with_note(content: CanvasContent, note: NoteContent, block: int = 0) -> CanvasContent:
    """The canvas with one more note at the end of a block."""
    blocks = list(content.blocks)
    blocks[block] = replace(blocks[block], notes=(*blocks[block].notes, note))
    return replace(content, blocks=tuple(blocks))
