"""What a workshop leaves on a canvas: outcomes, votes, versions. All rows are the fold of the canvas's log."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from workshops.domain import items
from workshops.models.canvas import Canvas


class Outcome(models.Model):
    """Something to adjust, stop, start or decide, with owner and date in the group's words."""

    canvas = models.ForeignKey(Canvas, on_delete=models.CASCADE, related_name="outcomes")
    uid = models.UUIDField()
    sort = models.CharField(max_length=8)
    text = models.TextField(_("text"))
    owner = models.CharField(_("owner"), max_length=60, blank=True)
    due = models.CharField(_("date"), max_length=10, null=True)
    by = models.PositiveIntegerField()
    at = models.BigIntegerField()
    removed = models.BooleanField(_("removed"), default=False)

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        constraints = [models.UniqueConstraint(fields=["canvas", "uid"], name="outcome_id")]

    def __str__(self) -> str:
        return self.text

    def to_domain(self) -> items.Outcome:
        """The outcome as the domain knows it."""
        values = (self.sort, self.text, self.owner, self.due, self.by, self.at, self.removed)
        return items.Outcome(str(self.uid), *values)


class Vote(models.Model):
    """The dots of one person on one note in one step. Nobody but the voter is ever told."""

    canvas = models.ForeignKey(Canvas, on_delete=models.CASCADE, related_name="votes")
    step = models.UUIDField()
    note = models.UUIDField()
    who = models.PositiveIntegerField()
    dots = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [models.UniqueConstraint(fields=["canvas", "step", "note", "who"], name="vote_once")]

    def __str__(self) -> str:
        return str(self.dots)


class Ballot(models.Model):
    """A step's vote on a canvas: whether it is closed, and then the dots of each note, the most first."""

    canvas = models.ForeignKey(Canvas, on_delete=models.CASCADE, related_name="ballots")
    step = models.UUIDField()
    closed = models.BooleanField(default=False)
    totals = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        constraints = [models.UniqueConstraint(fields=["canvas", "step"], name="ballot_step")]

    def __str__(self) -> str:
        return str(self.step)


class Version(models.Model):
    """A named moment: the canvas at number `n` of its log. `step` when a step's end left it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    canvas = models.ForeignKey(Canvas, on_delete=models.CASCADE, related_name="versions")
    n = models.PositiveIntegerField()
    name = models.CharField(_("name"), max_length=80)
    step = models.UUIDField(null=True)
    by = models.PositiveIntegerField()
    at = models.BigIntegerField()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["n"]

    def __str__(self) -> str:
        return self.name
