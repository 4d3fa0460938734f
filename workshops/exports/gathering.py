"""Gathers what an export says of a canvas from its rows and log: what everybody may see, less what is left out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings

from workshops.domain.agenda import Hour, in_order
from workshops.domain.audience import ALL, NOBODY, OUTSIDER, author_for, hidden_from
from workshops.domain.canvas import Canvas
from workshops.domain.compare import compare
from workshops.domain.items import REACTIONS
from workshops.domain.workshop import display_names
from workshops.exports.assumed import Assumed, gather
from workshops.exports.gathering_past import Past
from workshops.history.growth import count
from workshops.history.past import canvas_at

if TYPE_CHECKING:
    from workshops.domain.agenda import Step
    from workshops.domain.items import Assumption, Note, Outcome
    from workshops.domain.kinds import Block, Kind
    from workshops.models import Canvas as CanvasRow
    from workshops.models import Version, Workshop
from workshops.exports.content import (
    BlockContent,
    CanvasContent,
    CommentContent,
    HourContent,
    Layout,
    NoteContent,
    OutcomeContent,
    StepContent,
    VersionContent,
    Wishes,
)


def canvas_content(
    row: CanvasRow, wishes: Wishes, version: Version | None = None, *, history: bool = False
) -> CanvasContent:
    """A canvas as it stands now, or as it stood at a version of it; with `history` also what stood at each version,
    and how the hour went.
    """
    workshop = row.workshop
    kind = workshop.parsed_kind()
    canvas = row.to_domain(kind) if version is None else canvas_at(str(row.pk), kind, version.n)
    people = [one.to_domain() for one in workshop.participants.order_by("who")]
    names = display_names(people) if wishes.names else {}
    team = [one for one in people if one.team == str(row.team_id) and one.role == "participant" and not one.removed]
    gatherer = _Gatherer(canvas, workshop, kind, names, wishes)
    blocks = tuple(gatherer.block(number, block) for number, block in enumerate(kind.blocks.values(), 1))
    past = Past(row, kind, canvas, names=wishes.names) if history else None
    return CanvasContent(
        id=str(row.pk),
        title=workshop.title,
        topic=workshop.topic,
        team=" · ".join(filter(None, (row.team.name, row.name))),
        kind=workshop.kind,
        kind_name=kind.name[workshop.language],
        language=workshop.language,
        date=_date(workshop, version),
        version=version.name if version else "",
        head=canvas.head,
        layout=Layout(kind.columns, kind.rows, kind.areas),
        blocks=blocks,
        outcomes=_outcomes(canvas, wishes),
        people=tuple(names[one.who] for one in team) if names else (),
        count=len(team),
        wishes=wishes,
        kind_data=workshop.kind_data,
        wording=workshop.wording,
        versions=_versions(past, gatherer) if past else (),
        hour=_hour(workshop, kind) if history else None,
        since=past.since(version) if past else None,
        scenarios=past.scenarios(version) if past else (),
        assumed=gatherer.assumed(blocks),
        facilitators=tuple(names[one.who] for one in people if one.role == "facilitator" and not one.removed)
        if names
        else (),
    )


def _hour(workshop: Workshop, kind: Kind) -> HourContent:
    """What everybody in the workshop saw of its agenda; coaching is for facilitators alone."""
    hour = Hour(**workshop.hour)
    steps = in_order(row.to_domain() for row in workshop.steps.all())
    return HourContent(
        steps=tuple(_step(one, kind, workshop.language) for one in steps),
        began=None if hour.started is None else hour.started // 1000,
        ended=None if hour.ended is None else hour.ended // 1000,
    )


def _step(one: Step, kind: Kind, language: str) -> StepContent:
    held = None if one.skipped or one.began is None or one.ended is None else max(0, one.ended - one.began)
    return StepContent(
        title=one.title or (kind.blocks[one.block].name[language] if one.block in kind.blocks else ""),
        block=kind.blocks[one.block].name[language] if one.block in kind.blocks else "",
        minutes=one.minutes,
        seconds=None if held is None else held // 1000,
        private=one.private,
    )


def _outcomes(canvas: Canvas, wishes: Wishes) -> tuple[OutcomeContent, ...]:
    there = [one for one in canvas.outcomes.values() if not one.removed]
    return tuple(_outcome(one, wishes) for one in there)


def _outcome(one: Outcome, wishes: Wishes) -> OutcomeContent:
    return OutcomeContent(one.sort, one.text, one.owner if wishes.names else "", one.due or "", one.id)


def _versions(past: Past, gatherer: _Gatherer) -> tuple[VersionContent, ...]:
    found: list[VersionContent] = []
    before, earlier = Canvas(gatherer.kind), past.versions()
    for one, canvas in past.versions():
        then = replace(gatherer, canvas=canvas, wishes=replace(gatherer.wishes, comments=False))
        blocks = tuple(then.block(number, block) for number, block in enumerate(gatherer.kind.blocks.values(), 1))
        changes = tuple(count(compare(before, canvas, OUTSIDER)).items())
        outcomes = _outcomes(canvas, gatherer.wishes)
        found.append(VersionContent(one.name, one.at, blocks, outcomes, changes, then.assumed(blocks)))
        _same, before = next(earlier)  # not that canvas, which goes on to the next version
    return tuple(found)


def _date(workshop: Workshop, version: Version | None) -> dt.date:
    """The day of the version, else the one the workshop is planned on, else the one it was made on."""
    if version is not None:
        moment = dt.datetime.fromtimestamp(version.at, dt.UTC)
    else:
        moment = workshop.starts_at or workshop.created_at
    return moment.astimezone(ZoneInfo(settings.TIME_ZONE)).date()


@dataclass(slots=True)
class _Gatherer:
    canvas: Canvas
    workshop: Workshop
    kind: Kind
    names: dict[int, str]
    wishes: Wishes

    def block(self, number: int, block: Block) -> BlockContent:
        language = self.workshop.language
        words = self.workshop.wording.get(block.key, {})
        heads = [self.canvas.notes[one] for _, one in self.canvas.group(block.key)]
        return BlockContent(
            key=block.key,
            area=block.area,
            region=block.region,
            number=number,
            name=block.name[language],
            question=words.get("question") or block.question[language],
            context=words.get("context", ""),
            notes=tuple(self.note(note, block) for note in heads if self._public(note)),
        )

    def note(self, note: Note, block: Block) -> NoteContent:
        talk = self.canvas.talk(note.id) if self.wishes.comments else []
        members = [self.canvas.notes[one] for one in self.canvas.members(note.id)]
        return NoteContent(
            id=note.id,
            text=note.text,
            colour=note.colour,
            tags=tuple(self._tag(tag, block) for tag in note.tags if tag in self.kind.tags),
            votes=self._votes(note.id),
            author=self._name(note.by, anon=note.anon),
            comments=tuple(
                CommentContent(one.text, self._name(one.by, anon=one.anon)) for one in talk if not one.removed
            ),
            members=tuple(self.note(one, block) for one in members if self._public(one)),
            tag_keys=tuple(tag for tag in note.tags if tag in self.kind.tags),
            reactions=tuple((name, len(note.reactions[name])) for name in REACTIONS if note.reactions.get(name)),
        )

    def assumed(self, blocks: tuple[BlockContent, ...]) -> Assumed:
        """What is assumed, tested, measured and linked on the notes in these blocks."""
        shown = {note.id for block in blocks for note in block.all()}
        return gather(self.canvas, shown, self._author_of, names=self.wishes.names)

    def _author_of(self, one: Assumption) -> str:
        return self._name(one.by, anon=one.anon)

    def _public(self, note: Note) -> bool:
        return not note.removed and not hidden_from(note, ALL)

    def _name(self, by: int, *, anon: bool) -> str:
        return self.names.get(author_for(OUTSIDER, by, anon=anon), "") if by != NOBODY else ""

    def _votes(self, note: str) -> int:
        if not self.wishes.votes:
            return 0
        return sum(ballot.totals.get(note, 0) for ballot in self.canvas.ballots.values() if ballot.closed)

    def _tag(self, tag: str, block: Block) -> tuple[str, str]:
        facet = next((one for one in block.facets if one.key == tag.partition(".")[0]), None)
        name = facet.name[self.workshop.language] if facet else ""
        return name, self.kind.tags[tag][self.workshop.language]
