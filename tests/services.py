"""PostgreSQL and Redis for a test run, on unix sockets in a temporary folder.

Nothing listens on the network and nothing survives the run. As root the database runs as `nobody`, because
PostgreSQL refuses to run as root.
"""

import json
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 30.0
# The machine is not going to lose power during the test, and the data is thrown away.
CARELESS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "jit=off"]
CARELESS += ["wal_level=minimal", "max_wal_senders=0"]


def tools() -> dict[str, Any]:
    """Where the programs are; finds or gets them when no earlier run did."""
    result = ROOT / "build" / "tools.json"
    if not result.exists():
        subprocess.run([sys.executable, str(ROOT / "scripts" / "provision.py")], check=True, stdin=subprocess.DEVNULL)
    found: dict[str, Any] = json.loads(result.read_text())
    return found


def redis_address(number: int) -> str:
    """The REDIS_URL of a numbered database of the run's Redis; empty on a run without."""
    base = os.environ.get("REDIS_URL", "").partition("?")[0]
    return f"{base}?db={number}" if base else ""


@dataclass
class Services:
    """The two servers of one run; `stop` ends them and removes what they wrote.

    `disk` is where PostgreSQL keeps its data when not in the temporary folder; `durable` makes it wait for that disk.
    """

    # In /tmp, not $TMPDIR: the path of a unix socket may only be 107 bytes long.
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="cw-", dir="/tmp")))
    processes: list["subprocess.Popen[bytes]"] = field(default_factory=list)
    disk: Path | None = None
    durable: bool = False

    def start_postgresql(self) -> str:
        """Starts PostgreSQL and returns its DATABASE_URL."""
        programs = self._readable_programs(Path(tools()["postgresql"]["bin"]))
        data = (self.disk or self.folder) / "data"
        data.mkdir(mode=0o700)
        self.folder.chmod(0o711)
        owner: dict[str, Any] = {}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            owner = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
            os.chown(data, nobody.pw_uid, nobody.pw_gid)
            os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "PGUSER": "canvasweb"}
        initdb = [programs / "initdb", "-D", data, "-U", "canvasweb", "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run(
            [str(part) for part in initdb], check=True, capture_output=True, cwd="/", env=environment, **owner
        )
        options = ["listen_addresses=", f"unix_socket_directories={self.folder}", "max_connections=200"]
        if not self.durable:
            options += CARELESS
        command = [str(programs / "postgres"), "-D", str(data)]
        for option in options:
            command += ["-c", option]
        self._start(command, "postgresql.log", env=environment, cwd="/", **owner)
        self._await(self.folder / ".s.PGSQL.5432", "postgresql.log")
        return f"postgresql://canvasweb@/postgres?host={self.folder}"

    def start_redis(self) -> str:
        """Starts Redis and returns its REDIS_URL."""
        path = self.folder / "redis.sock"
        command = [tools()["redis"]["path"], "--port", "0", "--unixsocket", str(path), "--save", ""]
        command += ["--appendonly", "no", "--databases", "512", "--dir", str(self.folder)]
        self._start(command, "redis.log")
        self._await(path, "redis.log")
        return f"unix://{path}"

    def stop(self) -> None:
        """Ends both, by force when asking does not help."""
        for process in reversed(self.processes):
            process.terminate()
        for process in reversed(self.processes):
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _readable_programs(self, programs: Path) -> Path:
        """The programs at a place where `nobody` may run them: a home of root is closed to others."""
        if os.geteuid() != 0 or programs.is_relative_to("/usr"):
            return programs
        copy = self.folder / "pg"
        shutil.copytree(programs.parent, copy, symlinks=True)
        return copy / programs.name

    def _start(self, command: list[str], log: str, **more: Any) -> None:
        with (self.folder / log).open("wb") as output:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, **more
            )
        self.processes.append(process)

    def _await(self, socket: Path, log: str) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not socket.exists():
            if time.monotonic() > deadline or self.processes[-1].poll() is not None:
                raise RuntimeError(f"did not start: {(self.folder / log).read_text(errors='replace')}")
            time.sleep(0.02)
