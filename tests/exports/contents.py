"""Content for the tests of exports, without a database: canvases of any kind, size and language."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import workshops
from workshops.domain.items import COLOURS
from workshops.domain.kinds import Kind, parse
from workshops.exports.content import (
    BlockContent,
    CanvasContent,
    CommentContent,
    Layout,
    NoteContent,
    OutcomeContent,
    Wishes,
)

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


def kind_of(key: str) -> Kind:
    """A kind from its data file."""
    return parse(json.loads((HERE / "kinds" / f"{key}.json").read_text()))


def a_note(identity: str, text: str, **fields: object) -> NoteContent:
    """A note; all but its text may be left out."""
    plain: dict[str, object] = {"colour": "sun", "tags": (), "votes": 0, "author": "", "comments": (), "members": ()}
    return NoteContent(id=identity, text=text, **(plain | fields))  # type: ignore[arg-type]  # checked by the tests


def a_canvas(
    texts: list[str] | None = None, kind: str = "business", language: str = "nl", **fields: object
) -> CanvasContent:
    """A canvas whose notes are dealt over its blocks one by one."""
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
                notes=tuple(dealt[block.key]),
            )
            for number, block in enumerate(found.blocks.values(), 1)
        ),
        outcomes=(),
        people=PEOPLE,
        count=len(PEOPLE),
        wishes=Wishes(),
    )
    return replace(content, **fields)  # type: ignore[arg-type]  # checked by the tests


def many(count: int) -> list[str]:
    """Different texts of an ordinary length."""
    return [f"{SENTENCES[index % len(SENTENCES)]} ({index})" for index in range(count)]


def with_note(content: CanvasContent, note: NoteContent, block: int = 0) -> CanvasContent:
    """The canvas with one more note at the end of a block."""
    blocks = list(content.blocks)
    blocks[block] = replace(blocks[block], notes=(*blocks[block].notes, note))
    return replace(content, blocks=tuple(blocks))


def the_demo(team: int = 0) -> CanvasContent:
    """A canvas of the demo case, as its people left it."""
    data = json.loads((HERE / "demo" / "villages.json").read_text())
    found = data["teams"][team]
    talk: dict[str, list[CommentContent]] = {}
    for one in found["comments"]:
        talk.setdefault(one["note"], []).append(CommentContent(one["text"], one["by"]))
    kind = kind_of(data["kind"])
    made = {
        one["id"]: a_note(
            one["id"],
            one["text"],
            colour=one["colour"],
            tags=tuple(("", kind.tags[tag][data["language"]]) for tag in one["tags"]),
            votes=index * 7 % 6,
            author=one["by"],
            comments=tuple(talk.get(one["id"], ())),
        )
        for index, one in enumerate(found["notes"])
    }
    under = {member: stack["head"] for stack in found["stacks"] for member in stack["notes"]}
    content = a_canvas([], data["kind"], data["language"], title=data["title"], topic=data["topic"], team=found["name"])
    content = replace(
        content,
        people=tuple(found["participants"]),
        count=len(found["participants"]),
        wishes=Wishes(client="Gemeente Heerdal", accent="#1F5FA8"),
        outcomes=(OutcomeContent("start", "Bel de huisartsen van Oosterhem", "Joost", "2026-12-15"),),
    )
    for one in found["notes"]:
        if one["id"] not in under:
            members = tuple(made[key] for key, head in under.items() if head == one["id"])
            at = [block.key for block in content.blocks].index(one["block"])
            content = with_note(content, replace(made[one["id"]], members=members), at)
    return content
