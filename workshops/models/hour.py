"""The agenda of a workshop, and the subjects its people proposed. All rows are the fold of the workshop's log."""

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from workshops.domain import agenda
from workshops.models.account import User
from workshops.models.workshop import Workshop

STEP_FIELDS = (*agenda.FIELDS, "key", "skipped", "revealed", "began", "ended", "gone")


class Step(models.Model):
    """One timed part of a workshop's hour. Times are Unix milliseconds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="steps")
    key = models.TextField()
    title = models.CharField(_("title"), max_length=agenda.TITLE_LIMIT, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=4)
    purpose = models.CharField(max_length=12, default="other")
    block = models.CharField(max_length=40, null=True)
    question = models.CharField(_("question"), max_length=agenda.QUESTION_LIMIT, blank=True)
    may = models.JSONField(default=list)
    private = models.BooleanField(default=False)
    names = models.BooleanField(default=True)
    reading = models.BooleanField(default=False)
    dots = models.PositiveSmallIntegerField(default=3)
    vote_blocks = models.JSONField(default=list)
    coaching = models.TextField(blank=True)
    skipped = models.BooleanField(default=False)
    revealed = models.BooleanField(default=False)
    began = models.BigIntegerField(null=True)
    ended = models.BigIntegerField(null=True)
    gone = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["key", "pk"]

    def __str__(self) -> str:
        return self.title

    def to_domain(self) -> agenda.Step:
        """The step as the domain knows it."""
        return agenda.Step(str(self.pk), **{name: getattr(self, name) for name in STEP_FIELDS})


class Proposal(models.Model):
    """A subject that somebody proposed; `by` and `backers` are participants' numbers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="proposals")
    text = models.CharField(_("subject"), max_length=200)
    by = models.PositiveIntegerField()
    backers = models.JSONField(default=list)
    chosen = models.BooleanField(default=False)
    gone = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text

    def to_domain(self) -> dict[str, Any]:
        """The proposal as the domain knows it."""
        return {name: getattr(self, name) for name in ("text", "by", "backers", "chosen", "gone")}


class SavedAgenda(models.Model):
    """An agenda that somebody keeps for next time: its steps' fields in order, without ids. Goes with the account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="agendas")
    name = models.CharField(_("name"), max_length=agenda.TITLE_LIMIT)
    steps = models.JSONField(default=list)

    class Meta:
        verbose_name = _("saved agenda")
        verbose_name_plural = _("saved agendas")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="saved_agenda_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return sum(int(step["minutes"]) for step in self.steps)
