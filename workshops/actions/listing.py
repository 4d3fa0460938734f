"""A list that somebody pastes, or a CSV file, as notes in a block: what will be made can be shown first."""

from __future__ import annotations

import csv
import io
import unicodedata
import uuid
from dataclasses import dataclass

from workshops.actions.editing import Submission, commit
from workshops.domain import operations as ops
from workshops.domain import text as texts
from workshops.domain.items import COLOURS
from workshops.domain.operations import Refusal
from workshops.models import Participant

LINES_LIMIT = 300
LIST_LIMIT = 500_000
"""Characters of a pasted list; bytes of a file."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list becomes: `notes` are their texts in order. `split` lines were longer than a note and became several,
    `cleaned` had characters taken out that cannot be kept."""

    notes: tuple[str, ...]
    split: int = 0
    cleaned: int = 0


def decode(data: bytes) -> str:
    """The text of a file as spreadsheets save it. Raises Refusal `import-large`, `import-broken`."""
    if len(data) > LIST_LIMIT:
        raise Refusal("import-large", limit="0.5")
    coding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(coding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if "\0" in text:
        raise Refusal("import-broken")
    return text


def read_list(text: str, *, is_csv: bool = False) -> Listing:
    """One note a line, or the first column of a CSV, whose cells may have line ends. Bullets and empty lines fall away.

    Raises Refusal `list-empty`, `list-long` (300 notes), `import-large`.
    """
    if len(text) > LIST_LIMIT:
        raise Refusal("import-large", limit="0.5")
    cells = _first_column(text) if is_csv else text.splitlines()
    notes: list[str] = []
    split = cleaned = 0
    for cell in cells:
        said = _clean(cell if is_csv else _without_bullet(cell))
        cleaned += said != unicodedata.normalize("NFC", _trim(cell if is_csv else _without_bullet(cell)))
        if not said:
            continue
        parts = _parts(said)
        split += len(parts) > 1
        notes += parts
        if len(notes) > LINES_LIMIT:
            raise Refusal("list-long", limit=LINES_LIMIT)
    if not notes:
        raise Refusal("list-empty")
    return Listing(tuple(notes), split, cleaned)


def add_list(person: Participant, canvas_id: str, block: str, listing: Listing, colour: str = COLOURS[0]) -> int:
    """The notes, last in the block, as one operation: all or none. How many. Raises Refusal as `add` does."""
    if colour not in COLOURS:
        raise Refusal("bad-colour")
    drafts = tuple(ops.Draft(str(uuid.uuid4()), one, colour, ()) for one in listing.notes)
    submission = Submission(str(uuid.uuid4()), person.who, "add", ops.Add(drafts, block))
    (verdict,) = commit(canvas_id, [submission]).verdicts
    if verdict.refusal is not None:
        raise verdict.refusal
    return len(drafts)


def _first_column(text: str) -> list[str]:
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [row[0] for row in reader if row]
    except csv.Error:
        raise Refusal("import-broken") from None


def _without_bullet(line: str) -> str:
    said = line.strip()
    for bullet in ("- ", "* ", "• ", "– ", "· "):
        if said.startswith(bullet):
            return said[len(bullet) :]
    return said


def _trim(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").strip()


def _clean(cell: str) -> str:
    said = unicodedata.normalize("NFC", _trim(cell))
    if texts.is_clean(said):
        return said
    kept: list[str] = []
    run = 0
    for char in said:
        run = run + 1 if unicodedata.category(char) in ("Mn", "Me") else 0
        if run <= texts.COMBINING_RUN and (texts.is_clean(char) or run):
            kept.append(char)
    again = unicodedata.normalize("NFC", "".join(kept)).strip()
    return again if texts.is_clean(again) else ""


def _parts(said: str) -> list[str]:
    """Notes of at most 500 characters, cut between words where there are any."""
    parts: list[str] = []
    while len(said) > texts.NOTE_LIMIT:
        cut = max(said.rfind(gap, 1, texts.NOTE_LIMIT + 1) for gap in " \n")
        cut = cut if cut > 0 else texts.NOTE_LIMIT
        parts.append(said[:cut].strip())
        said = said[cut:].strip()
    return [*parts, said] if said else parts
