"""A file that somebody brings, checked whole before anything of it is used."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable
from typing import Any

import msgspec

from workshops.actions.reading_kinds import BYTES_LIMIT, read_kind
from workshops.domain import kinds, text
from workshops.domain.operations import Refusal
from workshops.exports.file import (
    FORMAT,
    VERSION,
    AssumptionFile,
    CanvasFile,
    ExperimentFile,
    NoteFile,
    OutcomeFile,
    VersionFile,
)

SIZE_LIMIT = 10_000_000
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Some editors put it before what they save."""


class _Head(msgspec.Struct):
    format: str
    version: int


_Sent: Any = msgspec.defstruct("_Sent", [("kind", msgspec.Raw)], bases=(CanvasFile,), frozen=True)
"""The file with its kind unread: that may be anything, so of a long one millions of objects would be made."""


def read_canvas(data: bytes) -> CanvasFile:
    """The canvas in a file. Raises Refusal `import-…`: too large, cut short, newer, not as it should be."""
    if len(data) > SIZE_LIMIT:
        raise Refusal("import-large", limit=SIZE_LIMIT // 1_000_000)
    data = data.removeprefix(BYTE_ORDER_MARK)
    try:
        head = msgspec.json.decode(data, type=_Head)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Refusal("import-broken") from None
    if head.format != FORMAT:
        raise Refusal("import-broken")
    if head.version > VERSION:
        raise Refusal("import-newer")
    try:
        file = _decoded(data)
    except msgspec.ValidationError as problem:
        where = str(problem).partition(" - at ")[2].strip("`").removeprefix("$.")
        raise Refusal("import-shape", where=where[:80] or "file") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Refusal("import-broken") from None
    kind = read_kind(file.kind)
    _lines("title", (file.title, file.team, *file.people))
    _words("topic", (file.topic,))
    _words("wording", (word for one in file.wording.values() for word in (one.question, one.context)))
    for block in file.wording:
        if block not in kind.blocks:
            raise Refusal("import-block", name=block)
    _day("date", file.date)
    for where, notes, outcomes in (
        ("notes", file.notes, file.outcomes),
        *(("versions", one.notes, one.outcomes) for one in file.versions),
    ):
        _notes(where, notes)
        fits(kind, notes)
        _outcomes(where, outcomes)
    _lines("versions", (one.name for one in file.versions))
    _assumed(file, kind)
    for version in file.versions:
        _assumed(version, kind)
    return file


def _decoded(data: bytes) -> CanvasFile:
    sent = msgspec.json.decode(data, type=_Sent)
    if len(sent.kind) > BYTES_LIMIT:
        raise Refusal("import-kind")
    kind = msgspec.json.decode(sent.kind, type=dict[str, Any])
    return CanvasFile(
        **{name: getattr(sent, name) for name in CanvasFile.__struct_fields__ if name != "kind"}, kind=kind
    )


def fits(kind: kinds.Kind, notes: Iterable[NoteFile]) -> None:
    """Raises Refusal `import-block` when a note names a block or a tag that the kind does not have."""
    for note in notes:
        for name in (note.block,) * (note.block not in kind.blocks) + tuple(
            tag for tag in note.tags if tag not in kind.tags
        ):
            raise Refusal("import-block", name=name)


def _notes(where: str, notes: tuple[NoteFile, ...]) -> None:
    heads: dict[str, str] = {}
    seen: set[str] = set()
    for note in notes:
        if note.id in seen or note.id[0] != "n":
            raise Refusal("import-shape", where=f"{where} {note.id}")
        seen.add(note.id)
        if note.under is None:
            heads[note.id] = note.block
        elif heads.get(note.under) != note.block:  # a head stands before its stack, in the same block
            raise Refusal("import-shape", where=f"{where} {note.id}")
        if len(set(note.tags)) != len(note.tags):
            raise Refusal("import-shape", where=f"{where} {note.id}")
        _words(f"{where} {note.id}", (note.text, *(one.text for one in note.comments)))
        if any(not one.text.strip() for one in note.comments):
            raise Refusal("import-shape", where=f"{where} {note.id}")
        _lines(f"{where} {note.id}", (name for name in (note.author, *(one.author for one in note.comments)) if name))


def _outcomes(where: str, outcomes: tuple[OutcomeFile, ...]) -> None:
    if len({one.id for one in outcomes}) != len(outcomes):
        raise Refusal("import-shape", where=f"{where} outcomes")
    for one in outcomes:
        if one.id[0] != "o" or not one.text.strip():
            raise Refusal("import-shape", where=f"{where} {one.id}")
        _words(f"{where} {one.id}", (one.text,))
        _lines(f"{where} {one.id}", (one.owner,))
        if one.due:
            _day(f"{where} {one.id}", one.due)


def _assumed(file: CanvasFile | VersionFile, kind: kinds.Kind) -> None:
    known = {note.id for note in file.notes}
    named = [one.note for one in file.measures] + [one.note for one in file.assumptions]
    named += [end for one in file.links for end in (one.note, one.other)]
    if not known.issuperset(named) or any(one.note == one.other for one in file.links):
        raise Refusal("import-shape", where="links")
    if len({one.note for one in file.measures}) != len(file.measures):
        raise Refusal("import-shape", where="measures")
    for block in file.marks:
        if block not in kind.blocks:
            raise Refusal("import-block", name=block)
    for measure in file.measures:
        _lines("measures", (measure.name, measure.now, measure.target, measure.unit, measure.owner))
    trials = [trial for one in file.assumptions for trial in one.experiments]
    _labelled("a", [one.id for one in file.assumptions])
    _labelled("e", [trial.id for trial in trials])
    _worded(file.assumptions, trials)
    for day in (file.review, *(one.due for one in file.measures), *(trial.due for trial in trials)):
        if day:
            _day("dates", day)


def _labelled(letter: str, labels: Iterable[str | None]) -> None:
    given = [label for label in labels if label]
    if len(set(given)) != len(given) or any(label[0] != letter for label in given):
        raise Refusal("import-shape", where="assumptions")


def _worded(assumptions: Iterable[AssumptionFile], trials: Iterable[ExperimentFile]) -> None:
    for one in assumptions:
        if not one.statement.strip():
            raise Refusal("import-shape", where="assumptions")
        _words("assumptions", (one.statement,))
        _lines("assumptions", (one.author,) if one.author else ())
    for trial in trials:
        if not trial.method.strip():
            raise Refusal("import-shape", where="experiments")
        _words("experiments", (trial.method, trial.learning))
        _lines("experiments", (trial.starter, trial.metric, trial.threshold, trial.owner, trial.result))


def _words(where: str, texts: Iterable[str], *, lines: bool = True) -> None:
    # What two people typed at once may be other than NFC (P19), so that is not asked of a whole text.
    if not all(text.is_clean(unicodedata.normalize("NFC", one), lines=lines) for one in texts):
        raise Refusal("import-shape", where=where)


def _lines(where: str, texts: Iterable[str]) -> None:
    _words(where, texts, lines=False)


def _day(where: str, day: str) -> None:
    try:
        dt.date.fromisoformat(day)
    except ValueError:
        raise Refusal("import-shape", where=where) from None
