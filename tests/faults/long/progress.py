"""How far a long run is: told as it goes, kept over interruptions, and bounded in time.

LONG_FOLDER (build/long) holds one file for each run and database; LONG_FRESH=1 begins anew; LONG_MINUTES ends a run
early, and the next call goes on from there. Failures are kept in failures.txt with their seeds.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.serving import ROOT

FOLDER = Path(os.environ.get("LONG_FOLDER", ROOT / "build" / "long"))
MINUTES = float(os.environ.get("LONG_MINUTES", "inf"))


class Progress:
    """Counts towards `total`; each voyage has the next seed."""

    def __init__(self, name: str, what: str, total: int) -> None:
        self.name = name
        self.what = what
        self.total = total
        FOLDER.mkdir(parents=True, exist_ok=True)
        self._file = FOLDER / f"{name}.json"
        state = {"done": 0, "seed": 1, "seconds": 0.0, "failed": 0}
        if self._file.exists() and not os.environ.get("LONG_FRESH"):
            state |= json.loads(self._file.read_text())
        self.done = int(state["done"])
        self.seed = int(state["seed"])
        self.seconds = float(state["seconds"])
        self.failed = int(state["failed"])
        self._began = time.monotonic()
        self._seconds_before = self.seconds

    def voyages(self) -> Iterator[int]:
        """Seeds, until all is done or the time is up."""
        while self.done < self.total and time.monotonic() - self._began < MINUTES * 60:
            yield self.seed

    def add(self, count: int, problems: list[str], remark: str = "", seeds: int = 1) -> None:
        """A voyage is over, or `seeds` of them."""
        self.done += count
        if problems:
            self.failed += 1
            with (FOLDER / "failures.txt").open("a") as file:
                file.write("\n".join([f"{self.name}, seed {self.seed}", *problems, "", ""]))
        self.seed += seeds
        self.seconds = self._seconds_before + time.monotonic() - self._began
        state = {"done": self.done, "seed": self.seed, "seconds": self.seconds, "failed": self.failed}
        self._file.write_text(json.dumps(state))
        rate = self.done / self.seconds if self.seconds else 0.0
        line = f"{self.name}: {self.done:,} of {self.total:,} {self.what}, {rate:,.1f}/s, {self.failed} failed"
        sys.stdout.write(f"{line}{', ' + remark if remark else ''}\n")
        sys.stdout.flush()
