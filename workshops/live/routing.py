"""Which socket address leads to which handler."""

from typing import Any

websocket_urlpatterns: list[Any] = []
