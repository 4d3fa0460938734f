"""The file for another Canvasweb: its published shape, and that what goes out comes in again."""

import json
import random
import time
import tracemalloc
from contextlib import suppress
from itertools import count as counted_up
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.actions.test_editing import assert_rows_are_the_fold
from tests.domain.story import random_operation
from tests.factories import Cast, add, enact_cast, make_cast, new_id
from workshops.actions import importing, reading_files, replaying
from workshops.actions.editing import submit
from workshops.actions.facilitating import add_team
from workshops.actions.leading import lead
from workshops.actions.open_canvases import drop_all, open_canvas
from workshops.domain.canvas import Canvas as DomainCanvas
from workshops.domain.kinds import parse
from workshops.domain.operations import Refusal
from workshops.domain.rights import BEFORE
from workshops.exports import interchange
from workshops.exports.content import Wishes
from workshops.exports.file import schema
from workshops.exports.gathering import canvas_content
from workshops.models import Canvas, Note, Workshop

SCHEMA = Path(interchange.__file__).parent / "schema" / "canvas-1.json"
NOT_HELD = ("author", "reactions")
"""What is somebody's own and does not come along."""


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    drop_all()
    return make_cast()


def exported(canvas: Any) -> Any:
    row = Canvas.objects.get(pk=canvas)
    return json.loads(interchange.write(canvas_content(row, Wishes(), history=True)))


def held(file: Any) -> Any:
    """What both canvases must say alike."""
    if isinstance(file, dict):
        return {name: held(value) for name, value in file.items() if name not in (*NOT_HELD, "people", "count", "date")}
    return [held(one) for one in file] if isinstance(file, list) else file


def whole(file: Any) -> bytes:
    return json.dumps(file).encode()


def imported(cast: Cast, file: Any) -> importing.Imported:
    return importing.as_workshop(cast.workshop.owner, reading_files.read_canvas(whole(file)))


def example(cast: Cast) -> Any:
    first, second = new_id(), new_id()
    submit(cast.canvas, cast.alice.who, [add("Ouderen 75+", note=first), add("=cmd()", note=second)])
    submit(cast.canvas, cast.alice.who, [{"id": new_id(), "op": "stack", "notes": [second], "on": first}])
    remark = {"op": "comment", "note": first, "comment": new_id(), "text": "Hoeveel?"}
    submit(cast.canvas, cast.bob.who, [{"id": new_id(), **remark}])
    lead(cast.noor, {"op": "wording", "block": "segments", "question": "Wie?", "context": ""})
    return exported(cast.canvas)


@pytest.mark.one_backend
def test_the_published_schema_is_that_of_the_code() -> None:
    assert SCHEMA.read_bytes() == schema()
    jsonschema.Draft202012Validator.check_schema(json.loads(schema()))


def test_a_file_is_as_its_schema_says(cast: Cast) -> None:
    file = example(cast)
    jsonschema.validate(file, json.loads(SCHEMA.read_text()))
    assert file["log"] is False
    assert [(note["id"], note.get("under")) for note in file["notes"]] == [("n1", None), ("n2", "n1")]
    assert file["notes"][0]["comments"] == [{"text": "Hoeveel?", "author": "Bob"}]
    assert file["wording"]["segments"]["question"] == "Wie?"
    assert str(cast.workshop.pk) not in json.dumps(file)


def random_canvas(cast: Cast, seed: int, length: int) -> None:
    pick = random.Random(seed)
    for _ in range(length):
        operation = random_operation(pick, open_canvas(cast.canvas).canvas)
        who = pick.choice([cast.noor, cast.alice, cast.bob]).who
        try:
            submit(cast.canvas, who, [{"id": new_id(), **operation}])
        except Refusal:
            continue
        if pick.random() < 0.06:
            name = f"Versie {pick.random()}"
            submit(cast.canvas, cast.noor.who, [{"id": new_id(), "op": "version", "version": new_id(), "name": name}])


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_what_goes_out_comes_in_again(transactional_db: None, seed: int) -> None:
    cast = enact_cast()
    random_canvas(cast, seed, 50)
    first = exported(cast.canvas)
    made = imported(cast, first)
    second = exported(made.canvas.pk)
    assert held(second) == held(first)
    assert exported(imported(cast, second).canvas.pk) == second
    assert_rows_are_the_fold(str(made.canvas.pk))


def versions(file: Any, count: int, notes: int) -> Any:
    """The file with so many versions, in each of which every note says something else."""
    key = file["kind"]["blocks"][0]["key"]
    states = [
        [{"id": f"n{at}", "block": key, "text": f"briefje {at} {turn}", "colour": "sun"} for at in range(1, notes + 1)]
        for turn in range(count + 1)
    ]
    kept = [{"name": f"v{at}", "at": 1_000 + at, "notes": state, "outcomes": []} for at, state in enumerate(states)]
    return {**file, "notes": states[-1], "versions": kept[:-1]}


def test_others_wait_for_an_import_no_longer_when_there_is_more_in_it(cast: Cast) -> None:
    def statements(file: Any) -> int:
        read = reading_files.read_canvas(whole(file))
        with CaptureQueriesContext(connection) as asked:
            importing.as_team(cast.noor, read, f"Team {new_id()[:8]}")
        texts = [one["sql"] for one in asked]
        begin = next(number for number, sql in enumerate(texts) if sql.startswith(("BEGIN", "SAVEPOINT", "INSERT")))
        return len(texts) - begin

    file = example(cast)
    few, many = statements(versions(file, 2, 10)), statements(versions(file, 30, 60))
    assert many == few


def test_who_writes_meanwhile_is_not_overwritten(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    file = reading_files.read_canvas(whole(example(cast)))
    team = add_team(cast.workshop, None, "Zuid")
    work_out = importing._replayed

    def meanwhile(*values: Any) -> Any:
        ready = work_out(*values)
        submit(str(team.canvas.pk), cast.noor.who, [add("ertussen")])
        return ready

    monkeypatch.setattr(importing, "_replayed", meanwhile)
    with pytest.raises(Refusal, match="import-not-empty"):
        importing.into_canvas(cast.noor, team.canvas, file)
    assert [note.text for note in team.canvas.notes.all()] == ["ertussen"]


def test_versions_have_what_stood_on_their_notes(cast: Cast) -> None:
    assumed(cast)
    keep = {"op": "version", "version": new_id(), "name": "Toen"}
    submit(cast.canvas, cast.noor.who, [{**keep, "id": new_id()}])
    before = exported(cast.canvas)
    one = before["versions"][0]
    assert one["assumptions"] == before["assumptions"]
    assert (one["links"], one["marks"], one["review"]) == (before["links"], {"costs": "filled"}, "2027-01-15")
    name = next(iter(open_canvas(cast.canvas).canvas.assumptions))
    for operation in (
        {"op": "assume-remove", "assumption": name},
        {"op": "version", "version": new_id(), "name": "Zonder"},
        {"op": "undo", "sure": True},
        {"op": "undo", "sure": True},
        {"op": "mark", "block": "costs", "mark": ""},
    ):
        submit(cast.canvas, cast.noor.who, [{**operation, "id": new_id()}])
    file = exported(cast.canvas)
    assert [len(one["assumptions"]) for one in (*file["versions"], file)] == [1, 0, 1]
    assert file["versions"][0]["assumptions"][0]["id"] == file["assumptions"][0]["id"] == "a1"
    assert held(exported(imported(cast, file).canvas.pk)) == held(file)
    with pytest.raises(Refusal, match="import-shape"):
        reading_files.read_canvas(spoilt(file, "versions", 0, "assumptions", 0, "note", value="n9"))
    with pytest.raises(Refusal, match="import-shape"):
        reading_files.read_canvas(spoilt(file, "assumptions", 0, "id", value="e1"))


def test_votes_come_along_as_totals(cast: Cast) -> None:
    file = example(cast)
    file["notes"][0]["votes"] = 5
    made = imported(cast, file)
    again = exported(made.canvas.pk)
    assert [note["votes"] for note in again["notes"]] == [5, 0]
    assert made.counted.authors == 2


def test_a_file_goes_to_a_new_team_and_not_over_what_is_there(cast: Cast) -> None:
    file = reading_files.read_canvas(whole(example(cast)))
    made = importing.as_team(cast.noor, file, "Zuid")
    assert made.counted.notes == 2
    with pytest.raises(Refusal, match="import-not-empty"):
        importing.into_canvas(cast.noor, made.canvas, file)
    with pytest.raises(Refusal, match="not-allowed"):
        importing.into_canvas(cast.alice, made.canvas, file)


def test_ids_are_always_new(cast: Cast) -> None:
    before = set(Note.objects.values_list("uid", flat=True))
    made = imported(cast, example(cast))
    ids = set(made.canvas.notes.values_list("uid", flat=True))
    assert len(ids) == 2
    assert not ids & before
    assert set(made.canvas.notes.values_list("by", flat=True)) == {1}


def test_a_refusal_half_way_leaves_nothing(cast: Cast) -> None:
    file = example(cast)
    one = file["notes"][0]
    file["notes"] = [{**one, "id": f"n{number}", "comments": []} for number in range(1, 302)]
    count = Workshop.objects.count()
    with pytest.raises(Refusal, match="block-full"):
        imported(cast, file)
    assert Workshop.objects.count() == count
    team = add_team(cast.workshop, None, "Zuid")
    with pytest.raises(Refusal, match="block-full"):
        importing.into_canvas(cast.noor, team.canvas, reading_files.read_canvas(whole(file)))
    assert Canvas.objects.get(pk=team.canvas.pk).head == 0
    assert submit(str(team.canvas.pk), cast.noor.who, [add()])[0].n == 1


def test_nobody_imports_into_private_writing(cast: Cast) -> None:
    file = reading_files.read_canvas(whole(example(cast)))
    first = cast.workshop.steps.order_by("key").first()
    assert first is not None
    lead(cast.noor, {"op": "step", "step": str(first.pk), "private": True})
    lead(cast.noor, {"op": "start"})
    with pytest.raises(Refusal, match="import-private"):
        importing.as_team(cast.noor, file, "Zuid")


def assumed(cast: Cast) -> Any:
    """A canvas with all that stands on notes, a link within one block among it."""
    example(cast)
    first = str(Note.objects.get(canvas_id=cast.canvas, text="Ouderen 75+").uid)
    far, assumption = new_id(), new_id()
    operations: list[dict[str, Any]] = [
        add("Buurtbus", note=far, block="costs"),
        {"op": "measure", "note": first, "name": "reizigers", "target": "40", "due": "2020-01-31"},
        {"op": "assume", "assumption": assumption, "note": first, "statement": "er zijn er 20", "importance": 90},
        {"op": "experiment", "experiment": new_id(), "assumption": assumption, "method": "Vragen", "verdict": "failed"},
        {"op": "link", "link": new_id(), "note": first, "other": far},
        {"op": "move", "notes": [far], "block": "segments"},
        {"op": "mark", "block": "costs", "mark": "filled"},
        {"op": "review", "date": "2027-01-15"},
    ]
    for operation in operations:
        assert submit(cast.canvas, cast.noor.who, [{**operation, "id": new_id()}])[0].n
    return exported(cast.canvas)


def test_assumptions_come_along(cast: Cast) -> None:
    file = assumed(cast)
    jsonschema.validate(file, json.loads(SCHEMA.read_text()))
    assert file["measures"][0]["target"] == "40"
    assert file["assumptions"][0]["experiments"][0]["verdict"] == "failed"
    assert file["links"] == [{"note": "n1", "other": "n3"}]
    assert (file["marks"], file["review"]) == ({"costs": "filled"}, "2027-01-15")
    made = imported(cast, file)
    assert held(exported(made.canvas.pk)) == held(file)
    assert made.counted.assumptions == 1
    assert_rows_are_the_fold(str(made.canvas.pk))
    older = {name: value for name, value in file.items() if name not in ("measures", "assumptions", "links", "marks")}
    assert imported(cast, older).counted.assumptions == 0, "a file from before there were any"
    bad: list[tuple[str, bytes]] = [
        ("import-shape", spoilt(file, "links", 0, "note", value="n9")),
        ("import-shape", spoilt(file, "links", 0, "note", value="n3")),
        ("import-shape", spoilt(file, "assumptions", 0, "note", value="n9")),
        ("import-shape", spoilt(file, "assumptions", 0, "statement", value=" ")),
        ("import-shape", spoilt(file, "assumptions", 0, "importance", value=101)),
        ("import-shape", spoilt(file, "assumptions", 0, "experiments", 0, "metric", value="a\nb")),
        ("import-shape", spoilt(file, "assumptions", 0, "experiments", 0, "due", value="2026-13-01")),
        ("import-shape", spoilt(file, "measures", value=[file["measures"][0]] * 2)),
        ("import-shape", spoilt(file, "review", value="2026-02-30")),
        ("import-block", spoilt(file, "marks", value={"nergens": "filled"})),
    ]
    for code, data in bad:
        with pytest.raises(Refusal, match=code):
            reading_files.read_canvas(data)


def spoilt(file: Any, *path: Any, value: Any) -> bytes:
    """The file with another value somewhere."""
    copy = json.loads(json.dumps(file))
    place = copy
    for part in path[:-1]:
        place = place[part]
    place[path[-1]] = value
    return whole(copy)


def test_what_is_no_whole_file_is_refused(cast: Cast) -> None:
    file = example(cast)
    good = whole(file)
    nested = b"[" * 200_000 + b"]" * 200_000
    deep: Any = "x"
    for _ in range(40):
        deep = [deep]
    bad: list[tuple[str, bytes]] = [
        ("import-large", b" " * 10_000_001),
        ("import-broken", b""),
        ("import-broken", good[: len(good) // 2]),
        ("import-broken", b"\x89PNG\r\n"),
        ("import-broken", b'{"format":"\xff"}'),
        ("import-broken|import-shape", nested),
        ("import-broken|import-shape", b'{"format":' + nested + b"}"),
        ("import-broken", b"[]"),
        ("import-broken", b'{"name": "package", "version": "1.0"}'),
        ("import-broken", spoilt(file, "format", value="another.thing")),
        ("import-newer", spoilt(file, "version", value=2)),
        ("import-broken", spoilt(file, "version", value="1")),
        ("import-shape", spoilt(file, "topic", value="x" * 501)),
        ("import-shape", spoilt(file, "title", value="x" * 201)),
        ("import-shape", spoilt(file, "notes", 0, "text", value="x" * 5_001)),
        ("import-shape", spoilt(file, "notes", 0, "text", value="a\x07b")),
        ("import-shape", spoilt(file, "notes", 0, "text", value="a\u202eb")),
        ("import-shape", spoilt(file, "notes", 0, "text", value=None)),
        ("import-shape", spoilt(file, "notes", 0, "colour", value="red")),
        ("import-shape", spoilt(file, "notes", 0, "id", value=str(Note.objects.all()[0].uid))),
        ("import-shape", spoilt(file, "notes", 0, "under", value="n2")),
        ("import-shape", spoilt(file, "notes", 1, "id", value="n1")),
        ("import-shape", spoilt(file, "notes", value=[file["notes"][0]] * 3_001)),
        ("import-block", spoilt(file, "notes", value=[{**file["notes"][0], "block": "nergens"}])),
        ("import-block", spoilt(file, "notes", 0, "tags", value=["role.nobody"])),
        ("import-block", spoilt(file, "wording", value={"nergens": {"question": "?", "context": ""}})),
        ("import-shape", spoilt(file, "outcomes", value=[outcome(due="2026-13-01")])),
        ("import-shape", spoilt(file, "outcomes", value=[outcome(owner="a\nb")])),
        ("import-shape", spoilt(file, "outcomes", value=[outcome(), outcome()])),
        ("import-shape", spoilt(file, "versions", value=[{"name": "a\nb", "at": 5, "notes": [], "outcomes": []}])),
        ("import-kind", spoilt(file, "kind", value={})),
        ("import-kind", spoilt(file, "kind", "blocks", value=5)),
        ("import-kind", spoilt(file, "kind", "columns", 0, value="1fr; } body { display: none")),
        ("import-kind", spoilt(file, "kind", "columns", 0, value=10**400)),
        ("import-kind", spoilt(file, "kind", "key", value="../../etc")),
        ("import-kind", spoilt(file, "kind", "name", "nl", value=deep)),
        ("import-kind", spoilt(file, "kind", "more", value=deep)),
        ("import-kind", spoilt(file, "kind", "name", "nl", value="a\x07")),
    ]
    for code, data in bad:
        with pytest.raises(Refusal) as refusal:
            reading_files.read_canvas(data)
        assert refusal.value.code in code.split("|"), data[:200]
        assert not set("$`") & set(str(refusal.value.details.get("where", ""))), "said to people"


def test_a_mark_before_the_file_that_editors_put_there_is_passed_over(cast: Cast) -> None:
    assert reading_files.read_canvas(b"\xef\xbb\xbf" + whole(example(cast))).notes


def test_a_kind_of_millions_of_things_is_not_even_read(cast: Cast) -> None:
    good, start, bomb = whole(example(cast)), b'"kind": {', b"[" + b"{}," * 1_000_000 + b"{}], "
    for way in (b'"kind": {"more": ' + bomb, b'"kind": ' + bomb + start):
        bad = good.replace(start, way, 1)
        tracemalloc.start()
        with suppress(Refusal):
            reading_files.read_canvas(bad)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert most < 20_000_000


def grown(file: Any, count: int) -> Any:
    """The file with so many versions of sixty notes, with all the links and experiments that a canvas may have."""
    blocks = [one["key"] for one in file["kind"]["blocks"]]
    names = [f"n{at}" for at in range(1, 61)]
    notes = [
        {"id": name, "block": blocks[at % len(blocks)], "text": "x", "colour": "sun"} for at, name in enumerate(names)
    ]
    pairs = [(at, (at + step) % 60) for step in range(1, 10) for at in range(60)]
    trials = [[{"id": f"e{at * 10 + turn}", "method": "m"} for turn in range(10)] for at in range(300)]
    state = {
        "notes": notes,
        "links": [{"note": names[one], "other": names[two]} for one, two in pairs if (one - two) % len(blocks)],
        "assumptions": [
            {"id": f"a{at}", "note": names[at // 20], "statement": "s", "experiments": trials[at]} for at in range(300)
        ],
    }
    return {**file, **state, "versions": [{**state, "name": "", "at": at + 1, "outcomes": []} for at in range(count)]}


def test_many_versions_of_much_are_worked_out_in_a_moment(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    made = counted_up()
    monkeypatch.setattr(replaying, "_new", lambda: f"{next(made):08}-0000-4000-8000-000000000000")
    file = reading_files.read_canvas(whole(grown(example(cast), 4)))
    began = time.thread_time()
    ready = importing._replayed(DomainCanvas(parse(file.kind)), 1, BEFORE, file)
    assert time.thread_time() - began < 5
    assert next(made) < len(ready.entries) + 100, "an id for what is made, and for nothing else"
    assert len(ready.canvas.experiments) == 3_000
    assert len(ready.canvas.links) == len(file.links)


def test_what_takes_too_long_is_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replaying, "WORK_MOST", 0.0)
    with pytest.raises(Refusal, match="import-much"):
        imported(cast, example(cast))
    assert Workshop.objects.count() == 1


def test_a_kind_that_no_page_could_be_laid_out_by_is_refused(cast: Cast) -> None:
    file = example(cast)
    kind = file["kind"]
    first, second = kind["blocks"][:2]
    areas = kind["areas"]
    rows = {**kind, "areas": areas + [areas[-1]] * 40, "rows": kind["rows"] + ["auto"] * 40}
    bent = {**kind, "areas": [areas[0].replace("ac", "pa"), *areas[1:]]}
    alone = [row.replace(second["area"], first["area"]) for row in areas]
    shared = {**kind, "areas": alone, "blocks": [first, {**second, "area": first["area"]}, *kind["blocks"][2:]]}
    renamed = {**kind, "areas": [row.replace("pa", "auto") for row in areas]}
    renamed["blocks"] = [{**one, "area": "auto"} if one["area"] == "pa" else one for one in kind["blocks"]]
    wordy = {**kind, "name": {"nl": "n" * 81, "en": "n"}}
    asking = {**kind, "blocks": [{**first, "question": {"nl": "q " * 251, "en": "q"}}, *kind["blocks"][1:]]}
    prompting = {**kind, "blocks": [{**first, "prompts": first["prompts"] * 11}, *kind["blocks"][1:]]}
    for bad in (rows, bent, shared, renamed, wordy, asking, prompting):
        with pytest.raises(Refusal, match="import-kind"):
            reading_files.read_canvas(spoilt(file, "kind", value=bad))


def outcome(**values: Any) -> Any:
    return {"id": "o1", "sort": "start", "text": "Bellen", "owner": "Noor", "due": None, **values}
