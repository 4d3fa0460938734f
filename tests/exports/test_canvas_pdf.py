"""The canvas as PDF, read back with libraries that did not make it."""

import io
from dataclasses import replace

import pytest
from PIL import Image
from pypdf import PdfReader

from tests.exports.canvases import a_canvas, a_note, many, with_note
from tests.exports.cases import the_demo
from tests.exports.reading import lacking, read, said, squeezed
from workshops.exports import pdf
from workshops.exports.content import CommentContent, Wishes
from workshops.exports.logo import BadLogo
from workshops.exports.sizes import SIZES

pytestmark = pytest.mark.one_backend

INJECTIONS = ["#eval(1)", "$x^2$", "*b* _c_", "<script>alert(1)</script>", "{{7*7}}", "=cmd()", "\\ @ref `c` // ["]


@pytest.mark.parametrize(
    ("kind", "language", "count"),
    [
        *((kind, language, count) for kind in ("business", "public") for language in ("nl", "en") for count in (0, 45)),
        ("business", "en", 300),
        ("public", "nl", 300),
    ],
)
def test_every_note_is_there_whole(kind: str, language: str, count: int) -> None:
    content = a_canvas(many(count), kind, language)
    reader = read(content)
    assert lacking(content, reader) == []
    assert str(reader.root_object["/Lang"]) == language


@pytest.mark.parametrize("paper", SIZES)
def test_papers(paper: str) -> None:
    content = a_canvas(many(60))
    reader = read(content, paper)
    assert lacking(content, reader) == []
    width, height = {"a4": (842, 595), "a3": (1191, 842), "a2": (1684, 1191), "a1": (2384, 1684), "a0": (3370, 2384)}[
        paper
    ]
    assert (round(reader.pages[0].mediabox.width), round(reader.pages[0].mediabox.height)) == (width, height)


@pytest.mark.parametrize(("kind", "count", "paper"), [("public", 60, "a4"), ("business", 90, "a3")])
def test_so_many_fit_on_one_page(kind: str, count: int, paper: str) -> None:
    assert len(read(a_canvas(many(count), kind, "en"), paper).pages) == 1


@pytest.mark.parametrize(
    "texts",
    [
        many(600),
        ["x" * 5_000, *many(20)],
        ["woord " * 830, *many(100)],
        ["Meervoudigecomplexiteitsverzekering" * 3, "WWWWWWWWWWWWWWWWWWWWWWWW" * 4],
    ],
    ids=["600 notes", "5,000 of one letter", "5,000 in words", "long words"],
)
def test_a_great_deal_is_continued(texts: list[str]) -> None:
    content = a_canvas(texts)
    assert lacking(content, read(content, "a4")) == []


def test_copied_text_has_no_marks_that_nobody_typed() -> None:
    """A glyph copies as what it was first made from: a place to break before it would stick to it everywhere."""
    text = "".join(page.extract_text() for page in read(a_canvas(["Meervoudigezekerheid" * 4, *many(40)])).pages)
    assert [hex(ord(one)) for one in sorted(set(text)) if one in "\u200b\u2060"] == []


def test_code_is_printed_as_it_is() -> None:
    content = a_canvas(INJECTIONS, title="#panic() $1$", topic="*b* <b>", team="`t`")
    text = said(read(content))
    assert [one for one in [*INJECTIONS, "#panic() $1$", "*b* <b>", "`t`"] if squeezed(one) not in text] == []


def test_what_cannot_be_drawn_is_named_and_the_standard_kept() -> None:
    texts = ["中文", "தமிழ்", "👩‍👩‍👧‍👦 👍🏽 🇳🇱 1️⃣", "a\x00b", "مرحبا بالعالم", "שלום", "é́́", "\U0001f9ff\ue000\U000fffff"]
    made = pdf.write(a_canvas(texts, language="en", title="中", team="\x01"), "a3")
    text = said(PdfReader(io.BytesIO(made)))
    assert "U+4E2D" in text
    assert [one for one in ("U+0BA4", "U+05E9", "U+0645") if one in text] == []
    assert b"pdfuaid" in made


def test_same_content_same_bytes() -> None:
    content = the_demo()
    assert pdf.write(content, "a3") == pdf.write(content, "a3")
    assert pdf.write(content, "a3") == pdf.write(replace(content), "a3")


def test_names_left_out_and_client_told() -> None:
    content = with_note(
        a_canvas([], people=(), wishes=Wishes(names=False, client="Gemeente Heerdal")), a_note("n", "Een")
    )
    text = said(read(content))
    assert "GemeenteHeerdal" in text
    assert "AaltjeBakker" not in text


def test_a_stack_is_written_out_with_what_was_said_of_it() -> None:
    member = a_note("m", "Koken met de basisschool", colour="mint", votes=2, author="Joost Visser")
    remark = CommentContent("Wie doet de afwas?", "Fatima Essaidi")
    head = a_note("h", "Samen eten", votes=3, author="Marijke Smit", members=(member,), comments=(remark,))
    text = said(read(with_note(a_canvas([]), head)))
    wanted = ["Samen eten", member.text, remark.text, "Fatima Essaidi", "MSMarijke Smit", "JVJoost Visser"]
    assert [one for one in wanted if squeezed(one) not in text] == []


def test_two_people_with_the_same_letters_are_told_apart() -> None:
    content = with_note(a_canvas([]), a_note("a", "Een", author="Jan Smit"))
    text = said(read(with_note(content, a_note("b", "Twee", author="Joke Swart"))))
    assert "JSJanSmit" in text
    assert "JS2JokeSwart" in text


def test_a_logo_is_made_anew_and_anything_else_refused() -> None:
    picture = io.BytesIO()
    Image.new("RGB", (1200, 300), "#1F5FA8").save(picture, "JPEG")
    made = read(a_canvas([], wishes=Wishes(logo=picture.getvalue(), client="Gemeente")))
    assert len(made.pages[0].images) == 1
    for bad in (b"<svg><script/></svg>", b"/etc/passwd", b"\x89PNG\r\n\x1a\n" + bytes(50)):
        with pytest.raises(BadLogo):
            pdf.write(a_canvas([], wishes=Wishes(logo=bad)), "a3")


def test_outcomes_with_owner_and_date() -> None:
    text = said(read(the_demo()))
    assert "BeldehuisartsenvanOosterhemJoost·15december2026" in text
