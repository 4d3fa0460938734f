"""What people write does not reach the log: paths with tokens, messages of exceptions."""

import json
import logging
from typing import Any

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from canvasweb import urls as site
from canvasweb.logs import DiscreetFilter, JsonFormatter, LineFormatter


def fail(request: HttpRequest, token: str) -> HttpResponse:
    """A page that breaks on what somebody wrote."""
    try:
        raise LookupError("somebody's words")
    except LookupError as error:
        raise ValueError(f"bad token {token}") from error


def refuse(request: HttpRequest, token: str) -> HttpResponse:
    """A page that is not there for this token."""
    raise Http404(token)


# The site's own addresses too: error pages link to them.
urlpatterns = [path("fail/<str:token>/", fail), path("refuse/<str:token>/", refuse), *site.urlpatterns]


class Lines(logging.Handler):
    """Keeps what the site's own handler would have written."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.addFilter(DiscreetFilter())
        self.setFormatter(LineFormatter())

    def emit(self, record: logging.LogRecord) -> None:
        self.text += self.format(record) + "\n"


@pytest.fixture
def lines() -> Any:
    handler = Lines()
    logging.getLogger("django.request").addHandler(handler)
    yield handler
    logging.getLogger("django.request").removeHandler(handler)


@pytest.mark.urls(__name__)
@pytest.mark.django_db
def test_failing_page_logs_route_and_places_but_no_words(lines: Lines) -> None:
    Client(raise_request_exception=False).get("/fail/secret-token/")
    assert "500 GET /fail/<str:token>/" in lines.text
    assert "builtins.ValueError" in lines.text
    assert "builtins.LookupError" in lines.text
    assert "test_logs.py" in lines.text
    assert "secret-token" not in lines.text
    assert "somebody's words" not in lines.text


@pytest.mark.urls(__name__)
@pytest.mark.django_db
def test_missing_page_logs_no_path(lines: Lines) -> None:
    logging.getLogger("django.request").setLevel(logging.WARNING)
    Client().get("/refuse/secret-token/")
    Client().get("/nowhere/secret-token/")
    logging.getLogger("django.request").setLevel(logging.ERROR)
    assert "secret-token" not in lines.text
    assert "404 GET (no such page)" in lines.text


def test_exception_as_an_argument_is_named_but_not_quoted() -> None:
    record = logging.makeLogRecord({"name": "daphne.server", "msg": "inside: %s", "args": (ValueError("words"),)})
    DiscreetFilter().filter(record)
    assert record.getMessage() == "inside: ValueError"


def test_json_line_is_one_object() -> None:
    record = logging.makeLogRecord({"name": "canvasweb", "levelname": "INFO", "msg": "two\nlines"})
    assert json.loads(JsonFormatter().format(record))["message"] == "two\nlines"
    assert "\n" not in JsonFormatter().format(record)
