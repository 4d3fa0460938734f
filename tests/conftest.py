"""The test run's environment: which backend, its own data folder, and a server in a process of its own.

CANVASWEB_TEST_BACKEND chooses `sqlite` (the default) or `postgres`, which means PostgreSQL and Redis. They are
started here unless DATABASE_URL and REDIS_URL are set already. `make test` runs both.
"""

import atexit
import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.services import Services, redis_address
from tests.sharing import RUN, SCRATCH, WORKER, next_redis_number, once

BACKEND = os.environ.get("CANVASWEB_TEST_BACKEND", "sqlite")


def set_up_environment() -> None:
    """Must happen before Django reads its settings. Workers inherit the services of the process that leads them."""
    if BACKEND == "postgres":
        if not WORKER:
            start_services()
        os.environ["REDIS_URL"] = redis_address(next_redis_number())
    elif BACKEND == "sqlite":
        os.environ["DATABASE_URL"] = f"sqlite:///{SCRATCH / 'database.sqlite3'}"
        os.environ["REDIS_URL"] = ""
    else:
        raise pytest.UsageError("CANVASWEB_TEST_BACKEND is `sqlite` or `postgres`")
    os.environ["CANVASWEB_VAR"] = str(SCRATCH / "var")
    os.environ["STATIC_ROOT"] = str(SCRATCH / "static")
    os.environ["HASHED_STATIC"] = os.environ["DEBUG"] = "false"
    os.environ["SITE_ADDRESS"] = "http://testserver"
    os.environ["EMAIL_URL"] = ""
    os.environ["DJANGO_SETTINGS_MODULE"] = "canvasweb.settings"
    Path(os.environ["STATIC_ROOT"]).mkdir()


def start_services() -> None:
    """Those that the environment does not name yet."""
    services = Services()
    atexit.register(services.stop)
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = services.start_postgresql()
    if not os.environ.get("REDIS_URL"):
        os.environ["REDIS_URL"] = services.start_redis()


set_up_environment()

import django
from django.conf import settings
from django.db import connection

# Not Django's in-memory database: several threads and WAL are part of what is tested.
settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = (
    str(SCRATCH / "test.sqlite3") if BACKEND == "sqlite" else "test"
)
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

django.setup()  # so that conftests further down may import models

from tests.serving import Database, ServerProcess
from workshops import broadcast

# Nobody hears what this process rings, and a connection to Redis for each ring takes longer than most tests.
# Servers and what runs beside them are processes of their own, with the real bell.
broadcast.carry_with(lambda message: None)
gc.freeze()  # what is loaded by now stays: the collector need not look at it thousands of times

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "database", "server_process", "shared_server"}


def touches_database(item: pytest.Item) -> bool:
    """Whether a test's outcome can depend on the backend."""
    marked = item.get_closest_marker("django_db") is not None
    return marked or bool(DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())))


def pytest_configure(config: pytest.Config) -> None:
    """Workers must come to Django's settings by way of this file: with the variable set, a plugin reads them before."""
    if config.getoption("numprocesses", None):
        del os.environ["DJANGO_SETTINGS_MODULE"]


def pytest_report_header() -> str:
    """Says which backend this run is about."""
    return f"backend: {BACKEND}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes long comes first. On the second backend only what depends on it is run again."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    if BACKEND == "sqlite":
        return
    again = [item for item in items if touches_database(item) and not item.get_closest_marker("one_backend")]
    left_out = [item for item in items if item not in again]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = again


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """pytest-django's own; at the end it first ends the connections that threads of async tests left open."""
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )


@pytest.fixture(scope="session")
def static_root() -> Path:
    """The collected static files, hashed as in production, made once a run."""
    return Path(once("static", lambda: str(ServerProcess.collect_static(RUN / "static"))))


@pytest.fixture(scope="session")
def empty_database() -> Database:
    """A migrated, empty database to copy from, made once a run."""
    return Database(once("database", lambda: Database.migrated(RUN).url))


@pytest.fixture
def database(empty_database: Database) -> Iterator[Database]:
    """A database of its own for a server in another process."""
    copy = empty_database.copy()
    yield copy
    copy.drop()


@pytest.fixture
def server_process(static_root: Path, database: Database, tmp_path: Path) -> Iterator[ServerProcess]:
    """A real `manage.py serve`, running; see ServerProcess for what a test can do to it."""
    server = ServerProcess(database, static_root, tmp_path / "var")
    server.start()
    yield server
    server.close()


@pytest.fixture(scope="session")
def shared_server(
    static_root: Path, empty_database: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ServerProcess]:
    """One server for all tests that neither end it nor fill it up; each makes a workshop of its own on it."""
    database = empty_database.copy()
    server = ServerProcess(database, static_root, tmp_path_factory.mktemp("shared") / "var")
    server.start()
    yield server
    server.close()
    database.drop()
