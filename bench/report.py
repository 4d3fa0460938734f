"""docs/benchmarks.md from the results: ratios first, then the figures, then how they came about."""

import json
from pathlib import Path
from typing import Any

from bench import beside, figures
from bench.figures import Figures, Spread
from bench.plan import MAIN, OTHERS, OURS, PROMISES, RATE, SOCKETS, TITLES
from bench.plot import draw
from bench.processes import ROOT

RESULTS = ROOT / "bench" / "results" / "latest.json"
PAGE = ROOT / "docs" / "benchmarks.md"
BASE = "hocuspocus"
BUSY = 70
"""Per cent of its core above which the generator may be what is measured."""
EVERY = (*OURS, *OTHERS)
INTRODUCTION = (
    "Measured on {at} by `make bench`, which writes this page (do not edit it) and the raw figures, "
    "`bench/results/latest.json`."
)
RATIOS_INTRODUCTION = (
    f"{MAIN} sockets on one canvas. “Highest rate” is the most operations a second held with a p95 under 250 ms and "
    f"nothing lost; latency and processor are at {RATE} a second. Medians of the ratios within a round."
)
STEADY_INTRODUCTION = (
    f"At {RATE} operations a second: milliseconds from the moment an operation was due until another socket had it "
    "(p50 / p95 / p99), per cent of a core, and memory; a database server is included."
)
HOW = (Path(__file__).parent / "how.md").read_text("utf-8")


def write(results: dict[str, Any], results_path: Path = RESULTS, page: Path = PAGE) -> None:
    """Keep the results and write the page and its plot."""
    results_path.parent.mkdir(parents=True, exist_ok=True)
    results_path.write_text(json.dumps(results, indent=1) + "\n", "utf-8")
    page.write_text(text(results), "utf-8")
    draw(Figures(results["sessions"]), page.with_suffix(".svg"))


def text(results: dict[str, Any]) -> str:
    """The page."""
    known = Figures(results["sessions"])
    parts = [
        "# Benchmarks",
        INTRODUCTION.format(at=results["at"]),
        "## Beside the others",
        RATIOS_INTRODUCTION,
        ratios(known),
        f"![Highest rate held, and latency at {RATE} operations a second]({PAGE.stem}.svg)",
        "## The figures",
        "Highest rate held, operations a second: median (least – most).",
        highest_table(known),
        STEADY_INTRODUCTION,
        steady_table(known),
        remarks(results, known),
        *beside.parts(),
        HOW.strip(),
        "## The machine",
        machine(results["machine"]),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def table(heads: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = [heads, ["---"] + ["---:"] * (len(heads) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def measured(known: Figures) -> list[str]:
    """The systems of this run, in the order of the tables."""
    return [name for name in EVERY if any(key.startswith(f"{name}/") for key in known.sessions)]


def times(value: Spread | None) -> str:
    """A ratio."""
    return f"{value.median:.2f} ×" if value else "–"


def ratios(known: Figures) -> str:
    """The first table: everybody as a multiple of Hocuspocus, and what each promises."""
    heads = ["", "highest rate", "p95", "processor", "an acknowledged operation is"]
    rows = []
    for system in measured(known):
        measures = (figures.highest, figures.latency("p95"), figures.processor)
        cells = [times(known.ratio(system, BASE, MAIN, what)) for what in measures]
        rows.append([TITLES[system], *cells, PROMISES[system]])
    return f"Multiples of {TITLES[BASE]}.\n\n" + table(heads, rows)


def highest_table(known: Figures) -> str:
    """The highest rates by the number of sockets."""
    rows = []
    for system in measured(known):
        cells = []
        for sockets in SOCKETS:
            value = known.of(system, sockets, figures.highest)
            several = value and value.rounds > 1
            extent = f" ({value.least:,.0f} – {value.most:,.0f})" if value and several else ""
            cells.append(f"{value.median:,.0f}{extent}" if value else "–")
        rows.append([TITLES[system], *cells])
    return table(["sockets", *map(str, SOCKETS)], rows)


def steady_table(known: Figures) -> str:
    """Latency, processor and memory at the common rate."""
    rows = []
    for system in EVERY:
        for sockets in SOCKETS:
            values = [known.of(system, sockets, figures.latency(part)) for part in ("p50", "p95", "p99")]
            if not any(values):
                continue
            cpu = known.of(system, sockets, figures.processor)
            weight = known.of(system, sockets, figures.memory)
            cells = [" / ".join(f"{value.median:.1f}" if value else "–" for value in values)]
            cells += [f"{cpu.median:.0f} %" if cpu else "–", f"{weight.median:.0f} MiB" if weight else "–"]
            rows.append([TITLES[system], str(sockets), *cells])
    return table(["", "sockets", "ms", "processor", "memory"], rows)


def remarks(results: dict[str, Any], known: Figures) -> str:
    """What a reader must know about this run in particular."""
    said = [f"Not measured: {TITLES.get(name, name)} ({why})." for name, why in results["missing"].items()]
    said += [f"**Something was lost at `{key}`.**" for key in known.lost()]
    said += [f"Above its highest rate, `{key}`: {what}." for key, what in known.beyond().items()]
    busiest = 0.0
    for key, sessions in results["sessions"].items():
        most = max((one["load"] for one in sessions), default=0.0)
        busiest = max(busiest, most)
        if most >= BUSY:
            said.append(f"At `{key}` the generator took {most:.0f} % of its core: that system may carry more.")
    said.append(f"The load generator took at most {busiest:.0f} % of its core.")
    budgets = sorted({one["notes"]["budget"] for some in results["sessions"].values() for one in some if one["notes"]})
    said.append(f"Budgets of a socket during the searches: {', '.join(budgets)}.")
    if results["machine"]["load"] > 1:
        said.append(f"**The machine was busy with other things (load {results['machine']['load']}).**")
    return "\n".join(f"- {sentence}" for sentence in said)


def machine(made: dict[str, Any]) -> str:
    """Where it was measured, in a few lines."""
    versions = ", ".join(f"{name} {value}" for name, value in made["versions"].items())
    return (
        f"{made['cores']} cores of {made['processor']}, {made['memory']}, {made['system']}; {made['pinned']}. "
        f"Data on {made['disk']}, where a small write with fsync takes {made['fsync']} ms.\n\n{versions}."
    )
