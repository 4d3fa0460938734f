"""A real server in a process of its own, on a database of its own, for browsers and socket clients."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.backstage import Backstage
from tests.services import redis_address
from tests.sharing import next_redis_number

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 30.0
STOP_SECONDS = 20.0


def manage(*arguments: str, environment: dict[str, str], tree: Path = ROOT) -> str:
    """Runs a management command of the code in `tree` in a process of its own; its output. Fails with what it said."""
    done = subprocess.run(
        [sys.executable, str(tree / "manage.py"), *arguments],
        env=environment,
        cwd=tree,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise AssertionError(f"manage.py {' '.join(arguments)} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout


@dataclass(frozen=True)
class Database:
    """An SQLite file or a PostgreSQL database, named by its address."""

    url: str

    @classmethod
    def migrated(cls, folder: Path) -> "Database":
        """A new database with all tables and no rows."""
        if os.environ["DATABASE_URL"].startswith("sqlite"):
            made = cls(f"sqlite:///{folder / 'empty.sqlite3'}")
        else:
            made = cls._create("")
        manage("migrate", "--verbosity", "0", environment={**os.environ, "DATABASE_URL": made.url})
        return made

    @property
    def path(self) -> Path:
        """The file of an SQLite database."""
        return Path(self.url.removeprefix("sqlite:///"))

    @property
    def is_file(self) -> bool:
        """Whether it is SQLite."""
        return self.url.startswith("sqlite")

    def copy(self) -> "Database":
        """The same content under a new name; nobody may be connected to this one."""
        if not self.is_file:
            return self._create(self._name(self.url))
        target = self.path.with_name(f"{uuid.uuid4().hex}.sqlite3")
        shutil.copy(self.path, target)
        return Database(f"sqlite:///{target}")

    def drop(self) -> None:
        """Removes it, throwing out whoever is still connected."""
        if self.is_file:
            for leftover in self.path.parent.glob(self.path.name + "*"):
                leftover.unlink()
        else:
            with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
                connection.execute(f'DROP DATABASE IF EXISTS "{self._name(self.url)}" WITH (FORCE)')

    @classmethod
    def _create(cls, template: str) -> "Database":
        name = f"canvasweb_{uuid.uuid4().hex}"
        base = os.environ["DATABASE_URL"]
        with psycopg.connect(base, autocommit=True) as connection:
            source = f' TEMPLATE "{template}"' if template else ""
            connection.execute(f'CREATE DATABASE "{name}"{source}')
        return cls(urlunsplit(urlsplit(base)._replace(path=f"/{name}")))

    @staticmethod
    def _name(url: str) -> str:
        return urlsplit(url).path.removeprefix("/")


class ServerProcess:
    """`manage.py serve` on a socket that the test opened, so that its address survives a restart.

    While the server is down, new connections wait in the socket's queue and are answered by the next one.
    """

    def __init__(self, database: Database, static_root: Path, var: Path, *, redis: int | None = None) -> None:
        self.database = database
        self.static_root = static_root
        self.var = var
        self.redis = next_redis_number() if redis is None else redis
        self.tree = ROOT
        """Where the code of the server is; another release may take over."""
        var.mkdir(parents=True, exist_ok=True)
        self.log_path = var / f"server-{uuid.uuid4().hex[:8]}.log"
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.port: int = self.socket.getsockname()[1]
        self.url = f"http://localhost:{self.port}"
        self.ws_url = f"ws://localhost:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None
        self._backstage: Backstage | None = None

    @staticmethod
    def collect_static(folder: Path, tree: Path = ROOT) -> Path:
        """Collects and hashes the static files of the code in `tree` into `folder`."""
        environment = {**os.environ, "STATIC_ROOT": str(folder), "HASHED_STATIC": "true"}
        manage("collectstatic", "--no-input", "--verbosity", "0", environment=environment, tree=tree)
        return folder

    @property
    def environment(self) -> dict[str, str]:
        """The variables that the server and its commands run with."""
        return {
            **os.environ,
            "CANVASWEB_VAR": str(self.var),
            "DATABASE_URL": self.database.url,
            "REDIS_URL": redis_address(self.redis),
            "STATIC_ROOT": str(self.static_root),
            "HASHED_STATIC": "true",
            "SITE_ADDRESS": self.url,
            "PYTHONUNBUFFERED": "1",
        }

    @property
    def log(self) -> str:
        """What the server said so far."""
        return self.log_path.read_text(errors="replace") if self.log_path.exists() else ""

    def start(self) -> None:
        """Starts the server and waits until it answers."""
        descriptor = self.socket.fileno()
        with self.log_path.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, str(self.tree / "manage.py"), "serve", "--fd", str(descriptor)],
                env=self.environment,
                cwd=self.tree,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=[descriptor],
            )
        self._await_answer()

    def stop(self) -> int:
        """Asks it to end (SIGTERM) and returns its exit status."""
        return self._end(signal.SIGTERM)

    def kill(self) -> int:
        """Ends it at once (SIGKILL), as a power cut would."""
        return self._end(signal.SIGKILL)

    def restart(self) -> None:
        """Stops and starts it on the same address."""
        self.stop()
        self.start()

    def manage(self, *arguments: str) -> str:
        """Runs a management command on the server's database; its output."""
        return manage(*arguments, environment=self.environment)

    @property
    def backstage(self) -> Backstage:
        """A second process on the server's database, started when first asked for; it outlives restarts."""
        if self._backstage is None:
            self._backstage = Backstage(self)
        return self._backstage

    def sibling(self) -> "ServerProcess":
        """A second server of the same site on another port; only on PostgreSQL with Redis. Not started."""
        return ServerProcess(self.database, self.static_root, self.var, redis=self.redis)

    def close(self) -> None:
        """Ends the server, by force if need be, and what runs beside it, and closes the socket."""
        if self._backstage is not None:
            self._backstage.close()
        if self.process is not None and self.process.poll() is None:
            self.stop()
        self.socket.close()

    def _end(self, number: int) -> int:
        assert self.process is not None, "the server was not started"
        self.process.send_signal(number)
        try:
            return self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError(f"the server did not end in {STOP_SECONDS} s:\n{self.log}") from None

    def _await_answer(self) -> None:
        assert self.process is not None, "called by start"
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise AssertionError(f"the server ended with {self.process.returncode}:\n{self.log}")
            try:
                urllib.request.urlopen(f"{self.url}/static/none", timeout=START_SECONDS).close()
            except urllib.error.HTTPError:
                return  # 404 is an answer
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError(f"the server did not answer in {START_SECONDS} s:\n{self.log}")
