"""The report: chapters as chosen, every note whole, contents that lead where they say."""

import io
from dataclasses import replace

import pytest
from django.utils.translation import override
from pypdf import PageObject, PdfReader
from pypdf.generic import Destination

from tests.exports.canvases import a_canvas, a_note, many, with_note
from tests.exports.cases import the_demo, with_assumptions
from tests.exports.reading import lacking, said, squeezed
from tests.exports.test_canvas_pdf import INJECTIONS
from workshops.exports import report
from workshops.exports.chapters import CHAPTERS, chosen
from workshops.exports.compared import Difference
from workshops.exports.content import (
    CanvasContent,
    CommentContent,
    HourContent,
    NoteContent,
    StepContent,
    VersionContent,
    Wishes,
)
from workshops.exports.typesetter import HERE

pytestmark = pytest.mark.one_backend

AGENDA = (
    StepContent("Welkom", "", 3, 200, private=False),
    StepContent("Voor wie?", "Burgersegmenten", 6, 410, private=True),
    StepContent("Stemmen", "", 5, None, private=False),
)


def whole() -> CanvasContent:
    """The demo after its session."""
    versions = (
        VersionContent("Voor het stemmen", 1_795_343_600, (), (), (("added", 12), ("reworded", 1))),
        VersionContent("", 1_795_345_200, (), ()),
    )
    hour = HourContent(AGENDA, 1_795_341_600, 1_795_345_200)
    since = Difference(("Voor het stemmen", 1_795_343_600), ("", None), (("added", 1),), (), ())
    told = {"hour": hour, "facilitators": ("Noor Haverkamp",), "versions": versions, "since": since}
    return replace(with_assumptions(the_demo()), **told)  # type: ignore[arg-type]  # of its fields


def read(content: CanvasContent, paper: str = "a4") -> PdfReader:
    return PdfReader(io.BytesIO(report.write(content, paper)))


def marks(reader: PdfReader) -> list[tuple[str, int]]:
    """Bookmarks with their pages, from 1."""
    found: list[tuple[str, int]] = []

    def gather(some: list[object]) -> None:
        for one in some:
            if isinstance(one, list):
                gather(one)
            elif isinstance(one, Destination):
                found.append((str(one.title), (reader.get_destination_page_number(one) or 0) + 1))

    gather(list(reader.outline))
    return found


@pytest.mark.parametrize(
    ("kind", "language", "count"),
    [
        *((kind, language, count) for kind in ("business", "public") for language in ("nl", "en") for count in (0, 45)),
        ("public", "nl", 300),
    ],
)
def test_every_note_is_there_whole(kind: str, language: str, count: int) -> None:
    made = report.write(a_canvas(many(count), kind, language), "a4")
    reader = PdfReader(io.BytesIO(made))
    assert b"pdfuaid" in made
    assert b"pdfaid" in made
    assert str(reader.root_object["/Lang"]) == language
    assert lacking(a_canvas(many(count), kind, language), reader) == []


@pytest.mark.parametrize("key", ["canvas", "blocks", "notes"])
def test_each_chapter_with_notes_has_them_whole(key: str) -> None:
    long = ["x" * 5_000, "woord " * 830, *INJECTIONS, "Meervoudigecomplexiteitsverzekering" * 3]
    content = a_canvas([*long, *many(150)], wishes=Wishes(chapters=(key,)))
    reader = read(content)
    foot = squeezed(f"{content.title} · {content.team} · {content.kind_name}")
    pages = [
        squeezed(page.extract_text()).replace(f"{foot}{n}/{len(reader.pages)}", "") for n, page in numbered(reader)
    ]
    text = "".join(pages)
    assert [note.text for note in content.notes() if squeezed(note.text) not in text] == []


def numbered(reader: PdfReader) -> list[tuple[int, PageObject]]:
    return list(enumerate(reader.pages, 1))


def test_contents_and_bookmarks_lead_where_they_say() -> None:
    content = whole()
    reader = read(content)
    found = marks(reader)
    titles = [squeezed(str(one.title)) for one in CHAPTERS.values()]
    names = [squeezed(block.name) for block in content.blocks]
    told = [squeezed(title) for title, _page in found]
    assert len(told) == len(titles) + len(names)
    assert [one for one in told if one in names] == names
    contents = squeezed(reader.pages[1].extract_text())
    for title, page in found:
        assert f"{squeezed(title)}{page}" in contents
        assert squeezed(title) in squeezed(reader.pages[page - 1].extract_text())
    assert "\u2060" not in reader.pages[1].extract_text()
    feet = [squeezed(page.extract_text()) for page in reader.pages]
    assert [number for number, foot in enumerate(feet[1:], 2) if f"{number}/{len(feet)}" not in foot] == []
    wide = [page.mediabox.width > page.mediabox.height for page in reader.pages]
    assert wide.count(True) == 1


def test_the_session_is_told() -> None:
    text = said(read(replace(whole(), wishes=Wishes(chapters=("hour",)))))
    for one in ("Welkom", "Burgersegmenten", "NoorHaverkamp", "AaltjeBakker"):
        assert one in text
    assert "Samen1410" in text


def test_how_the_canvas_grew_is_told_by_its_versions() -> None:
    text = said(read(replace(whole(), wishes=Wishes(chapters=("growth",)))))
    for one in ("Hoehetcanvasgroeide", "Voorhetstemmen", "22november2026,11:33", "12nieuw,1andersverwoord"):
        assert one in text


def test_only_chapters_that_were_chosen_and_have_something() -> None:
    content = a_canvas(many(9), "business", "en", outcomes=(), wishes=Wishes(votes=False, chapters=("votes", "blocks")))
    content = replace(content, blocks=tuple(replace(one, notes=quiet(one.notes)) for one in content.blocks))
    reader = read(content)
    assert marks(reader)[0][0] == "Block by block"
    assert "Leftout,sincethereisnothinginityet:Whatgotvotes." in said(reader)


def quiet(notes: tuple[NoteContent, ...]) -> tuple[NoteContent, ...]:
    return tuple(replace(one, votes=0) for one in notes)


def test_votes_are_ranked_and_stacks_counted() -> None:
    member = a_note("m", "Derde", votes=2)
    content = with_note(a_canvas([]), a_note("a", "Tweede", votes=5, members=(member,)))
    content = with_note(content, a_note("b", "Eerste", votes=9), block=3)
    text = said(read(replace(content, wishes=Wishes(chapters=("votes",)))))
    places = [text.index(one) for one in ("Eerste", "Tweede", "Derde")]
    assert places == sorted(places)


def test_comments_stand_with_their_note() -> None:
    note = a_note("h", "Samen eten", comments=(CommentContent("Wie doet de afwas?", "Fatima Essaidi"),))
    text = said(read(replace(with_note(a_canvas([]), note), wishes=Wishes(chapters=("blocks",)))))
    assert "Wiedoetdeafwas?FatimaEssaidi" in text


def test_the_canvas_may_be_folded_out() -> None:
    sizes = {round(page.mediabox.width) for page in read(whole(), "a0").pages}
    assert sizes == {595, 1191}


def test_nothing_is_a_report_too() -> None:
    reader = read(a_canvas([], people=(), count=0))
    with override("nl"):  # the reader's language, whatever was spoken in the test before
        assert [title for title, _page in marks(reader)] == [str(CHAPTERS["canvas"].title)]


def test_blocks_with_little_in_them_share_pages() -> None:
    few, much = (a_canvas(many(count), wishes=Wishes(chapters=("blocks",))) for count in (5, 100))
    assert lacking(few, read(few)) == []
    assert len(read(few).pages) < 2 + len(few.blocks) / 2
    assert len(read(much).pages) == 2 + len(much.blocks)
    pages = dict(marks(read(replace(much, blocks=(*much.blocks[:2], *few.blocks[2:6], *much.blocks[6:])))))
    names = [one.name for one in few.blocks]
    first, second, third, fourth, *_, after, _, last = (pages[name] for name in names)
    assert (second - first, third - second) == (1, 1), "one with much in it has its own page"
    assert fourth == third, "neighbours with little in them share one"
    assert after > pages[names[5]], "and the next with much begins anew"
    assert last > after
    lines = with_note(few, a_note("n", "\n".join(f"regel {number}" for number in range(200))))
    text = said(read(lines))
    assert [number for number in range(200) if f"regel{number}" not in text] == [], "what is long takes pages"


def test_same_content_same_bytes() -> None:
    assert report.write(whole(), "a4") == report.write(whole(), "a4")


def test_a_chapter_is_an_entry_and_a_page() -> None:
    pages = {path.stem for path in (HERE / "templates" / "chapters").glob("*.typ")}
    assert pages == set(CHAPTERS)
    assert [one.key for one in chosen(("notes", "hour", "none"))] == ["hour", "notes"]
