"""What a participant tells the verdict: what it made, what it was told, and what it shows."""

import re
from dataclasses import dataclass, field
from typing import Any

WORD = re.compile("[\U00020000-\U0002ffff]")
"""A word of the crew is one rare Chinese character: unique, never torn apart, and clean."""


@dataclass
class Account:
    """One participant's, however it is made of code."""

    name: str
    who: int
    seen: int | None
    waiting: int
    picture: dict[str, Any]
    """The canvas as it shows it, as in P6."""
    made: dict[str, dict[str, Any]]
    """Every edit it made, by id."""
    sent: dict[str, list[dict[str, Any]]]
    """The forms in which each went out; empty when it was made and never sent."""
    heard: dict[str, int]
    """What was acknowledged, and with which number."""
    answered: dict[str, str]
    """The other verdicts: `none`, or the code of the refusal."""
    words: list[dict[str, Any]] = field(default_factory=list)
    """Where they were typed: `id` of the edit, `word`, `note`, the words `left` and `right` of it, `firm` (not carried
    by difference)."""
    kept: list[str] = field(default_factory=list)
    """The texts that are offered again because their edit was refused."""
    lists: dict[str, Any] | None = None
    """The order in each block, with the stacks; None when it does not say."""
    wrong: list[str] = field(default_factory=list)
    """What it found wrong by itself."""
