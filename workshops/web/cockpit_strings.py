"""The words of the page with all teams, in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workshops.web.hour_strings import hour_strings
from workshops.wording import codes, sentence

Words = dict[str, str | list[str]]


def cockpit_strings() -> Words:
    """Every sentence by its key, in the active language; the hour's and all refusals among them."""
    refusals: Words = {f"no-{code}": sentence(code) for code in codes()}
    return {**refusals, **hour_strings(), **_teams(), **_attention(), **_together(), **_line()}


def _teams() -> Words:
    return {
        "close": _("Close"),
        "cancel": _("Cancel"),
        "teams-count": [ngettext("%(count)s team", "%(count)s teams", n) for n in (1, 2)],
        "people-count": [ngettext("%(count)s participant", "%(count)s participants", n) for n in (1, 2)],
        "here-of": _("%(here)s of %(all)s here"),
        "notes-in": [ngettext("%(block)s: %(count)s note", "%(block)s: %(count)s notes", n) for n in (1, 2)],
        "backs-in": [ngettext("%(count)s of them private", "%(count)s of them private", n) for n in (1, 2)],
        "skipped-empty": _("left empty"),
        "mini": _("Notes in each block"),
        "members": _("Who is in this team"),
        "member-here": _("%(name)s, here"),
        "member-busy": _("%(name)s, writes"),
        "member-away": _("%(name)s, not here now"),
        "nobody-yet": _("Nobody yet"),
        "ready-of": _("%(ready)s of %(of)s ready"),
        "writing": [ngettext("%(count)s writes", "%(count)s write", n) for n in (1, 2)],
        "writing-none": _("nobody writes"),
        "notes-now": [ngettext("%(count)s note in this step", "%(count)s notes in this step", n) for n in (1, 2)],
        "team-more": _("More for %(team)s"),
    }


def _attention() -> Words:
    return {
        "att-hand": _("Hand up"),
        "att-hands": [ngettext("%(count)s hand up", "%(count)s hands up", n) for n in (1, 2)],
        "att-empty": _("%(block)s still empty"),
        "att-quiet": [ngettext("Quiet for %(count)s min", "Quiet for %(count)s min", n) for n in (1, 2)],
        "att-away": [ngettext("%(count)s not here", "%(count)s not here", n) for n in (1, 2)],
        "att-nobody": _("Nobody here"),
        "att-done": _("Everybody ready"),
        "rail-hand": _("%(name)s raises a hand."),
        "rail-empty": _("%(block)s was left empty."),
        "rail-quiet": [
            ngettext("No new note for %(count)s minute.", "No new note for %(count)s minutes.", n) for n in (1, 2)
        ],
        "rail-done": _("Everybody is ready with this step."),
        "rail-calm": _("Nobody needs you right now."),
        "since-now": _("now"),
        "since": [ngettext("%(count)s min", "%(count)s min", n) for n in (1, 2)],
        "go-in": _("Go there"),
        "lower": _("Lower the hand"),
        "lower-of": _("Lower the hand of %(name)s"),
        "write-them": _("Send a message"),
        "not-ready": [ngettext("%(count)s not ready yet", "%(count)s not ready yet", n) for n in (1, 2)],
    }


def _together() -> Words:
    return {
        "message": _("Message to everybody"),
        "message-title": _("Send a message"),
        "message-field": _("Message"),
        "message-send": _("Send"),
        "message-sent": _("The message is on its way."),
        "message-off": _("Take it away"),
        "message-now": _("On everybody's screen: %(text)s"),
        "message-now-team": _("On the screen of %(team)s: %(text)s"),
        "for-whom": _("For whom"),
        "everybody": _("Everybody"),
        "light": _("Everybody to one block"),
        "light-team": _("Point to a block"),
        "light-title": _("Where should they look?"),
        "light-on": _("In the spotlight: %(block)s"),
        "light-on-team": _("In the spotlight for %(team)s: %(block)s"),
        "light-off": _("End the spotlight"),
        "light-set": _("They are shown the way to %(block)s."),
        "show": _("Show a team to all"),
        "show-team": _("Show this canvas to all"),
        "show-title": _("Whose canvas does everybody see?"),
        "show-on": _("%(team)s is shown to everybody."),
        "show-off": _("Everybody back to their own canvas"),
    }


def _line() -> Words:
    return {
        "connected": _("Connected"),
        "offline": _("Offline. What you see may be old"),
        "stopped": _("Not connected"),
        "stopped-text": _("This page is not connected any more. Open it again to go on."),
        "voice-hand": _("%(name)s of %(team)s raises a hand."),
        "voice-done": _("%(team)s is ready."),
    }
