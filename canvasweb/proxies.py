"""The client's address behind a known number of our own proxies."""

from collections.abc import Iterable


def client_host(headers: Iterable[tuple[bytes, bytes]], peer: str, proxies: int) -> str:
    """The address the outermost of our `proxies` saw, or `peer` when there is none.

    Each proxy adds the address it saw on the right of X-Forwarded-For; whatever stands left of ours was
    written by the client and means nothing. A header shorter than that did not pass our proxies.
    """
    if proxies < 1:
        return peer
    values = [value.decode("latin-1") for name, value in headers if name.lower() == b"x-forwarded-for"]
    seen = [entry.strip() for value in values for entry in value.split(",") if entry.strip()]
    if len(seen) < proxies:
        return peer
    return seen[-proxies].removeprefix("[").partition("]")[0]
