"""A second process on a server's database, kept running: starting Django anew for every question costs seconds.

Reads one JSON string of Python a line, runs it, and answers with the JSON of what it left in `result`.
"""

import json
import os
import subprocess
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.serving import ServerProcess

ROOT = Path(__file__).resolve().parent.parent
COMMAND = """
from django.core.management import call_command
call_command(*{arguments!r})
"""


class Backstage:
    """Runs pieces of code beside a server, as a command of an administrator would."""

    def __init__(self, server: "ServerProcess") -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.backstage"],
            env={**server.environment, "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, code: str) -> Any:
        """Run the code; what it left in `result`, else what it printed."""
        assert self._process.stdin, "a pipe was asked for"
        assert self._process.stdout, "a pipe was asked for"
        self._process.stdin.write(json.dumps(code) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if "error" in answer:
            raise AssertionError(answer["error"])
        return answer["result"]

    def command(self, *arguments: str) -> str:
        """A management command without a new process for it; its output."""
        output: str = self.run(COMMAND.format(arguments=arguments))
        return output

    def close(self) -> None:
        """End it."""
        assert self._process.stdin, "a pipe was asked for"
        self._process.stdin.close()
        self._process.wait(10)


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "canvasweb.settings"
    import django

    django.setup()
    for line in sys.stdin:
        names: dict[str, Any] = {}
        try:
            with redirect_stdout(StringIO()) as printed:
                exec(json.loads(line), names)  # noqa: S102 - our own tests' code
            answer = {"result": names.get("result", printed.getvalue())}
        except Exception as problem:  # noqa: BLE001 - told to the test
            answer = {"error": repr(problem)}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
