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
    parts = [part for word in words if (part := _clean(word)[:LONGEST])]
    # What is longest gives way: the last words often are what tells two files apart.
    while _is_long(" - ".join(parts)):
        longest = max(range(len(parts)), key=lambda place: len(parts[place]))
        parts[longest] = parts[longest][:-1]
    stem = " - ".join(part.strip(" .-") for part in parts).strip(" .-")
    if not stem or _DEVICES.fullmatch(stem):
        stem = f"canvas {stem}".strip()
    return f"{stem}.{extension}"


def _is_long(stem: str) -> bool:
    return len(stem) > LONGEST or len(stem.encode("utf-8")) > _BYTES


def _clean(word: str) -> str:
    told = "".join(" " if unicodedata.category(char).startswith(("C", "Z")) else char for char in word)
    return re.sub(r"\s+", " ", _BARRED.sub(" ", unicodedata.normalize("NFC", told))).strip(" .")
