"""What simulated people write."""

import json
from functools import cache
from pathlib import Path

from workshops.domain.kinds import Kind

NAMES = ("Aaltje", "Bram", "Carla", "Dewi", "Elske", "Fatima", "Gijs", "Hassan", "Ineke", "Joost", "Karin", "Loes")
_CASE = Path(__file__).resolve().parent.parent / "demo" / "villages.json"


@cache
def _case() -> tuple[str, str, tuple[tuple[str, str], ...]]:
    data = json.loads(_CASE.read_text("utf-8"))
    return (
        data["kind"],
        data["language"],
        tuple((one["block"], one["text"]) for t in data["teams"] for one in t["notes"]),
    )


def lines_of(kind: Kind, language: str) -> dict[str, list[str]]:
    """Texts for each block: those of the worked case for its kind and language, else the block's own prompts."""
    case_kind, case_language, notes = _case()
    if (case_kind, case_language) == (kind.key, language):
        return {key: [text for block, text in notes if block == key] for key in kind.blocks}
    return {key: [prompt[language] for prompt in block.prompts] for key, block in kind.blocks.items()}
