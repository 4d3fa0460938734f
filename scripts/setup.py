"""Make .venv and install the locked requirements: `python3 scripts/setup.py [runtime|dev|bench]`.

Runs on a bare Python, before anything is installed, so it uses the standard library alone. A second run
compares the locks' hashes with a stamp and ends at once.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = {"runtime": ["runtime"], "dev": ["runtime", "dev"], "bench": ["runtime", "dev", "bench"]}
OLDEST = (3, 11)


def fail(sentence: str) -> None:
    """Ends the script with one sentence for the person at the terminal."""
    sys.exit("setup: " + sentence)


def find_python() -> str:
    """The path of a Python that is new enough: this one, or a newer one beside it."""
    if sys.version_info[:2] >= OLDEST:
        return sys.executable
    for minor in range(15, OLDEST[1] - 1, -1):
        path = shutil.which("python3." + str(minor))
        if path:
            return path
    fail("Canvasweb needs Python 3.11 or newer, and this machine only has " + sys.version.split()[0] + ".")
    raise AssertionError


def can_make_venv(python: str) -> bool:
    """Debian keeps `ensurepip` in a package of its own; without it a venv has no pip."""
    return subprocess.run([python, "-c", "import ensurepip, venv"], capture_output=True, check=False).returncode == 0


def make_venv(python: str) -> None:
    """Creates .venv with pip inside, installing Debian's package for that as root where it is missing."""
    version = subprocess.run(
        [python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"], capture_output=True, text=True, check=True
    ).stdout.strip()
    package = "python" + version + "-venv"
    if not can_make_venv(python) and os.geteuid() == 0 and shutil.which("apt-get"):
        print("setup: installing " + package + " with apt", flush=True)
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", package]):
            subprocess.run(
                ["apt-get", *command],
                check=False,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            )
    if not can_make_venv(python):
        fail("Python's venv module is incomplete here; install it with: sudo apt install " + package)
    subprocess.run([python, "-m", "venv", "--clear", str(VENV)], check=True)


def fingerprint(python: str, names: "list[str]") -> str:
    """A hash of the locks and of the Python they are installed for."""
    digest = hashlib.sha256((python + sys.version + sysconfig.get_platform()).encode())
    for name in names:
        digest.update((ROOT / "requirements" / (name + ".txt")).read_bytes())
    return digest.hexdigest()


def main() -> None:
    """Installs the named set unless the stamp says that it is there."""
    wanted = sys.argv[1] if len(sys.argv) > 1 else "runtime"
    if wanted not in LOCKS:
        fail("say `runtime`, `dev` or `bench`.")
    python = find_python()
    names = LOCKS[wanted]
    mark = fingerprint(python, names)
    stamp = VENV / ("stamp-" + wanted)
    if stamp.exists() and stamp.read_text() == mark:
        return
    if not (VENV / "bin" / "pip").exists():
        make_venv(python)
    print("setup: installing Python packages into .venv", flush=True)
    command = [str(VENV / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--require-hashes"]
    for name in names:
        command += ["-r", str(ROOT / "requirements" / (name + ".txt"))]
    if subprocess.run(command, check=False, stdin=subprocess.DEVNULL).returncode != 0:
        fail("pip could not install the packages; its message is above (is there a way to the package index?).")
    stamp.write_text(mark)


if __name__ == "__main__":
    main()
