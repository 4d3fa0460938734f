"""From the text of a frame to a message: the shape gate, for whatever anybody may send."""

from typing import Any

import msgspec

SIZE_LIMIT = 256 * 1024
DEPTH_LIMIT = 32

_decode = msgspec.json.Decoder().decode


class Fault(Exception):
    """A message that is not as the protocol says; the code tells why (P24)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_object(data: str) -> dict[str, Any]:
    """A decoded JSON object. Raises Fault `json` or `depth`."""
    # Counting brackets in strings too is coarse, but it is quick and only asks for a closer look.
    if data.count("[") + data.count("{") > DEPTH_LIMIT and _depth(data) > DEPTH_LIMIT:
        raise Fault("depth")
    try:
        decoded = _decode(data)
    except (msgspec.DecodeError, RecursionError, ValueError):
        raise Fault("json") from None
    if not isinstance(decoded, dict):
        raise Fault("json")
    return decoded


def read_message(data: str) -> dict[str, Any]:
    """A decoded message with its type. Raises Fault `json`, `depth` or `shape`."""
    message = read_object(data)
    if not isinstance(message.get("t"), str):
        raise Fault("shape")
    return message


def _depth(data: str) -> int:
    """How deeply the brackets of a JSON text nest; brackets in strings do not count."""
    deepest = depth = 0
    quoted = escaped = False
    for char in data:
        if quoted:
            if escaped:
                escaped = False
            elif char == "\\":
                escaped = True
            elif char == '"':
                quoted = False
        elif char == '"':
            quoted = True
        elif char in "[{":
            depth += 1
            deepest = max(deepest, depth)
            if deepest > DEPTH_LIMIT:
                break
        elif char in "]}":
            depth -= 1
    return deepest
