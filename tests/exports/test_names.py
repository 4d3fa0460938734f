"""File names, whatever people call their workshops."""

import pytest

from workshops.exports.names import file_name

pytestmark = pytest.mark.one_backend


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("Dorpen en kernen", "Oost"), "Dorpen en kernen - Oost.pdf"),
        (("../../etc/passwd", 'a"b\n<c>'), "etc passwd - a b c.pdf"),
        (("", "\u202e\x07"), "canvas.pdf"),
        ((".verborgen.",), "verborgen.pdf"),
        (("CON",), "canvas CON.pdf"),
        (("عربي", "漢字", "👨‍👩‍👧"), "عربي - 漢字 - 👨 👩 👧.pdf"),
    ],
)
def test_safe_names(words: tuple[str, ...], name: str) -> None:
    assert file_name("pdf", *words) == name


def test_what_is_long_is_cut_and_not_what_comes_last() -> None:
    title, team = "Ondersteuning in dorpen en kleine kernen", "Oosterhem · Zonder subsidie van de provincie"
    name = "Ondersteuning in dorpen en kleine - Oosterhem · Zonder subsidie van de - verslag.pdf"
    assert file_name("pdf", title, team, "verslag") == name


def test_never_too_long() -> None:
    for letter in "aé漢😀":
        assert len(file_name("xlsx", letter * 500).encode()) <= 210
