"""Deltas: what they do to a text, and that two edits of one text come out the same in either order (P15 to P17)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshops.domain import text as texts

WORDS = st.text(alphabet="abcdé 😀\n", max_size=12)


@st.composite
def edits(draw: st.DrawFn, text: str) -> texts.Delta:
    """A delta in normal form for a text."""
    parts: texts.Delta = []
    at = 0
    while at < len(text):
        count = draw(st.integers(1, len(text) - at))
        part = draw(st.sampled_from(["keep", "remove", "insert"]))
        if part == "insert":
            parts.append(draw(st.text(alphabet="xyzü🎉", min_size=1, max_size=4)))
            parts.append(count)
        else:
            parts.append(count if part == "keep" else -count)
        at += count
    if draw(st.booleans()):
        parts.append(draw(st.text(alphabet="XYZ", min_size=1, max_size=3)))
    return texts.normal(parts)


@st.composite
def two_edits(draw: st.DrawFn) -> tuple[str, texts.Delta, texts.Delta]:
    text = draw(WORDS)
    return text, draw(edits(text)), draw(edits(text))


@settings(max_examples=600, deadline=None)
@given(two_edits())
def test_transform_meets_in_the_same_text(case: tuple[str, texts.Delta, texts.Delta]) -> None:
    text, first, second = case
    one = texts.apply(texts.apply(text, first), texts.transform(second, first, "right"))
    other = texts.apply(texts.apply(text, second), texts.transform(first, second, "left"))
    assert one == other


@settings(max_examples=400, deadline=None)
@given(two_edits())
def test_transform_keeps_every_inserted_character(case: tuple[str, texts.Delta, texts.Delta]) -> None:
    text, first, second = case
    merged = texts.apply(texts.apply(text, first), texts.transform(second, first, "right"))
    for delta in (first, second):
        for part in delta:
            if isinstance(part, str):
                assert part in merged or all(char in merged for char in part)


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_compose_is_one_after_the_other(data: st.DataObject) -> None:
    text = data.draw(WORDS)
    first = data.draw(edits(text))
    second = data.draw(edits(texts.apply(text, first)))
    both = texts.compose(first, second)
    assert texts.apply(text, both) == texts.apply(texts.apply(text, first), second)
    if both:
        texts.check(both)


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_invert_leads_back(data: st.DataObject) -> None:
    text = data.draw(WORDS)
    delta = data.draw(edits(text))
    assert texts.apply(texts.apply(text, delta), texts.invert(text, delta)) == text


def test_of_two_insertions_at_one_place_the_first_committed_stands_left() -> None:
    assert texts.transform(["B"], ["A"], "right") == [1, "B"]
    assert texts.transform(["A"], ["B"], "left") == ["A"]


@pytest.mark.parametrize(
    "delta",
    [
        None,
        "abc",
        {},
        [],
        [0],
        [""],
        [3],
        [1, 2, "x"],
        ["a", "b"],
        [-1, "x"],
        [True],
        [1.5],
        [None],
        [-1, -1],
        ["x", 9],
    ],
)
def test_check_refuses_what_is_not_in_normal_form(delta: object) -> None:
    with pytest.raises(texts.Misfit):
        texts.check(delta)


def test_apply_refuses_a_delta_beyond_the_text() -> None:
    with pytest.raises(texts.Misfit):
        texts.apply("ab", [3, "x"])


@pytest.mark.parametrize("text", ["", "Ouderen 75+", "twee\nregels", "é", "👩‍👩‍👧", "العربية", "தமிழ்", "e\u0323\u0302"])
def test_clean_texts(text: str) -> None:
    import unicodedata

    assert texts.is_clean(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    "text",
    ["a\x00", "a\r\n", "tab\t", "\x07", "\ud800", "\u202eabc", "\u2066", "a\u2028", "\ufffe", "\U0001ffff", "e\u0301"]
    + ["x" + "\u0335" * 9, "\x85"],
    ids=ascii,
)
def test_unclean_texts(text: str) -> None:
    assert not texts.is_clean(text)


def test_a_name_has_no_line_ends() -> None:
    assert not texts.is_clean("Jan\nPiet", lines=False)
