"""The canvas kinds that come with the application: one JSON file each."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from workshops.domain import kinds

_FOLDER = Path(__file__).parent


@cache
def names() -> tuple[str, ...]:
    """The keys of all kinds."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.json")))


def load(key: str) -> dict[str, Any]:
    """The data of a kind, checked; a copy of its own. Raises KeyError for an unknown one."""
    if key not in names():
        raise KeyError(key)
    data: dict[str, Any] = json.loads((_FOLDER / f"{key}.json").read_text("utf-8"))
    kinds.parse(data)
    return data


@cache
def kind(key: str) -> kinds.Kind:
    """A kind as the domain knows it. Raises KeyError for an unknown one."""
    return kinds.parse(load(key))
