"""The chapter that lays two moments beside each other, block by block, and each scenario beside the canvas."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from workshops.domain import words as texts
from workshops.domain.compare import ADDED, CHANGED, MOVED, ORDERED, RECOLOURED, REMOVED, RETAGGED, REWORDED, STACKED
from workshops.exports import words
from workshops.exports.telling import moment
from workshops.exports.told import LONG, length
from workshops.history.growth import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workshops.exports.compared import BlockDifference, Difference, ItemDifference, NoteDifference, NoteState, Side
    from workshops.exports.content import CanvasContent
    from workshops.exports.told import Data, Told

QUOTED = 70
LISTED = 14
"""Changes of a scenario that are named; the others are counted."""

Line = tuple[bool, list[tuple[bool, str]]]
"""A line of a text: whether it runs from the right, and its parts, each with whether it is marked."""


def tell(told: Told) -> Data:
    """What differs since the first version, side by side; then each scenario, in short."""
    since, scenarios = told.content.since, told.content.scenarios
    if since is None and not scenarios:
        return {}
    return {
        "since": _since(told, since) if since else None,
        "scenarios": [_scenario(told, one) for one in scenarios],
        "words": {
            "marks": _("Words that went are struck through on the left; words that came are underlined on the right."),
            "others": _("Assumptions and outcomes"),
            "gone": state_name(REMOVED),
            "new": state_name(ADDED),
            "what": _("What"),
            "said": _("In words"),
            "changed": _("What changed"),
            "block": _("Block"),
            "note": _("Note"),
        },
    }


def side_name(side: Side) -> str:
    """One of the two, by its name."""
    name, at = side
    return name or (_("Now") if at is None else _("End of the session"))


def block_changes(one: NoteDifference, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What became of a note, each change as what it is called and what it was before; `names` are those of blocks."""
    if one.sort != CHANGED or one.before is None or one.after is None:
        yield (_("New") if one.sort == ADDED else _("Gone")), ""
        return
    was, now = one.before, one.after
    if MOVED in one.what:
        yield _("Moved here"), _("stood in “%(block)s”") % {"block": names[was.block]}
    if REWORDED in one.what:
        yield _("Reworded"), ""
    if STACKED in one.what:
        said = _("Stacked on “%(title)s”") % {"title": _short(now.head)} if now.under else _("No longer in a stack")
        yield said, _("on “%(title)s”") % {"title": _short(was.head)} if was.under else _("by itself")
    if ORDERED in one.what and MOVED not in one.what:
        yield _("Another place in its block"), ""
    if RECOLOURED in one.what:
        colours = words.colours()
        yield _("Colour: %(colour)s") % {"colour": colours[now.colour]}, colours[was.colour]
    if RETAGGED in one.what:
        said = _("Labels: %(labels)s") % {"labels": ", ".join(now.tags)} if now.tags else _("No labels")
        yield said, ", ".join(was.tags) or _("no labels")


def item_name(kind: str) -> str:
    """What a sort of item is called."""
    return {
        "outcome": _("Outcome"),
        "measure": _("Measure"),
        "assumption": _("Assumption"),
        "experiment": _("Experiment"),
        "link": pgettext("between notes", "Link"),
    }[kind]


def state_name(sort: str) -> str:
    """What became of something, in a word."""
    return {ADDED: _("New"), REMOVED: _("Gone"), CHANGED: _("Changed")}[sort]


def item_words(one: ItemDifference) -> str:
    """The words of an item, or of the notes that it joins."""
    return one.said or " → ".join(f"“{_short(note)}”" for note in one.notes)


def field_changes(one: ItemDifference) -> Iterator[tuple[str, str, str]]:
    """What differs in a changed item: the name of each field, before and after, as words."""
    names = {
        "sort": _("What"),
        "owner": _("Who"),
        "due": _("By when"),
        "now": _("Now"),
        "target": _("Target"),
        "unit": _("Unit"),
        "importance": _("Importance"),
        "evidence": _("Evidence"),
        "status": _("Status"),
        "metric": _("What you look at"),
        "threshold": _("Passed when"),
        "result": _("What came of it"),
        "verdict": _("Verdict"),
        "learning": _("What you learned"),
    }
    for name, was, now in one.fields if one.sort == CHANGED else ():
        yield names.get(name, _("Words")), _value(name, was), _value(name, now)


def mark_change(was: str, now: str) -> str:
    """That another mark was put on a block."""
    marks = {"": _("no mark"), **words.block_marks()}
    return _("Mark: “%(was)s” became “%(now)s”") % {"was": marks[was], "now": marks[now]}


def review_change(one: Difference) -> str:
    """That the day of the review is another one, or nothing."""
    if one.review is None:
        return ""
    was, now = (_day(day) if day else _("no day") for day in one.review)
    return _("“%(was)s” became “%(now)s”") % {"was": was, "now": now}


def table(one: Difference, content: CanvasContent) -> Iterator[tuple[str, str, str, str]]:
    """All that differs, for a sheet: the block or sort of item, what changed, before, after."""
    names = {block.key: block.name for block in content.blocks}
    for block in one.blocks:
        if block.mark:
            was, now = (words.block_marks().get(mark, "") for mark in block.mark)
            yield block.name, _("Mark"), was, now
        for note in block.notes:
            for label, was in block_changes(note, names):
                before = was or (note.before.text if note.before else "")
                yield block.name, label, before, note.after.text if note.after else ""
    for item in one.items:
        before, after = (item_words(item) if item.sort != gone else "" for gone in (ADDED, REMOVED))
        fields = list(field_changes(item))
        if not fields:
            yield item_name(item.kind), state_name(item.sort), before, after
        for name, was, now in fields:
            yield f"{item_name(item.kind)}: {item_words(item)}", name, was, now
    if one.review:
        yield _("Day of the review"), state_name(CHANGED), *one.review


def _value(name: str, value: str) -> str:
    said = {"sort": words.sorts(), "status": words.statuses(), "verdict": words.verdicts()}.get(name, {})
    if name == "due" and value:
        return _day(value)
    return said.get(value, value) or "—"


def _day(day: str) -> str:
    return formats.date_format(dt.date.fromisoformat(day), "j F Y")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return f"{line[:QUOTED]} …" if len(line) > QUOTED else line or "—"


def _since(told: Told, one: Difference) -> Data:
    return {
        "before": _side(told, one.before),
        "after": _side(told, one.after),
        "said": counted(Counter(dict(one.counts))),
        "blocks": [_block(told, block) for block in one.blocks],
        "others": [_other(told, item) for item in one.items] + _review(one),
    }


def _side(told: Told, side: Side) -> Data:
    return {"name": told.clean.line(side_name(side)), "at": moment(side[1]) if side[1] is not None else ""}


def _block(told: Told, block: BlockDifference) -> Data:
    names = {one.key: one.name for one in told.content.blocks}
    ordered = sum(one.what == (ORDERED,) for one in block.notes)
    lines = [
        mark_change(*block.mark) if block.mark else "",
        ngettext("%(n)d note stands in another place", "%(n)d notes stand in another place", ordered) % {"n": ordered}
        if ordered
        else "",
        ngettext("%(n)d note as it was", "%(n)d notes as they were", block.same) % {"n": block.same}
        if block.same
        else "",
    ]
    return {
        "name": told.clean.line(block.name),
        "number": block.number,
        "rows": [_row(told, one, names) for one in block.notes if one.sort == CHANGED and one.what != (ORDERED,)],
        "gone": [_paper(told, one, one.before, texts.OUT) for one in block.notes if one.before and not one.after],
        "new": [_paper(told, one, one.after, texts.IN) for one in block.notes if one.after and not one.before],
        "lines": [one for one in lines if one],
    }


def _row(told: Told, one: NoteDifference, names: dict[str, str]) -> Data:
    """A note that is there at both moments; the paper that it was is shown when its words are others now."""
    changes = list(block_changes(one, names))
    line = told.clean.line
    return {
        "long": any(length(state.text) > LONG for state in (one.before, one.after) if state),
        "before": _paper(told, one, one.before, texts.OUT) if one.before and REWORDED in one.what else None,
        "was": [line(said) for _label, said in changes if said],
        "after": _paper(told, one, one.after, texts.IN) if one.after else None,
        "labels": [line(said) for said, _was in changes],
    }


def _paper(told: Told, one: NoteDifference, state: NoteState, mine: str) -> Data:
    parts = [part for part in one.words if part[0] in (texts.SAME, mine)] or [(texts.SAME, state.text)]
    return {
        "colour": state.colour,
        "tags": told.clean.line(", ".join(state.tags)),
        "lines": _lines(told, parts, mine) or [(False, [(False, "—")])],
    }


def _lines(told: Told, parts: Sequence[tuple[str, str]], mine: str) -> list[Line]:
    """The parts of a text as lines; what is only in this text is marked."""
    found: list[Line] = [(False, [])]
    for sort, text in parts:
        for number, piece in enumerate(text.split("\n")):
            if number:
                found.append((False, []))
            cleaned = told.clean.paragraphs(piece)
            said = cleaned[0].text if cleaned else " " * bool(piece)
            if said:
                first = not any(text.strip() for _marked, text in found[-1][1])
                right = cleaned[0].from_right if cleaned and first else found[-1][0]
                found[-1] = (right, [*found[-1][1], (sort == mine, said)])
    return [line for line in found if any(text.strip() for _marked, text in line[1])]


def _other(told: Told, item: ItemDifference) -> Data:
    line = told.clean.line
    return {
        "what": item_name(item.kind),
        "sort": item.sort,
        "state": state_name(item.sort),
        "said": line(item_words(item)),
        "fields": [[name, line(was), line(now)] for name, was, now in field_changes(item)],
    }


def _review(one: Difference) -> list[Data]:
    said = review_change(one)
    if not said:
        return []
    return [{"what": _("Day of the review"), "sort": CHANGED, "state": state_name(CHANGED), "said": said, "fields": []}]


def _scenario(told: Told, one: Difference) -> Data:
    """In short: one line for each of the first changes."""
    line = told.clean.line
    names = {block.key: block.name for block in told.content.blocks}
    rows = [
        (block.name, change.sort, ", ".join(said for said, _was in block_changes(change, names)), _text(change))
        for block in one.blocks
        for change in block.notes
        if change.what != (ORDERED,)
    ]
    rows += [(item_name(item.kind), item.sort, state_name(item.sort), item_words(item)) for item in one.items]
    more = len(rows) - LISTED
    return {
        "name": _("Scenario “%(name)s”") % {"name": line(side_name(one.after))},
        "said": counted(Counter(dict(one.counts))),
        "rows": [[line(block), sort, line(said), line(_short(text))] for block, sort, said, text in rows[:LISTED]],
        "more": ngettext("and %(n)d more", "and %(n)d more", more) % {"n": more} if more > 0 else "",
        "from": _("Compared with “%(side)s”") % {"side": line(one.before[0])} if one.before[0] else "",
    }


def _text(one: NoteDifference) -> str:
    state = one.after or one.before
    return state.text if state else ""
