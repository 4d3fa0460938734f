"""Files that wait to be imported, between the page that says what they hold and the word to go on."""

import hashlib
import re
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from workshops.models import User

KEPT = 60 * 60
"""Seconds."""
FILES_MOST = 3
"""Of one account; the oldest makes room."""
_MARK = re.compile(r"[0-9a-f]{32}")


def hold(user: User, data: bytes) -> str:
    """Keep a file for an hour; the mark with which this account, and nobody else, finds it again."""
    forget_held()
    mark = hashlib.sha256(data).hexdigest()[:32]
    path = _path(user, mark)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(data)
    part.replace(path)
    for old in sorted(path.parent.glob(f"{user.pk}-*.json"), key=_age)[FILES_MOST:]:
        old.unlink(missing_ok=True)
    return mark


def held(user: User, mark: str) -> bytes | None:
    """The file; None when it was not kept so long, or never was this account's."""
    if not _MARK.fullmatch(mark):
        return None
    path = _path(user, mark)
    with suppress(OSError):
        return path.read_bytes() if _age(path) <= KEPT else None
    return None


def let_go(user: User, mark: str) -> None:
    """Keep it no longer."""
    if _MARK.fullmatch(mark):
        _path(user, mark).unlink(missing_ok=True)


def forget_held() -> int:
    """Delete what was kept long enough; how many."""
    count = 0
    folder = _folder()
    for path in folder.iterdir() if folder.is_dir() else ():
        if _age(path) > KEPT:
            path.unlink(missing_ok=True)
            count += 1
    return count


def _age(path: Path) -> float:
    with suppress(OSError):
        return time.time() - path.stat().st_mtime
    return 0.0


def _folder() -> Path:
    return Path(settings.VAR_DIR) / "imports"


def _path(user: User, mark: str) -> Path:
    return _folder() / f"{user.pk}-{mark}.json"
