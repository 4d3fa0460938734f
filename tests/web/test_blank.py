"""The empty sheet: for everybody, in every paper, language and form that there is; always the same."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import Cast
from tests.web.conftest import browser_of
from workshops.actions import exporting
from workshops.domain.kinds import Kind
from workshops.exports.press import PressBusy

pytestmark = pytest.mark.one_backend  # no rows but a workshop's kind
PAGE, FILE = reverse("blank"), reverse("blank-file")

Asked = list[tuple[str, str, str, str]]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """What the press was asked for: kind, language, paper, form. It is tested elsewhere."""
    found: Asked = []

    def made(kind: Kind, language: str, paper: str, form: str) -> bytes:
        found.append((kind.key, language, paper, form))
        return b"<made>"

    monkeypatch.setattr(exporting, "blank_sheet", made)
    exporting._blank.cache_clear()
    return found


def test_everybody_may_have_one(db: None, asked: Asked) -> None:
    client = Client()
    page = client.get(PAGE)
    assert page.status_code == 200
    assert client.get(page.context["shown"])["Content-Type"] == "image/png"
    choice = {"kind": "business", "paper": "a0", "language": "en", "format": "pdf"}
    file = client.get(FILE, choice)
    assert file.content == b"<made>"
    assert file["Content-Type"] == "application/pdf"
    assert 'filename="Business Model Canvas - A0.pdf"' in file["Content-Disposition"]
    client.get(FILE, choice)
    assert asked == [("public", "nl", "a3", "png"), ("business", "en", "a0", "pdf")], "made once, kept after that"


@pytest.mark.parametrize("wrong", [{"kind": "../x"}, {"paper": "b5"}, {"language": "xx"}, {"format": "exe"}])
def test_what_there_is_not_is_as_usual(db: None, asked: Asked, wrong: dict[str, str]) -> None:
    assert Client().get(PAGE, wrong).status_code == 200
    assert Client().get(FILE, wrong).status_code == 200
    assert asked == [("public", "nl", "a3", "pdf")]


def test_by_htmx_only_what_is_seen(db: None, asked: Asked) -> None:
    seen = Client().get(PAGE, {"paper": "a1"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in seen
    assert "paper=a1" in seen


def test_the_workshops_own_kind(cast: Cast, asked: Asked) -> None:
    own = json.loads(json.dumps(cast.workshop.kind_data).replace('"segments"', '"others"'))
    cast.workshop.kind_data = own | {"key": "own", "name": {"nl": "Eigen", "en": "Own"}}
    cast.workshop.save()
    page, file = (reverse(name, args=[cast.workshop.pk]) for name in ("blank-here", "blank-file-here"))
    for role in ("facilitator", "participant", "observer"):
        assert browser_of(role, cast).get(page).status_code == 200
    answer = browser_of("participant", cast).get(file)
    assert 'filename="Eigen - A3.pdf"' in answer["Content-Disposition"]
    assert asked == [("own", "nl", "a3", "pdf")]
    assert browser_of("stranger", cast).get(file).status_code == 404


def test_a_press_that_fails_is_said(db: None, asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> bytes:
        raise PressBusy("x")

    monkeypatch.setattr(exporting, "blank_sheet", fail)
    answer = Client().get(FILE, {"paper": "a2"}, follow=True)
    assert answer.redirect_chain[-1][0].startswith(f"{PAGE}?")
    assert "paper=a2" in answer.redirect_chain[-1][0]
    assert b'class="banner stop"' in answer.content
    assert Client().get(FILE, {"seen": "1"}).status_code == 503


def test_it_is_linked(leader: Client, cast: Cast) -> None:
    assert PAGE in Client().get(reverse("start")).content.decode()
    assert PAGE in leader.get(reverse("workshop-new")).content.decode()
    here = reverse("blank-here", args=[cast.workshop.pk])
    assert here in leader.get(reverse("workshop", args=[cast.workshop.pk])).content.decode()
