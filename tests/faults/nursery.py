"""Starts servers that are to die without paying for their imports each time.

A process that has loaded all that needs no settings forks one server after the other. It is told what to plant by a
line of JSON, and says the number of the child, and later how that ended.
"""

import contextlib
import importlib
import json
import os
import select
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]  # nothing of the test run is imported here: this is a process of its own
LOADED = (
    *("django.core.management", "django.db.models", "django.forms", "django.template.defaulttags"),
    *("django.views.generic", "django.core.handlers.asgi", "django.contrib.auth.hashers"),
    *("django.db.backends.sqlite3.base", "django.db.backends.postgresql.base", "django.db.migrations.executor"),
    *("django.core.cache.backends.redis", "redis.asyncio", "channels.routing", "channels.sessions"),
    *("channels_redis.pubsub", "psycopg_pool", "msgspec", "servestatic.asgi", "segno", "environ"),
    *("twisted.internet.asyncioreactor", "twisted.internet.endpoints", "twisted.web.http"),
    *("autobahn.websocket.protocol", "asyncio", "sqlite3"),
)
"""Nothing that needs Django to be set up, and not Twisted's reactor: a fork would share it."""


class Child:
    """A server that the nursery forked, as far as tests use a process."""

    def __init__(self, nursery: "Nursery", pid: int) -> None:
        assert pid > 1, "kill() means something else by lower numbers"
        self.pid = pid
        self.returncode: int | None = None
        self._nursery = nursery

    def poll(self) -> int | None:
        """How it ended; None while it lives."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """How it ended, waiting at most so long. Raises subprocess.TimeoutExpired."""
        if self.returncode is None:
            self.returncode = self._nursery.told("died", timeout)
        return self.returncode

    def send_signal(self, number: int) -> None:
        """As subprocess has it."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """As subprocess has it."""
        self.send_signal(signal.SIGKILL)


class Nursery:
    """The process that forks; one child at a time."""

    def __init__(self, environment: dict[str, str], descriptor: int, log: Any) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-u", "-m", "tests.faults.nursery", str(descriptor)],
            env=environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            pass_fds=[descriptor],
        )
        self._heard = b""

    def fork(self, plant: tuple[str, ...]) -> Child:
        """A new server with something planted in it; the last one must have ended."""
        assert self._process.stdin, "a pipe was asked for"
        self._process.stdin.write(json.dumps(plant).encode() + b"\n")
        self._process.stdin.flush()
        return Child(self, self.told("born", 30))

    def told(self, word: str, timeout: float | None) -> int:
        """The number behind a word, which is the next thing it says. Raises subprocess.TimeoutExpired."""
        assert self._process.stdout, "a pipe was asked for"
        while b"\n" not in self._heard:
            # Read past Python's own buffers: what lies in those, select knows nothing of.
            if not select.select([self._process.stdout], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired("a server of the nursery", timeout or 0)
            data = os.read(self._process.stdout.fileno(), 1024)
            assert data, "the nursery is gone"
            self._heard += data
        line, _, self._heard = self._heard.partition(b"\n")
        said, number = line.decode().split()
        assert said == word, f"the nursery said {line!r}"
        return int(number)

    def close(self) -> None:
        """End it; the child must have ended."""
        self._process.kill()
        self._process.wait()


def main() -> None:
    from tests.faults.launch import serve

    for name in LOADED:
        importlib.import_module(name)
    descriptor = sys.argv[1]
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            os.dup2(2, 1)  # what the server says belongs into its log
            serve(json.loads(line), ["--fd", descriptor])
            os._exit(0)
        sys.stdout.write(f"born {pid}\n")
        sys.stdout.write(f"died {os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])}\n")


if __name__ == "__main__":
    main()
