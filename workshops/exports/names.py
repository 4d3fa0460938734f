"""File names that every system takes, from words that people typed."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 80
"""Characters before the extension; each may be four bytes, and most systems take 255 bytes."""
_BYTES = 200
_BARRED = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


def file_name(extension: str, *words: str) -> str:
    """`words` with dashes between, as a name in one folder: no slashes, quotes, line ends, dots in front, devices."""
    parts = [_clean(word) for word in words]
    stem = " - ".join(part for part in parts if part)[:LONGEST]
    stem = stem.encode("utf-8")[:_BYTES].decode("utf-8", "ignore").strip(" .-")
    if not stem or _DEVICES.fullmatch(stem):
        stem = f"canvas {stem}".strip()
    return f"{stem}.{extension}"


def _clean(word: str) -> str:
    told = "".join(" " if unicodedata.category(char).startswith(("C", "Z")) else char for char in word)
    return re.sub(r"\s+", " ", _BARRED.sub(" ", unicodedata.normalize("NFC", told))).strip(" .")
