"""The past in words: moments, what became of notes, who did what. Each in the active language."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from workshops.domain.agenda import Step
from workshops.history.account import Line
from workshops.history.timeline import Mark, Timeline

SHORT = 70
"""Characters of a note that are said in a sentence."""


def short(text: str) -> str:
    """The first words of a note, to speak of it."""
    line = " ".join(text.split())
    return f"{line[: SHORT - 1].rstrip()}…" if len(line) > SHORT else line or _("an empty note")


@dataclass(slots=True)
class Clock:
    """Times of one canvas's past in words: with the day where its log is longer than one, and the step that ran."""

    steps: list[tuple[int, int, str]] = field(default_factory=list)
    """Begin and end (Unix s) and title of each step that ran."""
    one_day: bool = True

    @classmethod
    def of(cls, line: Timeline, steps: Iterable[Step]) -> "Clock":
        """For a line, and the steps of the workshop (none for a scenario)."""
        days = {_local(at).date() for _, at in (*line.times[:1], *line.times[-1:])}
        ran = [
            (step.began // 1000, (step.ended or 2**53) // 1000, step.title) for step in steps if step.began is not None
        ]
        return cls(sorted(ran), len(days) < 2)

    def time(self, at: int) -> str:
        """A time (Unix s)."""
        return date_format(_local(at), "H:i" if self.one_day else "j F, H:i")

    def step(self, at: int) -> str:
        """The title of the step that ran then; "" for none."""
        return next((title for began, ended, title in reversed(self.steps) if began <= at <= ended), "")

    def says(self, number: int, at: int | None) -> str:
        """A moment: its time and step."""
        if not number or at is None:
            return _("Before the first note")
        step = self.step(at)
        return _("%(time)s, in “%(step)s”") % {"time": self.time(at), "step": step} if step else self.time(at)

    def marked(self, mark: Mark) -> str:
        """The moment of a version."""
        words = {"time": self.time(mark.at), "name": named(mark)}
        return (_("%(time)s, the end of “%(name)s”") if mark.step else _("%(time)s, “%(name)s”")) % words


def _local(at: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(at, timezone.get_current_timezone())


def named(mark: Mark) -> str:
    """What a version is called."""
    return mark.name or _("The end of the hour")


# who did what

_ABOUT_NOTES = {
    "add": gettext_lazy("%(who)s wrote %(notes)s"),
    "text": gettext_lazy("%(who)s worked on the words of %(notes)s"),
    "duplicate": gettext_lazy("%(who)s copied %(notes)s"),
    "move": gettext_lazy("%(who)s moved %(notes)s"),
    "colour": gettext_lazy("%(who)s gave %(notes)s another colour"),
    "tag": gettext_lazy("%(who)s labelled %(notes)s"),
    "stack": gettext_lazy("%(who)s stacked %(notes)s"),
    "unstack": gettext_lazy("%(who)s took %(notes)s out of a stack"),
    "remove": gettext_lazy("%(who)s put %(notes)s in the bin"),
    "restore": gettext_lazy("%(who)s put %(notes)s back from the bin"),
    "comment": gettext_lazy("%(who)s commented on %(notes)s"),
    "uncomment": gettext_lazy("%(who)s took back a comment on %(notes)s"),
    "react": gettext_lazy("%(who)s responded to %(notes)s"),
    "reveal": gettext_lazy("%(who)s showed %(notes)s to all"),
    "lock-notes": gettext_lazy("%(who)s locked or unlocked %(notes)s"),
    "bring-back": gettext_lazy("%(who)s brought back %(notes)s"),
    "branch": gettext_lazy("%(who)s made this scenario, with %(notes)s"),
    "take-back": gettext_lazy("%(who)s took back somebody's last minutes, in %(notes)s"),
    "undo": gettext_lazy("%(who)s undid something with %(notes)s"),
    "redo": gettext_lazy("%(who)s did something again with %(notes)s"),
    "measure": gettext_lazy("%(who)s wrote down a measure with %(notes)s"),
    "assume": gettext_lazy("%(who)s wrote down an assumption with %(notes)s"),
    "assume-remove": gettext_lazy("%(who)s took off an assumption with %(notes)s"),
    "experiment": gettext_lazy("%(who)s wrote down an experiment with %(notes)s"),
    "experiment-remove": gettext_lazy("%(who)s took off an experiment with %(notes)s"),
    "link": gettext_lazy("%(who)s linked %(notes)s"),
    "unlink": gettext_lazy("%(who)s took a link off %(notes)s"),
}
_OTHERS = {
    "version": gettext_lazy("%(who)s kept this version"),
    "outcome": gettext_lazy("%(who)s wrote down what was decided"),
    "outcome-remove": gettext_lazy("%(who)s took off what was decided"),
    "review": gettext_lazy("%(who)s set the day to look again"),
    "lock": gettext_lazy("%(who)s locked or unlocked"),
    "mark": gettext_lazy("%(who)s marked a block"),
    "close-vote": gettext_lazy("%(who)s counted the votes"),
    "erase": gettext_lazy("%(who)s erased what somebody had written"),
}
_SOMETHING = gettext_lazy("%(who)s changed something")
_IN_BLOCK = {"add", "move", "duplicate", "restore", "lock", "mark"}
_WITH_WORDS = {"comment", "outcome", "outcome-remove", "assume", "experiment", "measure", "version"}


@dataclass(slots=True)
class Deed:
    """A line of the account as it is shown: the sentence, what it says besides, its moment, and the one note it is
    about ("": none or several)."""

    n: int
    at: str
    said: str
    words: str
    note: str


def deeds(lines: Iterable[Line], names: Mapping[int, str], blocks: Mapping[str, str], clock: Clock) -> list[Deed]:
    """The lines in words."""
    return [_deed(line, names, blocks, clock) for line in lines]


def _deed(line: Line, names: Mapping[int, str], blocks: Mapping[str, str], clock: Clock) -> Deed:
    count = len(line.notes)
    several = ngettext("%(n)s note", "%(n)s notes", count) % {"n": count}
    notes = f"“{short(line.notes[0][1])}”" if count == 1 else several
    sentence = (_ABOUT_NOTES if count else _OTHERS).get(line.op, _SOMETHING)
    said = str(sentence) % {"who": names.get(line.who) or _("Somebody"), "notes": notes}
    if line.op in _IN_BLOCK and line.block in blocks:
        said = _("%(said)s (%(block)s)") % {"said": said, "block": blocks[line.block]}
    words = line.words if line.op in _WITH_WORDS else ""
    if line.op == "version" and not words:
        words = _("The end of the hour")
    return Deed(line.last, clock.time(line.until), said, words, line.notes[0][0] if count == 1 else "")
