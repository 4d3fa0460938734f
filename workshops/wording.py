"""Refusals and errors in words: the one place where a code becomes a sentence, in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

_SENTENCES = {
    # operations on a canvas (docs/protocol.md, section 5)
    "shape": _("This change was not in the form we expect, so nothing was changed."),
    "unknown-op": _("This version does not know that kind of change. Reload the page."),
    "not-allowed": _("You may not do this here."),
    "locked": _("This block is locked by the facilitator."),
    "canvas-locked": _("This canvas is locked by the facilitator."),
    "archived": _("This workshop is archived: it can be read, not changed."),
    "no-note": _("That note is not on this canvas."),
    "note-removed": _("Somebody put that note in the bin meanwhile."),
    "no-block": _("That block is not on this canvas."),
    "no-comment": _("That comment is not there any more."),
    "id-taken": _("Something with this id is there already."),
    "bad-colour": _("That colour does not exist."),
    "bad-tag": _("That label does not belong to this kind of canvas."),
    "bad-reaction": _("That reaction does not exist."),
    "text-long": _("That is too long: at most %(limit)s characters."),
    "text-unclean": _("There are characters in it that we cannot keep, such as control characters."),
    "text-empty": _("There is no text in it yet."),
    "base-unknown": _("This edit was made on a text that is not there any more."),
    "delta-misfit": _("This edit does not fit the text it was made on."),
    "block-full": _("This block is full: at most %(limit)s notes."),
    "canvas-full": _("This canvas is full: at most %(limit)s notes, those in the bin included."),
    "comments-full": _("This note is full: at most %(limit)s comments."),
    "not-yours": _("That is somebody else's."),
    "not-stackable": _("A note cannot be stacked on itself."),
    "nothing-to-undo": _("There is nothing of yours to undo."),
    "nothing-to-redo": _("There is nothing of yours to redo."),
    "undo-others": _("Others have worked on this note since."),
    "undo-overtaken": _("Others have changed this since, so it stays."),
    "not-in-step": _("That is not part of this step. Your words are kept."),
    "hour-over": _("The hour is over: you can look, no longer change."),
    "over": _("The hour is over, and this canvas is not open to look at any more."),
    "date-past": _("Choose a day that is still to come."),
    "note-locked": _("This note is locked by the facilitator."),
    "private-apart": _("A private note stands by itself until it is shown."),
    "still-private": _("Everybody writes in private now. Notes are shown together, afterwards."),
    "reaction-names": _("A reaction has a name to it, and this step has none."),
    "vote-closed": _("The vote is closed."),
    "vote-elsewhere": _("This vote is about other blocks."),
    "dots-spent": _("All your dots are placed: you have %(limit)s. Take one away first."),
    "outcomes-full": _("There are %(limit)s outcomes already. Take one off the list first."),
    "no-outcome": _("That outcome is not there any more."),
    "bad-date": _("That is not a date we understand. Choose one from the calendar, or leave it empty."),
    "nothing-to-take-back": _("There is nothing to take back in those minutes."),
    "try-again": _("That could not be saved just now. It is sent again by itself."),
    # files that come in
    "import-large": _("This file is too large: at most %(limit)s MB."),
    "import-broken": _("This is not a whole Canvasweb file. It may have been cut short; export it once more."),
    "import-newer": _("This file comes from a newer Canvasweb than this one, so it cannot be read here."),
    "import-shape": _("Something in this file is not as it should be (%(where)s), so nothing was imported."),
    "import-kind": _("The canvas kind in this file does not hold together, so nothing was imported."),
    "import-block": _("This file has a block or label that this kind of canvas does not have: %(name)s."),
    "import-not-empty": _("There is something on this canvas already. Import into an empty one."),
    "import-private": _("Everybody writes in private now. Import when this step is over."),
    "list-empty": _("There is nothing in this list yet."),
    "list-long": _("This list has more than %(limit)s lines. Split it up."),
    # workshops and people
    "name-empty": _("Fill in a name with at least one letter or digit."),
    "name-long": _("That name is too long: at most %(limit)s characters."),
    "name-unclean": _("There are characters in this name that we cannot show to others."),
    "code-unknown": _("We do not know this code. Look at the screen once more: it has eight letters and digits."),
    "door-closed": _("The door of this workshop is closed. Ask the facilitator to open it."),
    "people-full": _("This workshop is full: at most %(limit)s people."),
    "teams-full": _("A workshop has one to %(limit)s teams."),
    "no-team": _("That team is not in this workshop."),
    "no-person": _("That person is not in this workshop any more."),
    "no-account": _("There is no account with this address. Ask them to make one first; it is free and quick."),
    "facilitates-already": _("That account is a facilitator here already."),
    "facilitators-full": _("A workshop has at most %(limit)s facilitators."),
    "last-facilitator": _("This is the only facilitator. Share the workshop with somebody else first."),
    "owner-stays": _("The workshop belongs to this account. Hand it over first."),
    "owner-alone": _("Only the account that the workshop belongs to can hand it over."),
    # the hour
    "minutes-bounds": _("Fill in whole minutes, 1 to %(most)s."),
    "dots-bounds": _("Fill in a whole number of dots, 1 to %(most)s."),
    "steps-full": _("An agenda has at most %(limit)s steps."),
    "title-empty": _("Give this step a title."),
    "no-step": _("That step is not in the agenda any more."),
    "no-steps": _("There are no steps in the agenda yet."),
    "step-done": _("That step is over: what it was stays as it is."),
    "step-running": _("That step is running: end it first."),
    "hour-started": _("The hour has started, so the agenda can only be changed step by step."),
    "no-hour": _("No step is running."),
    "no-clock": _("Whoever works alone does so at their own pace: there is no clock."),
    "not-alone": _("That is for somebody who fills in a canvas alone."),
    "already-moved": _("Somebody else was first: this is “%(title)s” now."),
    "first-step": _("This is the first step."),
    "last-step": _("This is the last step."),
    "nothing-private": _("Nothing was written in private in that step."),
    "proposals-full": _("There are %(limit)s proposals already. Choose one of them."),
    "links-full": _("There are %(limit)s links to this canvas already. Withdraw one first."),
    "no-version": _("That version is not of this canvas."),
    "no-proposal": _("That proposal is not there any more."),
    # rehearsals
    "rehearsal-bounds": _("Fill in 1 to %(people)s people and 1 to %(minutes)s minutes."),
    "rehearses-already": _("You have a rehearsal going on already. Stop it first."),
    "rehearsals-full": _("There are %(limit)s rehearsals going on already. Try again in some minutes."),
    # what goes wrong with a connection: P24, P26
    "json": _("This message was not a JSON object."),
    "depth": _("This message is nested too deeply."),
    "size": _("This message is too large: at most 256 KiB."),
    "hello-first": _("Say hello first."),
    "hello-late": _("Nothing was said for too long."),
    "version": _("This page is of an older version. Reload it; what you typed is kept."),
    "crowded": _("You have this canvas open in too many windows. Close a few of them."),
    "flood": _("That was too much at once. What you typed is kept and sent again in a moment."),
    "slow": _("Your connection could not keep up. It starts again by itself."),
    "removed": _("You are not in this workshop any more. What you typed is still here to copy."),
    "moved": _("The facilitator moved you to another team."),
    "gone": _("This workshop is no longer there."),
}


def sentence(code: str, details: Mapping[str, Any] | None = None) -> str:
    """The sentence for a code in the active language; raises KeyError for an unknown code."""
    return str(_SENTENCES[code]) % (details or {}) if details else str(_SENTENCES[code])


def codes() -> frozenset[str]:
    """All codes that have a sentence."""
    return frozenset(_SENTENCES)
