"""What is kept of exports: how a workshop's are prepared, links to look at a canvas, and long ones being made.

These are rows of their own, not the fold of a log: they change nothing on a canvas, and a log is told to everybody.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from workshops.models.canvas import Canvas
from workshops.models.record import Version
from workshops.models.workshop import Workshop

CLIENT_LIMIT = 80
FOR_LIMIT = 60


class Prepared(models.Model):
    """How the exports of a workshop come out: what its facilitators chose last. `accent` is `#rrggbb` or empty,
    `logo` the bytes of a PNG or JPEG, `chapters` the keys of a report's chapters (none: all there are)."""

    workshop = models.OneToOneField(Workshop, on_delete=models.CASCADE, primary_key=True, related_name="prepared")
    format = models.CharField(max_length=12, default="pdf")
    paper = models.CharField(max_length=4, default="a3")
    names = models.BooleanField(_("names"), default=True)
    comments = models.BooleanField(_("comments"), default=True)
    votes = models.BooleanField(_("votes"), default=True)
    links = models.BooleanField(_("links between notes"), default=False)
    chapters = models.JSONField(_("chapters"), default=list, blank=True)
    client = models.CharField(_("client"), max_length=CLIENT_LIMIT, blank=True)
    accent = models.CharField(_("colour"), max_length=7, blank=True)
    logo = models.BinaryField(default=bytes)

    class Meta:
        verbose_name = _("prepared export")
        verbose_name_plural = _("prepared exports")

    def __str__(self) -> str:
        return str(self.workshop)


class SharedLink(models.Model):
    """A link with which whoever has it looks at a canvas: as it is now, or (`version`) as it was.

    Times are Unix milliseconds; `by` is the facilitator's number, `whom` a word about whom it is for.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    canvas = models.ForeignKey(Canvas, on_delete=models.CASCADE, related_name="links")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, null=True, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    whom = models.CharField(_("for whom"), max_length=FOR_LIMIT, blank=True)
    names = models.BooleanField(_("names"), default=False)
    comments = models.BooleanField(_("comments"), default=False)
    until = models.BigIntegerField(null=True)
    by = models.PositiveIntegerField()
    at = models.BigIntegerField()
    revoked = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("shared link")
        verbose_name_plural = _("shared links")
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.whom or str(self.pk)

    def is_open(self, now: int) -> bool:
        """Whether it leads anywhere at `now` (Unix ms)."""
        return self.revoked is None and (self.until is None or now < self.until)


class ExportJob(models.Model):
    """Everything of a workshop being put into one file: how far it is, and when its maker was last heard of.

    `state`: running, done, failed or cancelled; `problem`: why it failed, as a code of wording.py, when that is known.
    Times are Unix milliseconds.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="export_jobs")
    by = models.PositiveIntegerField()
    state = models.CharField(max_length=12, default="running")
    problem = models.CharField(max_length=20, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    began = models.BigIntegerField()
    heard = models.BigIntegerField()

    class Meta:
        verbose_name = _("export being made")
        verbose_name_plural = _("exports being made")
        ordering = ["-began"]

    def __str__(self) -> str:
        return f"{self.workshop} {self.state}"
