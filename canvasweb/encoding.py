"""Forms are read as UTF-8, whatever encoding a request claims.

Every browser sends our pages' forms in UTF-8. Another claim picks a decoder of Python's that we never asked for:
some give lone surrogates, which no page can show, others fail in ways that nothing catches.
"""

from collections.abc import Callable
from typing import Any

from asgiref.sync import iscoroutinefunction
from django.http import HttpRequest
from django.utils.decorators import sync_and_async_middleware

View = Callable[[HttpRequest], Any]


@sync_and_async_middleware
def forms_in_utf_8(get_response: View) -> View:
    """The middleware; it stands before whatever reads a form."""
    if not iscoroutinefunction(get_response):

        def read(request: HttpRequest) -> Any:
            _claim_nothing(request)
            return get_response(request)

        return read

    async def read_async(request: HttpRequest) -> Any:
        _claim_nothing(request)
        return await get_response(request)

    return read_async


def _claim_nothing(request: HttpRequest) -> None:
    if request.encoding is not None:
        request.encoding = "utf-8"
