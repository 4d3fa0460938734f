"""Files that people send: one that is too long is refused by what it says of its length, before any of it is read."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from workshops.wording import sentence

View = Callable[..., HttpResponse]
AROUND = 200_000
"""Bytes that a form takes beside its file."""


def bounded(most: int) -> Callable[[View], View]:
    """Makes a view whose forms bring files of at most so many bytes; longer ones come back with a sentence.

    Django's own check against forged forms reads the whole form, so here it comes after the one for length.
    """

    def wrap(view: View) -> View:
        checked = csrf_protect(view)

        @csrf_exempt
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST" and length_of(request) > most + AROUND:
                messages.error(request, sentence("import-large", {"limit": megabytes(most)}))
                return redirect(request.get_full_path())
            return checked(request, *args, **kwargs)

        return guarded

    return wrap


def length_of(request: HttpRequest) -> int:
    """What a request says of its own length; 0 when it says nothing."""
    said = str(request.META.get("CONTENT_LENGTH") or "")
    return int(said) if said.isascii() and said.isdigit() else 0


def megabytes(count: int) -> str:
    """So many bytes as people say it."""
    return f"{count / 1_000_000:g}"
