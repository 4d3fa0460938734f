"""A zip of all teams: made, watched, stopped, downloaded, forgotten; in bounds."""

import html
import io
import zipfile
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import Cast, make_cast
from workshops import clock
from workshops.actions import bundling
from workshops.domain.operations import Refusal
from workshops.exports import formats
from workshops.exports.logo import BadLogo
from workshops.exports.press import PressBusy, PressFailure, PressTimeout
from workshops.models import ExportJob
from workshops.wording import sentence

pytestmark = pytest.mark.one_backend  # rows and files


class Writer:
    """In the place of all writers, which are tested elsewhere."""

    @staticmethod
    def write(content: object, paper: str) -> bytes:
        return b"<made>"


@pytest.fixture
def launched(monkeypatch: pytest.MonkeyPatch, settings: pytest.FixtureRequest, tmp_path: Path) -> list[UUID]:
    """The jobs for which a process would have been started."""
    settings.VAR_DIR = tmp_path  # type: ignore[attr-defined]  # pytest-django's wrapper takes any
    found: list[UUID] = []
    monkeypatch.setattr(bundling, "launch", found.append)
    monkeypatch.setattr(formats, "import_module", lambda name: Writer)
    return found


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def leader(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.workshop.owner)
    return client


def test_a_zip_is_made_and_downloaded(cast: Cast, leader: Client, launched: list[UUID]) -> None:
    page, file = (reverse(name, args=[cast.workshop.pk]) for name in ("bundles", "bundle-file"))
    assert leader.get(file).status_code == 404
    leader.post(page, {"do": "begin"})
    assert b"<progress" in leader.get(page, headers={"HX-Request": "true"}).content
    assert leader.get(file).status_code == 404
    [job] = launched
    assert bundling.make(job) == "done"
    answer = leader.get(file)
    assert 'filename="Dorpen.zip"' in answer["Content-Disposition"]
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert len(names) == 2 * len(formats.FORMATS)
    assert ExportJob.objects.get().done == len(names)


def test_one_of_a_workshop_and_two_of_a_server(cast: Cast, launched: list[UUID]) -> None:
    bundling.begin(cast.noor)
    with pytest.raises(Refusal, match="bundle-already"):
        bundling.begin(cast.noor)
    others = [make_cast() for _ in range(2)]
    bundling.begin(others[0].noor)
    with pytest.raises(Refusal, match="bundles-full"):
        bundling.begin(others[1].noor)
    for person in (cast.alice, cast.olga):
        for act in (bundling.begin, bundling.cancel):
            with pytest.raises(Refusal, match="not-allowed"):
                act(person)


def test_it_stops_at_the_next_file(cast: Cast, launched: list[UUID], monkeypatch: pytest.MonkeyPatch) -> None:
    job = bundling.begin(cast.noor)
    written: list[int] = []

    def write(content: object, paper: str) -> bytes:
        written.append(1)
        if len(written) == 3:
            bundling.cancel(cast.noor)
        return b""

    monkeypatch.setattr(Writer, "write", staticmethod(write))
    assert bundling.make(job.pk) == "cancelled"
    assert len(written) == 3
    assert list(bundling.path_of(job).parent.iterdir()) == []
    assert bundling.job_of(cast.workshop) is None


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (PressBusy, "export-busy"),
        (PressTimeout, "export-late"),
        (PressFailure, "export-failed"),
        (BadLogo, "export-logo"),
        (TypeError, "export-failed"),
    ],
)
def test_a_writer_that_fails_is_said_and_leaves_nothing(
    cast: Cast,
    leader: Client,
    launched: list[UUID],
    monkeypatch: pytest.MonkeyPatch,
    fault: type[Exception],
    code: str,
) -> None:
    job = bundling.begin(cast.noor)

    def fail(content: object, paper: str) -> bytes:
        raise fault("secret")

    monkeypatch.setattr(Writer, "write", staticmethod(fail))
    assert bundling.make(job.pk) == "failed"
    assert list(bundling.path_of(job).parent.iterdir()) == []
    page = leader.get(reverse("bundles", args=[cast.workshop.pk])).content.decode()
    assert sentence(code) in html.unescape(page)
    assert "secret" not in page


def test_what_was_kept_long_enough_goes(cast: Cast, launched: list[UUID], monkeypatch: pytest.MonkeyPatch) -> None:
    job = bundling.begin(cast.noor)
    bundling.make(job.pk)
    assert bundling.forget_bundles() == 0
    later = clock.now() + bundling.KEPT + 1
    monkeypatch.setattr(clock, "now", lambda: later)
    assert bundling.job_of(cast.workshop) is None
    assert bundling.forget_bundles() == 1
    assert not bundling.path_of(job).exists()


def test_a_maker_that_died_is_said(cast: Cast, launched: list[UUID], monkeypatch: pytest.MonkeyPatch) -> None:
    bundling.begin(cast.noor)
    later = clock.now() + bundling.SILENT + 1
    monkeypatch.setattr(clock, "now", lambda: later)
    last = bundling.job_of(cast.workshop)
    assert last is not None
    assert last.state == "failed"
    bundling.begin(cast.noor)
