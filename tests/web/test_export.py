"""The export page: choices that are kept, a preview, files for whom they are meant; logos that are none."""

import html
import io
import zlib
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from PIL import Image

from tests.factories import Cast, add, make_cast, new_id
from tests.web.conftest import browser_of
from workshops.actions import facilitating
from workshops.actions.editing import submit
from workshops.actions.exporting import TO_TAKE, prepare, prepared_of, wishes_of
from workshops.actions.leading import lead
from workshops.actions.logos import BYTES_MOST, LARGEST, read_logo
from workshops.domain.operations import Refusal
from workshops.exports import formats
from workshops.exports.chapters import CHAPTERS
from workshops.exports.content import CanvasContent
from workshops.exports.logo import BadLogo
from workshops.exports.press import PressBusy, PressFailure, PressTimeout
from workshops.models import Canvas, Prepared, Version
from workshops.wording import sentence

pytestmark = pytest.mark.one_backend  # pages alone

CHOICE = {"format": "png", "paper": "a4", "names": "on", "client": "Gemeente <b>Oost</b>", "accent": "#1C6E47"}


class Asked:
    """What the writers were asked for."""

    def __init__(self) -> None:
        self.contents: list[CanvasContent] = []
        self.papers: list[str] = []

    def write(self, content: CanvasContent, paper: str) -> bytes:
        """Takes the place of every writer."""
        self.contents.append(content)
        self.papers.append(paper)
        return b"<made>"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Writers are tested elsewhere, and take longer."""
    one = Asked()
    monkeypatch.setattr(formats, "import_module", lambda name: one)
    return one


@pytest.fixture
def page(cast: Cast) -> str:
    return url_of("export", cast)


def url_of(name: str, cast: Cast) -> str:
    return reverse(name, args=[cast.workshop.pk, cast.canvas])


def picture(form: str = "PNG", size: tuple[int, int] = (40, 20)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#0a0").save(out, form)
    return out.getvalue()


def huge_png(width: int, height: int) -> bytes:
    """A few bytes that say they are a picture of this size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 999)) + chunk(b"IEND", b"")
    )


def test_choices_are_kept_for_the_workshop(leader: Client, cast: Cast, page: str, asked: Asked) -> None:
    assert leader.get(page).status_code == 200
    assert not Prepared.objects.exists()
    assert leader.post(page, CHOICE)["Location"] == page
    wishes = wishes_of(prepared_of(cast.workshop))
    assert (wishes.names, wishes.comments, wishes.votes) == (True, False, False)
    assert (wishes.client, wishes.accent, wishes.logo) == ("Gemeente <b>Oost</b>", "", b"")
    leader.post(page, {**CHOICE, "coloured": "on", "logo": SimpleUploadedFile("x.svg", picture("JPEG"))})
    wishes = wishes_of(prepared_of(cast.workshop))
    assert wishes.accent == "#1c6e47"
    assert wishes.logo.startswith(b"\x89PNG")
    text = leader.get(page).content.decode()
    assert "Gemeente &lt;b&gt;Oost&lt;/b&gt;" in text
    assert "data:image/png;base64," in text
    leader.post(page, CHOICE)
    assert wishes_of(prepared_of(cast.workshop)).logo, "it stays until it is taken off"
    leader.post(page, {**CHOICE, "no_logo": "on"})
    assert wishes_of(prepared_of(cast.workshop)).logo == b""


def test_the_preview_and_the_file_are_what_was_chosen(leader: Client, cast: Cast, page: str, asked: Asked) -> None:
    submit(cast.canvas, cast.alice.who, [add("Een idee")])
    went = leader.post(page, {**CHOICE, "do": "download"})
    assert went["Location"] == url_of("export-file", cast)
    file = leader.get(went["Location"])
    assert file.content == b"<made>"
    assert file["Content-Type"] == "image/png"
    assert file["Content-Disposition"].startswith('attachment; filename="Dorpen - Oost.png"')
    shown = leader.get(url_of("export-preview", cast))
    assert shown["Content-Type"] == "image/png"
    assert asked.papers == ["a4", "a4"]
    for content in asked.contents:
        assert [note.text for note in content.notes()] == ["Een idee"]
        assert content.notes()[0].author == "Alice"
        assert content.wishes.client == "Gemeente <b>Oost</b>"


def test_by_htmx_only_the_form_comes_back(leader: Client, page: str, asked: Asked) -> None:
    first = leader.post(page, CHOICE, headers={"HX-Request": "true"}).content.decode()
    second = leader.post(page, {**CHOICE, "paper": "a3"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in first
    marks = [text.partition("?v=")[2][:16] for text in (first, second)]
    assert marks[0] != marks[1]
    assert "?v=" not in leader.post(page, {**CHOICE, "format": "xlsx"}, headers={"HX-Request": "true"}).content.decode()


@pytest.mark.parametrize("title", ['a/b\\c"d\ne', "..", "Ünïcode 画布", "x" * 120])
def test_a_file_name_is_safe(leader: Client, cast: Cast, title: str, asked: Asked) -> None:
    cast.workshop.title = title
    cast.workshop.save()
    told = leader.get(url_of("export-file", cast))["Content-Disposition"]
    name = unquote(told.partition("''")[2])
    assert not set(name) & set('/\\"\n\r')
    assert name.endswith(".pdf")
    assert not name.startswith(".")
    assert "\n" not in told


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "logo-kind"),
        (b"/etc/passwd", "logo-kind"),
        (b"", "logo-kind"),
        (picture("GIF"), "logo-kind"),
        (picture()[:40], "logo-kind"),
        (huge_png(10_000, 5_000), "logo-pixels"),
        (huge_png(60_000, 60_000), "logo-pixels"),
        (huge_png(4_000, 4_000), "logo-kind"),
        (b"\x89PNG" + bytes(BYTES_MOST), "logo-large"),
    ],
    ids=["svg", "path", "nothing", "gif", "cut", "50 megapixels", "bomb", "lies", "6 MB"],
)
def test_what_is_no_logo_is_refused_in_a_sentence(
    leader: Client, cast: Cast, page: str, asked: Asked, given: bytes, code: str
) -> None:
    with pytest.raises(Refusal, match=code):
        read_logo(given)
    if given:
        answer = leader.post(page, {**CHOICE, "logo": SimpleUploadedFile("logo.png", given)})
        assert b'class="error"' in answer.content
    assert not Prepared.objects.exists()


def test_a_logo_is_kept_small() -> None:
    kept = Image.open(io.BytesIO(read_logo(picture(size=(4_000, 1_000)))))
    assert kept.format == "PNG"
    assert kept.size[0] <= LARGEST[0]


@pytest.mark.parametrize("fields", [{"format": "exe"}, {"paper": "b5"}, {"accent": "red"}, {"client": "x" * 81}])
def test_what_is_no_choice_is_refused(leader: Client, page: str, fields: dict[str, str], asked: Asked) -> None:
    assert b'class="error"' in leader.post(page, {**CHOICE, **fields}).content
    assert not Prepared.objects.exists()


def test_participants_take_home_what_they_were_given(leader: Client, cast: Cast, page: str, asked: Asked) -> None:
    leader.post(page, {"format": "xlsx", "paper": "a4"})
    guest = browser_of("participant", cast)
    file = url_of("export-file", cast)
    ways = [(key, guest.get(file, {"format": key}).status_code) for key in formats.FORMATS]
    assert {status for _key, status in ways} == {403}
    facilitating.set_afterwards(cast.noor, gets="take")
    lead(cast.noor, {"op": "start"})
    assert guest.get(file, {"format": "pdf"}).status_code == 403
    lead(cast.noor, {"op": "end"})
    for key in formats.FORMATS:
        assert guest.get(file, {"format": key}).status_code == (200 if key in TO_TAKE else 403)
    assert all(not content.wishes.names for content in asked.contents), "as it was prepared"
    assert browser_of("observer", cast).get(file, {"format": "pdf"}).status_code == 403
    other = reverse(
        "export-file", args=[cast.workshop.pk, Canvas.objects.exclude(pk=cast.canvas).get(workshop=cast.workshop).pk]
    )
    assert guest.get(other, {"format": "pdf"}).status_code == 403
    lobby = guest.get(reverse("lobby", args=[cast.workshop.pk])).content.decode()
    assert f"{file}?format=pdf" in lobby
    assert f"{file}?format=png" in lobby


def test_a_canvas_of_another_workshop_is_not_there(leader: Client, cast: Cast, asked: Asked) -> None:
    other = make_cast()
    for name in ("export", "export-preview", "export-file", "links"):
        assert leader.get(reverse(name, args=[cast.workshop.pk, other.canvas])).status_code == 404
    with pytest.raises(Refusal, match="not-allowed"):
        prepare(cast.alice, paper="a0")
    with pytest.raises(Refusal, match="shape"):
        prepare(cast.noor, paper="b5")


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (PressBusy, "export-busy"),
        (PressTimeout, "export-late"),
        (PressFailure, "export-failed"),
        (BadLogo, "export-logo"),
        (ZeroDivisionError, "export-failed"),
    ],
)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_writer_that_fails_is_said_with_the_form_kept(
    leader: Client,
    cast: Cast,
    page: str,
    asked: Asked,
    monkeypatch: pytest.MonkeyPatch,
    fault: type[Exception],
    code: str,
    language: str,
) -> None:
    leader.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    leader.post(page, CHOICE)

    def fail(*_: object) -> bytes:
        raise fault("secret")

    monkeypatch.setattr(asked, "write", fail)
    with override(language):
        said = sentence(code)
    answer = leader.post(page, {**CHOICE, "do": "download"}, follow=True)
    assert answer.redirect_chain[-1][0] == page
    text = html.unescape(answer.content.decode())
    assert said in text
    assert "Gemeente <b>Oost</b>" in text, "the form is kept"
    assert "secret" not in text
    shown = leader.get(url_of("export-preview", cast))
    assert (shown.status_code, shown.content.decode()) == (503, said)
    assert shown["Content-Type"].startswith("text/plain")


def test_a_participant_hears_it_in_the_lobby(cast: Cast, asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    facilitating.set_afterwards(cast.noor, gets="take")
    lead(cast.noor, {"op": "start"})
    lead(cast.noor, {"op": "end"})
    monkeypatch.setattr(asked, "write", None)
    answer = browser_of("participant", cast).get(url_of("export-file", cast), {"format": "pdf"}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("lobby", args=[cast.workshop.pk])
    assert b'class="banner stop"' in answer.content


def test_any_version_of_this_canvas(leader: Client, cast: Cast, page: str, asked: Asked) -> None:
    submit(cast.canvas, cast.alice.who, [add("Eerst")])
    submit(cast.canvas, cast.noor.who, [{"id": new_id(), "op": "version", "version": new_id(), "name": "Toen"}])
    submit(cast.canvas, cast.alice.who, [add("Later")])
    version = Version.objects.get()
    for chosen, texts in (("", ["Eerst", "Later"]), (str(version.pk), ["Eerst"])):
        asked.contents.clear()
        went = leader.post(page, {**CHOICE, "version": chosen, "do": "download"})
        assert leader.get(went["Location"]).status_code == 200
        form = leader.post(page, {**CHOICE, "version": chosen}, headers={"HX-Request": "true"}).content.decode()
        address = html.unescape(form.partition('class="sheet-shown" src="')[2].partition('"')[0])
        assert leader.get(address).status_code == 200
        assert [[one.text for one in content.notes()] for content in asked.contents] == [texts, texts]
        stays = leader.post(page, {**CHOICE, "version": chosen})["Location"]
        assert leader.get(stays).context["form"]["version"].value() == chosen
    other = make_cast()
    submit(other.canvas, other.noor.who, [{"id": new_id(), "op": "version", "version": new_id(), "name": "Elders"}])
    elsewhere = str(Version.objects.exclude(pk=version.pk).get().pk)
    for wrong in (elsewhere, new_id(), "x"):
        assert b'class="error"' in leader.post(page, {**CHOICE, "version": wrong}).content
        for name in ("export", "export-preview", "export-file"):
            assert leader.get(url_of(name, cast), {"version": wrong}).status_code == 404
    facilitating.set_afterwards(cast.noor, gets="take")
    lead(cast.noor, {"op": "start"})
    lead(cast.noor, {"op": "end"})
    file = {"format": "pdf", "version": str(version.pk)}
    assert browser_of("participant", cast).get(url_of("export-file", cast), file).status_code == 403


def test_the_chapters_of_a_report(leader: Client, cast: Cast, page: str, asked: Asked) -> None:
    report = {**CHOICE, "format": "report"}
    assert b'class="error"' in leader.post(page, report).content, "not without any"
    assert b'class="error"' in leader.post(page, {**report, "chapters": ["secrets"]}).content
    went = leader.post(page, {**report, "chapters": ["canvas", "notes"], "do": "download"})
    assert "Oost - verslag.pdf" in leader.get(went["Location"])["Content-Disposition"]
    assert asked.contents[0].wishes.chapters == ("canvas", "notes")
    form = leader.get(page).context["form"]
    assert form["chapters"].value() == ["canvas", "notes"]
    leader.post(page, {**report, "chapters": list(CHAPTERS)})
    assert wishes_of(prepared_of(cast.workshop)).chapters == (), "all there are, also later"
    with pytest.raises(Refusal, match="shape"):
        prepare(cast.noor, chapters=["secrets"])


def test_what_rests_on_what_is_a_choice_that_stays(leader: Client, cast: Cast, page: str) -> None:
    assert not wishes_of(prepared_of(cast.workshop)).links
    leader.post(page, {**CHOICE, "links": "on"})
    assert wishes_of(prepared_of(cast.workshop)).links
    assert leader.get(page).context["form"]["links"].value() is True


def test_the_preview_of_a_report_is_all_of_its_pages(leader: Client, cast: Cast, page: str) -> None:
    leader.post(page, {**CHOICE, "format": "report", "chapters": ["canvas", "outcomes"]})
    shown = leader.get(url_of("export-preview", cast))
    assert shown["Content-Type"] == "image/png"
    picture = Image.open(io.BytesIO(shown.content))
    assert picture.height > picture.width
