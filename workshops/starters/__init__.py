"""Starters for experiments: ways to put an assumption to the test, to begin from and to word anew."""

import json
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parent / "experiments.json"
_WORDS = ("name", "fits", "method", "metric", "threshold")


@cache
def _data() -> list[dict[str, Any]]:
    data: dict[str, Any] = json.loads(_FILE.read_text("utf-8"))
    starters: list[dict[str, Any]] = data["starters"]
    return starters


def starters(language: str) -> list[dict[str, str]]:
    """Each with `key`, `name`, when it `fits`, and the first words of `method`, `metric` and `threshold`.

    Raises KeyError for an unknown language.
    """
    return [{"key": one["key"], **{name: one[name][language] for name in _WORDS}} for one in _data()]
