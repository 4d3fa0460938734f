"""A canvas as JSON for another Canvasweb, or for anybody's own programs. Its shape: file.py, published in schema/."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec

from workshops.exports.content import BlockContent, CanvasContent, NoteContent, OutcomeContent
from workshops.exports.file import (
    FORMAT,
    VERSION,
    CanvasFile,
    CommentFile,
    NoteFile,
    OutcomeFile,
    VersionFile,
    WordingFile,
)


def write(content: CanvasContent, paper: str = "") -> bytes:
    """The file's bytes; the same content gives the same."""
    return msgspec.json.format(msgspec.json.encode(to_file(content), order="deterministic"), indent=1) + b"\n"


def to_file(content: CanvasContent) -> CanvasFile:
    """The content in the file's shape; versions are in it when they were gathered."""
    labels = _Labels()
    notes = labels.notes(content.blocks)
    outcomes = labels.outcomes(content.outcomes)
    return CanvasFile(
        format=FORMAT,
        version=VERSION,
        log=False,
        title=content.title,
        topic=content.topic,
        team=content.team,
        language=content.language,  # type: ignore[arg-type]
        date=content.date.isoformat(),
        kind=content.kind_data,
        wording={
            block: WordingFile(words.get("question", ""), words.get("context", ""))
            for block, words in content.wording.items()
            if any(words.values())
        },
        people=content.people,
        count=content.count,
        notes=notes,
        outcomes=outcomes,
        versions=tuple(
            VersionFile(one.name, one.at, labels.notes(one.blocks), labels.outcomes(one.outcomes))
            for one in content.versions
        ),
    )


@dataclass(slots=True)
class _Labels:
    """Ids of the database do not leave: each gets a label, in the order in which the file first says it."""

    given: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def of(self, letter: str, name: str) -> str:
        if name not in self.given:
            self.counts[letter] = self.counts.get(letter, 0) + 1
            self.given[name] = f"{letter}{self.counts[letter]}"
        return self.given[name]

    def notes(self, blocks: Iterable[BlockContent]) -> tuple[NoteFile, ...]:
        found: list[NoteFile] = []
        for block in blocks:
            for head in block.notes:
                found.append(self.note(block.key, head, None))
                label = found[-1].id
                found += [self.note(block.key, one, label) for one in head.members]
        return tuple(found)

    def note(self, block: str, note: NoteContent, under: str | None) -> NoteFile:
        return NoteFile(
            id=self.of("n", note.id),
            block=block,
            text=note.text,
            colour=note.colour,  # type: ignore[arg-type]
            tags=tuple(sorted(note.tag_keys)),
            under=under,
            votes=note.votes,
            author=note.author or None,
            reactions=dict(note.reactions),  # type: ignore[arg-type]
            comments=tuple(CommentFile(one.text, one.author or None) for one in note.comments),
        )

    def outcomes(self, outcomes: Iterable[OutcomeContent]) -> tuple[OutcomeFile, ...]:
        return tuple(
            OutcomeFile(self.of("o", one.id), one.sort, one.text, one.owner, one.due or None)  # type: ignore[arg-type]
            for one in outcomes
        )
