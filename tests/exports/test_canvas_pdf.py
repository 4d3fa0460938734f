"""The canvas as PDF, read back with libraries that did not make it."""

import io
import unicodedata
from dataclasses import replace
from typing import Any, cast

import pdfplumber
import pytest
from PIL import Image
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import DictionaryObject

from tests.exports.contents import a_canvas, a_note, many, the_demo, with_note
from workshops.exports import pdf
from workshops.exports.content import CanvasContent, CommentContent, Wishes
from workshops.exports.logo import BadLogo
from workshops.exports.sizes import SIZES

pytestmark = pytest.mark.one_backend

INJECTIONS = ["#eval(1)", "$x^2$", "*b* _c_", "<script>alert(1)</script>", "{{7*7}}", "=cmd()", "\\ @ref `c` // ["]


def squeezed(text: str) -> str:
    """Without what typesetting adds or moves: white space, hyphens, places to break."""
    return "".join(
        one for one in unicodedata.normalize("NFKC", text) if not one.isspace() and one not in "-\u00ad\u200b\u2010"
    )


def read(content: CanvasContent, paper: str = "a3") -> PdfReader:
    return PdfReader(io.BytesIO(pdf.write(content, paper)))


def said(reader: PdfReader) -> str:
    return squeezed("".join(page.extract_text() for page in reader.pages))


def lacking(content: CanvasContent, reader: PdfReader) -> list[str]:
    text = said(reader)
    return [note.text for note in content.notes() if squeezed(note.text) not in text]


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
    assert b"pdfuaid" in made


WIDE = ["W" * 500, "Aansprakelijkheidswaardevaststellingsveranderingen"] * 12


@pytest.mark.parametrize(
    ("content", "paper"),
    [
        (the_demo(), "a4"),
        (the_demo(), "a3"),
        (the_demo(), "a1"),
        (a_canvas(many(300)), "a3"),
        (a_canvas(many(3)), "a4"),
        (a_canvas(WIDE), "a4"),
    ],
    ids=["demo a4", "demo a3", "demo a1", "300 a3", "3 a4", "wide a4"],
)
def test_nothing_sticks_out(content: CanvasContent, paper: str) -> None:
    """Each character on a note stands on that note, notes do not overlap and cross no line between blocks."""
    with pdfplumber.open(io.BytesIO(pdf.write(content, paper))) as book:
        page = book.pages[0]
        notes = [one for one in page.rects + page.curves if one["fill"] and one["width"] > 40 and one["height"] > 10]
        assert len(notes) >= min(3, len(content.notes()))
        lines = [
            one for one in page.lines if one["stroking_color"] is not None and max(one["width"], one["height"]) > 60
        ]
        smallest = min(cast("float", char["size"]) for one in book.pages for char in one.chars)
        assert smallest >= cast("float", SIZES[paper]["floor"]) - 0.01
        assert [
            c for c in page.chars if c["x0"] < 0 or c["x1"] > page.width or c["top"] < 0 or c["bottom"] > page.height
        ] == []
        stray: list[Any] = []
        for char in page.chars:
            x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
            on = [n for n in notes if n["x0"] <= x <= n["x1"] and n["top"] <= y <= n["bottom"]]
            stray += [
                char["text"]
                for n in on
                if char["x0"] < n["x0"] - 0.1 or char["x1"] > n["x1"] + 0.1 or char["bottom"] > n["bottom"] + 1
            ]
        assert stray == []
        crossed = [
            (note["x0"], line["x0"])
            for note in notes
            for line in lines
            if line["x0"] < note["x1"] - 1
            and line["x1"] > note["x0"] + 1
            and line["top"] < note["bottom"] - 1
            and line["bottom"] > note["top"] + 1
            and line["width"] < line["height"]
        ]
        assert crossed == []


def test_tags_say_the_title_and_blocks_in_fill_order() -> None:
    content = the_demo()
    reader = read(content)
    assert "/MarkInfo" in reader.root_object
    order = headings(reader)
    assert order[0] == squeezed(content.title)
    names = [squeezed(block.name) for block in content.blocks]
    assert [one.rstrip("0123456789") for one in order[1 : len(names) + 1]] == names


def headings(reader: PdfReader) -> list[str]:
    """The text of every heading, in the order of the structure tree."""
    texts = {page.indirect_reference.idnum: marked(page) for page in reader.pages if page.indirect_reference}
    found: list[str] = []

    def gather(node: object, page: int | None) -> str:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, int):
            return texts[page].get(node, "") if page else ""
        if isinstance(node, list):
            return "".join(gather(one, page) for one in node)
        if not isinstance(node, DictionaryObject):
            return ""
        page = node.raw_get("/Pg").idnum if "/Pg" in node else page
        if node.get("/Type") == "/MCR":
            return texts[page].get(int(str(node["/MCID"])), "") if page else ""
        text = gather(node["/K"], page) if "/K" in node else ""
        if str(node.get("/S", "")) in ("/H1", "/H2"):
            found.append(squeezed(text))
        return text

    gather(cast("DictionaryObject", reader.root_object["/StructTreeRoot"])["/K"], None)
    return found


def marked(page: PageObject) -> dict[int, str]:
    """The text of each marked content of a page, by its number."""
    with pdfplumber.open(io.BytesIO(_alone(page))) as book:
        texts: dict[int, str] = {}
        for char in book.pages[0].chars:
            if char["mcid"] is not None:
                texts[char["mcid"]] = texts.get(char["mcid"], "") + char["text"]
        return texts


def _alone(page: PageObject) -> bytes:
    out = io.BytesIO()
    writer = PdfWriter()
    writer.add_page(page)
    writer.write(out)
    return out.getvalue()


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
