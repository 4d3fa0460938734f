"""What is measured beside what, how often and for how long."""

from dataclasses import dataclass

from bench.systems.peers import PEERS

RATE = 150
"""Operations a second at which latency, processor and memory are compared."""
SOCKETS = (10, 30, 100, 300)
OURS = ("canvasweb-sqlite", "canvasweb-postgres")
OTHERS = ("echo", *PEERS, "channels")
MAIN = 100
"""The number of sockets of the first table; everybody is measured there every time."""

TITLES = {
    "canvasweb-sqlite": "Canvasweb, SQLite",
    "canvasweb-postgres": "Canvasweb, PostgreSQL",
    "echo": "bare ASGI echo with fsync",
    "hocuspocus": "Hocuspocus, SQLite extension",
    "y-websocket": "y-websocket",
    "tldraw-memory": "tldraw sync, in memory",
    "tldraw-sqlite": "tldraw sync, SQLite",
    "channels": "stock Channels `group_send`",
}
PROMISES = {
    "canvasweb-sqlite": "committed with fsync, before anybody sees it",
    "canvasweb-postgres": "committed with fsync, before anybody sees it",
    "echo": "written with fsync, before anybody sees it; no rights, rules, merging or ids",
    "hocuspocus": "in memory; saved 2 to 10 s later",
    "y-websocket": "in memory; never saved, as it comes",
    "tldraw-memory": "in memory; never saved",
    "tldraw-sqlite": "committed (WAL, synchronous=FULL as set here)",
    "channels": "committed; delivery to others at most once",
}


@dataclass(frozen=True)
class Case:
    """One system with so many sockets."""

    system: str
    sockets: int

    @property
    def key(self) -> str:
        """Its name in the results."""
        return f"{self.system}/{self.sockets}"


@dataclass(frozen=True)
class Plan:
    """Cases in the order of one round, and in how many rounds each is measured."""

    cases: tuple[Case, ...]
    rounds: int
    hold: float
    short: float
    confirm: float

    def due(self, turn: int) -> list[Case]:
        """The cases of a round (0, 1, …): at the main number of sockets all of them, elsewhere the peers only once."""
        return [case for case in self.cases if turn == 0 or case.sockets == MAIN or case.system in OURS]


def _cases(systems: tuple[str, ...], sockets: tuple[int, ...]) -> tuple[Case, ...]:
    # By sockets and then by system, so that what is compared is measured one after the other.
    every = [Case(system, count) for count in sockets for system in systems]
    return tuple(case for case in every if case.system != "channels" or case.sockets == MAIN)


def full() -> Plan:
    """All that docs/benchmarks.md shows."""
    return Plan(_cases((*OURS, *OTHERS), SOCKETS), rounds=3, hold=5, short=2.5, confirm=8)


def quick() -> Plan:
    """Two minutes for who is at work on the server: one round of the main figures."""
    return Plan(_cases((*OURS, "echo", "hocuspocus"), (MAIN,)), rounds=1, hold=4, short=2, confirm=5)
