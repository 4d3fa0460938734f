"""The words of the hour on the board."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

Words = dict[str, str | list[str]]


def hour_strings() -> Words:
    """Every sentence by its key, in the active language."""
    return {**_clock(), **_leading(), **_deeds(), **_together(), **_alone()}


def _clock() -> Words:
    """The step, its clock, and what is said of the time."""
    return {
        "step-of": _("Step %(number)s of %(of)s"),
        "minutes-word": _("minutes"),
        "minutes-short": [ngettext("%(count)s min", "%(count)s min", n) for n in (1, 2)],
        "of-minutes": [ngettext("of %(count)s min", "of %(count)s min", n) for n in (1, 2)],
        "paused": _("Paused"),
        "over-time": _("over time, finish your sentence"),
        "behind": [ngettext("%(count)s min behind", "%(count)s min behind", n) for n in (1, 2)],
        "ahead": [ngettext("%(count)s min ahead", "%(count)s min ahead", n) for n in (1, 2)],
        "end-at": _("end %(time)s"),
        "time-half": _("Half the time is over."),
        "time-five": _("Five minutes left."),
        "time-one": _("One minute left."),
        "time-over": _("Time is up. Finish your sentence."),
        "step-now": _("Now: %(title)s"),
        "step-elsewhere": _("The group is at %(block)s now."),
        "go-along": _("Go along"),
        "phase-private": _("Write alone"),
        "phase-open": _("Together"),
        "phase-reading": _("Facilitators can read along"),
        "phase-vote": _("Vote"),
        "phase-look": _("Look and listen"),
        "phase-nameless": _("Without names"),
    }


def _leading() -> Words:
    """What a facilitator leads with, and what everybody presses."""
    return {
        "steps-count": [ngettext("%(count)s step", "%(count)s steps", n) for n in (1, 2)],
        "hour-not-yet": _("The hour has not begun"),
        "hour-was": _("The hour is over"),
        "lead-start": _("Start the hour"),
        "lead-reopen": _("Open the hour again"),
        "lead-pause": _("Pause"),
        "lead-resume": _("Go on"),
        "lead-extend": _("2 min"),
        "lead-one-more": _("1 minute more"),
        "lead-one-less": _("1 minute less"),
        "lead-next": _("Next step"),
        "lead-back": _("Previous step"),
        "lead-jump": _("Go to"),
        "lead-reveal": _("Show the notes"),
        "lead-replan": _("Spread what is left of the hour"),
        "lead-skip": _("Skip a step"),
        "lead-show-of": _("Show the notes of “%(title)s”"),
        "skip-text": _("Untick what you leave out. You can put it back until its turn has come."),
        "skip-none": _("There is no step to come."),
        "skip-on-time": _("The hour ends at %(time)s, as planned."),
        "skip-late": [
            ngettext(
                "The hour ends at %(time)s, %(count)s minute later than planned.",
                "The hour ends at %(time)s, %(count)s minutes later than planned.",
                n,
            )
            for n in (1, 2)
        ],
        "skip-early": [
            ngettext(
                "The hour ends at %(time)s, %(count)s minute earlier than planned.",
                "The hour ends at %(time)s, %(count)s minutes earlier than planned.",
                n,
            )
            for n in (1, 2)
        ],
        "lead-end": _("End the hour"),
        "lead-more": _("More for the hour"),
        "not-yet": _("Not yet"),
        "end-gets": _("Choose what participants get afterwards (opens in a new tab)"),
        "end-title": _("End the hour?"),
        "end-text": _(
            "Every canvas keeps a version of this moment. "
            "Everybody gets a page that thanks them, and nobody but you changes anything any more. "
            "You can open the hour again."
        ),
        "coaching": _("Notes for you"),
        "then": _("then: %(title)s"),
        "lead-after": _("What now?"),
        "after-title": _("The hour is over"),
        "after-text": _("Every canvas kept a version of this moment."),
        "after-afterwards": _("What participants get"),
        "after-afterwards-why": _("A page of thanks, and what they made to look at if you like."),
        "after-outcomes": _("Outcomes"),
        "after-outcomes-why": _("Has each of them a name and a date?"),
        "after-export": _("Export"),
        "after-export-why": _("A canvas for the wall, slides, a sheet, or a link to look."),
        "export": _("Export"),
        "links": _("Links to look"),
        "from-list": _("Notes from a list"),
        "after-cockpit": _("All teams"),
        "after-cockpit-why": _("Look at every canvas once more."),
        "after-workshop": _("The workshop"),
        "after-workshop-why": _("Duplicate it for next time, hand it over, put it in the archive."),
        "after-reopen": _("Open the hour again"),
        "after-reopen-why": _("Ended too soon: on with the last step."),
        "ready": _("I am ready"),
        "hand": _("Raise hand"),
    }


def _deeds() -> Words:
    """Outcomes, the subject, what is taken back or locked."""
    return {
        "outcomes": _("Outcomes"),
        "outcomes-none": _("What do you adjust, stop, start or decide? Write it down with a name and a date."),
        "outcome-adjust": _("Adjust"),
        "outcome-stop": _("Stop"),
        "outcome-start": pgettext("outcome", "Start"),
        "outcome-decide": _("Decide"),
        "outcome-sort": _("What"),
        "outcome-text": _("In a sentence"),
        "outcome-owner": _("Who"),
        "outcome-due": _("By when"),
        "outcome-add": _("Add the outcome"),
        "outcome-save": _("Save"),
        "outcome-nobody": _("Nobody yet, no date yet"),
        "outcome-gone": _("The outcome is off the list."),
        "subject": _("Subject"),
        "subject-none": _("There is no subject yet. What do we work on?"),
        "subject-propose": _("Propose a subject"),
        "subject-place": _("Propose"),
        "subject-choose": _("Choose this"),
        "subject-chosen": _("This is the subject"),
        "subject-withdraw": _("Withdraw"),
        "backers": [ngettext("%(count)s for it", "%(count)s for it", n) for n in (1, 2)],
        "take-back": _("Take back the last 5 minutes"),
        "taken-back": _("What %(name)s did in the last 5 minutes is taken back."),
        "lock-notes": [ngettext("Lock the note", "Lock the notes", n) for n in (1, 2)],
        "unlock-notes": [ngettext("Unlock the note", "Unlock the notes", n) for n in (1, 2)],
        "lock-notes-done": [ngettext("The note is locked.", "The notes are locked.", n) for n in (1, 2)],
        "unlock-notes-done": [ngettext("The note is open again.", "The notes are open again.", n) for n in (1, 2)],
        "locked-note": _("Locked"),
        "sound": _("Sound when time is up"),
    }


def _together() -> Words:
    """What brings people together, private notes, dots."""
    return {
        "spotlight": _("Everybody here: %(block)s"),
        "spotlight-back": _("Back to the facilitator"),
        "spotlight-to": _("To the spotlight"),
        "spotlight-off": _("End the spotlight"),
        "spotlight-set": _("Everybody here"),
        "plenary": _("Team %(team)s presents."),
        "plenary-here": _("Your canvas is shown to everybody."),
        "look-along": _("Look along"),
        "hour-ended": _("The hour is over. Thank you: every word of it is kept."),
        "to-the-end": _("Where to from here"),
        "only-you": _("Only you see this"),
        "vote-here": _("Give a dot"),
        "votes-mine": [ngettext("%(count)s of yours", "%(count)s of yours", n) for n in (1, 2)],
        "votes-word": [ngettext("vote", "votes", n) for n in (1, 2)],
        "votes-count": [ngettext("%(count)s vote", "%(count)s votes", n) for n in (1, 2)],
        "dots-left": [ngettext("%(count)s dot left.", "%(count)s dots left.", n) for n in (1, 2)],
        "backs": [ngettext("%(count)s note of others", "%(count)s notes of others", n) for n in (1, 2)],
    }


def _alone() -> Words:
    """What somebody who fills in a canvas alone presses, and is told after the last step."""
    return {
        "alone-back": _("Previous step"),
        "alone-done": _("Done"),
        "alone-next": _("Next step"),
        "alone-end": _("Finish"),
        "alone-over": _("You have been through all steps"),
        "alone-what-now": _("Your canvas stands. What now?"),
        "alone-not-yet": _("What is still missing?"),
        "alone-stands": _("Look back, and write on where you like."),
        "alone-empty": _("Nothing yet under: %(blocks)s."),
        "alone-full": _("There is something in every block."),
        "alone-whole": _("Look at the whole canvas"),
        "alone-partner": _("Invite a partner"),
        "alone-group": _("Make it a workshop with a group"),
        "alone-settings": _("Settings"),
        "alone-again": _("Back to the steps"),
    }
