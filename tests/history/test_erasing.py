"""One person's words, gone from every log and row; all else is as it was, and every fold still works."""

import itertools
import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps

from tests.actions.test_editing import assert_rows_are_the_fold
from tests.domain.story import random_operation
from tests.factories import Cast, add, new_id
from workshops.actions.branching import branch
from workshops.actions.editing import submit
from workshops.actions.erasing import erase
from workshops.actions.open_canvases import drop_all, open_canvas, read_entries
from workshops.domain.erasing import BLOCK
from workshops.domain.log import fold
from workshops.domain.operations import Refusal
from workshops.history import keyframes
from workshops.history.past import canvas_at
from workshops.models import Canvas, Keyframe, Note, Participant, Version


def everything_stored() -> Iterator[str]:
    """Whatever stands in any column of any table, as text."""
    for model in apps.get_app_config("workshops").get_models():
        for row in model._default_manager.values_list():
            yield from map(str, row)


def marked(operation: dict[str, object], mark: str) -> dict[str, object]:
    """The operation with whatever is typed in it ending in a mark: whose it is."""
    if operation["op"] == "add":
        operation["notes"] = [draft | {"text": f"{draft['text']}{mark}"} for draft in operation["notes"]]  # type: ignore[attr-defined]
    if operation["op"] == "text":
        operation["delta"] = [f"{part}{mark}" if isinstance(part, str) else part for part in operation["delta"]]  # type: ignore[attr-defined]
    for name in ("text", "statement", "method", "target"):
        if isinstance(operation.get(name), str) and operation[name]:
            operation[name] = f"{operation[name]}{mark}"
    return operation


@pytest.mark.parametrize("seed", range(6))
def test_no_word_of_theirs_is_left_and_all_others_are(cast: Cast, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyframes, "EVERY", 30)
    pick = random.Random(seed)
    marks = {cast.alice.who: "KANARIE", cast.bob.who: "bob", cast.noor.who: "noor"}
    for _ in range(140):
        who = pick.choice(list(marks))
        operation = random_operation(pick, open_canvas(cast.canvas).canvas)
        if "was" in operation:
            del operation["was"]
        submit(cast.canvas, who, [{"id": new_id(), **marked(operation, marks[who])}])
    row = Canvas.objects.select_related("workshop", "team").get(pk=cast.canvas)
    kind = row.workshop.parsed_kind()
    apart = branch(cast.noor, row, row.head // 2, "Wat als")
    submit(str(apart.pk), cast.alice.who, [add("apart KANARIE"), add("erbij KANARIE")])
    submit(cast.canvas, cast.noor.who, [{"id": new_id(), "op": "bring-back", "n": 2, "from": str(apart.pk)}])
    before = read_entries(cast.canvas, 0)
    assert any("KANARIE" in value for value in everything_stored())

    erase(cast.noor, cast.alice.who)

    assert [value for value in everything_stored() if "KANARIE" in value or "KANAR" in value] == []
    assert not Keyframe.objects.filter(canvas=row).exists()
    after = read_entries(cast.canvas, 0)
    assert [(one.n, one.id, one.by, one.op) for one in after][: len(before)] == [
        (one.n, one.id, one.by, one.op) for one in before
    ]
    for number in {0, 1, len(before) // 3, len(before) // 2, len(before)}:
        was, now = fold(kind, before[:number]), fold(kind, after[:number])
        assert was.notes.keys() == now.notes.keys()
        for name, note in was.notes.items():
            assert len(now.notes[name].text) == len(note.text)
            left = [char for char in now.notes[name].text if char != BLOCK]
            assert all(char in note.text for char in left)
            if "KANARIE" not in note.text and cast.alice.who not in note.writers:
                assert now.notes[name].text == note.text
    assert_rows_are_the_fold(cast.canvas)
    assert_rows_are_the_fold(str(apart.pk))


def test_letters_among_others_are_found_and_the_name_goes(cast: Cast) -> None:
    note = new_id()
    submit(cast.canvas, cast.bob.who, [add("De bus", note=note)])
    typed = {"id": new_id(), "op": "text", "note": note, "base": 1, "delta": [3, "rode "]}
    submit(cast.canvas, cast.alice.who, [typed])
    copied = {"id": new_id(), "op": "duplicate", "notes": [note], "copies": [new_id()]}
    cut = {"id": new_id(), "op": "text", "note": note, "base": 2, "delta": [3, -5]}
    submit(cast.canvas, cast.bob.who, [copied, cut, {"id": new_id(), "op": "undo"}])
    erase(cast.noor, cast.alice.who)
    assert list(Note.objects.filter(removed=False).values_list("text", flat=True)) == [f"De {BLOCK * 5}bus"] * 2
    row = Canvas.objects.select_related("workshop").get(pk=cast.canvas)
    assert canvas_at(cast.canvas, row.workshop.parsed_kind(), 4).notes[note].text == "De bus"
    person = Participant.objects.get(pk=cast.alice.pk)
    assert (person.name, person.removed, person.token_hash) == ("Gewist", True, "")
    assert not any("Alice" in value for value in everything_stored())
    submit(cast.canvas, cast.bob.who, [{"id": new_id(), "op": "undo"}])
    assert not any("rode" in value for value in everything_stored())


def test_a_server_that_has_the_words_in_memory_forgets_them_too(cast: Cast) -> None:
    note = new_id()
    submit(cast.canvas, cast.alice.who, [add("geheim", note=note)])
    held = open_canvas(cast.canvas)
    erase(cast.noor, cast.alice.who)
    held.fold_in()
    assert held.canvas.notes[note].text == BLOCK * 6
    assert "geheim" not in repr(list(held.ledger.entries))
    drop_all()


def test_who_leads_is_not_erased_and_nobody_else_may(cast: Cast) -> None:
    for person, who in itertools.product((cast.alice, cast.olga), (cast.bob.who,)):
        with pytest.raises(Refusal, match="not-allowed"):
            erase(person, who)
    with pytest.raises(Refusal, match="not-allowed"):
        erase(cast.noor, cast.noor.who)
    with pytest.raises(Refusal, match="no-person"):
        erase(cast.noor, 999)


def test_what_is_left_of_an_item_after_another_mended_it_is_still_theirs(cast: Cast) -> None:
    note, outcome, guess = new_id(), new_id(), new_id()
    put: dict[str, Any] = {"op": "outcome", "outcome": outcome, "sort": "start", "owner": "", "due": None}
    theirs = {"op": "assume", "assumption": guess, "note": note, "statement": "Zij betalen graag vooraf"}
    submit(cast.canvas, cast.bob.who, [add("De bus", note=note)])
    submit(cast.canvas, cast.alice.who, [{"id": new_id(), **put, "text": "Bel de kanarei"}, {"id": new_id(), **theirs}])
    mended = {"op": "assume", "assumption": guess, "statement": "Zij betalen nooit vooraf"}
    done = [{"id": new_id(), **put, "text": "Bel de kanarie"}, {"id": new_id(), **mended}]
    submit(cast.canvas, cast.bob.who, done)
    submit(cast.canvas, cast.bob.who, [{"id": new_id(), "op": one} for one in ("undo", "redo")])
    erase(cast.noor, cast.alice.who)
    canvas = open_canvas(cast.canvas).canvas
    assert canvas.outcomes[outcome].text == f"{BLOCK * 7}kanarie"
    assert canvas.assumptions[guess].statement == f"{BLOCK * 12}nooit{BLOCK * 7}"
    assert_rows_are_the_fold(cast.canvas)
    assert not any(word in value for value in everything_stored() for word in ("kanarei", "graag"))


def test_words_that_another_wrote_anew_are_left_whole(cast: Cast) -> None:
    outcome = new_id()
    put = {"op": "outcome", "outcome": outcome, "sort": "start", "owner": "", "due": None}
    for person, text in ((cast.alice, "Bel hem"), (cast.bob, "Schrijf haar")):
        submit(cast.canvas, person.who, [{"id": new_id(), **put, "text": text}])
    erase(cast.noor, cast.alice.who)
    assert open_canvas(cast.canvas).canvas.outcomes[outcome].text == "Schrijf haar"


def test_the_versions_of_who_led_once_lose_their_names_too(cast: Cast) -> None:
    submit(cast.canvas, cast.alice.who, [add("De bus")])
    Participant.objects.filter(pk=cast.alice.pk).update(role="facilitator")
    drop_all()
    submit(cast.canvas, cast.alice.who, [{"id": new_id(), "op": "version", "version": new_id(), "name": "Kanarie"}])
    Participant.objects.filter(pk=cast.alice.pk).update(role="participant")
    drop_all()
    erase(cast.noor, cast.alice.who)
    assert not any("Kanarie" in value for value in everything_stored())
    assert list(Version.objects.filter(canvas_id=cast.canvas).values_list("name", flat=True)) == [BLOCK * 7]
