"""`manage.py create_workshop`: a workshop from a script, with its code, link and canvases on the last line."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from workshops.actions.facilitating import open_workshop
from workshops.actions.joining import join_as_guest
from workshops.domain.operations import Refusal
from workshops.kinds import names
from workshops.models import User, Workshop
from workshops.queries import guest_cookie
from workshops.wording import sentence


class Command(BaseCommand):
    """Makes a workshop for an account, and guests in it when asked."""

    help = "Make a workshop; prints its code, link and canvases."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to call it and who it is for."""
        parser.add_argument("title")
        parser.add_argument("--owner", required=True, help="e-mail address of the facilitator's account")
        parser.add_argument("--make-owner", action="store_true", help="make the account if there is none")
        parser.add_argument("--kind", default="public", choices=names())
        parser.add_argument("--language", default="nl", choices=[code for code, _ in settings.LANGUAGES])
        parser.add_argument("--team", action="append", default=[], help="a team's name; repeat for more teams")
        parser.add_argument("--participants", type=int, default=0, help="guests to join, with a token each")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Makes it, or says in one sentence why not."""
        try:
            workshop = open_workshop(
                self._owner(options),
                title=options["title"],
                kind=options["kind"],
                language=options["language"],
                team_names=options["team"] or ["Team 1"],
            )
            guests = self._guests(workshop, options["participants"])
        except Refusal as refusal:
            raise CommandError(sentence(refusal.code, refusal.details)) from refusal
        made: dict[str, Any] = {
            "workshop": str(workshop.pk),
            "code": workshop.code,
            "link": f"{settings.SITE_ADDRESS}/join/#{workshop.code}",
            "teams": [
                {"id": str(team.pk), "name": team.name, "canvas": str(team.canvas.pk)}
                for team in workshop.teams.select_related("canvas")
            ],
            "cookie": guest_cookie(workshop.pk),
            "participants": guests,
        }
        if options["json"]:
            self.stdout.write(json.dumps(made))
            return
        self.stdout.write(f"{workshop.title}\n  code {made['code']}\n  link {made['link']}")
        for team in made["teams"]:
            self.stdout.write(f"  {team['name']}: {settings.SITE_ADDRESS}/w/{workshop.pk}/c/{team['canvas']}/")

    def _owner(self, options: dict[str, Any]) -> User:
        address = User.objects.normalize_email(options["owner"])
        owner = User.objects.filter(email=address).first()
        if owner is None and options["make_owner"]:
            owner = User.objects.create_user(address, name=address.split("@", 1)[0])
        if owner is None:
            raise CommandError(f"There is no account for {address}; --make-owner makes one.")
        return owner

    def _guests(self, workshop: Workshop, count: int) -> list[dict[str, Any]]:
        teams = list(workshop.teams.all())
        guests = []
        for number in range(count):
            participant, token = join_as_guest(workshop, name=f"Guest {number + 1}", team=teams[number % len(teams)])
            guests.append({"who": participant.who, "token": token, "team": str(participant.team_id)})
        return guests
