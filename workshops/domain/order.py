"""Order keys: strings that sort as the notes stand, with room for one more between any two.

Keys are words over 0-9A-Za-z compared by code unit; none ends in "0", so that there is always room
before it. Going on at an end counts up or down by one; between two, halfway. Twin: core/order.js.
"""

from __future__ import annotations

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_VALUE = {digit: index for index, digit in enumerate(DIGITS)}
_LAST = len(DIGITS) - 1
FIRST = "V"
LONGEST = 24


def between(low: str | None, high: str | None) -> str:
    """A key after `low` and before `high`; None means there is nothing on that side."""
    if low is None and high is None:
        return FIRST
    if high is None:
        return _after(low or "")
    if low is None:
        return _before(high)
    return _halfway(low, high)


def _after(low: str) -> str:
    for index, digit in enumerate(low):
        if _VALUE[digit] < _LAST:
            return low[:index] + DIGITS[_VALUE[digit] + 1]
    return low + FIRST


def _before(high: str) -> str:
    for index, digit in enumerate(high):
        if _VALUE[digit] > 1:
            return high[:index] + DIGITS[_VALUE[digit] - 1]
        if _VALUE[digit] == 1:
            return high[:index] + "0" + FIRST
    raise ValueError(f"no key before {high!r}")


def _halfway(low: str, high: str) -> str:
    if low >= high:
        raise ValueError(f"{low!r} is not before {high!r}")
    prefix = ""
    index = 0
    bounded = True  # whether `high` still limits the digits to come
    while True:
        left = _VALUE[low[index]] if index < len(low) else 0
        right = _VALUE[high[index]] if bounded and index < len(high) else _LAST + 1
        middle = (left + right) // 2
        if middle > left:
            return prefix + DIGITS[middle]
        prefix += DIGITS[left]
        bounded = bounded and left == right
        index += 1


def spread(count: int) -> list[str]:
    """`count` keys in order, evenly spread, for a list whose keys have grown too long."""
    width = 1
    while len(DIGITS) ** width < 2 * (count + 1):
        width += 1
    total = len(DIGITS) ** width
    return [_digits(total * place // (count + 1), width) for place in range(1, count + 1)]


def _digits(number: int, width: int) -> str:
    out = ""
    for _ in range(width):
        number, digit = divmod(number, len(DIGITS))
        out = DIGITS[digit] + out
    return out.rstrip("0")
