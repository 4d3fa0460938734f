"""`python -m bench pages`: how long a canvas on one A3 takes, beside WeasyPrint and Chromium's print; and what boards
feel of exports in a loop.

Each page is made of fresh words. Ours is the whole way from content to a tagged PDF/UA: fitted, and what does not fit
goes on. The others are given the same notes as HTML and asked to find the largest size at which all stand on one page;
neither continues, nor (Chromium) tags to the standard.
"""

import asyncio
import json
import logging
import random
import statistics
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from html import escape
from typing import Any

from bench.commands import environment, manage
from bench.databases import databases, scratch
from bench.generator import generate, holding
from bench.processes import ROOT
from bench.systems.canvasweb import Canvasweb
from tests.exports.canvases import a_canvas
from tests.services import tools
from workshops.exports.content import CanvasContent
from workshops.exports.press import press
from workshops.exports.sheet import order

SIZES = (45, 120, 300)
ASKED_MS = {45: 120, 120: 240, 300: 550}
ROUNDS = 9
PEER_ROUNDS = 2
SMALLEST, LARGEST, STEP = 5.0, 13.0, 0.25
"""The type sizes in points that the peers try, by halving."""
WORDS = (
    *("ouderen", "dorp", "buurtbus", "vrijwilliger", "zorg", "thuis", "gemeente", "afspraak", "iedere", "week"),
    *("zonder", "auto", "hulp", "binnen", "een", "dag", "korting", "abonnement", "samen", "huisarts"),
)
RESULTS = ROOT / "bench" / "results" / "pages.json"
SOCKETS, RATE, SECONDS = 100, 150, 60.0
SETTLE = 3.0
"""Seconds of exports before the boards fill up."""

SESSION = """
import json
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from workshops.models import Workshop

workshop = Workshop.objects.get()
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(workshop.owner.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = workshop.owner.get_session_auth_hash()
session.save()
canvas = workshop.canvases.get()
print(json.dumps(dict(path=f"/w/{workshop.pk}/c/{canvas.pk}/export/file/",
                      cookie=f"{settings.SESSION_COOKIE_NAME}={session.session_key}")))
"""


def fresh(count: int, pick: random.Random) -> CanvasContent:
    """A canvas with so many notes of three to ten words that were never set before."""
    return a_canvas([" ".join(pick.choices(WORDS, k=pick.randint(3, 10))).capitalize() for _ in range(count)])


def milliseconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def ours(count: int, pick: random.Random) -> float:
    """One tagged PDF of fresh notes."""
    content = fresh(count, pick)
    return milliseconds(lambda: press.typeset(order(content, "a3", "pdf")))


def as_html(content: CanvasContent) -> str:
    """The same canvas for a browser's page engine, its type size in a variable."""
    tracks = {
        "columns": " ".join("1fr" for _ in content.layout.columns),
        "areas": " ".join(f'"{row}"' for row in content.layout.areas),
    }
    blocks = "".join(
        f'<section style="grid-area:{block.area}"><h2>{escape(block.name)}</h2>'
        f'<p class="q">{escape(block.question)}</p>'
        f"<ul>{''.join(f'<li>{escape(note.text)}</li>' for note in block.notes)}</ul></section>"
        for block in content.blocks
    )
    return f"""<!doctype html><html lang="nl"><meta charset="utf-8"><title>{escape(content.title)}</title><style>
@page {{ size: A3 landscape; margin: 12mm }}
html {{ font: var(--size, 9pt)/1.25 sans-serif }} body {{ margin: 0 }}
main {{ display: grid; grid-template-columns: {tracks["columns"]}; grid-template-areas: {tracks["areas"]}; gap: 2mm }}
h2 {{ font-size: 1.1em; margin: 0 }} .q {{ margin: 0 }} section {{ border: 0.3mm solid #555; padding: 1.5mm }}
ul {{ margin: 0; padding: 0; list-style: none }}
li {{ background: #fce9a9; margin: 0 0 1mm; padding: 0.8mm; break-inside: avoid }}
</style><h1>{escape(content.title)}</h1><main>{blocks}</main></html>"""


def largest(fits: Callable[[float], bool]) -> float:
    """The largest size that fits, by halving; SMALLEST when none does."""
    low, high = 0, round((LARGEST - SMALLEST) / STEP)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(SMALLEST + middle * STEP) else (low, middle - 1)
    return SMALLEST + low * STEP


def weasyprint(count: int, pick: random.Random) -> float:
    """The same by WeasyPrint, laid out anew at each size tried. Raises ImportError or OSError when it is not there."""
    from weasyprint import CSS, HTML

    logging.getLogger("weasyprint").setLevel("ERROR")
    page = as_html(fresh(count, pick))

    def laid_out(size: float) -> Any:
        return HTML(string=page).render(stylesheets=[CSS(string=f":root {{ --size: {size}pt }}")])

    def work() -> None:
        size = largest(lambda one: len(laid_out(one).pages) == 1)
        laid_out(size).write_pdf(pdf_variant="pdf/ua-1")

    return milliseconds(work)


FIT = """({smallest, step, most}) => {
    const height = 273 * 96 / 25.4;
    const fits = (size) => {
        document.documentElement.style.setProperty("--size", `${size}pt`);
        return document.body.scrollHeight <= height;
    };
    let [low, high] = [0, most];
    while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (fits(smallest + middle * step)) low = middle; else high = middle - 1;
    }
    return fits(smallest + low * step);
}"""
"""Fitting in the page itself, which is the quickest way there is; 273 mm are a page's height without its margins."""


async def chromium(counts: tuple[int, ...], rounds: int, pick: random.Random) -> dict[int, list[float]]:
    """The same by Chromium's print, the browser being open already."""
    from playwright.async_api import async_playwright

    found: dict[int, list[float]] = {count: [] for count in counts}
    steps = round((LARGEST - SMALLEST) / STEP)
    async with async_playwright() as playwright:
        there = tools()["chromium"]
        flags = [*there["flags"], "--no-sandbox"]
        browser = await playwright.chromium.launch(executable_path=there["path"], args=flags)
        page = await browser.new_page(viewport={"width": 1497, "height": 1032})  # A3 without its margins
        for _ in range(rounds):
            for count in counts:
                html = as_html(fresh(count, pick))
                start = time.perf_counter()
                await page.set_content(html)
                await page.evaluate(FIT, {"smallest": SMALLEST, "step": STEP, "most": steps})
                await page.pdf(prefer_css_page_size=True, tagged=True)
                found[count].append(1000 * (time.perf_counter() - start))
        await browser.close()
    return found


@contextmanager
def exports_in_a_loop(variables: dict[str, str], port: int) -> Iterator[list[float]]:
    """Somebody who downloads the canvas of 300 notes again and again; the seconds each took."""
    made = json.loads(manage(variables, "shell", "--no-imports", "-c", SESSION))
    took: list[float] = []
    over = threading.Event()

    def work() -> None:
        url = f"http://localhost:{port}{made['path']}?format=pdf"
        while not over.is_set():
            start = time.perf_counter()
            with urllib.request.urlopen(urllib.request.Request(url, headers={"Cookie": made["cookie"]})) as answer:
                assert answer.read(5) == b"%PDF-"  # noqa: S101 - an instrument says when it measures something else
            took.append(time.perf_counter() - start)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield took
    finally:
        over.set()
        thread.join()


def beside_boards(database: str) -> dict[str, Any]:
    """The p95 of a hundred sockets at 150 operations a second without exports and with them, in turn, three times."""
    without: list[float] = []
    beside: list[float] = []
    took: list[float] = []
    with scratch() as folder, databases(database, folder) as kept:
        system = Canvasweb(kept, folder)
        for _ in range(3):
            for exporting, found in ((False, without), (True, beside)):
                with system.serve(SOCKETS, RATE) as running, ExitStack() as stack:
                    port = running.target["port"]
                    if exporting:
                        variables = environment(running.target["url"], folder / system.name, port)
                        took = stack.enter_context(exports_in_a_loop(variables, port))
                        time.sleep(SETTLE)
                    report = generate(running, SOCKETS, holding(RATE, SECONDS))
                found.append(report["hold"]["seen"]["p95"])
    medians = statistics.median(without), statistics.median(beside)
    return {"without": without, "beside": beside, "ratio": medians[1] / medians[0], "exports": len(took)}


def speed() -> dict[str, Any]:
    """Milliseconds of each page engine by the number of notes."""
    pick = random.Random()
    for count in SIZES:
        ours(count, pick)  # the process is there, and has read its fonts
    found: dict[str, Any] = {name: {count: [] for count in SIZES} for name in ("canvasweb", "weasyprint")}
    for round_ in range(ROUNDS):
        for count in SIZES:
            found["canvasweb"][count].append(ours(count, pick))
            if round_ < PEER_ROUNDS:
                try:
                    found["weasyprint"][count].append(weasyprint(count, pick))
                except (ImportError, OSError) as problem:
                    found["weasyprint"] = {count: [] for count in SIZES}
                    found["missing"] = f"WeasyPrint: {problem}"
    found["chromium"] = asyncio.run(chromium(SIZES, ROUNDS, pick))
    return found


def main(database: str) -> None:
    """Measure, print, keep in bench/results/pages.json."""
    found = speed()
    press.close()
    for name in ("canvasweb", "weasyprint", "chromium"):
        for count in SIZES:
            times = found[name][count]
            if times:
                middle = statistics.median(times)
                ratio = middle / statistics.median(found["canvasweb"][count])
                spread = f"{min(times):.0f} to {max(times):.0f}"
                print(f"{name:10} {count:4} notes {middle:7.0f} ms ({spread}) {ratio:5.2f}×", flush=True)
    found["boards"] = beside_boards(database)
    print(json.dumps(found["boards"]))
    RESULTS.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
