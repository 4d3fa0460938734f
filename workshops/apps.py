"""The one Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkshopsConfig(AppConfig):
    """Workshops, canvases and the people in them."""

    name = "workshops"
    verbose_name = _("Workshops")
