"""A canvas as an XLSX: notes, votes, comments, outcomes, versions, each a sheet. What was typed is text, no formula."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from workshops.exports import words
from workshops.exports.comparison import side_name, table
from workshops.exports.content import CanvasContent
from workshops.exports.office import drawable, settled
from workshops.exports.telling import moment
from workshops.history.growth import counted

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
"""What a spreadsheet may take for a formula, here or after it was saved as CSV."""
_INK, _PAPER, _LINE = "0C1F17", "E2E8E5", "CDD5D1"
_PAPERS = {
    "sun": "FFE997",
    "sky": "BBE7FF",
    "rose": "FFD3D9",
    "mint": "B6EFCD",
    "lilac": "E5D8FF",
    "plain": "FFFFFF",
}
_HEAD = Font(name="Calibri", bold=True, color=_INK)
_UNDER = Border(bottom=Side(style="thin", color=_LINE))
_WRITTEN = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_TOP = Alignment(vertical="top", wrap_text=True)

LINE_HEIGHT = 15.0
"""Points from one line to the next at the usual size of letters."""
Column = tuple[str, int]
"""A heading and a width in characters."""


def write(content: CanvasContent, paper: str = "") -> bytes:
    """The workbook's bytes; the same content gives the same."""
    with override(content.language):
        book = Workbook(write_only=True)
        book.properties.title = drawable(content.title)
        book.properties.creator = "Canvasweb"
        book.properties.language = content.language
        book.properties.created = book.properties.modified = dt.datetime.combine(content.date, dt.time())
        _notes(book, content)
        if content.wishes.votes:
            _votes(book, content)
        if content.wishes.comments:
            _comments(book, content)
        _outcomes(book, content)
        _assumptions(book, content)
        if content.versions:
            _versions(book, content)
        _comparison(book, content)
        _about(book, content)
    out = io.BytesIO()
    book.save(out)
    return settled(out.getvalue(), content.date)


def _notes(book: Any, content: CanvasContent) -> None:
    columns = [
        *((_("Number"), 9), (_("Block"), 24), (_("Note"), 60), (_("In stack under"), 30)),
        *((_("Labels"), 26), (_("Colour"), 10)),
        *([(_("Votes"), 9)] if content.wishes.votes else []),
        *([(_("Author"), 20)] if content.wishes.names else []),
    ]
    rows: list[list[Any]] = []
    for block in content.blocks:
        for head in block.notes:
            for note in head.all():
                tags = "\n".join(f"{facet}: {value}" if facet else value for facet, value in note.tags)
                row: list[Any] = [len(rows) + 1, block.name, note.text, "" if note is head else head.text, tags]
                row.append((words.colours()[note.colour], _PAPERS[note.colour]))
                row += [note.votes] if content.wishes.votes else []
                row += [note.author] if content.wishes.names else []
                rows.append(row)
    _sheet(book, _("Notes"), columns, rows)


def _votes(book: Any, content: CanvasContent) -> None:
    tally = [(note.votes, block.name, note.text) for block in content.blocks for note in block.all() if note.votes]
    tally.sort(key=lambda row: -row[0])
    _sheet(book, _("Votes"), [(_("Votes"), 9), (_("Block"), 24), (_("Note"), 70)], tally)


def _comments(book: Any, content: CanvasContent) -> None:
    names = content.wishes.names
    columns = [(_("Block"), 24), (_("Note"), 50), (_("Comment"), 60), *([(_("Author"), 20)] if names else [])]
    rows = [
        [block.name, note.text, remark.text, *([remark.author] if names else [])]
        for block in content.blocks
        for note in block.all()
        for remark in note.comments
    ]
    _sheet(book, _("Comments"), columns, rows)


def _outcomes(book: Any, content: CanvasContent) -> None:
    columns = [(_("What"), 14), (_("In a sentence"), 70), (_("Who"), 24), (_("When"), 13)]
    sorts = words.sorts()
    rows = [[sorts[one.sort], one.text, one.owner, _date(one.due)] for one in content.outcomes]
    _sheet(book, _("Outcomes"), columns, rows)


def _versions(book: Any, content: CanvasContent) -> None:
    columns = [(_("Version"), 36), (_("When"), 24), (_("Notes"), 9), (_("What changed"), 60)]
    rows = [
        [
            one.name or _("End of the session"),
            moment(one.at),
            sum(len(block.all()) for block in one.blocks),
            counted(Counter(dict(one.changes))),
        ]
        for one in content.versions
    ]
    _sheet(book, _("Versions"), columns, rows)


def _comparison(book: Any, content: CanvasContent) -> None:
    """What differs since the first version and in each scenario, a row for each change."""
    columns = [(_("Compared"), 30), (_("Block"), 24), (_("What changed"), 26), (_("Before"), 50), (_("After"), 50)]
    compared = [one for one in (content.since, *content.scenarios) if one]
    rows = [
        [f"{side_name(one.before)} → {side_name(one.after)}", *row] for one in compared for row in table(one, content)
    ]
    if rows:
        _sheet(book, _("Comparison"), columns, rows)


def _assumptions(book: Any, content: CanvasContent) -> None:
    """What is assumed, how it is tested, by what it is measured and what rests on what: sheets for what there is."""
    assumed, statuses, verdicts = content.assumed, words.statuses(), words.verdicts()
    notes = {note.id: (block.name, note.text) for block in content.blocks for note in block.all()}
    if assumed.assumptions:
        names = content.wishes.names
        columns = [
            *((_("Block"), 24), (_("Note"), 40), (_("Assumption"), 60), (_("Status"), 16)),
            *((_("How much hangs on it"), 12), (_("How much evidence there is"), 12)),
            *([(_("Author"), 20)] if names else []),
        ]
        rows: list[list[Any]] = []
        for one in assumed.assumptions:
            rows.append([*notes[one.note], one.statement, statuses[one.status], one.importance, one.evidence])
            rows[-1] += [one.author] if names else []
        _sheet(book, _("Assumptions"), columns, rows)
    trials = [(one.statement, trial) for one in assumed.assumptions for trial in one.experiments]
    if trials:
        columns = [
            *((_("Assumption"), 40), (_("What you do"), 60), (_("What you look at"), 30), (_("Passed when"), 24)),
            *(
                (_("Who"), 20),
                (_("When"), 13),
                (_("What came of it"), 30),
                (_("Verdict"), 16),
                (_("What you learned"), 50),
            ),
        ]
        rows = []
        for statement, trial in trials:
            rows.append([statement, trial.method, trial.metric, trial.threshold, trial.owner, _date(trial.due)])
            rows[-1] += [trial.result, verdicts[trial.verdict], trial.learning]
        _sheet(book, _("Experiments"), columns, rows)
    if assumed.measures:
        columns = [(_("Block"), 24), (_("Note"), 40), (_("What you count"), 30), (_("Now"), 14), (_("Target"), 14)]
        columns += [(_("Unit"), 18), (_("Who"), 20), (_("When"), 13)]
        rows = [
            [*notes[each.note], each.name, each.now, each.target, each.unit, each.owner, _date(each.due)]
            for each in assumed.measures
        ]
        _sheet(book, _("Measures"), columns, rows)
    if assumed.links:
        columns = [(_("Block"), 24), (_("Note"), 50), (_("Rests on, in block"), 24), (_("Rests on"), 50)]
        _sheet(book, _("Links"), columns, [[*notes[one.other], *notes[one.note]] for one in assumed.links])


def _date(day: str) -> dt.date | str:
    return dt.date.fromisoformat(day) if day else ""


def _about(book: Any, content: CanvasContent) -> None:
    rows = [(_("Title"), content.title), *words.facts(content), *words.said_of_blocks(content)]
    _sheet(book, _("About this canvas"), [("", 18), ("", 70)], rows)


def _sheet(book: Any, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> None:
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    for number, (_heading, width) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    rows = list(rows)
    if columns[0][0]:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    sheet.append([_heading_cell(sheet, heading) for heading, _width in columns])
    for number, row in enumerate(rows, 2):
        # Not every program finds out by itself how high a row of text has to be.
        sheet.row_dimensions[number].height = _height(row, columns)
        sheet.append([_cell(sheet, value) for value in row])


def _height(row: Sequence[Any], columns: Sequence[Column]) -> float:
    """How high a row has to be for all its words, in points; no program shows more than 409."""
    texts = [str(value[0] if isinstance(value, tuple) else value) for value in row]
    lines = [
        sum(1 + len(line) // max(1, width - 2) for line in text.split("\n"))
        for text, (_heading, width) in zip(texts, columns, strict=True)
    ]
    return min(409.0, LINE_HEIGHT * max(lines))


def _heading_cell(sheet: Any, heading: str) -> Any:
    cell = _cell(sheet, heading)
    cell.font, cell.fill, cell.border = _HEAD, PatternFill("solid", fgColor=_PAPER), _UNDER
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    paper = ""
    if isinstance(value, tuple):
        value, paper = value
    is_text = isinstance(value, str)
    # What looks like the format's own way to write a character would be read as that character.
    cell = WriteOnlyCell(sheet, _WRITTEN.sub("_x005F_", drawable(value)) if is_text else value)
    cell.alignment, cell.border = _TOP, _UNDER
    if is_text:
        cell.data_type = "s"  # else a text that begins with = would be a formula
        cell.number_format = "@"
        cell.quotePrefix = value.startswith(FORMULA)
    elif isinstance(value, dt.date):
        cell.number_format = "yyyy-mm-dd"
    if paper:
        cell.fill = PatternFill("solid", fgColor=paper)
    return cell
