"""Template tags for ES modules; built in, so no `{% load %}` is needed.

In a page's head, in this order:
    {% import_map %}
    {% module_preload "js/canvas/main.js" %}
    {% module_script "js/canvas/main.js" %}
"""

from typing import Any

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from canvasweb import static

register = template.Library()


@register.simple_tag(takes_context=True)
def import_map(context: dict[str, Any]) -> SafeString:
    """The import map with the request's nonce; must come before the first module script of the page."""
    request = context.get("request")
    nonce = str(getattr(request, "csp_nonce", ""))
    # static.import_map escapes "<", so its JSON cannot close the element.
    body = mark_safe(static.import_map())  # noqa: S308 - made of our own file names
    return format_html('<script type="importmap" nonce="{}">{}</script>', nonce, body)


@register.simple_tag
def module_preload(entry: str) -> SafeString:
    """Links that fetch the whole import graph of `entry` at once instead of level by level."""
    links = ((url,) for url in static.preload_urls(entry))
    return format_html_join("\n", '<link rel="modulepreload" href="{}">', links)


@register.simple_tag
def module_script(entry: str) -> SafeString:
    """The script element that starts `entry`."""
    return format_html('<script type="module" src="{}"></script>', staticfiles_storage.url(entry))
