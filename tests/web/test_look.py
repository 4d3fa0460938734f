"""The skeleton of the pages: it renders with as little as there may be, in both languages, with nothing inline."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from workshops import kinds
from workshops.templatetags import look


@pytest.fixture
def request_of_a_guest():
    request = RequestFactory().get("/somewhere")
    vars(request)["csp_nonce"] = "n0nce"  # as the CSP middleware does
    return request


@pytest.fixture(autouse=True)
def plain_static_names(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.HASHED_STATIC = False


def test_the_page_of_a_server_error_needs_no_context():
    page = render_to_string("500.html")
    assert "Er ging iets mis" in page
    assert "Something went wrong" in page


@pytest.mark.parametrize("template", ["403.html", "403_csrf.html", "404.html"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_error_pages_are_in_the_readers_language(template, language, request_of_a_guest):
    with translation.override(language):
        page = render_to_string(template, request=request_of_a_guest)
    assert f'<html lang="{language}"' in page
    assert page.count("<h1>") == 1


@pytest.mark.parametrize("template", ["403.html", "404.html", "500.html"])
def test_nothing_is_inline(template, request_of_a_guest):
    page = render_to_string(template, request=request_of_a_guest)
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style", page)
    for script in re.findall(r"<script[^>]*>", page):
        assert "src=" in script or 'nonce="n0nce"' in script


@pytest.mark.parametrize(
    ("cookie", "media"),
    [
        ("dark", "screen"),
        ("light", "not all"),
        ("", "screen and (prefers-color-scheme: dark)"),
        ('"><b>', "screen and"),
    ],
)
def test_the_dark_sheet_follows_the_readers_choice(cookie, media, request_of_a_guest):
    request_of_a_guest.COOKIES["theme"] = cookie
    assert look.dark_media({"request": request_of_a_guest}).startswith(media)


def test_an_icon_says_what_it_means_only_when_asked():
    assert 'aria-hidden="true"' in look.icon("check")
    labelled = look.icon("lock", 'Locked "for now"')
    assert "aria-label=" in labelled
    assert '"for now"' not in labelled


def test_every_icon_that_templates_ask_for_is_in_the_sprite(settings):
    sprite = (settings.BASE_DIR / "static" / "icons.svg").read_text("utf-8")
    known = set(re.findall(r'<symbol id="i-([\w-]+)"', sprite))
    asked = set()
    for template in (settings.BASE_DIR / "templates").rglob("*.html"):
        asked |= set(re.findall(r'{% icon "([\w-]+)"', template.read_text("utf-8")))
    assert asked <= known


@pytest.mark.parametrize(
    ("name", "letters"), [("Aaltje Bakker", "AB"), ("Jan", "J"), ("fatima el amrani", "FA"), (" ", "")]
)
def test_initials(name, letters):
    assert look.initials(name) == letters


def test_a_person_keeps_a_colour():
    assert look.person_colour("a-1") == look.person_colour("a-1")
    assert re.fullmatch(r"p-[a-h]", look.person_colour(42))


def test_a_sheet_of_any_kind_has_a_layout():
    ours = kinds.kind("business").blocks.values()
    assert look.grid(ours) == "grid-classic"
    assert look.grid(list(ours)[:3]) == "grid-own"
