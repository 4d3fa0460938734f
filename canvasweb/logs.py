"""Log lines without anything that people wrote: no note text, names, codes, addresses or tokens."""

import json
import logging
import traceback
from types import TracebackType

from django.http import HttpRequest

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

DEEPEST_CAUSE = 4
INNERMOST_FRAMES = 3


def route_of(request: HttpRequest) -> str:
    """The pattern a request matched, such as `reset/<uidb64>/<token>/`; never the path itself."""
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match else "(no such page)"


class DiscreetFilter(logging.Filter):
    """Keeps words of people out of the message itself.

    Django's request lines get the route instead of the path, which may carry a reset token; an exception among
    the arguments is named, not quoted.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest) and record.name.startswith("django."):
            status = getattr(record, "status_code", "-")
            record.msg, record.args = "%s %s %s", (status, request.method, route_of(request))
        elif isinstance(record.args, tuple):
            record.args = tuple(type(arg).__name__ if isinstance(arg, BaseException) else arg for arg in record.args)
        return True


def outline(exc_info: ExcInfo, *, with_messages: bool) -> str:
    """A traceback of places and exception types; messages, which may quote user text, only when asked.

    Our own frames and the innermost few are kept, of the exception and of what led to it, newest first.
    """
    lines: list[str] = []
    error = exc_info[1]
    for _ in range(DEEPEST_CAUSE):
        if error is None:
            break
        name = f"{type(error).__module__}.{type(error).__qualname__}"
        lines.append(f"{name}: {error}" if with_messages else name)
        frames = traceback.extract_tb(error.__traceback__)
        lines += [
            f"  {frame.filename}:{frame.lineno} in {frame.name}"
            for number, frame in enumerate(frames)
            if "site-packages" not in frame.filename or number >= len(frames) - INNERMOST_FRAMES
        ]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n".join(lines)


class LineFormatter(logging.Formatter):
    """One readable line a record: time, level, logger, message; the outline of an exception below it."""

    def __init__(self, *, with_messages: bool = False) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self.with_messages = with_messages

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - the name is logging's
        return outline(ei, with_messages=self.with_messages)


class JsonFormatter(logging.Formatter):
    """The same as one JSON object a line, for machines."""

    def __init__(self, *, with_messages: bool = False) -> None:
        super().__init__()
        self.with_messages = with_messages

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["exception"] = outline(record.exc_info, with_messages=self.with_messages)
        return json.dumps(entry, ensure_ascii=False)
