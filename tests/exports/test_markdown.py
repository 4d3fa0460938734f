"""Markdown: whatever was typed reads as it was typed."""

import re

import pytest

from tests.exports.canvases import a_canvas, a_note, canvas_of, many
from tests.exports.cases import HOSTILE, hostile, typical
from workshops.exports.content import CanvasContent, Wishes
from workshops.exports.markdown import literal, write
from workshops.exports.office import drawable

pytestmark = pytest.mark.one_backend


def unescaped(text: str) -> str:
    return re.sub(r"\\([^a-zA-Z0-9\s])", r"\1", text)


@pytest.mark.parametrize("text", HOSTILE)
def test_everything_typed_is_escaped(text: str) -> None:
    told = literal(text)
    bare = re.sub(r"\\[^a-zA-Z0-9\s]", "•", told)
    assert not re.search(r"[`*_\[\]<>{}|~$&@#]", bare)
    assert not re.search(r"^\s*([-+=]|\d+[.)])", bare, re.MULTILINE)
    assert "://" not in bare
    assert [line.split() for line in unescaped(told).replace("\\\n", "\n").split("\n")] == [
        line.split() for line in drawable(text).split("\n")
    ]


def test_the_hostile_canvas_has_only_its_own_structure() -> None:
    lines = write(hostile()).decode().split("\n")
    assert len([line for line in lines if line.startswith("# ")]) == 1
    assert len([line for line in lines if line.startswith("## ")]) == 10
    assert not [line for line in lines if line.startswith(("<", ">", "---", "|", "1."))]


def test_a_typical_canvas_is_whole() -> None:
    told = write(typical()).decode()
    assert told.startswith("# Ondersteuning in dorpen\n")
    assert "- Ouderen 75\\+ die alleen wonen" in told or "- Ouderen 75+ die alleen wonen" in told
    assert "  - Mantelzorgers" in told
    assert "3 stemmen" in told
    assert "Hoeveel zijn dat er?" in told
    assert "Dorpshuis bellen" in told
    for one in typical().notes():
        assert one.text in unescaped(told)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", ["public", "business"])
def test_empty_and_crowded(kind: str, language: str) -> None:
    empty: CanvasContent = canvas_of({}, kind=kind, language=language)
    assert ("Geen briefjes" if language == "nl" else "No notes") in write(empty).decode()
    full = a_canvas(many(300), kind=kind, language=language)
    told = write(full).decode()
    assert all(one.text in told for one in full.notes())
    assert write(full).decode() == told


def test_a_note_of_several_lines_stays_one_note() -> None:
    told = write(canvas_of({"segments": (a_note("n0", "een\n\n- twee"),)}, wishes=Wishes())).decode()
    assert "- een\\\n  &nbsp;\\\n  \\- twee" in told
