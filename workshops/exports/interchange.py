"""A canvas as JSON for another Canvasweb, or for anybody's own programs. Its shape: file.py, published in schema/."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

import msgspec

from workshops.exports.assumed import Assumed, AssumptionContent, ExperimentContent, MeasureContent
from workshops.exports.content import BlockContent, CanvasContent, NoteContent, OutcomeContent, VersionContent
from workshops.exports.file import (
    FORMAT,
    VERSION,
    AssumptionFile,
    CanvasFile,
    CommentFile,
    ExperimentFile,
    LinkFile,
    MeasureFile,
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
    versions = tuple(labels.version(one) for one in content.versions)
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
        versions=versions,
        **labels.assumed(content.assumed),
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

    def version(self, one: VersionContent) -> VersionFile:
        said = self.notes(one.blocks), self.outcomes(one.outcomes)
        return VersionFile(one.name, one.at, *said, **self.assumed(one.assumed))

    def assumed(self, found: Assumed) -> dict[str, Any]:
        """What stands on notes, each in the order of its labels: so it does not depend on when it was made."""
        links = [LinkFile(self.of("n", one.note), self.of("n", one.other)) for one in found.links]
        assumptions = [self.assumption(one) for one in found.assumptions]
        return {
            "measures": tuple(sorted(map(self.measure, found.measures), key=lambda one: _number(one.note))),
            "assumptions": tuple(sorted(assumptions, key=lambda one: _number(one.id))),
            "links": tuple(sorted(links, key=lambda one: (_number(one.note), _number(one.other)))),
            "marks": found.marks,
            "review": found.review or None,
        }

    def measure(self, one: MeasureContent) -> MeasureFile:
        values = {name: getattr(one, name) for name in ("name", "now", "target", "unit", "owner")}
        return MeasureFile(note=self.of("n", one.note), due=one.due or None, **values)

    def assumption(self, one: AssumptionContent) -> AssumptionFile:
        return AssumptionFile(
            note=self.of("n", one.note),
            statement=one.statement,
            importance=one.importance,
            evidence=one.evidence,
            status=one.status,  # type: ignore[arg-type]
            author=one.author or None,
            experiments=tuple(sorted(map(self.experiment, one.experiments), key=lambda each: _number(each.id))),
            id=self.of("a", one.id),
        )

    def experiment(self, one: ExperimentContent) -> ExperimentFile:
        return ExperimentFile(**{**asdict(one), "due": one.due or None, "id": self.of("e", one.id)})

    def outcomes(self, outcomes: Iterable[OutcomeContent]) -> tuple[OutcomeFile, ...]:
        return tuple(
            OutcomeFile(self.of("o", one.id), one.sort, one.text, one.owner, one.due or None)  # type: ignore[arg-type]
            for one in outcomes
        )


def _number(label: str | None) -> int:
    return int((label or "n0")[1:])
