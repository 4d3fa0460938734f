"""Messages over a pipe: four bytes of length, then the message."""

from __future__ import annotations

import struct
from typing import IO


def take(stream: IO[bytes]) -> bytes | None:
    """The next message, or None when the other side is gone."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    (length,) = struct.unpack(">L", head)
    body = stream.read(length)
    return body if len(body) == length else None


def give(stream: IO[bytes], message: bytes) -> None:
    """Sends a message."""
    stream.write(struct.pack(">L", len(message)) + message)
    stream.flush()
