"""Run the named checks, or all of them, and say at the end which failed: `check.py [ruff types …]`."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

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
# Three at a time on two cores, since some wait; one by one what waits for nothing but a queue. Then what measures time.
TOGETHER = ["-n", "3", "--dist", "load", "--maxschedchunk", "1", "-m", "not alone"]
ALONE = ["-m", "alone"]

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
    "client": [[node(), "--test", "tests/client/"]],
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
    commands = CHECKS[name]
    if name == "client":
        commands = [[*commands[0][:2], *map(str, sorted((ROOT / "tests" / "client").rglob("*.test.*js")))]]
    good = True
    for command in commands:
        done = subprocess.run(command, cwd=ROOT, env=environment_of(name), stdin=subprocess.DEVNULL, check=False)
        good = good and done.returncode == 0
    print(f"   {'passed' if good else 'FAILED'} in {time.monotonic() - start:.1f} s", flush=True)
    return good


def main() -> None:
    """Runs everything that was asked for, even after a failure."""
    names = sys.argv[1:] or [name for name in CHECKS if name not in ONLY_WHEN_NAMED]
    unknown = [name for name in names if name not in CHECKS]
    if unknown:
        sys.exit(f"check: there is no {', '.join(unknown)}; there is {', '.join(CHECKS)}.")
    failed = [name for name in names if not run(name)]
    width = shutil.get_terminal_size().columns
    print("─" * min(width, 60))
    if failed:
        sys.exit("FAILED: " + ", ".join(failed))
    print("All checks passed: " + ", ".join(names))


if __name__ == "__main__":
    main()
