"""`python -m bench one …`: one server, one load, one report."""

import argparse
import json
from pathlib import Path

from bench import growth
from bench.databases import Databases, databases, scratch
from bench.generator import RATE_LIMIT, generate, holding, searching
from bench.processes import can_pin
from bench.systems.base import System
from bench.systems.canvasweb import Canvasweb
from bench.systems.peers import PEERS, Peer
from bench.systems.references import Reference
from bench.toolchain import install_peers

SYSTEMS = ["canvasweb", "echo", "channels", *PEERS]


def make(name: str, databases_: Databases, folder: Path) -> System:
    """A system by its name. Raises RuntimeError when it cannot be had."""
    if name == "canvasweb":
        return Canvasweb(databases_, folder)
    if name in PEERS:
        if why := install_peers():
            raise RuntimeError(why)
        return Peer(name, folder)
    return Reference(name, {"echo": "echo", "channels": "chat"}[name], folder)


def one(arguments: argparse.Namespace) -> None:
    """Measure one system once and print what came of it."""
    if not can_pin():
        print("Not pinned: this machine has no two cores, or no way to keep a process on one.")
    rate = RATE_LIMIT if arguments.highest else arguments.rate
    work = searching(start=arguments.start) if arguments.highest else holding(rate, arguments.seconds)
    with scratch() as folder, databases(arguments.database, folder) as databases_:
        system = make(arguments.system, databases_, folder)
        with system.serve(arguments.sockets, rate) as running:
            report = generate(running, arguments.sockets, work)
        print(json.dumps({**report, "notes": running.notes}, indent=1))


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    commands = parser.add_subparsers(required=True)
    single = commands.add_parser("one", help="one system, one load")
    single.add_argument("--system", default="canvasweb", choices=SYSTEMS)
    single.add_argument("--database", default="sqlite", choices=["sqlite", "postgres"])
    single.add_argument("--sockets", type=int, default=100)
    single.add_argument("--rate", type=int, default=150, help="operations a second together")
    single.add_argument("--seconds", type=float, default=8)
    single.add_argument("--highest", action="store_true", help="search the highest rate held instead")
    single.add_argument("--start", type=int, default=400, help="the first rate that the search tries")
    single.set_defaults(run=one)
    grown = commands.add_parser("growth", help="what an operation costs when there is much more of everything")
    grown.add_argument("--database", default="sqlite", choices=["sqlite", "postgres"])
    grown.set_defaults(run=lambda arguments: growth.main(arguments.database))
    arguments = parser.parse_args()
    arguments.run(arguments)


if __name__ == "__main__":
    main()
