"""`manage.py export`: files where they were asked for, and sentences where they cannot be."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.factories import Cast, add, make_cast, new_id
from workshops.actions.editing import submit
from workshops.actions.exporting import prepare
from workshops.actions.leading import lead
from workshops.exports import formats
from workshops.exports.content import CanvasContent, Wishes
from workshops.exports.gathering import canvas_content
from workshops.exports.logo import BadLogo
from workshops.exports.press import PressBusy, PressTimeout
from workshops.management.commands import export as command
from workshops.models import Canvas
from workshops.wording import sentence

pytestmark = pytest.mark.one_backend  # rows are read as everywhere


@pytest.fixture
def cast(db: None) -> Cast:
    made = make_cast()
    submit(made.canvas, made.alice.who, [add("Een idee")])
    submit(made.canvas, made.noor.who, [{"id": new_id(), "op": "version", "version": new_id(), "name": "Toen"}])
    submit(made.canvas, made.alice.who, [add("Later")])
    return made


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[CanvasContent, str]]:
    """What the writers were asked for; they are tested elsewhere."""
    found: list[tuple[CanvasContent, str]] = []

    class Writer:
        @staticmethod
        def write(content: CanvasContent, paper: str) -> bytes:
            found.append((content, paper))
            return b"<made>"

    monkeypatch.setattr(formats, "import_module", lambda name: Writer)
    return found


def run(cast: Cast, *arguments: object) -> list[str]:
    out = StringIO()
    call_command("export", str(cast.workshop.pk), *map(str, arguments), stdout=out)
    return out.getvalue().splitlines()


Asked = list[tuple[CanvasContent, str]]


def test_every_team_as_it_was_prepared(cast: Cast, asked: Asked, tmp_path: Path) -> None:
    prepare(cast.noor, format="md", paper="a1", names=False, client="Oost")
    said = run(cast, "--out", tmp_path)
    assert [Path(one).name for one in said] == ["Dorpen - Oost.md", "Dorpen - West.md"]
    assert all(Path(one).read_bytes() == b"<made>" for one in said)
    assert [paper for _content, paper in asked] == ["a1", "a1"]
    assert [(one.wishes.names, one.wishes.client) for one, _paper in asked] == [(False, "Oost")] * 2
    again = run(cast, "--out", tmp_path)
    assert Path(again[0]).name == "Dorpen - Oost 2.md", "nothing is written over"


def test_one_team_one_version_one_file(cast: Cast, asked: Asked, tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    wanted = ("--team", "Oost", "--version-name", "Toen", "--format", "pdf", "--paper", "a4", "--no-names")
    assert run(
        cast, *wanted, "--chapters", "hour,blocks", "--accent", "#1C6E47", "--client", "Wij", "--links", "--out", out
    ) == [str(out)]
    [(content, paper)] = asked
    assert [note.text for note in content.notes()] == ["Een idee"]
    assert content.wishes.chapters == ("hour", "blocks")
    assert content.wishes.links
    assert (paper, content.wishes.names, content.wishes.accent, content.wishes.client) == (
        "a4",
        False,
        "#1c6e47",
        "Wij",
    )


def test_by_code_in_every_format(cast: Cast, asked: Asked, tmp_path: Path) -> None:
    out = StringIO()
    code = f"{cast.workshop.code[:4].lower()} {cast.workshop.code[4:]}"
    call_command("export", code, "--format", "all", "--team", "Oost", "--out", str(tmp_path), stdout=out)
    assert len(out.getvalue().splitlines()) == len(formats.FORMATS)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--team", "Noord"), "There is no team Noord; there is Oost, West."),
        (("--version-name", "Ooit"), "has no version Ooit"),
        (("--accent", "red"), "#rrggbb"),
        (("--out", "/nowhere/at/all"), "is not a folder"),
        (("--logo", "/nowhere.png"), "cannot be read"),
        (("--logo", __file__), "PNG"),
        (("--chapters", "hour,numbers"), "There is no chapter numbers; there is hour, growth, canvas,"),
        (("--format", "exe"), "invalid choice"),
        (("--paper", "b5"), "invalid choice"),
    ],
)
def test_what_cannot_be_is_said(cast: Cast, asked: Asked, arguments: tuple[str, ...], says: str) -> None:
    with pytest.raises(CommandError, match=says):
        run(cast, *arguments)
    assert asked == []


def test_no_such_workshop(cast: Cast) -> None:
    for named in ("x", new_id()):
        with pytest.raises(CommandError, match="There is no workshop"):
            call_command("export", named)


@pytest.mark.parametrize(
    ("fault", "code"),
    [(PressBusy, "export-busy"), (PressTimeout, "export-late"), (BadLogo, "export-logo"), (KeyError, "export-failed")],
)
def test_a_writer_that_fails_is_said(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fault: type[Exception], code: str
) -> None:
    def fail(name: str) -> object:
        raise fault("secret")

    monkeypatch.setattr(formats, "import_module", fail)
    with pytest.raises(CommandError) as said:
        run(cast, "--team", "Oost", "--format", "pdf", "--out", tmp_path)
    assert str(said.value) == f"Oost, pdf: {sentence(code)}"
    assert list(tmp_path.iterdir()) == []


def test_the_empty_sheet_on_every_paper_and_in_every_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "blank", lambda data, language, paper, form: f"{language} {paper} {form}".encode())
    out = StringIO()
    call_command("export", blank="public", out=tmp_path, stdout=out)
    made = {Path(one).name: Path(one).read_text() for one in out.getvalue().splitlines()}
    assert len(made) == 10
    assert made["Publieke diensten - nl - A0.pdf"] == "nl a0 pdf"
    sheet = tmp_path / "x.png"
    call_command("export", blank="public", out=sheet, paper="a4", language="en", format="png", stdout=out)
    assert sheet.read_text() == "en a4 png"
    for arguments in ({"workshop": "x", "blank": "public"}, {}, {"blank": "public", "format": "pptx"}):
        with pytest.raises(CommandError):
            call_command("export", **arguments)


def test_how_the_session_went_is_gathered_from_the_rows(cast: Cast) -> None:
    first, second, *_rest = cast.workshop.steps.order_by("key")
    lead(cast.noor, {"op": "start"})
    lead(cast.noor, {"op": "go", "from": str(first.pk), "to": str(second.pk)})
    row = Canvas.objects.get(pk=cast.canvas)
    content = canvas_content(row, Wishes(), history=True)
    assert content.hour is not None
    steps = content.hour.steps
    assert (steps[0].title, steps[0].minutes, steps[0].seconds) == (first.title, first.minutes, 0)
    assert (steps[1].title, steps[1].seconds) == (second.title, None), "still going on"
    assert content.hour.began is not None
    assert content.hour.ended is None
    assert content.facilitators == ("Noor",)
    assert [one.coaching for one in cast.workshop.steps.all() if one.coaching and one.coaching in repr(content)] == []
    assert canvas_content(row, Wishes(names=False), history=True).facilitators == ()
    assert canvas_content(row, Wishes()).hour is None
