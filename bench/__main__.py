"""`python -m bench one …` measures one server, `quick` some, `all` everything; `report` writes the page again."""

import argparse
import json
import os
import signal
import subprocess
import sys
from contextlib import ExitStack

import django

from bench import cockpit, growth, hour, past, report
from bench.databases import scratch
from bench.figures import Figures
from bench.generator import RATE_LIMIT, generate, holding, searching
from bench.measure import busy_machine, measure, prepare
from bench.plan import full, quick
from bench.processes import ROOT, can_pin
from bench.systems.peers import PEERS

QUICK = ROOT / "build" / "bench-quick.md"


def one(arguments: argparse.Namespace) -> None:
    """Measure one system once and print what came of it."""
    rate = RATE_LIMIT if arguments.highest else arguments.rate
    work = searching(start=arguments.start) if arguments.highest else holding(rate, arguments.seconds)
    name = f"canvasweb-{arguments.database}" if arguments.system == "canvasweb" else arguments.system
    with ExitStack() as stack:
        systems, missing = prepare({name}, stack.enter_context(scratch()), stack)
        if missing:
            sys.exit(missing[name])
        with systems[name].serve(arguments.sockets, rate) as running:
            came = generate(running, arguments.sockets, work)
        print(json.dumps({**came, "notes": running.notes}, indent=1))


def every(arguments: argparse.Namespace) -> None:
    """Measure everything and write docs/benchmarks.md."""
    results = measure(full(), tell)
    for name in ("pages", "past"):
        subprocess.run([sys.executable, "-m", "bench", name], cwd=ROOT, check=True)
    report.write(results)


def some(arguments: argparse.Namespace) -> None:
    """Measure the main figures once and show them."""
    results = measure(quick(), tell)
    QUICK.parent.mkdir(exist_ok=True)
    report.write(results, QUICK.with_suffix(".json"), QUICK)
    print(report.highest_table(Figures(results["sessions"])), f"\nMore in {QUICK.relative_to(ROOT)}.")


def again(arguments: argparse.Namespace) -> None:
    """Write docs/benchmarks.md from the results that are kept."""
    report.write(json.loads(report.RESULTS.read_text("utf-8")))


def on_paper(arguments: argparse.Namespace) -> None:
    """How long a canvas on paper takes, and what boards feel of it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "canvasweb.settings")
    django.setup()
    from bench import pages  # what it measures stands on models

    pages.main(arguments.database)


def tell(text: str) -> None:
    """A line for who waits."""
    print(text, flush=True)


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    commands = parser.add_subparsers(required=True)
    single = commands.add_parser("one", help="one system, one load")
    single.add_argument("--system", default="canvasweb", choices=["canvasweb", "echo", "channels", *PEERS])
    single.add_argument("--database", default="sqlite", choices=["sqlite", "postgres"])
    single.add_argument("--sockets", type=int, default=100)
    single.add_argument("--rate", type=int, default=150, help="operations a second together")
    single.add_argument("--seconds", type=float, default=8)
    single.add_argument("--highest", action="store_true", help="search the highest rate held instead")
    single.add_argument("--start", type=int, default=400, help="the first rate that the search tries")
    single.set_defaults(run=one)
    for name, run in (("all", every), ("quick", some), ("report", again)):
        commands.add_parser(name, help=str(run.__doc__)).set_defaults(run=run)
    grown = commands.add_parser("growth", help="what an operation costs when there is much more of everything")
    grown.add_argument("--database", default="sqlite", choices=["sqlite", "postgres"])
    grown.set_defaults(run=lambda arguments: growth.main(arguments.database))
    hours = commands.add_parser("hour", help="an hour of three hundred people who come and go")
    hours.add_argument("--database", default="sqlite", choices=["sqlite", "postgres"])
    hours.add_argument("--minutes", type=int, default=hour.MINUTES, help="simulated minutes")
    hours.set_defaults(run=lambda arguments: hour.main(arguments.database, arguments.minutes))
    teams = commands.add_parser("cockpit", help="twelve teams of eight, and the page that shows them all")
    teams.add_argument("--database", default="sqlite", choices=["sqlite", "postgres"])
    teams.add_argument("--seconds", type=float, default=cockpit.SECONDS)
    teams.set_defaults(run=lambda arguments: cockpit.main(arguments.database, arguments.seconds))
    paper = commands.add_parser("pages", help=on_paper.__doc__)
    paper.add_argument("--database", default="sqlite", choices=["sqlite", "postgres"])
    paper.set_defaults(run=on_paper)
    back = commands.add_parser("past", help="what looking back costs in a long log")
    back.add_argument("--database", default="sqlite", choices=["sqlite", "postgres"])
    back.set_defaults(run=lambda arguments: past.main(arguments.database))
    arguments = parser.parse_args()
    # So that servers are ended and data is removed also when somebody stops the run.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    if not can_pin():
        tell("Not pinned: this machine has no two cores, or no way to keep a process on one.")
    if warning := busy_machine():
        print(warning, file=sys.stderr)
    arguments.run(arguments)


if __name__ == "__main__":
    main()
