"""The plot of docs/benchmarks.md, drawn by matplotlib (only `make bench` installs it)."""

from pathlib import Path

from bench import figures
from bench.figures import Figures
from bench.plan import OTHERS, OURS, RATE, SOCKETS, TITLES

COLOURS = {
    "canvasweb-sqlite": "#c2410c",
    "canvasweb-postgres": "#1d4ed8",
    "echo": "#6b7280",
    "hocuspocus": "#15803d",
    "y-websocket": "#a16207",
    "tldraw-memory": "#7e22ce",
    "tldraw-sqlite": "#be185d",
    "channels": "#111827",
}


def draw(known: Figures, path: Path) -> None:
    """Two panels: the highest rate and the p95, by the number of sockets."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot as plt

    mpl.rcParams |= {"svg.fonttype": "none", "svg.hashsalt": "canvasweb", "font.family": "sans-serif"}
    figure, panels = plt.subplots(1, 2, figsize=(11, 4.6), layout="constrained")
    for panel, what, title in (
        (panels[0], figures.highest, "highest rate held, operations a second"),
        (panels[1], figures.latency("p95"), f"p95 at {RATE} operations a second, ms"),
    ):
        for system in (*OURS, *OTHERS):
            points = [(sockets, known.of(system, sockets, what)) for sockets in SOCKETS]
            there = [(sockets, value.median) for sockets, value in points if value]
            if there:
                style = {"color": COLOURS[system], "linewidth": 2.6 if system in OURS else 1.3}
                panel.plot(*zip(*there, strict=True), marker="o", label=TITLES[system].replace("`", ""), **style)
        panel.set(xscale="log", yscale="log", title=title, xlabel="sockets on one canvas")
        panel.set_xticks(SOCKETS, [str(sockets) for sockets in SOCKETS])
        panel.minorticks_off()
        panel.yaxis.set_major_formatter(lambda value, _: f"{value:,.10g}")
        panel.grid(alpha=0.3)
    handles, labels = panels[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=4, frameon=False)
    figure.savefig(path, format="svg", metadata={"Date": None, "Creator": "make bench"})
    plt.close(figure)
