"""The process that typesets: takes orders on its input, one after another, and answers on its output.

It knows nothing of Django and holds one compiler, so that fonts are read once. Run by exports/press.py as a module.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import typst

from workshops.exports.framing import give, take

HERE = Path(__file__).parent
NICE = 10
STANDARDS = ["ua-1", "a-2a"]
PIXELS = 40_000_000
"""The most a picture of all pages together may have."""
WIDTH = 4_200
"""Pixels a page is wide in a picture, where that many fit."""
GAP, TABLE = 24, "#cfd8d4"
"""Between pages of several sizes: so many pixels, in this colour."""


def main() -> None:
    """Answers orders until the input ends. Each message is four bytes of length, then JSON or the file."""
    os.nice(NICE)
    orders, answers = sys.stdin.buffer, sys.stdout.buffer
    compiler = typst.Compiler(root=str(HERE), font_paths=[str(HERE / "fonts")], ignore_system_fonts=True)
    while (order := take(orders)) is not None:
        try:
            status, made = b"+", fulfil(compiler, json.loads(order))
        except (typst.TypstError, ValueError, KeyError) as problem:
            status, made = b"-", f"{type(problem).__name__}: {problem}"[:2_000].encode()
        give(answers, status + made)


def fulfil(compiler: typst.Compiler, order: dict[str, Any]) -> bytes:
    """The file that was ordered. Raises TypstError when it cannot be typeset."""
    if order["form"] == "pdf":
        return _pdf(compiler, order)
    pages = _pages(compiler, order, "svg")
    return _one_svg(pages) if order["form"] == "svg" else _one_png(compiler, order, len(pages))


def _pdf(compiler: typst.Compiler, order: dict[str, Any]) -> bytes:
    try:
        made = _compile(compiler, order, format="pdf", pdf_standards=STANDARDS)
    except typst.TypstError as problem:
        plain = {**order, "data": {**order["data"], "plain": str(problem)[:200]}}
        made = _compile(compiler, plain, format="pdf")
    return made[0] if isinstance(made, list) else made


def _pages(compiler: typst.Compiler, order: dict[str, Any], form: str, **options: Any) -> list[bytes]:
    made = _compile(compiler, order, format=form, **options)
    return made if isinstance(made, list) else [made]


def _compile(compiler: typst.Compiler, order: dict[str, Any], **options: Any) -> Any:
    return compiler.compile(
        input=str(HERE / "templates" / order["template"]),
        sys_inputs={"data": json.dumps(order["data"], ensure_ascii=False)},
        timestamp=order["at"],
        **options,
    )


def _one_svg(pages: list[bytes]) -> bytes:
    """All pages under each other in one picture."""
    if len(pages) == 1:
        return pages[0]
    sizes = [re.search(rb'viewBox="0 0 ([\d.]+) ([\d.]+)"', page) for page in pages]
    wide = max(float(size[1]) for size in sizes if size)
    parts, top = [], 0.0
    for page, size in zip(pages, sizes, strict=True):
        start, rest = page.split(b">", 1)
        start = re.sub(rb'(width|height)="([\d.]+)pt"', rb'\1="\2"', start)  # in the units of the whole, not in points
        parts.append(start.replace(b"<svg ", b'<svg y="%.3f" ' % top, 1) + b">" + rest)
        top += float(size[2]) if size else 0
    head = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.3f %.3f" width="%.3fpt" height="%.3fpt">'
    return head % (wide, top, wide, top) + b"".join(parts) + b"</svg>"


def _one_png(compiler: typst.Compiler, order: dict[str, Any], count: int) -> bytes:
    """All pages under each other in one picture of at most PIXELS."""
    inches = order["data"]["paper"]["w"] / 25.4
    shape = order["data"]["paper"]["h"] / order["data"]["paper"]["w"]
    wide = min(order.get("width", WIDTH), (PIXELS / (shape * count)) ** 0.5)
    pages = _pages(compiler, order, "png", ppi=wide / inches)
    if len(pages) == 1:
        return pages[0]
    from PIL import Image

    pictures = [Image.open(io.BytesIO(page)).convert("RGB") for page in pages]
    wide = max(one.width for one in pictures)
    # Pages of one size follow each other; of several sizes, each is seen to be a page.
    gap = 0 if all(one.width == wide for one in pictures) else GAP
    tall = sum(one.height for one in pictures) + gap * (len(pictures) - 1)
    whole = Image.new("RGB", (wide, tall), "white" if gap == 0 else TABLE)
    top = 0
    for one in pictures:
        whole.paste(one, ((wide - one.width) // 2, top))
        top += one.height + gap
    out = io.BytesIO()
    whole.save(out, "PNG")
    return out.getvalue()


if __name__ == "__main__":
    main()
