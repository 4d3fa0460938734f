"""Reads PDFs back with libraries that did not make them: what they say, and in which order they say it."""

import io
import unicodedata
from typing import cast

import pdfplumber
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from workshops.exports import pdf
from workshops.exports.content import CanvasContent

NOT_TYPED = "-\u00ad\u200b\u2010"


def squeezed(text: str) -> str:
    """Without what typesetting adds or moves: white space, hyphens, places to break."""
    return "".join(one for one in unicodedata.normalize("NFKC", text) if not one.isspace() and one not in NOT_TYPED)


def read(content: CanvasContent, paper: str = "a3") -> PdfReader:
    """The canvas of a content as PDF."""
    return PdfReader(io.BytesIO(pdf.write(content, paper)))


def said(reader: PdfReader) -> str:
    """All its text, squeezed, in the order in which it was drawn."""
    return squeezed("".join(page.extract_text() for page in reader.pages))


def lacking(content: CanvasContent, reader: PdfReader) -> list[str]:
    """The texts of notes that are not in it whole."""
    text = said(reader)
    return [note.text for note in content.notes() if squeezed(note.text) not in text]


def spoken(made: bytes) -> list[tuple[str, str]]:
    """(tag, squeezed text) of each element that holds text, in the order of the structure tree, as it is read out."""
    reader = PdfReader(io.BytesIO(made))
    numbers = [page.indirect_reference.idnum for page in reader.pages if page.indirect_reference]
    with pdfplumber.open(io.BytesIO(made)) as book:
        texts: dict[tuple[int, int], str] = {}
        for number, page in zip(numbers, book.pages, strict=True):
            for char in page.chars:
                if char["mcid"] is not None:
                    key = (number, int(char["mcid"]))
                    texts[key] = texts.get(key, "") + str(char["text"])
    found: list[tuple[str, str]] = []

    def walk(node: object, page: int, tag: str) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, int):
            found.append((tag, squeezed(texts.get((page, node), ""))))
        elif isinstance(node, list):
            for one in node:
                walk(one, page, tag)
        elif isinstance(node, DictionaryObject):
            page = node.raw_get("/Pg").idnum if "/Pg" in node else page
            if node.get("/Type") == "/MCR":
                walk(int(str(node["/MCID"])), page, tag)
            elif "/K" in node:
                walk(node["/K"], page, str(node.get("/S", tag)))

    walk(cast("DictionaryObject", reader.root_object["/StructTreeRoot"])["/K"], 0, "")
    return found
