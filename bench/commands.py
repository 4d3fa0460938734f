"""Canvasweb's own commands, run on a database and a folder of their own."""

import os
import subprocess
import sys
from pathlib import Path

from bench.processes import ROOT

MANAGE = [sys.executable, str(ROOT / "manage.py")]


def environment(url: str, folder: Path, port: int = 8000) -> dict[str, str]:
    """The variables for a site on the database at `url` that is served at `port`, one process, nothing else."""
    return {
        "CANVASWEB_VAR": str(folder / "var"),
        "DATABASE_URL": url,
        "REDIS_URL": "",
        "DEBUG": "false",
        "HASHED_STATIC": "false",
        "EMAIL_URL": "",
        "SITE_ADDRESS": f"http://localhost:{port}",
    }


def manage(variables: dict[str, str], *arguments: str) -> str:
    """Run a command; its output. Raises RuntimeError with what it complained of."""
    done = subprocess.run(
        [*MANAGE, *arguments], env={**os.environ, **variables}, cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"manage.py {arguments[0]} failed:\n{done.stderr}")
    return done.stdout


def prepare(variables: dict[str, str], script: str) -> str:
    """Make the tables and run a script on them; what it printed."""
    manage(variables, "migrate", "--verbosity", "0")
    return manage(variables, "shell", "--no-imports", "-c", script)
