"""What time it is: the one clock of the workshop's hour, which tests may move ahead.

`CLOCK_AHEAD` names a file with a number of seconds; it is for tests alone, and `check --deploy` refuses it.
"""

import time
from pathlib import Path

from django.conf import settings


def now() -> int:
    """Unix time in milliseconds."""
    return int(time.time() * 1000) + _ahead()


def _ahead() -> int:
    if not settings.CLOCK_AHEAD:
        return 0
    try:
        return int(float(Path(settings.CLOCK_AHEAD).read_text("utf-8") or 0) * 1000)
    except (OSError, ValueError):
        return 0
