"""A workshop, its teams, the people in it, and its log."""

import copy
import hashlib
import json
import secrets
import uuid
from functools import lru_cache

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workshops.domain import kinds
from workshops.domain.agenda import Hour
from workshops.domain.rights import ROLES
from workshops.domain.rules_people import TEAM_NAME_LIMIT, TITLE_LIMIT
from workshops.domain.text import NAME_LIMIT
from workshops.domain.workshop import Person, WorkshopState
from workshops.models.account import User
from workshops.models.log import LogRow

CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ2345679"
"""30 letters and digits that nobody takes for one another (no I, L, O, 0, 1, 8)."""
CODE_LENGTH = 8


def new_code() -> str:
    """A join code: 8 of 30 letters, some 6.5e11 of them."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


@lru_cache(64)
def _parsed(data: str) -> kinds.Kind:
    """One object for all workshops that hold the same kind: a server may have hundreds of them open."""
    return kinds.parse(json.loads(data))


def hash_token(token: str) -> str:
    """What is stored of a guest's token. The token is random and long, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


class Workshop(models.Model):
    """One session with a topic and a join code. All but the owner, `kind_data` and `rehearses` is the fold of its log.

    `rehearses`: the workshop that this one is a copy of to rehearse with.
    `gets`, `until` (Unix ms) and `thanks` are what participants get when the hour is over (domain/rules_afterwards.py).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="workshops")
    title = models.CharField(_("title"), max_length=TITLE_LIMIT)
    topic = models.TextField(_("topic"), blank=True)
    kind = models.CharField(_("kind"), max_length=40)
    kind_data = models.JSONField(editable=False)
    language = models.CharField(_("language"), max_length=8)
    starts_at = models.DateTimeField(_("date"), null=True, blank=True)
    call_url = models.CharField(_("link to the call"), max_length=500, blank=True)
    rehearses = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, editable=False, related_name="rehearsals"
    )
    code = models.CharField(_("code"), max_length=CODE_LENGTH, unique=True)
    door_open = models.BooleanField(_("door open"), default=True)
    archived = models.BooleanField(_("archived"), default=False)
    hour = models.JSONField(default=dict, editable=False)
    wording = models.JSONField(default=dict, editable=False)
    spotlight = models.JSONField(null=True, editable=False)
    plenary = models.CharField(max_length=36, null=True, editable=False)
    notice = models.JSONField(null=True, editable=False)
    gets = models.CharField(max_length=12, default="look", editable=False)
    until = models.BigIntegerField(null=True, editable=False)
    thanks = models.TextField(blank=True, editable=False)
    head = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    seen_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_alone(self) -> bool:
        """Whether one person fills it in at their own pace."""
        return bool(self.hour.get("alone"))

    def parsed_kind(self) -> kinds.Kind:
        """The workshop's own copy of its kind."""
        return _parsed(json.dumps(self.kind_data))

    def state(self) -> WorkshopState:
        """The workshop as the domain knows it, from the rows."""
        values = {name: getattr(self, name) for name in STATE_FIELDS}
        values["starts_at"] = self.starts_at.isoformat() if self.starts_at else None
        return WorkshopState(
            head=self.head,
            values=values,
            people={one.who: one.to_domain() for one in self.participants.order_by("who")},
            teams={str(team.pk): team.name for team in self.teams.order_by("position")},
            steps={str(step.pk): step.to_domain() for step in self.steps.all()},
            hour=Hour(**self.hour),
            proposals={str(one.pk): one.to_domain() for one in self.proposals.all()},
            wording=copy.deepcopy(self.wording),
            blocks=tuple(self.parsed_kind().blocks),
        )


STATE_FIELDS = (
    *("title", "topic", "kind", "language", "starts_at", "call_url", "code", "door_open", "archived"),
    *("spotlight", "plenary", "notice", "gets", "until", "thanks"),
)


class Team(models.Model):
    """A group in a workshop; it has one canvas."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="teams")
    name = models.CharField(_("name"), max_length=TEAM_NAME_LIMIT)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class Participant(models.Model):
    """A person in a workshop, known there by a number. A guest has a token in a cookie, a facilitator an account.

    `token_hash` and `user` are how somebody is recognised; `away_from` and `away_until` (Unix ms) are their last
    absence, as the server heard it; all the rest is the fold of the workshop's log.
    """

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="participants")
    who = models.PositiveIntegerField(editable=False)
    name = models.CharField(_("name"), max_length=NAME_LIMIT)
    role = models.CharField(_("role"), max_length=12, choices=[(role, role) for role in ROLES])
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="participants")
    removed = models.BooleanField(_("removed"), default=False)
    hand = models.BigIntegerField(null=True, editable=False)
    ready = models.CharField(max_length=36, null=True, editable=False)
    away_from = models.BigIntegerField(null=True, editable=False)
    away_until = models.BigIntegerField(null=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="participations")
    token_hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["who"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "who"], name="participant_number"),
            models.UniqueConstraint(fields=["workshop", "user"], name="participant_account"),
            models.UniqueConstraint(fields=["token_hash"], condition=~Q(token_hash=""), name="participant_token"),
        ]

    def __str__(self) -> str:
        return self.name

    def to_domain(self) -> Person:
        """The person as the domain knows them."""
        team = str(self.team_id) if self.team_id else None
        return Person(self.who, self.name, self.role, team, self.removed, self.hand, self.ready)


class WorkshopOperation(LogRow):
    """One entry of a workshop's log."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="operations")

    class Meta:
        verbose_name = _("workshop operation")
        verbose_name_plural = _("workshop operations")
        ordering = ["n"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "n"], name="workshop_operation_number"),
            models.UniqueConstraint(fields=["workshop", "uid"], name="workshop_operation_id"),
        ]

    def __str__(self) -> str:
        return f"{self.n} {self.op}"
