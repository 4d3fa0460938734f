"""The agendas that come with the application: what an hour looks like before a facilitator changes it."""

import json
import uuid
from functools import cache
from pathlib import Path
from typing import Any

from workshops.domain.kinds import Kind

_FOLDER = Path(__file__).parent
_WORDS = ("title", "question", "coaching")


@cache
def _data(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((_FOLDER / f"{name}.json").read_text("utf-8"))
    return data


def default_agenda(kind: Kind, language: str, name: str = "pressure_cooker") -> list[dict[str, Any]]:
    """The steps of an hour on this kind of canvas, one for each block in fill order, with new ids; for `agenda`.

    A block's step asks the block's own question: its `question` is left out. Raises KeyError for an unknown language.
    """
    data = _data(name)
    blocks = [
        {**_worded(data["block"], language), "block": block.key, "title": block.name[language]}
        for block in kind.blocks.values()
    ]
    steps = [
        *[_worded(step, language) for step in data["before"]],
        *blocks,
        *[_worded(step, language) for step in data["after"]],
    ]
    return [{"step": str(uuid.uuid4()), **step} for step in steps]


def own_agenda(kind: Kind, language: str) -> list[dict[str, Any]]:
    """The steps for one person alone: the blocks in fill order, with new ids; for `agenda`."""
    return [
        {"step": str(uuid.uuid4()), "purpose": "block", "block": block.key, "title": block.name[language]}
        for block in kind.blocks.values()
    ]


def back_questions(kind: Kind, language: str) -> list[dict[str, Any]]:
    """What to ask of a canvas of this kind in a step back: `text`, and the `block` that it is about (None: all of it).

    Raises KeyError for an unknown language.
    """
    found: list[dict[str, Any]] = []
    for question in _data("step_back")["questions"]:
        blocks = [key for key in question["blocks"] if key in kind.blocks]
        if blocks or not question["blocks"]:
            found.append({"block": blocks[0] if blocks else None, "text": question[language]})
    return found


def _worded(step: dict[str, Any], language: str) -> dict[str, Any]:
    return {name: value[language] if name in _WORDS else value for name, value in step.items()}
