"""A canvas as Markdown. What people typed is escaped, so that it reads as they typed it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from workshops.exports import words
from workshops.exports.content import BlockContent, CanvasContent, NoteContent, OutcomeContent
from workshops.exports.office import drawable

_MARKS = re.compile(r"[\\`*_{}\[\]<>|~^$&@#%]|^[-+=]|:(?=//|\w+:)|(?<=www)\.", re.IGNORECASE)
"""All that any common dialect reads as more than itself, where it stands: marks, starts of lines, addresses."""
_NUMBER = re.compile(r"^(\d+)([.)])")


def write(content: CanvasContent, paper: str = "") -> bytes:
    """The text as UTF-8."""
    with override(content.language):
        return ("\n".join(_lines(content)).rstrip() + "\n").encode()


def literal(text: str, indent: str = "") -> str:
    """Text that Markdown shows as it is; its line ends stay, in a paragraph that goes on at `indent`."""
    lines = [_line(line) for line in text.replace("\r", "\n").split("\n")]
    return f"\\\n{indent}".join(line or "&nbsp;" for line in lines) if len(lines) > 1 else lines[0]


def _line(line: str) -> str:
    escaped = _MARKS.sub(lambda found: "\\" + found[0], drawable(line).replace("\t", " ").strip(" "))
    return _NUMBER.sub(r"\1\\\2", escaped)


def _lines(content: CanvasContent) -> Iterator[str]:
    yield f"# {literal(_flat(content.title))}"
    yield ""
    yield from (f"- **{label}**: {literal(_flat(value))}" for label, value in words.facts(content))
    for block in content.blocks:
        yield ""
        yield from _block(block)
    if content.outcomes:
        yield ""
        yield f"## {_('Outcomes')}"
        yield ""
        yield from (_outcome(one) for one in content.outcomes)
    yield from _assumed(content)


def _block(block: BlockContent) -> Iterator[str]:
    yield f"## {block.number}. {literal(_flat(block.name))}"
    yield ""
    yield f"*{literal(_flat(block.question))}*"
    if block.context:
        yield ""
        yield literal(block.context)
    yield ""
    if not block.notes:
        yield _("No notes.")
    for note in block.notes:
        yield from _note(note, "")


def _note(note: NoteContent, indent: str) -> Iterator[str]:
    inner = indent + "  "
    marks = words.marks(note)
    text = literal(note.text, inner) if note.text.strip() else _("(empty note)")
    yield f"{indent}- {text}" + (f" · {literal(_flat(' · '.join(marks)))}" if marks else "")
    for remark in note.comments:
        who = f"{literal(_flat(remark.author))}: " if remark.author else ""
        yield f"{inner}- {_('Comment')}: {who}{literal(remark.text, inner + '  ')}"
    for member in note.members:
        yield from _note(member, inner)


def _outcome(one: OutcomeContent) -> str:
    more = [part for part in (one.owner, one.due) if part]
    text = literal(one.text, "  ")
    return f"- **{words.sorts()[one.sort]}**: {text}" + (f" · {literal(' · '.join(more))}" if more else "")


def _assumed(content: CanvasContent) -> Iterator[str]:
    """What is assumed and how it is tested, by what it is measured, and what rests on what."""
    assumed = content.assumed
    notes = {note.id: literal(_flat(note.text)) or _("(empty note)") for note in content.notes()}
    if assumed.assumptions:
        yield from ("", f"## {_('Assumptions')}", "")
    for one in assumed.assumptions:
        status = words.statuses()[one.status]
        yield f"- {literal(_flat(one.statement))} · **{status}** · {notes[one.note]}"
        yield f"  - {_('How much hangs on it')}: {one.importance}, {_('How much evidence there is')}: {one.evidence}"
        for trial in one.experiments:
            due = trial.due and f"{_('Before')} {trial.due}"
            said = [trial.metric, trial.threshold and f"{_('Passed when')} {trial.threshold}", due, trial.owner]
            said += [trial.result, words.verdicts()[trial.verdict], trial.learning]
            yield f"  - {_('Experiment')}: " + " · ".join(
                literal(_flat(part)) for part in (trial.method, *said) if part
            )
    if assumed.measures:
        yield from ("", f"## {_('Measures')}", "")
    for measure in assumed.measures:
        said = [words.measured(measure), measure.due, measure.owner]
        yield f"- {notes[measure.note]}: " + " · ".join(literal(_flat(part)) for part in said if part)
    if assumed.links:
        yield from ("", f"## {_('Links')}", "")
    for link in assumed.links:
        yield f"- {notes[link.other]} ← {notes[link.note]}"
    marked = words.said_of_blocks(content)
    if marked:
        yield from ("", f"## {_('How far the blocks are')}", "")
        yield from (f"- {literal(_flat(name))}: {said}" for name, said in marked)


def _flat(text: str) -> str:
    return " ".join(text.split())
