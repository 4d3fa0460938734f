"""The verdict on a voyage: nothing lost, nothing doubled, everybody equal, and every judgement the right one.

`judge` knows nothing of servers and sockets. It is given the log, what the rows say, and what each participant made,
heard and shows; it answers with sentences on what is wrong.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from tests.faults.accounts import WORD, Account
from workshops.domain import messages
from workshops.domain.audience import ALL, Reader
from workshops.domain.canvas import Canvas
from workshops.domain.decide import decide
from workshops.domain.items import SORTS
from workshops.domain.kinds import Kind
from workshops.domain.log import Ledger, fold, view
from workshops.domain.operations import Actor, Refusal
from workshops.domain.picture import picture
from workshops.domain.undo import Entry

SHOWN = 5
"""So many cases of one kind are told; there may be thousands."""


def judge(
    evidence: dict[str, Any], kind: Kind, accounts: Sequence[Account], roles: dict[int, str], *, gentle: bool
) -> list[str]:
    """What is wrong after everything has become quiet; nothing, when all is well.

    `roles` are those of the participants by number; `gentle`: nobody took words away, so all must be there.
    """
    entries = [Entry(**one) for one in evidence["log"]]
    wrong = [problem for account in accounts for problem in account.wrong]
    wrong += _numbers(evidence["head"], entries)
    wrong += _fates(entries, accounts, gentle=gentle)
    misjudged, foldable = _judgements(entries, kind, accounts, roles)
    wrong += misjudged
    if not foldable:
        return wrong
    wrong += _views(entries, evidence["rows"], kind, accounts, roles)
    if gentle:
        canvas = view(kind, entries, Reader(0, "facilitator"))
        wrong += _words(canvas, accounts) + _order(canvas, accounts)
    return wrong


def _some(problems: Iterable[str]) -> list[str]:
    found = list(problems)
    return found[:SHOWN] + ([f"… and {len(found) - SHOWN} more like this"] if len(found) > SHOWN else [])


def _numbers(head: int, entries: Sequence[Entry]) -> list[str]:
    """No gap, no double: neither of numbers nor of ids."""
    wrong = []
    if [entry.n for entry in entries] != list(range(1, head + 1)):
        wrong.append(f"the log has not the numbers 1 to {head}")
    twice = [one for one, count in Counter(entry.id for entry in entries).items() if count > 1]
    return wrong + _some(f"{one} is in the log twice" for one in twice)


def _views(
    entries: Sequence[Entry],
    rows: dict[str, Any],
    kind: Kind,
    accounts: Sequence[Account],
    roles: dict[int, str],
) -> list[str]:
    """Everybody shows what folding the log gives a reader like them, and so do the rows."""
    wrong = []
    whole = view(kind, entries, Reader(0, "facilitator"))
    public = all(entry.audience == ALL for entry in entries)
    for account in accounts:
        canvas = whole if public else view(kind, entries, Reader(account.who, roles[account.who]))
        if account.waiting:
            wrong.append(f"{account.name} still has {account.waiting} edits waiting")
        if account.seen != canvas.head:
            wrong.append(f"{account.name} has seen {account.seen}, the log is at {canvas.head}")
        elif difference := _difference(account.picture, picture(canvas)):
            wrong.append(f"{account.name} shows another canvas: {difference}")
        elif account.lists is not None and account.lists != lists(canvas):
            wrong.append(f"{account.name} shows another order")
    if difference := _difference(rows, picture(whole)):
        wrong.append(f"the rows are not the fold of the log: {difference}")
    return wrong


def lists(canvas: Canvas) -> dict[str, Any]:
    """The order in each block, with the members of each stack."""
    return {block: [[note, canvas.members(note)] for _, note in canvas.group(block)] for block in canvas.kind.blocks}


def _difference(one: dict[str, Any], other: dict[str, Any]) -> str:
    """The first thing that is not equal, in words; empty when there is none."""
    for part in ("locked", "review", "blocks"):
        if one[part] != other[part]:
            return f"{part} {one[part]} against {other[part]}"
    for part in ("notes", *(f"{sort}s" for sort in SORTS)):
        # What was locked and opened again says so at one place and says nothing at another: both mean open.
        mine, theirs = ({thing["id"]: {"locked": False} | thing for thing in side[part]} for side in (one, other))
        for key in [*mine, *theirs]:
            if mine.get(key) != theirs.get(key):
                return f"{json.dumps(mine.get(key))} against {json.dumps(theirs.get(key))}"
    return ""


def _fates(entries: Sequence[Entry], accounts: Sequence[Account], *, gentle: bool) -> list[str]:
    """What was acknowledged stands at its number; all else got an answer; nobody else's ids are there."""
    numbers = {entry.id: entry.n for entry in entries}
    wrong: list[str] = []
    for account in accounts:
        wrong += _some(
            f"{account.name}: {one} was acknowledged at {n} and stands at {numbers.get(one)}"
            for one, n in account.heard.items()
            if numbers.get(one) != n
        )
        if not account.waiting:
            wrong += _some(
                f"{account.name}: {operation['op']} was forgotten: {_story(account, one)}"
                for one, operation in account.made.items()
                if one not in numbers and one not in account.answered and not _idle(operation)
                # What was never sent may be undone on the spot; and typing goes into the tray with what it stood on.
                if one in account.sent or (gentle and operation["op"] != "text")
            )
    made = {one for account in accounts for one in account.made}
    return wrong + _some(
        f"nobody made {entry.id}, which stands at {entry.n}" for entry in entries if entry.id not in made
    )


def _idle(operation: dict[str, Any]) -> bool:
    """Whether a client may let go of an edit without a verdict: taking away what somebody else took away already."""
    return operation["op"] == "text" and not any(isinstance(part, str) for part in operation["delta"])


def _read_at(kind: Kind, entries: Sequence[Entry], number: int, head: int) -> Canvas:
    """The canvas at a number that is not in the future of the one that asks."""
    if number > head:
        raise Refusal("no-moment", n=number)
    return fold(kind, entries[:number])


def _judgements(
    entries: Sequence[Entry], kind: Kind, accounts: Sequence[Account], roles: dict[int, str]
) -> tuple[list[str], bool]:
    """Each entry is what the rules make of the operation as it was sent, on the canvas as it then was."""
    forms = {one: sent for account in accounts for one, sent in account.sent.items()}
    canvas = Canvas(kind)
    ledger = Ledger(
        older_texts=lambda since, until: _texts(entries[since:until]),
        older_mine=lambda who, until: [one for one in reversed(entries[:until]) if one.by == who],
        read_at=lambda source, number: _read_at(kind, entries, number, canvas.head),
    )
    wrong = []
    for entry in entries:
        actor = Actor(entry.by, roles[entry.by])
        made = [_effects(form, canvas, actor, entry.at, ledger) for form in forms.get(entry.id, [])]
        if made and entry.fx not in made:
            wrong.append(f"{entry.op} at {entry.n} became {json.dumps(entry.fx)}, not {json.dumps(made[-1])}")
        try:
            canvas.apply(entry.fx, entry.n, entry.by)
        except (KeyError, ValueError) as problem:
            return [*_some(wrong), f"{entry.op} at {entry.n} cannot be folded: {problem!r}"], False
        ledger.push(entry)
    return _some(wrong), True


def _texts(entries: Sequence[Entry]) -> list[tuple[int, str, list[int | str]]]:
    return [(entry.n, effect["note"], effect["text"]) for entry in entries for effect in entry.fx if "text" in effect]


def _effects(form: dict[str, Any], canvas: Canvas, actor: Actor, at: int, ledger: Ledger) -> Any:
    try:
        return decide(canvas, messages.parse(form), actor, at, ledger).fx
    except Refusal as refusal:
        return f"refused: {refusal.code}"


def _words(canvas: Canvas, accounts: Sequence[Account]) -> list[str]:
    """What was typed stands in one text, or is offered again."""
    texts = [note.text for note in canvas.notes.values()] + [one.text for one in canvas.comments.values()]
    there = Counter(word for text in texts for word in WORD.findall(text))
    kept = "".join(text for account in accounts for text in account.kept)
    wrong: list[str] = []
    for account in accounts:
        typed = {
            word: one
            for one, made in account.made.items()
            for word in WORD.findall(json.dumps(made, ensure_ascii=False))
        }
        wrong += _some(
            f"{account.name}: the word {word} is lost: {_story(account, one)}"
            for word, one in typed.items()
            if word not in there and word not in kept
        )
    return wrong + _some(f"the word {word} stands there {count} times" for word, count in there.items() if count > 1)


def _story(account: Account, one: str) -> str:
    """What became of an edit, for whoever looks for the mistake."""
    fate = account.heard.get(one) or account.answered.get(one) or "no word on it"
    return f"{one} made as {account.made[one]}, sent as {account.sent.get(one)}, answered with {fate}"


def _order(canvas: Canvas, accounts: Sequence[Account]) -> list[str]:
    """Each word still stands between those it was typed between."""
    wrong = []
    for account in accounts:
        for typed in account.words:
            note = canvas.notes.get(typed["note"])
            if note is None or not typed["firm"] or typed["word"] not in note.text:
                continue
            place = note.text.index(typed["word"])
            left, right = typed["left"], typed["right"]
            if (left and left in note.text[place:]) or (right and right in note.text[:place]):
                story = _story(account, typed["id"])
                wrong.append(
                    f"{account.name}: {typed['word']} was typed between {left} and {right}, {story}: {note.text}"
                )
    return _some(wrong)
