"""Canvases that tests of every format want: the demo's, a typical one, and one by an attacker."""

import json
from dataclasses import replace
from typing import Any

from tests.exports.canvases import HERE, a_canvas, a_note, canvas_of, kind_of, with_note
from workshops.exports.assumed import Assumed, AssumptionContent, ExperimentContent, LinkContent, MeasureContent
from workshops.exports.content import CanvasContent, CommentContent, OutcomeContent, Wishes

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


def typical(**fields: Any) -> CanvasContent:
    """Three notes in most blocks, a stack, tags, votes, a comment, outcomes."""
    member = a_note("n2", "Mantelzorgers", colour="sky")
    head = a_note(
        "n1",
        "Ouderen 75+ die alleen wonen",
        tags=(("Rol", "Gebruiker"),),
        tag_keys=("role.user",),
        votes=3,
        author="Alice",
        comments=(CommentContent("Hoeveel zijn dat er?", "Bob"),),
        members=(member,),
    )
    others = {
        block: tuple(
            a_note(f"n{10 * row + column}", f"{word} in de dorpen, dicht bij huis", colour=colour)
            for column, (word, colour) in enumerate((("Koffie", "mint"), ("Vervoer", "rose"), ("Buren", "lilac")))
        )
        for row, block in enumerate(("proposition", "channels", "activities", "partners", "costs", "revenue"), 1)
    }
    outcomes = (
        OutcomeContent("start", "Dorpshuis bellen", "Noor", "2026-12-01", "o-1"),
        OutcomeContent("stop", "Folders drukken", "", "", "o-2"),
    )
    return canvas_of(
        {"segments": (head, a_note("n3", "Jongeren zonder vervoer")), **others}, outcomes=outcomes, **fields
    )


def hostile(**fields: Any) -> CanvasContent:
    """All that people and attackers type, in every place where they can."""
    notes = tuple(
        a_note(f"n{number}", text, author=text[:60], votes=1, comments=(CommentContent(text, text[:60]),))
        for number, text in enumerate(HOSTILE)
    )
    outcomes = tuple(OutcomeContent("decide", text, text[:60], "2026-12-01") for text in HOSTILE)
    return canvas_of(
        {"segments": notes}, title=HOSTILE[0], topic=HOSTILE[5], team=HOSTILE[3], outcomes=outcomes, **fields
    )


def an_assumption(
    note: str, statement: str, status: str = "open", importance: int = 90, **more: object
) -> AssumptionContent:
    """An assumption on a note, by its id."""
    plain = {"evidence": 10, "author": "", "experiments": ()}
    return AssumptionContent(note, statement, importance, status=status, **{**plain, **more})  # type: ignore[arg-type]  # of its fields


def a_trial(**fields: str) -> ExperimentContent:
    """An experiment; what is not said is empty."""
    plain = dict.fromkeys(("starter", "metric", "threshold", "owner", "due", "result", "learning", "verdict"), "")
    return ExperimentContent(**{**plain, "method": "vragen", **fields})


def with_assumptions(content: CanvasContent) -> CanvasContent:
    """The canvas with some of everything."""
    ids = [block.notes[0].id for block in content.blocks]
    interview = a_trial(starter="interview", metric="zegt ja", threshold="8 van 10", owner="Marijke", due="2026-12-01")
    failed = a_trial(verdict="failed", result="4 van 10", learning="Overdag kan bijna niemand.")
    return replace(
        content,
        assumed=Assumed(
            measures=(MeasureContent(ids[1], "reizigers", "20", "60", "per week", "2027-01-31", "Joost"),),
            assumptions=(
                an_assumption(ids[0], "ouderen willen hulp van een bekende", importance=60),
                an_assumption(ids[1], "er zijn 20 vrijwilligers", "refuted", experiments=(failed,)),
                an_assumption(ids[2], "de gemeente betaalt", "testing", experiments=(interview,)),
                an_assumption(ids[3], "het dorpshuis is open", "confirmed", evidence=90),
            ),
            links=(LinkContent(ids[1], ids[4]), LinkContent(ids[2], ids[4]), LinkContent(ids[4], ids[1])),
            fallen=(ids[1], ids[4]),
            marks={content.blocks[0].key: "filled", content.blocks[1].key: "tested"},
        ),
    )
