"""What stands between daphne and the socket handler: the origin check and the session."""

from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import validate_host

Scope = dict[str, Any]
Application = Callable[[Scope, Any, Any], Awaitable[None]]


def is_own_origin(origin: str, host: str) -> bool:
    """Whether `origin` (the header) is the site's address, or the very host that this request asked for."""
    try:
        parts = urlsplit(origin)
        hostname = parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme not in {"http", "https"} or not hostname:
        return False
    if origin.lower() == settings.SITE_ADDRESS.lower():
        return True
    return parts.netloc.lower() == host.lower() and validate_host(hostname, settings.ALLOWED_HOSTS)


class OwnOriginOnly:
    """Refuses a foreign or missing Origin before the handshake (HTTP 403).

    Browsers send this site's cookies with a socket that any page opens.
    """

    def __init__(self, application: Application) -> None:
        self.application = application

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        headers = dict(scope["headers"])
        origin = headers.get(b"origin", b"").decode("latin-1")
        host = headers.get(b"host", b"").decode("latin-1")
        if is_own_origin(origin, host):
            await self.application(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 4403})


class SessionInScope:
    """Puts Django's session store in scope["session"], read-only: nothing is saved at the end.

    Channels' own middleware also wraps `send` to save the session, which costs time in every frame sent.
    """

    def __init__(self, application: Application) -> None:
        self.application = application
        self.store = import_module(settings.SESSION_ENGINE).SessionStore

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        key = scope["cookies"].get(settings.SESSION_COOKIE_NAME)
        await self.application({**scope, "session": self.store(key)}, receive, send)
