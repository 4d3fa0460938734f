"""The texts in two languages: `catalogs.py write` collects and compiles them, `catalogs.py check` looks for gaps.

English is in the code; locale/nl holds the Dutch. The check works on a copy, so it changes nothing.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PO = Path("locale/nl/LC_MESSAGES/django.po")
SOURCES = ["canvasweb", "workshops", "templates", "locale"]
# No line numbers in the files: they would change with every edit of the code.
COLLECT = ["makemessages", "-l", "nl", "--no-obsolete", "--no-wrap", "--add-location", "file", "--verbosity", "0"]


def collect(folder: Path) -> None:
    """Runs makemessages on the code in `folder`."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "DJANGO_SETTINGS_MODULE": "canvasweb.settings"}
    command = [sys.executable, "-m", "django", *COLLECT, "--ignore", "tests", "--ignore", "node_modules"]
    command += ["--ignore", ".venv", "--ignore", "build"]
    subprocess.run(command, cwd=folder, env=environment, check=True, stdin=subprocess.DEVNULL)


def entries(po: Path, *options: str) -> list[str]:
    """The message ids that msgattrib selects, as they stand in the file."""
    command = ["msgattrib", "--no-wrap", "--no-obsolete", *options, str(po)]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = []
    for block in text.split("\n\n"):
        lines = block.splitlines()
        starts = [number for number, line in enumerate(lines) if line.startswith("msgid ")]
        if not starts:
            continue
        parts = [lines[starts[0]].removeprefix("msgid ").strip('"')]
        for line in lines[starts[0] + 1 :]:
            if not line.startswith('"'):
                break
            parts.append(line.strip('"'))
        if "".join(parts):
            found.append("".join(parts))
    return found


def gaps(folder: Path) -> list[str]:
    """What is wrong with the catalog, given the code of this moment in `folder`."""
    if not (ROOT / PO).exists():
        return ["there is no Dutch catalog; run `make messages`"]
    collect(folder)
    po = folder / PO
    wrong = [f"not translated: {text}" for text in entries(po, "--untranslated")]
    wrong += [f"translation is a guess (fuzzy): {text}" for text in entries(po, "--only-fuzzy")]
    committed, compiled = ROOT / PO.with_suffix(".mo"), folder / "fresh.mo"
    subprocess.run(["msgfmt", "--check-format", "-o", str(compiled), str(ROOT / PO)], check=True)
    if not committed.exists() or committed.read_bytes() != compiled.read_bytes():
        wrong.append("django.mo is not what django.po says; run `make messages`")
    return wrong


def check() -> None:
    """Ends with the gaps, if any."""
    with tempfile.TemporaryDirectory() as scratch:
        for source in SOURCES:
            if (ROOT / source).exists():
                shutil.copytree(ROOT / source, Path(scratch) / source, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", scratch)
        if wrong := gaps(Path(scratch)):
            sys.exit("\n".join(wrong))


def write() -> None:
    """Brings the catalog up to date with the code and compiles it."""
    collect(ROOT)
    subprocess.run(["msgfmt", "--check-format", "-o", str(ROOT / PO.with_suffix(".mo")), str(ROOT / PO)], check=True)
    rest = [*entries(ROOT / PO, "--untranslated"), *entries(ROOT / PO, "--only-fuzzy")]
    print(f"{len(rest)} texts still want a translation in {PO}")


if __name__ == "__main__":
    {"check": check, "write": write}[sys.argv[1]]()
