"""`manage.py export`: the files of the export page, from a script."""

from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from workshops import kinds
from workshops.actions.exporting import blank, export, prepared_of, wishes_of
from workshops.actions.logos import BYTES_MOST, read_logo
from workshops.domain.kinds import LANGUAGES
from workshops.domain.operations import Refusal
from workshops.exports.blank import FORMS as BLANK_FORMS
from workshops.exports.chapters import CHAPTERS
from workshops.exports.content import Wishes
from workshops.exports.formats import FORMATS, PAPERS
from workshops.exports.names import file_name
from workshops.models import Canvas, Version, Workshop
from workshops.wording import sentence

ALL = "all"


class Command(BaseCommand):
    """Writes canvases of one workshop as files; exits with 0, or with 1 and a sentence."""

    help = "Export canvases of a workshop. What is not said is as its facilitators chose it on the export page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which workshop, what of it, and where to."""
        parser.add_argument("workshop", nargs="?", help="id of the workshop, as in its address, or its join code")
        parser.add_argument("--blank", choices=kinds.names(), help="the empty sheet of a kind, and of no workshop")
        parser.add_argument("--language", choices=LANGUAGES, help="of the empty sheet; not said: all there are")
        parser.add_argument("--team", default=ALL, help="name of a team, or `all` (all)")
        parser.add_argument("--format", choices=[*FORMATS, ALL], help="as what, or `all`")
        parser.add_argument("--paper", choices=list(PAPERS), help="size of the paper, landscape")
        parser.add_argument("--version-name", help="as it was at the last version of this name, not as it is")
        parser.add_argument("--chapters", help=f"of the report, with commas between: {', '.join(CHAPTERS)}")
        parser.add_argument("--no-names", action="store_true", help="leave out the names of people")
        parser.add_argument("--no-comments", action="store_true", help="leave out comments")
        parser.add_argument("--links", action="store_true", help="say on which notes a note rests")
        parser.add_argument("--no-votes", action="store_true", help="leave out counted votes")
        parser.add_argument("--client", help="the client's name")
        parser.add_argument("--accent", help="the client's colour, as #rrggbb")
        parser.add_argument("--logo", type=Path, help="the client's logo, a PNG or JPEG")
        parser.add_argument("--out", type=Path, default=Path(), help="a folder that is there, or the file for one (.)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Writes the files and says their paths, one a line."""
        if bool(options["workshop"]) == bool(options["blank"]):
            raise CommandError("Say which workshop, or --blank and a kind.")
        if options["blank"]:
            self._blank(options)
            return
        workshop = self._workshop(options["workshop"])
        prepared = prepared_of(workshop)
        wishes = self._wishes(wishes_of(prepared), options)
        paper = options["paper"] or prepared.paper
        chosen = options["format"] or prepared.format
        keys = list(FORMATS) if chosen == ALL else [chosen]
        orders = [(canvas, key) for canvas in self._canvases(workshop, options["team"]) for key in keys]
        out: Path = options["out"]
        _folder_for(out, len(orders))
        for canvas, key in orders:
            self._write(out, canvas, key, paper, wishes, self._version(canvas, options["version_name"]))

    def _blank(self, options: dict[str, Any]) -> None:
        """On every paper and in every language, or on the one that was asked for."""
        form = options["format"] or "pdf"
        if form not in BLANK_FORMS:
            raise CommandError(f"An empty sheet is one of {', '.join(BLANK_FORMS)}.")
        data = kinds.load(options["blank"])
        papers = [options["paper"]] if options["paper"] else list(PAPERS)
        languages = [options["language"]] if options["language"] else list(LANGUAGES)
        orders = [(paper, language) for language in languages for paper in papers]
        out: Path = options["out"]
        _folder_for(out, len(orders))
        for paper, language in orders:
            name = file_name(form, data["name"][language], language, paper.upper())
            try:
                made = blank(data, language, paper, form)
            except Refusal as refusal:
                raise CommandError(f"{name}: {sentence(refusal.code, refusal.details)}") from refusal
            self._keep(out, name, made)

    def _keep(self, out: Path, name: str, data: bytes) -> None:
        path = _free(out / name) if out.is_dir() else out
        try:
            path.write_bytes(data)
        except OSError as problem:
            raise CommandError(f"{path} cannot be written: {problem.strerror}.") from problem
        self.stdout.write(str(path))

    def _write(self, out: Path, canvas: Canvas, key: str, paper: str, wishes: Wishes, version: Version | None) -> None:
        try:
            file = export(canvas, key, paper, wishes, version)
        except Refusal as refusal:
            said = sentence(refusal.code, refusal.details)
            raise CommandError(f"{canvas.team.name}, {key}: {said}") from refusal
        self._keep(out, file.name, file.data)

    def _workshop(self, named: str) -> Workshop:
        try:
            found = Workshop.objects.filter(pk=UUID(named)).first()
        except ValueError:
            found = Workshop.objects.filter(code=named.replace(" ", "").replace("-", "").upper()).first()
        if found is None:
            raise CommandError(f"There is no workshop {named}.")
        return found

    def _canvases(self, workshop: Workshop, team: str) -> list[Canvas]:
        rows = workshop.canvases.select_related("team", "workshop").order_by("team__position")
        found = list(rows if team == ALL else rows.filter(team__name=team))
        if not found:
            names = ", ".join(workshop.teams.values_list("name", flat=True))
            raise CommandError(f"There is no team {team}; there is {names}.")
        return found

    def _version(self, canvas: Canvas, name: str | None) -> Version | None:
        if name is None:
            return None
        found = canvas.versions.filter(name=name).last()
        if found is None:
            raise CommandError(f"{canvas.team.name} has no version {name}.")
        return found

    def _wishes(self, kept: Wishes, options: dict[str, Any]) -> Wishes:
        accent = kept.accent if options["accent"] is None else options["accent"].lower()
        if accent and not (len(accent) == 7 and accent[0] == "#" and set(accent[1:]) <= set("0123456789abcdef")):
            raise CommandError("--accent is a colour as #rrggbb.")
        chapters = kept.chapters if options["chapters"] is None else tuple(options["chapters"].split(","))
        for key in chapters:
            if key not in CHAPTERS:
                raise CommandError(f"There is no chapter {key}; there is {', '.join(CHAPTERS)}.")
        return replace(
            kept,
            chapters=chapters,
            names=kept.names and not options["no_names"],
            comments=kept.comments and not options["no_comments"],
            votes=kept.votes and not options["no_votes"],
            links=kept.links or options["links"],
            client=kept.client if options["client"] is None else options["client"],
            accent=accent,
            logo=kept.logo if options["logo"] is None else _logo(options["logo"]),
        )


def _logo(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return read_logo(file.read(BYTES_MOST + 1))
    except OSError as problem:
        raise CommandError(f"{path} cannot be read: {problem.strerror}.") from problem
    except Refusal as refusal:
        raise CommandError(sentence(refusal.code, refusal.details)) from refusal


def _folder_for(out: Path, files: int) -> None:
    if not out.is_dir() and (files > 1 or not out.parent.is_dir()):
        raise CommandError(f"{out} is not a folder; make it first.")


def _free(path: Path) -> Path:
    """The path, or the next one with a number: teams may have one name, and nothing is written over."""
    number = 2
    found = path
    while found.exists():
        found = path.with_stem(f"{path.stem} {number}")
        number += 1
    return found
