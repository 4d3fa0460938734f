"""Lists that people paste or bring as CSV."""

import pytest

from tests.factories import Cast, make_cast
from workshops.actions.listing import add_list, decode, read_list
from workshops.actions.open_canvases import drop_all, open_canvas
from workshops.domain.operations import Refusal


@pytest.mark.one_backend
@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("Ouderen\n\n  - Jongeren \n• Buren\r\n=cmd()", ("Ouderen", "Jongeren", "Buren", "=cmd()")),
        ("-5 graden\n*b* niet vet", ("-5 graden", "*b* niet vet")),
        ("a\x07b\tc\u202e", ("ab c",)),
        ("e\u0301" + "\u0301" * 20, ("é" + "\u0301" * 8,)),
        ("👨‍👩‍👧 gezin\nعربي\n漢字", ("👨‍👩‍👧 gezin", "عربي", "漢字")),
    ],
)
def test_one_note_a_line(text: str, notes: tuple[str, ...]) -> None:
    assert read_list(text).notes == notes


@pytest.mark.one_backend
@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("Ouderen,3\nJongeren,4", ("Ouderen", "Jongeren")),
        ('"Ouderen; 75+";3\n"een\nregel";4\n;5', ("Ouderen; 75+", "een\nregel")),
        ("een\ttwee\n- drie\tvier", ("een", "- drie")),
        ('"nooit dicht', ("nooit dicht",)),
    ],
)
def test_the_first_column(text: str, notes: tuple[str, ...]) -> None:
    assert read_list(text, is_csv=True).notes == notes


@pytest.mark.one_backend
def test_long_lines_become_several_notes() -> None:
    listing = read_list("woord " * 200 + "\n" + "x" * 1_200)
    assert listing.split == 2
    assert max(map(len, listing.notes)) <= 500
    assert "".join(listing.notes).replace(" ", "") == "woord" * 200 + "x" * 1_200


@pytest.mark.one_backend
@pytest.mark.parametrize(
    ("text", "code"),
    [("", "list-empty"), (" \n-\n\x07", ""), ("a\n" * 301, "list-long"), ("a" * 500_001, "import-large")],
)
def test_what_is_no_list(text: str, code: str) -> None:
    if not code:
        assert read_list(text).notes == ("-",)
        return
    with pytest.raises(Refusal, match=code):
        read_list(text)


@pytest.mark.one_backend
def test_files_as_spreadsheets_save_them() -> None:
    assert decode("é".encode("utf-8-sig")) == decode("é".encode("utf-16")) == decode("é".encode("cp1252")) == "é"
    with pytest.raises(Refusal, match="import-broken"):
        decode(b"PK\x03\x04\0\0")


def test_a_list_is_one_operation(transactional_db: None) -> None:
    drop_all()
    cast: Cast = make_cast()
    assert add_list(cast.noor, cast.canvas, "segments", read_list("Ouderen\nJongeren")) == 2
    canvas = open_canvas(cast.canvas).canvas
    assert [canvas.notes[note].text for _, note in canvas.group("segments")] == ["Ouderen", "Jongeren"]
    assert canvas.head == 1
    with pytest.raises(Refusal, match="block-full"):
        add_list(cast.noor, cast.canvas, "segments", read_list("a\n" * 299))
    with pytest.raises(Refusal, match="no-block"):
        add_list(cast.noor, cast.canvas, "nergens", read_list("a"))
    assert canvas.head == 1
