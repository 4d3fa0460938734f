"""Run the named checks, or all of them, and say at the end which failed: `check.py [ruff types …]`."""

import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import Any

from scripts.provision import npm_environment, tool

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
PYTHON = str(BIN / "python")


def node() -> str:
    """The Node that was provided."""
    found = tool("node")
    return str(found["node"]) if found else "node"


def module(name: str) -> str:
    """The path of a program that npm installed."""
    return str(ROOT / "node_modules" / ".bin" / name)


PYTEST = [PYTHON, "-m", "pytest", "-q"]
# Three at a time on two cores, since some wait; one by one what waits for nothing but a queue. Then what measures time,
# which leaves more than half of the machine idle: two at a time, those that are told to beside none of their group.
TOGETHER = ["-n", "3", "--dist", "load", "--maxschedchunk", "1", "-m", "not alone"]
ALONE = ["-n", "2", "--dist", "loadgroup", "--maxschedchunk", "1", "-m", "alone"]

# A check is one or more commands, all of which must go well.
CHECKS: dict[str, list[list[str]]] = {
    "ruff": [[str(BIN / "ruff"), "check", "--quiet", "."]],
    "format": [[str(BIN / "ruff"), "format", "--check", "--quiet", "."]],
    "types": [[str(BIN / "mypy"), "--no-error-summary"]],
    "layers": [[str(BIN / "lint-imports"), "--no-logo"]],
    "templates": [[str(BIN / "djlint"), "templates", "--lint", "--quiet"]],
    "javascript": [[module("tsc")], [module("biome"), "check", "--log-level=warn"]],
    "migrations": [[PYTHON, "manage.py", "makemigrations", "--check", "--dry-run", "--verbosity", "1"]],
    "messages": [[PYTHON, "-m", "scripts.catalogs", "check"]],
    "client": [[node(), "--test"]],
    "pytest-sqlite": [[*PYTEST, *TOGETHER], [*PYTEST, *ALONE]],
    "pytest-postgres": [[*PYTEST, *TOGETHER], [*PYTEST, *ALONE]],
}
# These are for `make format` and `make test-fast`.
CHECKS |= {
    "reformat": [
        [str(BIN / "ruff"), "check", "--quiet", "--fix", "."],
        [str(BIN / "ruff"), "format", "--quiet", "."],
        [module("biome"), "check", "--write", "--log-level=error"],
    ],
    "pytest-fast": [[*PYTEST, *TOGETHER[:-1], "not alone and not browser"], [*PYTEST, "-m", "alone and not browser"]],
}
ONLY_WHEN_NAMED = {"reformat", "pytest-fast"}
ASIDE = {"ruff", "format", "types", "layers", "templates", "javascript", "migrations", "messages", "client"}
one_at_a_time = Lock()


def environment_of(name: str) -> dict[str, str]:
    """The variables a check runs with; the data folder of the checks is not that of the site."""
    provided = tool("node")
    environment = npm_environment(provided) if provided else dict(os.environ)
    environment["CANVASWEB_VAR"] = str(ROOT / "build" / "var")
    environment["CANVASWEB_TEST_BACKEND"] = "postgres" if name == "pytest-postgres" else "sqlite"
    environment.pop("DEBUG", None)
    # Servers are started again and again here: none should have to compile our modules anew.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(ROOT / "build" / "pycache")
    return environment


def run(name: str) -> bool:
    """Runs one check, shows what it says, and whether it went well."""
    print(f"── {name}", flush=True)
    start = time.monotonic()
    done = [perform(command, name) for command in commands_of(name)]
    return outcome(done, start)


def run_aside(name: str) -> bool:
    """The same, but shows everything at the end, so that another check can run at the same time."""
    start = time.monotonic()
    done = [perform(command, name, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) for command in commands_of(name)]
    with one_at_a_time:
        print(f"── {name}", flush=True)
        for one in done:
            sys.stdout.buffer.write(one.stdout)
        return outcome(done, start)


def commands_of(name: str) -> list[list[str]]:
    """The check's commands; Node wants to be given the files with its tests."""
    if name != "client":
        return CHECKS[name]
    return [[*CHECKS[name][0], *map(str, sorted((ROOT / "tests" / "client").rglob("*.test.*js")))]]


def perform(command: list[str], name: str, **more: Any) -> "subprocess.CompletedProcess[bytes]":
    """Runs one command of a check to its end."""
    return subprocess.run(command, cwd=ROOT, env=environment_of(name), stdin=subprocess.DEVNULL, check=False, **more)


def outcome(done: "list[subprocess.CompletedProcess[bytes]]", start: float) -> bool:
    """Whether all commands of a check went well, and a line that says so."""
    good = all(one.returncode == 0 for one in done)
    print(f"   {'passed' if good else 'FAILED'} in {time.monotonic() - start:.1f} s", flush=True)
    return good


def run_all(names: list[str]) -> list[str]:
    """Runs the checks, two at a time where they may; the names of those that failed."""
    aside = [name for name in names if name in ASIDE]
    with ThreadPoolExecutor(2) as pool:
        good = dict(zip(aside, pool.map(run_aside, aside), strict=True))
    good |= {name: run(name) for name in names if name not in ASIDE}
    return [name for name in names if not good[name]]


def main() -> None:
    """Runs everything that was asked for, even after a failure."""
    names = sys.argv[1:] or [name for name in CHECKS if name not in ONLY_WHEN_NAMED]
    unknown = [name for name in names if name not in CHECKS]
    if unknown:
        sys.exit(f"check: there is no {', '.join(unknown)}; there is {', '.join(CHECKS)}.")
    failed = run_all(names)
    width = shutil.get_terminal_size().columns
    print("─" * min(width, 60))
    if failed:
        sys.exit("FAILED: " + ", ".join(failed))
    print("All checks passed: " + ", ".join(names))


if __name__ == "__main__":
    main()
