"""The words of assumptions, experiments, links and marks on the board."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

Words = dict[str, str | list[str]]


def assume_strings() -> Words:
    """Every sentence by its key, in the active language."""
    return {**_assumptions(), **_levels(), **_experiments(), **_measures(), **_links(), **_marks()}


def _assumptions() -> Words:
    """What has to be true for a note, and what it means when it is not."""
    return {
        "assumptions": _("Assumptions"),
        "assumptions-page": _("Map and table of assumptions"),
        "assumptions-true": _("What has to be true"),
        "assumptions-none": _("Nothing is written down yet. What has to be true for this note to hold?"),
        "assumption-add": _("Add an assumption"),
        "assumption-save": _("Add the assumption"),
        "assumption-statement": _("It only holds when …"),
        "assumption-hint": _("there are 20 volunteers"),
        "assumption-gone": _("Assumption taken off the note."),
        "assumption-status": _("Status"),
        "assumption-open": pgettext("assumption", "open"),
        "assumption-testing": pgettext("assumption", "being tested"),
        "assumption-confirmed": pgettext("assumption", "confirmed"),
        "assumption-refuted": pgettext("assumption", "refuted"),
        "assumed": [ngettext("%(count)s assumption", "%(count)s assumptions", n) for n in (1, 2)],
        "assumed-rests": _("Rests on something that was refuted"),
        "take-away": _("Take away"),
        "fell-own": _("This was refuted"),
        "fell-ask": _("What on the canvas should change? Reword this note, move it, or put it in the bin."),
        "fell-rests": _("On this note rest:"),
        "theirs": _("There it says now: “%(text)s”."),
    }


def _levels() -> Words:
    """How much hangs on an assumption, and how much is known of it."""
    return {
        "importance": _("How much hangs on it"),
        "importance-low": _("little hangs on it"),
        "importance-some": _("something hangs on it"),
        "importance-high": _("much hangs on it"),
        "evidence": _("How much evidence there is"),
        "evidence-low": _("hardly any evidence"),
        "evidence-some": _("some evidence"),
        "evidence-high": _("much evidence"),
    }


def _experiments() -> Words:
    """How an assumption is put to the test, and what came of it."""
    return {
        "experiment": _("Experiment"),
        "experiment-add": _("Put it to the test"),
        "experiment-save": _("Add the experiment"),
        "experiment-gone": _("Experiment taken off the list."),
        "experiment-method": _("What you do"),
        "experiment-metric": _("What you look at"),
        "experiment-threshold": _("Passed when"),
        "threshold-hint": _("at least 8 of 10"),
        "experiment-passes": _("Passed when: %(what)s"),
        "experiment-by": _("before %(date)s"),
        "experiment-late": _("was due %(date)s"),
        "experiment-result": _("What came of it"),
        "result-hint": _("4 of 10"),
        "experiment-verdict": _("Verdict"),
        "experiment-learning": _("What you learned"),
        "assumption-becomes": _("The assumption is"),
        "verdict-none": pgettext("experiment", "no verdict yet"),
        "verdict-passed": pgettext("experiment", "passed"),
        "verdict-failed": pgettext("experiment", "not passed"),
        "verdict-unclear": pgettext("experiment", "not clear"),
        "reads-passed": _("By the numbers that is passed (%(threshold)s). You decide."),
        "reads-failed": _("By the numbers that is not passed (%(threshold)s). You decide."),
        "result-add": _("Write down the result"),
        "result-change": _("Change the result"),
        "result-save": _("Save the result"),
        "starter": _("Begin from"),
        "starter-own": _("our own words"),
        "starter-hint": _("Choose a way that others use, and word it anew."),
        "assume-due": _("Before"),
    }


def _measures() -> Words:
    """By what one will see that a note comes true."""
    return {
        "measure": _("Measure"),
        "measure-add": _("Add a measure"),
        "measure-name": _("What you count"),
        "measure-name-hint": _("passengers"),
        "measure-now": _("Now"),
        "measure-target": _("Target"),
        "measure-unit": _("Unit"),
        "measure-unit-hint": _("a week"),
    }


def _links() -> Words:
    """What rests on what."""
    return {
        "links-title": _("Links"),
        "links-show": _("Show links"),
        "links-on": _("This note rests on:"),
        "links-off": _("On this note rest:"),
        "link-to": _("Link to …"),
        "link-other": _("Which note"),
        "link-way": _("How"),
        "link-way-on": _("That note rests on this one"),
        "link-way-off": _("This note rests on that one"),
        "link-do": _("Link"),
        "link-done": _("Linked."),
        "link-gone": _("Link taken away."),
        "link-remove": _("Take the link away"),
        "link-nothing": _("There are no notes in other blocks yet."),
    }


def _marks() -> Words:
    """How far a block is, and when the canvas is looked at again."""
    return {
        "mark-of": _("How far is %(block)s?"),
        "mark-none": _("Not marked"),
        "mark-filled": _("Filled"),
        "mark-tested": _("Tested with customers"),
        "review-day": _("Day of the review"),
        "review-text": _("On that day you see this canvas on your start page, to go through it again."),
        "review-saved": _("Day of the review saved."),
    }
