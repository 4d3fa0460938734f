"""`manage.py serve`: the site on one address, until SIGTERM or SIGINT."""

import gc
import logging
import os
import socket
import sqlite3
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from canvasweb import __version__
from canvasweb.single import ServerLock, lock_file


def local_network_host() -> str:
    """This machine's address in the local network, or localhost when it is in none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a reserved address; connecting a datagram socket sends nothing
            return str(probe.getsockname()[0])
        except OSError:
            return "localhost"


def port_of_descriptor(descriptor: int) -> int:
    """The port that an inherited socket listens on; 0 for one that has none."""
    with socket.socket(fileno=os.dup(descriptor)) as inherited:
        name = inherited.getsockname()
        return int(name[1]) if isinstance(name, tuple) else 0


class Command(BaseCommand):
    """Serves the site with sockets; on SIGTERM it finishes what it took in and exits with 0."""

    help = "Serve the site until SIGTERM."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen: host and port, or a descriptor that the caller opened."""
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 8000), help="port (8000)")
        parser.add_argument("--fd", type=int, help="listen on this inherited socket instead")
        parser.add_argument("--lan", action="store_true", help="serve the local network, for phones in the room")

    def handle(self, *args: Any, **options: Any) -> None:
        """Checks, announces and serves; does not return."""
        self.adopt_address(options)
        if self.is_behind():
            raise CommandError("The database is not up to date; run `manage.py migrate` first.")
        if settings.HASHED_STATIC and not (settings.STATIC_ROOT / "staticfiles.json").exists():
            raise CommandError("The static files are not collected; run `manage.py collectstatic --no-input` first.")
        lock = ServerLock(lock_file())
        if settings.ONE_PROCESS_ONLY and not lock.take():
            raise CommandError(
                "Another Canvasweb server is running on this database; stop it first, "
                "or set DATABASE_URL and REDIS_URL to run several."
            )
        # daphne installs its reactor when it is imported, so that must not happen for other commands.
        from canvasweb.asgi import application
        from canvasweb.server import Server, on_drain
        from workshops.live.rooms import rooms

        on_drain.append(rooms.stop)
        # What is loaded stays for ever: leave it out, and look less often at the many small objects of an edit.
        gc.freeze()
        gc.set_threshold(2_000, 10, 10)
        server = Server(application, [self.endpoint(options)], when_ready=self.announce)
        server.run()
        connections.close_all()
        if server.failed_to_listen:
            raise CommandError(f"Cannot listen: {server.failed_to_listen}")
        self.leave()

    @staticmethod
    def is_behind() -> bool:
        """Whether the tables miss a migration."""
        executor = MigrationExecutor(connection)
        behind = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        if connection.vendor != "sqlite":
            # On SQLite it stays open: while one connection is, closing another never checkpoints.
            connection.close()
        return behind

    def adopt_address(self, options: dict[str, Any]) -> None:
        """Lets links carry the address that is served, unless SITE_ADDRESS says otherwise."""
        port = options["port"] if options["fd"] is None else port_of_descriptor(options["fd"])
        if options["lan"]:
            options["host"] = "0.0.0.0"  # noqa: S104 - that is what --lan asks for
            host = local_network_host()
            settings.ALLOWED_HOSTS += [host, f"{socket.gethostname()}.local".lower()]
        else:
            host = "localhost"
        if not settings.SITE_ADDRESS_IS_SET:
            settings.SITE_ADDRESS = f"http://{host}:{port}"
            settings.CSRF_TRUSTED_ORIGINS = [settings.SITE_ADDRESS]

    @staticmethod
    def endpoint(options: dict[str, Any]) -> str:
        """The address in Twisted's notation."""
        if options["fd"] is not None:
            return f"fd:fileno={options['fd']}"
        host = options["host"].replace(":", r"\:")
        return f"tcp:port={options['port']}:interface={host}"

    def announce(self) -> None:
        """Says which version runs on what, and what to open."""
        on_sqlite = connection.vendor == "sqlite"
        engine = f"SQLite {sqlite3.sqlite_version}" if on_sqlite else connection.display_name
        self.stdout.write(f"Canvasweb {__version__} on {engine}. Open {settings.SITE_ADDRESS}")
        self.stdout.flush()

    @staticmethod
    def leave() -> None:
        """Exits at once: everything is committed, and threads of cut-off requests would hold the interpreter."""
        logging.shutdown()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)
