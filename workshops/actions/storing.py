"""Entries and what they touched into rows, in as few statements as there are tables.

Plain SQL with executemany: the ORM's bulk methods build a model instance and a statement for every row, which costs
more than all the rest of an edit. Column and table names come from the models.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import msgspec
from django.db import connection, models

from workshops.actions.rows import key, set_head, table
from workshops.domain.canvas import Canvas as DomainCanvas
from workshops.domain.canvas import Comment as DomainComment
from workshops.domain.canvas import Note as DomainNote
from workshops.domain.undo import Entry
from workshops.models import Block, Comment, Note, Operation
from workshops.models.log import FORMAT, to_body

_encode = msgspec.json.Encoder().encode

_OPERATION = ("canvas_id", "n", "uid", "by", "at", "op", "body", "audience", "format")
_NOTE = (
    *("canvas_id", "uid", "block", "key", "text", "colour", "tags", "under"),
    *("by", "at", "removed", "v", "whole", "writers", "reactions"),
)
_COMMENT = ("canvas_id", "uid", "note", "text", "by", "at", "removed")


def store(canvas_id: str, canvas: DomainCanvas, entries: Sequence[Entry]) -> None:
    """Write the entries, the present state of all they touched, and the new head. Inside a transaction."""
    own = key(canvas_id)
    with connection.cursor() as cursor:
        cursor.executemany(_insert(Operation, _OPERATION), [_operation(own, entry) for entry in entries])
        notes, comments, blocks = _touched(entries)
        if notes:
            rows = [_note(own, canvas.notes[note]) for note in notes]
            cursor.executemany(_insert(Note, _NOTE, unique=("canvas_id", "uid")), rows)
        if comments:
            rows = [_comment(own, canvas.comments[comment]) for comment in comments]
            cursor.executemany(_insert(Comment, _COMMENT, unique=("canvas_id", "uid")), rows)
        if blocks:
            rows = [(own, block, block in canvas.locked_blocks) for block in blocks]
            columns = ("canvas_id", "key", "locked")
            cursor.executemany(_insert(Block, columns, unique=("canvas_id", "key")), rows)
    set_head(canvas_id, entries[-1].n, locked=canvas.locked)


def _touched(entries: Iterable[Entry]) -> tuple[set[str], set[str], set[str]]:
    notes: set[str] = set()
    comments: set[str] = set()
    blocks: set[str] = set()
    for entry in entries:
        for effect in entry.fx:
            if "note" in effect:
                notes.add(effect["note"])
            elif "comment" in effect:
                comments.add(effect["comment"])
            elif "block" in effect:
                blocks.add(effect["block"])
    return notes, comments, blocks


@cache
def _insert(model: type[models.Model], columns: tuple[str, ...], unique: tuple[str, ...] = ()) -> str:
    """An INSERT for the columns; with `unique`, one that updates the row that has those already."""
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, columns))
    marks = ", ".join(["%s"] * len(columns))
    sql = f"INSERT INTO {table(model)} ({names}) VALUES ({marks})"  # noqa: S608 - names of our own
    if unique:
        changes = ", ".join(f"{quote(name)} = excluded.{quote(name)}" for name in columns if name not in unique)
        sql += f" ON CONFLICT ({', '.join(map(quote, unique))}) DO UPDATE SET {changes}"
    return sql


def _operation(own: str, entry: Entry) -> tuple[Any, ...]:
    body = to_body(entry)
    return (own, entry.n, key(entry.id), entry.by, entry.at, entry.op, body, entry.audience, FORMAT)


def _note(own: str, note: DomainNote) -> tuple[Any, ...]:
    return (
        own,
        key(note.id),
        note.block,
        note.key,
        note.text,
        note.colour,
        _encode(note.tags).decode(),
        key(note.under) if note.under else None,
        note.by,
        note.at,
        note.removed,
        note.v,
        note.whole,
        _encode(note.writers).decode(),
        _encode(note.reactions).decode(),
    )


def _comment(own: str, comment: DomainComment) -> tuple[Any, ...]:
    values = (comment.text, comment.by, comment.at, comment.removed)
    return (own, key(comment.id), key(comment.note), *values)
