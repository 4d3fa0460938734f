"""The test run's environment: which backend, its own data folder, and a server in a process of its own.

CANVASWEB_TEST_BACKEND chooses `sqlite` (the default) or `postgres`, which means PostgreSQL and Redis. They are
started here unless DATABASE_URL and REDIS_URL are set already. `make test` runs both.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.services import Services

BACKEND = os.environ.get("CANVASWEB_TEST_BACKEND", "sqlite")


def scratch_folder() -> Path:
    """A folder that is gone after the run; in memory where there is room, for the fuzz commits many thousand times."""
    memory = Path("/dev/shm")  # noqa: S108 - mkdtemp makes a folder of its own there
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 1 << 30
    return Path(tempfile.mkdtemp(prefix="canvasweb-test-", dir=memory if roomy else None))


SCRATCH = scratch_folder()
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)


def set_up_environment() -> None:
    """Must happen before Django reads its settings."""
    if BACKEND == "postgres":
        services = Services()
        atexit.register(services.stop)
        if not os.environ.get("DATABASE_URL"):
            os.environ["DATABASE_URL"] = services.start_postgresql()
        if not os.environ.get("REDIS_URL"):
            os.environ["REDIS_URL"] = services.start_redis()
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


set_up_environment()

import django
from django.conf import settings
from django.db import connection

# Not Django's in-memory database: several threads and WAL are part of what is tested.
settings.DATABASES["default"]["TEST"] = {"NAME": str(SCRATCH / "test.sqlite3") if BACKEND == "sqlite" else "test"}
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

django.setup()  # so that conftests further down may import models

from tests.serving import Database, ServerProcess

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "database", "server_process", "shared_server"}


def touches_database(item: pytest.Item) -> bool:
    """Whether a test's outcome can depend on the backend."""
    marked = item.get_closest_marker("django_db") is not None
    return marked or bool(DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())))


def pytest_report_header() -> str:
    """Says which backend this run is about."""
    return f"backend: {BACKEND}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On the second backend only what depends on it is run again."""
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
    return ServerProcess.collect_static(SCRATCH / "static")


@pytest.fixture(scope="session")
def empty_database() -> Database:
    """A migrated, empty database to copy from, made once a run."""
    return Database.migrated(SCRATCH)


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
