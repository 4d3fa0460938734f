"""The file in which a canvas goes from one Canvasweb to another: its shape and bounds. Published in schema/.

Notes and outcomes have labels ("n1", "o1") that mean something within the file alone; the same label in a version is
the same note at another time.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from workshops.domain.items import (
    ASSUMPTIONS_LIMIT,
    CANVAS_LIMIT,
    COMMENTS_LIMIT,
    EXPERIMENTS_OF_ASSUMPTION,
    LINKS_LIMIT,
    OUTCOMES_LIMIT,
    STATEMENT_LIMIT,
)
from workshops.domain.messages import VERSION_LIMIT
from workshops.domain.messages_assumptions import LINE_LIMIT, WORDS_LIMIT
from workshops.domain.rules_people import TOPIC_LIMIT
from workshops.domain.text import COMMENT_LIMIT, MERGED_LIMIT, NAME_LIMIT, NOTE_LIMIT

FORMAT: Literal["canvasweb.canvas"] = "canvasweb.canvas"
VERSION: Literal[1] = 1
SCHEMA = "https://json-schema.org/draft/2020-12/schema"

Label = Annotated[str, Meta(pattern="^[no][0-9]{1,6}$")]
ItemLabel = Annotated[str, Meta(pattern="^[ae][0-9]{1,6}$")]
Count = Annotated[int, Meta(ge=0, le=1_000_000)]
Key = Annotated[str, Meta(pattern="^[a-z0-9-]{1,40}$")]
TagKey = Annotated[str, Meta(pattern="^[a-z0-9-]{1,40}[.][a-z0-9-]{1,40}$")]
Name = Annotated[str, Meta(max_length=200)]


class CommentFile(msgspec.Struct, frozen=True):
    """A remark on a note."""

    text: Annotated[str, Meta(min_length=1, max_length=COMMENT_LIMIT)]
    author: Name | None = None


class NoteFile(msgspec.Struct, frozen=True):
    """A note; `under` is the label of its stack's head. Notes stand in order, block by block."""

    id: Label
    block: Key
    text: Annotated[str, Meta(max_length=MERGED_LIMIT)]
    colour: Literal["sun", "sky", "rose", "mint", "lilac", "plain"]
    tags: Annotated[tuple[TagKey, ...], Meta(max_length=40)] = ()
    under: Label | None = None
    votes: Count = 0
    author: Name | None = None
    reactions: dict[Literal["agree", "heart", "idea", "doubt"], Count] = {}
    comments: Annotated[tuple[CommentFile, ...], Meta(max_length=COMMENTS_LIMIT)] = ()


class OutcomeFile(msgspec.Struct, frozen=True):
    """Something to do next; `due` is a date as YYYY-MM-DD."""

    id: Label
    sort: Literal["adjust", "stop", "start", "decide"]
    text: Annotated[str, Meta(min_length=1, max_length=NOTE_LIMIT)]
    owner: Annotated[str, Meta(max_length=NAME_LIMIT)] = ""
    due: Annotated[str, Meta(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")] | None = None


Notes = Annotated[tuple[NoteFile, ...], Meta(max_length=CANVAS_LIMIT)]
Outcomes = Annotated[tuple[OutcomeFile, ...], Meta(max_length=OUTCOMES_LIMIT)]


Day = Annotated[str, Meta(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
Word = Annotated[str, Meta(max_length=WORDS_LIMIT)]
Line = Annotated[str, Meta(max_length=LINE_LIMIT)]
Owner = Annotated[str, Meta(max_length=NAME_LIMIT)]
Hundred = Annotated[int, Meta(ge=0, le=100)]


class MeasureFile(msgspec.Struct, frozen=True):
    """By what one will see that a note comes true, all in words; one for a note."""

    note: Label
    name: Word = ""
    now: Word = ""
    target: Word = ""
    unit: Word = ""
    due: Day | None = None
    owner: Owner = ""


class ExperimentFile(msgspec.Struct, frozen=True):
    """How an assumption is put to the test, and what came of it; `id` as that of an assumption, "e1"."""

    method: Annotated[str, Meta(min_length=1, max_length=NOTE_LIMIT)]
    starter: Annotated[str, Meta(max_length=40)] = ""
    metric: Line = ""
    threshold: Line = ""
    owner: Owner = ""
    due: Day | None = None
    result: Line = ""
    learning: Annotated[str, Meta(max_length=NOTE_LIMIT)] = ""
    verdict: Literal["", "passed", "failed", "unclear"] = ""
    id: ItemLabel | None = None


class AssumptionFile(msgspec.Struct, frozen=True):
    """What has to be true for a note to hold; `importance` and `evidence` are 0 to 100. `id` ("a1") tells that it
    is the same one in a version; files from before versions had any have none."""

    note: Label
    statement: Annotated[str, Meta(min_length=1, max_length=STATEMENT_LIMIT)]
    importance: Hundred = 50
    evidence: Hundred = 0
    status: Literal["open", "testing", "confirmed", "refuted"] = "open"
    author: Name | None = None
    experiments: Annotated[tuple[ExperimentFile, ...], Meta(max_length=EXPERIMENTS_OF_ASSUMPTION)] = ()
    id: ItemLabel | None = None


class LinkFile(msgspec.Struct, frozen=True):
    """The note `other` rests on `note`."""

    note: Label
    other: Label


Measures = Annotated[tuple[MeasureFile, ...], Meta(max_length=CANVAS_LIMIT)]
Assumptions = Annotated[tuple[AssumptionFile, ...], Meta(max_length=ASSUMPTIONS_LIMIT)]
Links = Annotated[tuple[LinkFile, ...], Meta(max_length=LINKS_LIMIT)]
Marks = dict[Key, Literal["filled", "tested"]]


class VersionFile(msgspec.Struct, frozen=True):
    """What stood on the canvas at a moment, in Unix seconds. An empty name is the end of the hour. What is optional is
    lacking in files from before versions had it."""

    name: Annotated[str, Meta(max_length=VERSION_LIMIT)]
    at: Annotated[int, Meta(ge=1, le=9_999_999_999)]
    notes: Notes
    outcomes: Outcomes
    measures: Measures = ()
    assumptions: Assumptions = ()
    links: Links = ()
    marks: Marks = {}
    review: Day | None = None


class WordingFile(msgspec.Struct, frozen=True):
    """A block's question and context in the facilitator's words; empty: the kind's own."""

    question: str = ""
    context: str = ""


class CanvasFile(msgspec.Struct, frozen=True):
    """A canvas. `log` is always false: who typed what when is not in it."""

    format: Literal["canvasweb.canvas"]
    version: Literal[1]
    log: Literal[False]
    title: Name
    topic: Annotated[str, Meta(max_length=TOPIC_LIMIT)]
    team: Name
    language: Literal["nl", "en"]
    date: Annotated[str, Meta(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
    kind: dict[str, Any]
    wording: dict[Key, WordingFile]
    people: tuple[Name, ...]
    count: Count
    notes: Notes
    outcomes: Outcomes
    versions: Annotated[tuple[VersionFile, ...], Meta(max_length=500)]
    measures: Measures = ()
    assumptions: Assumptions = ()
    links: Links = ()
    marks: Marks = {}
    review: Day | None = None


def schema() -> bytes:
    """The JSON Schema of the file, as published."""
    made = {"$schema": SCHEMA, "title": f"{FORMAT} {VERSION}", **msgspec.json.schema(CanvasFile)}
    return msgspec.json.format(msgspec.json.encode(made, order="deterministic"), indent=1) + b"\n"
