"""docs/method.md names a home for each point of the method, and every home it names is there."""

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.one_backend
ROOT = Path(__file__).parent.parent
POINTS = {"A": 17, "B": 9, "C": 9, "D": 7, "E": 5, "F": 9, "G": 14, "H": 6, "I": 8, "J": 7, "K": 11, "L": 10, "M": 10}
ROWS = dict(re.findall(r"^- \*\*([A-M]\d+)\*\* (.+)$", (ROOT / "docs" / "method.md").read_text(), re.MULTILINE))


def test_every_point_is_there_in_order_and_has_a_home_or_says_that_it_has_none() -> None:
    assert list(ROWS) == [f"{part}{number}" for part, most in POINTS.items() for number in range(1, most + 1)]
    assert [point for point, said in ROWS.items() if "`" not in said and "not yet" not in said] == []


@pytest.mark.parametrize("point", ROWS)
def test_what_is_named_exists(point: str) -> None:
    for path, word in re.findall(r"`([^`#]+)(?:#([^`]+))?`", ROWS[point]):
        assert (ROOT / path).is_file(), path
        assert word in (ROOT / path).read_text(), f"{word} in {path}"
