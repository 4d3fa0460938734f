"""The ASGI application: static files, Django for pages, and one handler for sockets.

Static files are served around Django, not by a middleware in it, so that no page pays for them.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "canvasweb.settings")

from django.core.asgi import get_asgi_application

pages = get_asgi_application()  # loads the apps, so it must come before anything that imports models

from channels.routing import ProtocolTypeRouter, URLRouter
from channels.sessions import CookieMiddleware
from django.conf import settings
from servestatic import ServeStaticASGI

from canvasweb.sockets import OwnOriginOnly, SessionInScope
from workshops.live.routing import websocket_urlpatterns


def _add_headers(headers: dict[str, str], path: str, url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"


def _with_static_files(application: object) -> object:
    if settings.DEBUG:
        # The files as they are on disk now; without hashed names no browser keeps an old one.
        served = ServeStaticASGI(
            application, autorefresh=True, max_age=0, allow_all_origins=False, add_headers_function=_add_headers
        )
        for folder in settings.STATICFILES_DIRS:
            served.add_files(folder, prefix=settings.STATIC_URL)
        return served
    return ServeStaticASGI(
        application,
        root=settings.STATIC_ROOT,
        prefix=settings.STATIC_URL,
        max_age=3600,
        allow_all_origins=False,
        add_headers_function=_add_headers,
    )


application = ProtocolTypeRouter(
    {
        "http": _with_static_files(pages),
        "websocket": OwnOriginOnly(CookieMiddleware(SessionInScope(URLRouter(websocket_urlpatterns)))),
    }
)
