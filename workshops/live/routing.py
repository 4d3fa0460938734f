"""Which address leads to which handler."""

from typing import Any

from django.urls import path

from workshops.live.poll import poll
from workshops.live.socket import canvas_socket

_socket: Any = canvas_socket  # an ASGI application, which Channels' routing takes where Django's has views
websocket_urlpatterns = [path("live/<uuid:canvas>/", _socket)]
urlpatterns = [path("live/<uuid:canvas>/poll", poll, name="poll")]
