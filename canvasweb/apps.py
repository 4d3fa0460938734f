"""The wiring as an app: its checks."""

from django.apps import AppConfig


class CanvaswebConfig(AppConfig):
    """Settings, addresses and commands."""

    name = "canvasweb"

    def ready(self) -> None:
        from canvasweb import checks  # noqa: F401 - importing it registers them
