"""`migrate`, which refuses while a server that owns the database is running."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate

from canvasweb.single import is_served


class Command(migrate.Command):
    """Changes the tables; a room in a running server would go on with the old ones."""

    def handle(self, *args: Any, **options: Any) -> Any:
        """Refuses with one sentence, or does what Django's command does."""
        if is_served(options["database"]):
            raise CommandError("A Canvasweb server is running on this database; stop it first, then migrate.")
        return super().handle(*args, **options)
