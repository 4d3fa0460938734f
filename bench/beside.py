"""The parts of docs/benchmarks.md that have instruments of their own: pages on paper, and looking back."""

import json
from pathlib import Path
from statistics import median
from typing import Any

from bench.processes import ROOT

PAGES = ROOT / "bench" / "results" / "pages.json"
PAST = ROOT / "bench" / "results" / "past.json"
ENGINES = {
    "canvasweb": "Canvasweb (fitted, continued, tagged)",
    "chromium": "Chromium's print (fitted in the page)",
    "weasyprint": "WeasyPrint (fitted by trying)",
}
PAPER = (
    "One canvas on an A3, of words that were never set before: from content to the file (`python -m bench pages`). The "
    "others get the same notes as HTML, and are asked for the largest size at which all stand on one page."
)
PAST_COST = (
    "Milliseconds, p50 / p95, in a process that has read nothing yet, by the operations in the log (`python -m bench "
    "past`). A moment is the whole canvas at a random number, as it goes to a page."
)


def parts() -> list[str]:
    """The parts whose figures were kept, as Markdown."""
    return [*on_paper(_kept(PAGES)), *back(_kept(PAST))]


def _kept(path: Path) -> Any:
    return json.loads(path.read_text("utf-8")) if path.exists() else None


def _table(heads: list[str], rows: list[list[str]]) -> list[str]:
    lines = [heads, ["---"] + ["---:"] * (len(heads) - 1), *rows]
    return ["\n".join("| " + " | ".join(line) + " |" for line in lines)]


def on_paper(found: Any) -> list[str]:
    """Milliseconds for an A3, and what boards feel of exports."""
    if not found:
        return []
    counts = list(found["canvasweb"])
    rows = []
    for name, title in ENGINES.items():
        cells = []
        for count in counts:
            times, ours = found[name][count], median(found["canvasweb"][count])
            cells.append(f"{median(times):,.0f} ms, {median(times) / ours:.1f} ×" if times else "–")
        rows.append([title, *cells])
    boards = found["boards"]
    without, beside = median(boards["without"]), median(boards["beside"])
    felt = (
        "While somebody downloads the canvas of 300 notes again and again, the p95 of a hundred sockets at 150 "
        f"operations a second is {beside:.1f} ms instead of {without:.1f} ms: {boards['ratio']:.2f} × "
        "(three of each, in turn)."
    )
    return ["## On paper", PAPER, *_table(["notes", *counts], rows), felt]


def back(found: Any) -> list[str]:
    """Milliseconds for looking back, by the length of the log."""
    if not found:
        return []
    lengths = list(found)
    rows = [[name, *(_spread(found[length][name]) for length in lengths)] for name in found[lengths[0]]]
    return ["## Looking back", PAST_COST, *_table(["", *(f"{int(length):,}" for length in lengths)], rows)]


def _spread(times: list[float]) -> str:
    return f"{median(times):.1f} / {sorted(times)[int(0.95 * (len(times) - 1))]:.1f}"
