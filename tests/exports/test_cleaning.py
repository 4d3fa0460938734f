"""What cannot be drawn is replaced and remembered; what can is left as it is."""

import unicodedata

import pytest

from workshops.exports.cleaning import MARK, Cleaner, drawable, right_to_left

pytestmark = pytest.mark.one_backend


def cleaned(text: str) -> tuple[str, str]:
    cleaner = Cleaner()
    return cleaner.line(text), "".join(cleaner.missing)


@pytest.mark.parametrize(
    "text",
    [
        "Één café",
        "Ελληνικά",
        "Кириллица",
        "مرحبا بالعالم",
        "שָׁלוֹם",
        "தமிழ்",
        "हिन्दी",
        "ภาษาไทย",
        "👍🏽 🎉",
        "€ 12 – ‘ja’ … ☎",
    ],
)
def test_what_the_fonts_have_stays(text: str) -> None:
    assert cleaned(text) == (text, "")


@pytest.mark.parametrize(
    ("text", "left", "missing"), [("中文", MARK * 2, "中文"), ("a\x00b\x1b", f"a{MARK}b{MARK}", "\x00\x1b")]
)
def test_what_they_have_not_becomes_a_mark(text: str, left: str, missing: str) -> None:
    assert cleaned(text) == (left, missing)


def test_what_is_not_seen_goes_in_silence() -> None:
    assert cleaned("a\u202eb\ufeffc\u200bd\te") == ("abcd e", "")


def test_the_mark_itself_can_be_drawn() -> None:
    assert MARK in drawable()


@pytest.mark.parametrize(
    ("text", "way"), [("abc", False), ("12 مرحبا", True), ("(שלום)", True), ("", False), ("1 a م", False)]
)
def test_direction_of_a_paragraph(text: str, way: bool) -> None:
    assert right_to_left(text) is way


def test_long_words_may_break_and_families_may_not() -> None:
    family = "👩\u200d👩\u200d👧\u200d👦"
    loose, _ = cleaned(family * 10)
    assert loose.replace("\u200b", "") == family * 10
    assert [part for part in loose.split("\u200b") if part != family] == []


@pytest.mark.parametrize("word", ["தமிழ்க்கொள்கைகள்நிறுவனங்களுக்கு", "क्षत्रियस्वातन्त्र्यसंग्रामसेनानी", "สวัสดีครับผมชื่อสมชายยินดีที่ได้รู้จัก"])
def test_syllables_are_not_broken(word: str) -> None:
    loose, _ = cleaned(word)
    parts = loose.split("\u200b")
    assert "".join(parts) == word
    assert [part for part in parts if unicodedata.category(part[0]).startswith("M")] == []
    assert [part for part in parts[:-1] if unicodedata.combining(part[-1]) == 9] == []
    assert (len(parts) == 1) == ("ส" in word)
