"""Template tags for how things look: icons, style sheets, people's initials and colours."""

from collections.abc import Iterable
from typing import Any
from zlib import crc32

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

import canvasweb

register = template.Library()

CLASSIC = frozenset({"pa", "ac", "rs", "vp", "re", "ch", "se", "co", "in"})
"""The areas of the kinds that come with the application."""

PERSON_COLOURS = "abcdefgh"

# The reader's choice, kept in the cookie `theme`; anything else follows the device.
_DARK_MEDIA = {"dark": "screen", "light": "not all"}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """The icon `name` of static/icons.svg; decoration, unless a `label` says what it means."""
    href = staticfiles_storage.url("icons.svg")
    if label:
        return format_html(
            '<svg class="ic" role="img" aria-label="{}"><use href="{}#i-{}"></use></svg>', label, href, name
        )
    return format_html('<svg class="ic" aria-hidden="true"><use href="{}#i-{}"></use></svg>', href, name)


@register.simple_tag
def mark() -> SafeString:
    """Canvasweb's mark, as decoration: the name stands beside it."""
    href = staticfiles_storage.url("icons.svg")
    return format_html(
        '<svg class="mark" viewBox="0 0 24 20" aria-hidden="true"><use href="{}#mark"></use></svg>', href
    )


@register.simple_tag
def styles(*names: str) -> SafeString:
    """Links to style sheets of static/css/components/, by name without ending, in the order given."""
    links = ((staticfiles_storage.url(f"css/components/{name}.css"),) for name in names)
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', links)


@register.filter
def grid(blocks: Iterable[Any]) -> str:
    """The class of a sheet with these blocks: the layout that stands in the style sheets, or one that takes any."""
    return "grid-classic" if {one.area for one in blocks} == CLASSIC else "grid-own"


@register.simple_tag(takes_context=True)
def dark_media(context: dict[str, Any]) -> str:
    """The media query of the dark style sheet: the reader's choice, or what the device asks."""
    return _DARK_MEDIA.get(theme(context), "screen and (prefers-color-scheme: dark)")


@register.simple_tag(takes_context=True)
def theme(context: dict[str, Any]) -> str:
    """`light`, `dark` or `auto`; also where no request is at hand, as on the page of a server error."""
    request = context.get("request")
    chosen = request.COOKIES.get("theme", "") if request else ""
    return chosen if chosen in _DARK_MEDIA else "auto"


@register.simple_tag
def version() -> str:
    """The version of Canvasweb that is running."""
    return canvasweb.__version__


@register.filter
def initials(name: str) -> str:
    """One or two letters for a name: of its first and its last word (`Fatima El Amrani` gives `FA`)."""
    words = name.split()
    letters = words[:1] + words[1:][-1:]
    return "".join(word[0] for word in letters).upper()


@register.filter
def person_colour(key: object) -> str:
    """The class of a person's colour, always the same for the same id: `p-a` to `p-h`."""
    return f"p-{PERSON_COLOURS[crc32(str(key).encode()) % len(PERSON_COLOURS)]}"


@register.filter
def spaced(code: str) -> str:
    """A join code with a space between all characters, so that a screen reader spells it."""
    return " ".join(code)
