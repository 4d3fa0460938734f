"""The import contract and the locks: what a tool or a regular expression can hold, people need not remember."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = sorted(
    [*ROOT.glob("requirements/*.txt"), ROOT / "package-lock.json", *ROOT.glob("scripts/*/package-lock.json")]
)


def test_layers_hold() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: str(lock.relative_to(ROOT)))
def test_lock_names_no_host(lock: Path) -> None:
    text = lock.read_text()
    if lock.suffix == ".json":
        packages = json.loads(text)["packages"].values()
        assert not [package for package in packages if "resolved" in package]
        for package in packages:
            package.pop("funding", None)  # where to give money, not where to fetch from
        text = json.dumps(list(packages))
    assert re.findall(r"\w+://[^\s\"]+|--(?:index|extra-index|find-links)\S*", text) == []


@pytest.mark.parametrize("lock", [lock for lock in LOCKS if lock.suffix == ".txt"], ids=lambda lock: lock.name)
def test_lock_pins_every_package_by_hash(lock: Path) -> None:
    for requirement in re.findall(r"^\w\S*==\S+.*(?:\n\s+.*)*", lock.read_text(), re.MULTILINE):
        assert "--hash=sha256:" in requirement
