"""What `check --deploy` says about settings that are for tests."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security, deploy=True)
def real_clock(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """A clock that can be moved is for tests: an hour that jumps is no hour."""
    if not settings.CLOCK_AHEAD:
        return []
    hint = "Unset CLOCK_AHEAD."
    return [Error("CLOCK_AHEAD moves the hour's clock: it is for tests alone.", hint=hint, id="canvasweb.E001")]
