"""Versions of a canvas as people choose among them."""

import datetime as dt
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from workshops.models import Canvas, Version


def by_key(canvas: Canvas) -> dict[str, Version]:
    """Those of a canvas by their id as text, the newest first."""
    return {str(one.pk): one for one in canvas.versions.order_by("-n", "-at")}


def said(version: Version) -> str:
    """A version in a few words: its name and its moment."""
    when = dt.datetime.fromtimestamp(version.at, timezone.get_current_timezone())
    words = {"name": version.name or _("The end of the hour"), "when": f"{when:%d-%m-%Y %H:%M}"}
    return _("%(name)s (%(when)s)") % words


def version_of(canvas: Canvas, key: str) -> Version | None:
    """The version with this id, or None for no id: as it is now. Raises Http404 for any other."""
    if not key:
        return None
    try:
        return canvas.versions.get(pk=UUID(key))
    except (Version.DoesNotExist, ValueError):
        raise Http404 from None
