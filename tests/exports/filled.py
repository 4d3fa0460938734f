"""Contents for the writers: empty, typical, crowded and hostile, without a database."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from workshops.domain import kinds
from workshops.exports.content import (
    BlockContent,
    CanvasContent,
    CommentContent,
    Layout,
    NoteContent,
    OutcomeContent,
    Wishes,
)

FOLDER = Path(kinds.__file__).parents[1] / "kinds"
HOSTILE = (
    "#eval $x^2$ *b* _c_ `d` **e** [f](http://g) ![h](i)",
    "<script>alert(1)</script> &amp; <b>",
    "{{7*7}} {% now %} ${1} #{2}",
    '=cmd()|"/c calc"!A1',
    "+1 -2 @SUM(A1) \t=3",
    "# geen kop\n- geen lijst\n1. geen nummer\n> geen citaat\n    geen code\n---\n| a | b |",
    "عربي ישראל 漢字 தமிழ் 👨‍👩‍👧‍👦 e\u0301\u0302",
    "x" * 600,
    "https://voorbeeld.nl/a_b_c www.x.nl a@b.nl",
    "bel\x07\x00\x0b\ufffe einde",
    "_x005F_ _x0041_",
)


def note(text: str, number: int = 0, **fields: Any) -> NoteContent:
    values: dict[str, Any] = {"colour": "sun", "tags": (), "votes": 0, "author": "", "comments": (), "members": ()}
    return NoteContent(**{"id": f"{number:08x}-0000-4000-8000-000000000000", "text": text, **values, **fields})


def content(
    texts: dict[str, tuple[NoteContent, ...]] | None = None,
    *,
    kind: str = "public",
    language: str = "nl",
    title: str = "Dorpen en kernen",
    outcomes: tuple[OutcomeContent, ...] = (),
    **fields: Any,
) -> CanvasContent:
    """A canvas with these notes by block."""
    data = json.loads((FOLDER / f"{kind}.json").read_text("utf-8"))
    parsed = kinds.parse(data)
    blocks = tuple(
        BlockContent(
            key=one.key,
            area=one.area,
            region=one.region,
            number=number,
            name=one.name[language],
            question=one.question[language],
            context="",
            notes=(texts or {}).get(one.key, ()),
        )
        for number, one in enumerate(parsed.blocks.values(), 1)
    )
    values: dict[str, Any] = {
        "id": "c0000000-0000-4000-8000-000000000000",
        "topic": "Steun voor inwoners",
        "team": "Oost",
        "version": "",
        "head": 12,
        "people": ("Alice", "Bob"),
        "count": 2,
        "wishes": Wishes(),
        "date": dt.date(2026, 11, 22),
    }
    return CanvasContent(
        title=title,
        kind=kind,
        kind_name=parsed.name[language],
        language=language,
        layout=Layout(parsed.columns, parsed.rows, parsed.areas),
        blocks=blocks,
        outcomes=outcomes,
        kind_data=data,
        **{**values, **fields},
    )


def typical(**fields: Any) -> CanvasContent:
    """Three notes in most blocks, a stack, tags, votes, a comment, outcomes."""
    member = note("Mantelzorgers", 2, colour="sky")
    head = note(
        "Ouderen 75+ die alleen wonen",
        1,
        tags=(("Rol", "Gebruiker"),),
        tag_keys=("role.user",),
        votes=3,
        author="Alice",
        comments=(CommentContent("Hoeveel zijn dat er?", "Bob"),),
        members=(member,),
    )
    others = {
        block: tuple(
            note(f"{word} in de dorpen, dicht bij huis", 10 * row + column, colour=colour)
            for column, (word, colour) in enumerate((("Koffie", "mint"), ("Vervoer", "rose"), ("Buren", "lilac")))
        )
        for row, block in enumerate(("proposition", "channels", "activities", "partners", "costs", "revenue"), 1)
    }
    outcomes = (
        OutcomeContent("start", "Dorpshuis bellen", "Noor", "2026-12-01", "o-1"),
        OutcomeContent("stop", "Folders drukken", "", "", "o-2"),
    )
    return content({"segments": (head, note("Jongeren zonder vervoer", 3)), **others}, outcomes=outcomes, **fields)


def hostile(**fields: Any) -> CanvasContent:
    """All that people and attackers type, in every place where they can."""
    notes = tuple(
        note(text, number, author=text[:60], votes=1, comments=(CommentContent(text, text[:60]),))
        for number, text in enumerate(HOSTILE)
    )
    outcomes = tuple(OutcomeContent("decide", text, text[:60], "2026-12-01") for text in HOSTILE)
    return content(
        {"segments": notes}, title=HOSTILE[0], topic=HOSTILE[5], team=HOSTILE[3], outcomes=outcomes, **fields
    )


def crowded(count: int = 300, **fields: Any) -> CanvasContent:
    """So many notes, spread over the blocks."""
    keys = [block.key for block in content().blocks]
    return content(
        {
            key: tuple(
                note(f"Idee {number} van een groep die lang doorschreef", number)
                for number in range(at, count, len(keys))
            )
            for at, key in enumerate(keys)
        },
        **fields,
    )
