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
_BLOCK = ("canvas_id", "key", "locked")
_ITEM = ("canvas_id", "uid")
FEW = 3
"""So many rows are written one by one: a statement that takes lists costs as much as four plain ones."""


def store(canvas_id: str, canvas: DomainCanvas, entries: Sequence[Entry]) -> None:
    """Write the entries, the present state of all they touched, and the new head. Inside a transaction."""
    own = key(canvas_id)
    with connection.cursor() as cursor:
        _write(cursor, Operation, _OPERATION, [_operation(own, entry) for entry in entries])
        notes, comments, blocks = _touched(entries)
        if notes:
            _write(cursor, Note, _NOTE, [_note(own, canvas.notes[note]) for note in notes], unique=_ITEM)
        if comments:
            _write(cursor, Comment, _COMMENT, [_comment(own, canvas.comments[one]) for one in comments], unique=_ITEM)
        if blocks:
            rows = [(own, block, block in canvas.locked_blocks) for block in blocks]
            _write(cursor, Block, _BLOCK, rows, unique=("canvas_id", "key"))
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


def _write(
    cursor: Any,
    model: type[models.Model],
    columns: tuple[str, ...],
    rows: Sequence[tuple[Any, ...]],
    unique: tuple[str, ...] = (),
) -> None:
    """Insert the rows; with `unique`, update the row that has those columns already."""
    at_once = connection.vendor == "postgresql" and len(rows) > FEW
    sql = _insert(model, columns, unique, at_once=at_once)
    if at_once:
        cursor.execute(sql, [list(column) for column in zip(*rows, strict=True)])  # a list for each column
    else:
        cursor.executemany(sql, rows)


@cache
def _insert(model: type[models.Model], columns: tuple[str, ...], unique: tuple[str, ...], *, at_once: bool) -> str:
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, columns))
    if at_once:
        # PostgreSQL parses and plans each statement anew, which takes more than writing a row.
        types = [str(model._meta.get_field(name).db_type(connection)) for name in columns]
        given = ", ".join(f"%s::{one}[]" for one in types)
        rows = f"SELECT {names} FROM unnest({given}) AS t({names})"  # noqa: S608 - names of our own
    else:
        rows = f"VALUES ({', '.join(['%s'] * len(columns))})"
    sql = f"INSERT INTO {table(model)} ({names}) {rows}"
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
