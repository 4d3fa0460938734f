"""The words of the hour on the board."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Words = dict[str, str | list[str]]


def hour_strings() -> Words:
    """Every sentence by its key, in the active language."""
    return {
        "step-of": _("Step %(number)s of %(of)s"),
        "minutes-word": _("minutes"),
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
        "phase-vote": _("Vote"),
        "phase-look": _("Look and listen"),
        "phase-nameless": _("Without names"),
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
        "lead-end": _("End the hour"),
        "lead-more": _("More for the hour"),
        "not-yet": _("Not yet"),
        "end-title": _("End the hour?"),
        "end-text": _(
            "Every canvas keeps a version of this moment. "
            "People can look, no longer change; you can open the hour again."
        ),
        "ready": _("I am ready"),
        "hand": _("Raise hand"),
        "spotlight": _("Everybody here: %(block)s"),
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
