"""`manage.py demo`: the worked case, for a newcomer to look around in. Run again, it does no harm."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from workshops.actions.demo import make_demo


class Command(BaseCommand):
    """Makes the demo workshop and says how to sign in."""

    help = "Make the demo workshop (once) and say how to sign in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The password, when it must be a known one."""
        parser.add_argument("--password", help="password of the demo account when it is made (default: a random one)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Makes it, or finds it there."""
        path = settings.VAR_DIR / "demo-password"
        demo = make_demo(password=options["password"])
        if demo.password is not None:
            path.touch(mode=0o600)
            path.write_text(demo.password + "\n", "ascii")
        password = path.read_text("ascii").strip() if path.exists() else None
        self.stdout.write("The demo workshop is ready." if demo.made else "The demo workshop was there already.")
        self.stdout.write(f"  Join as a guest with the code  {demo.workshop.code[:4]} {demo.workshop.code[4:]}")
        shown = password or "(the one it was given; the page 'forgot your password' makes another)"
        self.stdout.write(
            f"  Facilitator: sign in as        {demo.owner.email}\n  with the password              {shown}"
        )
