"""The cookies that make somebody come back as the same person, in the same language."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from workshops.models import Workshop
from workshops.queries import guest_cookie

GUEST_SECONDS = 180 * 24 * 3600


def remember_guest(request: HttpRequest, response: HttpResponse, workshop: Workshop, token: str) -> None:
    """Keep a guest's token for half a year."""
    response.set_cookie(
        guest_cookie(workshop.pk),
        token,
        max_age=GUEST_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def remember_language(response: HttpResponse, language: str) -> None:
    """Keep the reader's language for a year."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )


def has_chosen_language(request: HttpRequest) -> bool:
    """Whether the reader's browser keeps a language already."""
    return request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "") in dict(settings.LANGUAGES)
