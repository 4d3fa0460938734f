"""Entries and what they touched into rows, in as few statements as there are tables.

Plain SQL with executemany: the ORM's bulk methods build a model instance and a statement for every row, which costs
more than all the rest of an edit. Column and table names come from the models.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

import msgspec
from django.db import connection, models

from workshops.actions.rows import key, set_head, table
from workshops.domain import items
from workshops.domain.canvas import Canvas as DomainCanvas
from workshops.domain.undo import Entry
from workshops.models import (
    Assumption,
    Ballot,
    Block,
    Comment,
    Experiment,
    Link,
    Measure,
    Note,
    Operation,
    Outcome,
    Version,
    Vote,
)
from workshops.models.log import FORMAT, to_body

_encode = msgspec.json.Encoder().encode

_OPERATION = ("canvas_id", "n", "uid", "by", "at", "op", "body", "audience", "format")
_NOTE = (
    *("canvas_id", "uid", "block", "key", "text", "colour", "tags", "under"),
    *("by", "at", "removed", "v", "whole", "writers", "reactions"),
    *("to", "anon", "step", "locked", "shown"),
)
_COMMENT = ("canvas_id", "uid", "note", "text", "by", "at", "removed", "anon")
_OUTCOME = ("canvas_id", "uid", "sort", "text", "owner", "due", "by", "at", "removed")
_MEASURE = ("canvas_id", "uid", "name", "now", "target", "unit", "due", "owner", "removed")
_MADE = ("by", "at", "removed", "anon")
_ASSUMPTION = ("canvas_id", "uid", "note", "statement", "importance", "evidence", "status", *_MADE)
_EXPERIMENT = (
    *("canvas_id", "uid", "assumption", "starter", "method", "metric", "threshold", "owner", "due"),
    *("result", "learning", "verdict", *_MADE),
)
_LINK = ("canvas_id", "uid", "note", "other", *_MADE)
_VOTE = ("canvas_id", "step", "note", "who", "dots")
_BALLOT = ("canvas_id", "step", "closed", "totals")
_VERSION = ("id", "canvas_id", "n", "name", "step", "by", "at")
_BLOCK = ("canvas_id", "key", "locked", "mark")
_ITEM = ("canvas_id", "uid")
FEW = 3
"""So many rows are written one by one: a statement that takes lists costs as much as four plain ones."""


def store(canvas_id: str, canvas: DomainCanvas, entries: Sequence[Entry], bodies: Iterable[str] | None = None) -> None:
    """Write the entries, the present state of all they touched, and the new head. Inside a transaction.

    `bodies` are the entries as they are stored (models.log.to_body), when that was done before others had to wait.
    """
    own = key(canvas_id)
    with connection.cursor() as cursor:
        written = zip(entries, bodies or map(to_body, entries), strict=True)
        _write(cursor, Operation, _OPERATION, [_operation(own, entry, body) for entry, body in written])
        touched = _touched(entries)
        for name, (model, columns, unique, row_of) in _TABLES.items():
            if touched[name]:
                rows = [row_of(own, canvas, item) for item in touched[name]]
                _write(cursor, model, columns, rows, unique=unique)
    set_head(canvas_id, entries[-1].n, locked=canvas.locked, review=canvas.review)


def rewrite(canvas_id: str, entries: Sequence[Entry]) -> None:
    """Write other effects for entries that are in the log (erasing alone does that). Inside a transaction."""
    own = key(canvas_id)
    sql = f"UPDATE {table(Operation)} SET body = %s WHERE canvas_id = %s AND n = %s"  # noqa: S608 - names of our own
    with connection.cursor() as cursor:
        cursor.executemany(sql, [(to_body(entry), own, entry.n) for entry in entries])


def _touched(entries: Iterable[Entry]) -> dict[str, dict[Any, None]]:
    """What the entries touched, by the sort of item, each once and in order."""
    touched: dict[str, dict[Any, None]] = {name: {} for name in _TABLES}
    for entry in entries:
        for effect in entry.fx:
            if "note" in effect:
                touched["note"][effect["note"]] = None
            elif "vote" in effect:
                touched["vote"][effect["ballot"], effect["vote"], effect["who"]] = None
            elif "version" in effect:
                values = effect["set"]
                row = (effect["version"], entry.n, values["name"], values["step"], values["by"], values["at"])
                touched["version"][row] = None
            else:
                name = items.sort_of(effect) or ("block" if "block" in effect else "ballot")
                if name in effect:
                    touched[name][effect[name]] = None
    return touched


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


def _operation(own: str, entry: Entry, body: str) -> tuple[Any, ...]:
    return (own, entry.n, key(entry.id), entry.by, entry.at, entry.op, body, entry.audience, FORMAT)


def _note(own: str, canvas: DomainCanvas, name: str) -> tuple[Any, ...]:
    note = canvas.notes[name]
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
        note.to,
        note.anon,
        key(note.step) if note.step else None,
        note.locked,
        note.shown,
    )


def _comment(own: str, canvas: DomainCanvas, name: str) -> tuple[Any, ...]:
    comment = canvas.comments[name]
    values = (comment.text, comment.by, comment.at, comment.removed, comment.anon)
    return (own, key(comment.id), key(comment.note), *values)


def _block(own: str, canvas: DomainCanvas, name: str) -> tuple[Any, ...]:
    return (own, name, name in canvas.locked_blocks, canvas.marks.get(name, ""))


def _outcome(own: str, canvas: DomainCanvas, name: str) -> tuple[Any, ...]:
    one = canvas.outcomes[name]
    return (own, key(one.id), one.sort, one.text, one.owner, one.due, one.by, one.at, one.removed)


def _measure(own: str, canvas: DomainCanvas, name: str) -> tuple[Any, ...]:
    one = canvas.measures[name]
    return (own, key(one.id), one.name, one.now, one.target, one.unit, one.due, one.owner, one.removed)


def _made(item: items.Assumption | items.Experiment | items.Link) -> tuple[Any, ...]:
    return (item.by, item.at, item.removed, item.anon)


def _assumption(own: str, canvas: DomainCanvas, name: str) -> tuple[Any, ...]:
    one = canvas.assumptions[name]
    values = (one.statement, one.importance, one.evidence, one.status)
    return (own, key(one.id), key(one.note), *values, *_made(one))


def _experiment(own: str, canvas: DomainCanvas, name: str) -> tuple[Any, ...]:
    one = canvas.experiments[name]
    plan = (one.starter, one.method, one.metric, one.threshold, one.owner, one.due)
    return (own, key(one.id), key(one.assumption), *plan, one.result, one.learning, one.verdict, *_made(one))


def _link(own: str, canvas: DomainCanvas, name: str) -> tuple[Any, ...]:
    one = canvas.links[name]
    return (own, key(one.id), key(one.note), key(one.other), *_made(one))


def _vote(own: str, canvas: DomainCanvas, name: tuple[str, str, int]) -> tuple[Any, ...]:
    step, note, who = name
    return (own, key(step), key(note), who, canvas.ballots[step].dots.get(note, {}).get(who, 0))


def _ballot(own: str, canvas: DomainCanvas, step: str) -> tuple[Any, ...]:
    ballot = canvas.ballots[step]
    return (own, key(step), ballot.closed, _encode(ballot.totals).decode())


def _version(own: str, canvas: DomainCanvas, row: tuple[Any, ...]) -> tuple[Any, ...]:
    version, number, name, step, by, at = row
    return (key(version), own, number, name, key(step) if step else None, by, at)


_Row = Callable[[str, DomainCanvas, Any], tuple[Any, ...]]

_TABLES: dict[str, tuple[type[models.Model], tuple[str, ...], tuple[str, ...], _Row]] = {
    # the sort of item, its table, columns, those that tell two apart, and its row
    "note": (Note, _NOTE, _ITEM, _note),
    "comment": (Comment, _COMMENT, _ITEM, _comment),
    "block": (Block, _BLOCK, ("canvas_id", "key"), _block),
    "outcome": (Outcome, _OUTCOME, _ITEM, _outcome),
    "measure": (Measure, _MEASURE, _ITEM, _measure),
    "assumption": (Assumption, _ASSUMPTION, _ITEM, _assumption),
    "experiment": (Experiment, _EXPERIMENT, _ITEM, _experiment),
    "link": (Link, _LINK, _ITEM, _link),
    "vote": (Vote, _VOTE, ("canvas_id", "step", "note", "who"), _vote),
    "ballot": (Ballot, _BALLOT, ("canvas_id", "step"), _ballot),
    "version": (Version, _VERSION, ("id",), _version),
}
