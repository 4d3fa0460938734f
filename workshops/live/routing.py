"""Which address leads to which handler."""

from typing import Any

from django.urls import path, re_path

from workshops.live.poll import poll
from workshops.live.shared import shared_socket
from workshops.live.socket import canvas_socket, no_such_socket

# ASGI applications, which Channels' routing takes where Django's has views.
_socket: Any = canvas_socket
_shared: Any = shared_socket
_nowhere: Any = no_such_socket
websocket_urlpatterns = [
    path("live/<uuid:canvas>/", _socket),
    path("live/shared/<str:token>/", _shared),
    re_path(r"", _nowhere),
]
urlpatterns = [path("live/<uuid:canvas>/poll", poll, name="poll")]
