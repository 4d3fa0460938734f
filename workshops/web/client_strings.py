"""The words that the board's modules say, in the reader's language: one catalog, handed over with the page."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workshops.web.assume_strings import assume_strings
from workshops.web.hour_strings import hour_strings
from workshops.web.tool_strings import tool_strings
from workshops.wording import codes, sentence

Words = dict[str, str | list[str]]


def client_strings() -> Words:
    """Every sentence by its key, in the active language; those that count things as [for one, for others]."""
    refusals: Words = {f"no-{code}": sentence(code) for code in codes()}
    counted: Words = {key: [count(1), count(2)] for key, count in _counted().items()}
    return {
        **refusals,
        **counted,
        **_notes(),
        **_deeds(),
        **_places(),
        **_people(),
        **_status(),
        **_help(),
        **hour_strings(),
        **tool_strings(),
        **assume_strings(),
    }


def _counted() -> dict[str, Callable[[int], str]]:
    return {
        "notes": lambda n: ngettext("%(count)s note", "%(count)s notes", n),
        "comments": lambda n: ngettext("comment", "comments", n),
        "with-comments": lambda n: ngettext("%(count)s comment", "%(count)s comments", n),
        "stack-of": lambda n: ngettext("stack of %(count)s note", "stack of %(count)s notes", n),
        "more-notes": lambda n: ngettext("%(count)s more note", "%(count)s more notes", n),
        "arrived": lambda n: ngettext("%(count)s new note in %(block)s.", "%(count)s new notes in %(block)s.", n),
        "moved": lambda n: ngettext("Moved to %(block)s.", "%(count)s notes moved to %(block)s.", n),
        "binned": lambda n: ngettext("The note is in the bin.", "%(count)s notes are in the bin.", n),
        "restored": lambda n: ngettext("The note is back.", "%(count)s notes are back.", n),
        "duplicated": lambda n: ngettext("Duplicated.", "%(count)s notes duplicated.", n),
        "chosen": lambda n: ngettext("%(count)s chosen", "%(count)s chosen", n),
        "saving": lambda n: ngettext("Saving. %(count)s to go", "Saving. %(count)s to go", n),
        "offline-waiting": lambda n: ngettext(
            "Offline. %(count)s change safe on this device", "Offline. %(count)s changes safe on this device", n
        ),
        "offline-unsafe": lambda n: ngettext(
            "Offline. %(count)s change waits: keep this page open",
            "Offline. %(count)s changes wait: keep this page open",
            n,
        ),
        "where-to": lambda n: ngettext("Where should this note go?", "Where should these %(count)s notes go?", n),
        "pasted-lines": lambda n: ngettext("You pasted %(count)s line.", "You pasted %(count)s lines.", n),
        "make-notes": lambda n: ngettext("Make %(count)s note of it", "Make %(count)s notes of it", n),
    }


def _notes() -> Words:
    return {
        "empty-note": _("note without text"),
        "selected": _("Chosen"),
        "by": _("By %(name)s"),
        "kept-here": _("Kept on this device"),
        "one-idea": _("One idea a note"),
        "write-in": _("Note in %(block)s"),
        "enter-places": _("Enter places it"),
        "agree": _("Agree"),
        "heart": _("Beautiful"),
        "idea": _("Idea"),
        "doubt": _("Doubt"),
        "sun": _("Yellow, dot"),
        "sky": _("Blue, triangle"),
        "rose": _("Pink, diamond"),
        "mint": _("Green, square"),
        "lilac": _("Purple, plus"),
        "plain": _("White, ring"),
    }


def _deeds() -> Words:
    return {
        "edit": _("Edit"),
        "move": _("Move"),
        "move-to": _("Move to"),
        "colour": _("Colour"),
        "label": _("Label"),
        "stack": _("Stack on"),
        "unstack": _("Take out of the stack"),
        "comment": _("Comments"),
        "react": _("React"),
        "duplicate": _("Duplicate"),
        "remove": _("To the bin"),
        "select-more": _("Choose more notes"),
        "more": _("More"),
        "close": _("Close"),
        "cancel": _("Cancel"),
        "put-back": _("Put back"),
        "copy-text": _("Copy the text"),
        "tools": _("What can be done with this note"),
        "note-tools": _("Chosen notes"),
        "clear-choice": _("Choose nothing"),
        "stacked": _("Stacked on: %(text)s"),
        "unstacked": _("Out of the stack."),
        "colour-sun": _("Now yellow."),
        "colour-sky": _("Now blue."),
        "colour-rose": _("Now pink."),
        "colour-mint": _("Now green."),
        "colour-lilac": _("Now purple."),
        "colour-plain": _("Now white."),
        "labelled": _("Label on: %(name)s"),
        "unlabelled": _("Label off: %(name)s"),
        "reacted": _("You reacted: %(name)s"),
        "unreacted": _("You took back: %(name)s"),
        "undone": _("Undone."),
        "redone": _("Done again."),
        "locked-now": _("Locked: %(name)s"),
        "unlocked-now": _("Unlocked: %(name)s"),
        "no-labels": _("This block has no labels."),
        "undo-title": _("Others have worked on this note"),
        "undo-text": _(
            "You made this note and others have written, commented or reacted since. "
            "If you undo it, it goes to the bin with everything in it."
        ),
        "undo-anyway": _("Undo all the same"),
        "undo-not": _("Leave it"),
    }


def _places() -> Words:
    return {
        "canvas": _("the whole canvas"),
        "place": _("Place in the block"),
        "place-last": _("Last"),
        "place-first": _("First"),
        "place-after": _("After: %(text)s"),
        "move-here": _("Move here"),
        "in-block-now": _("here now"),
        "stack-title": _("Stack it on which note?"),
        "stack-block": _("Block"),
        "stack-none": _("There is no other note in this block."),
        "bin": _("Bin"),
        "bin-empty": _("The bin is empty. What is thrown away can be put back from here."),
        "came-from": _("From %(block)s, by %(name)s"),
        "comments-title": _("Comments"),
        "comments-none": _("Nobody has said anything about this note yet."),
        "comment-write": _("Write a comment"),
        "comment-place": _("Place"),
        "comment-remove": _("Remove this comment"),
        "kept-title": _("Not placed"),
        "kept-text": _("These words could not be placed. They are kept on this device until you decide."),
        "kept-again": _("Place again"),
        "kept-copy": _("Copy"),
        "kept-drop": _("Throw away"),
        "copied": _("Copied."),
        "copy-by-hand": _("Copying did not work here: select the text and copy it yourself."),
        "blocks": _("Blocks of the canvas"),
        "previous": _("Previous block"),
        "next": _("Next block"),
        "compose": _("New note in %(block)s"),
        "compose-here": _("New note"),
        "send": _("Place the note"),
        "note-colour": _("Colour of the note"),
    }


def _people() -> Words:
    return {
        "present": _("%(here)s of %(all)s"),
        "show-people": _("Show who is here"),
        "people": _("People"),
        "you": _("you"),
        "facilitator": _("facilitator"),
        "observer": _("observer"),
        "writes-in": _("writes in %(block)s"),
        "is-in": _("is in %(block)s"),
        "is-here": _("is here"),
        "is-away": _("not here now"),
        "rename": _("Rename"),
        "new-name": _("New name for %(name)s"),
        "save": _("Save"),
        "rename-remove": _("Rename, move or remove"),
        "remove-person": _("Remove"),
        "remove-person-sure": _("Remove %(name)s from the workshop? What %(name)s wrote stays."),
        "share": _("Share this workshop"),
        "share-text": _("Everybody who opens this link, or types the code on the start page, can join."),
        "copy-link": _("Copy the link"),
        "to-lobby": _("To the lobby"),
        "teams": _("Teams"),
    }


def _status() -> Words:
    return {
        "saved": _("Saved"),
        "offline": _("Offline"),
        "stopped": _("Not connected"),
        "end-removed": _("You are not in this workshop any more."),
        "end-moved": _("The facilitator moved you to another team."),
        "end-version": _("There is a newer version of this page. Reload it; what you typed is kept."),
        "end-gone": _("This canvas is no longer there."),
        "end-malformed": _("Something went wrong between this page and the server. Reload it; what you typed is kept."),
        "end-kept": _("Not sent to the others. Copy it if you want to keep it:"),
        "reload": _("Reload"),
        "to-your-team": _("To your team's canvas"),
        "to-start": _("To the start page"),
        "lock-canvas": _("Lock the whole canvas"),
        "unlock-canvas": _("Unlock the whole canvas"),
        "lock-block": _("Lock %(block)s"),
        "unlock-block": _("Unlock %(block)s"),
        "one-block": _("One block at a time"),
        "whole-canvas": _("The whole canvas"),
        "theme-auto": _("Light or dark: as your device"),
        "theme-light": _("Always light"),
        "theme-dark": _("Always dark"),
        "undo": _("Undo"),
        "redo": _("Redo"),
        "leave": _("Leave the board"),
    }


def _help() -> Words:
    return {
        "help": _("Keyboard and help"),
        "key-blocks": _("To the next block"),
        "help-text": _("Tab goes from block to block, the arrows go from note to note."),
        "help-keys": _("Keys of one letter"),
        "help-keys-on": _("Use keys of one letter"),
        "help-blank": _("An empty canvas for the wall (opens in a new tab)"),
        "help-drag": _(
            "Drag a note with the mouse, or hold it with your finger and drag. "
            "Drop it in the middle of another note to stack them."
        ),
        "key-new": _("New note in this block"),
        "key-edit": _("Write in the note"),
        "key-done": _("Place the note and stop writing"),
        "key-line": _("New line in a note"),
        "key-arrows": _("To another note"),
        "key-choose": _("Choose the note, or not"),
        "key-range": _("Choose a row of notes"),
        "key-nudge": _("Move the note one place"),
        "key-tools": _("What can be done with the note"),
        "key-escape": _("Choose nothing; out of the stack"),
        "key-help": _("This help"),
        "key-space": _("Space"),
        "key-delete": _("Del"),
        "key-arrow-names": _("Arrows"),
        "key-shift": _("Shift"),
    }
