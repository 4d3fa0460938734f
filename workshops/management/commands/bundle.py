"""`manage.py bundle`: makes the zip that somebody asked for on a page; the server starts it."""

import os
from argparse import ArgumentParser
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from workshops.actions.bundling import make
from workshops.models import ExportJob

NICE = 15


class Command(BaseCommand):
    """Makes one zip, giving way to everything else on this machine."""

    help = "Make the zip of an export that was asked for (started by the server)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which one."""
        parser.add_argument("job", type=UUID)

    def handle(self, *args: Any, **options: Any) -> None:
        """Says the state that it ended in."""
        with suppress(OSError, AttributeError):
            os.nice(NICE)
        try:
            self.stdout.write(make(options["job"]))
        except ExportJob.DoesNotExist:
            raise CommandError("There is no such export.") from None
