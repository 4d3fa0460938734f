"""What a group takes for true on a canvas and how it finds out. All rows are the fold of the canvas's log."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from workshops.domain import items
from workshops.models.canvas import Canvas


class Standing(models.Model):
    """Who made it and when, and whether it stands.

    `anon`: its author is told to nobody. Whoever shows it keeps to that, and to whether its note is private.
    """

    by = models.PositiveIntegerField()
    at = models.BigIntegerField()
    removed = models.BooleanField(_("removed"), default=False)
    anon = models.BooleanField(default=False)

    class Meta:
        abstract = True


class Measure(models.Model):
    """By what one will see that a note comes true, in the group's words. `uid` is the note's."""

    canvas = models.ForeignKey(Canvas, on_delete=models.CASCADE, related_name="measures")
    uid = models.UUIDField()
    name = models.CharField(_("name"), max_length=80, blank=True)
    now = models.CharField(_("now"), max_length=80, blank=True)
    target = models.CharField(_("target"), max_length=80, blank=True)
    unit = models.CharField(_("unit"), max_length=80, blank=True)
    due = models.CharField(_("date"), max_length=10, null=True)
    owner = models.CharField(_("owner"), max_length=60, blank=True)
    removed = models.BooleanField(_("removed"), default=False)

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        constraints = [models.UniqueConstraint(fields=["canvas", "uid"], name="measure_id")]

    def __str__(self) -> str:
        return self.name

    def to_domain(self) -> items.Measure:
        """The measure as the domain knows it."""
        values = (self.name, self.now, self.target, self.unit, self.due, self.owner, self.removed)
        return items.Measure(str(self.uid), *values)


class Assumption(Standing):
    """What has to be true for a note to hold."""

    canvas = models.ForeignKey(Canvas, on_delete=models.CASCADE, related_name="assumptions")
    uid = models.UUIDField()
    note = models.UUIDField()
    statement = models.TextField(_("statement"))
    importance = models.PositiveSmallIntegerField(_("importance"))
    evidence = models.PositiveSmallIntegerField(_("evidence"))
    status = models.CharField(_("status"), max_length=10)

    class Meta:
        verbose_name = _("assumption")
        verbose_name_plural = _("assumptions")
        constraints = [models.UniqueConstraint(fields=["canvas", "uid"], name="assumption_id")]

    def __str__(self) -> str:
        return self.statement

    def to_domain(self) -> items.Assumption:
        """The assumption as the domain knows it."""
        values = (self.statement, self.importance, self.evidence, self.status)
        standing = (self.by, self.at, self.removed, self.anon)
        return items.Assumption(str(self.uid), str(self.note), *values, *standing)


class Experiment(Standing):
    """How an assumption is put to the test, and what came of it."""

    canvas = models.ForeignKey(Canvas, on_delete=models.CASCADE, related_name="experiments")
    uid = models.UUIDField()
    assumption = models.UUIDField()
    starter = models.CharField(max_length=40, blank=True)
    method = models.TextField(_("method"))
    metric = models.CharField(_("metric"), max_length=120, blank=True)
    threshold = models.CharField(_("passed when"), max_length=120, blank=True)
    owner = models.CharField(_("owner"), max_length=60, blank=True)
    due = models.CharField(_("date"), max_length=10, null=True)
    result = models.CharField(_("result"), max_length=120, blank=True)
    learning = models.TextField(_("learned"), blank=True)
    verdict = models.CharField(_("verdict"), max_length=8, blank=True)

    class Meta:
        verbose_name = _("experiment")
        verbose_name_plural = _("experiments")
        constraints = [models.UniqueConstraint(fields=["canvas", "uid"], name="experiment_id")]

    def __str__(self) -> str:
        return self.method

    def to_domain(self) -> items.Experiment:
        """The experiment as the domain knows it."""
        return items.Experiment(
            id=str(self.uid),
            assumption=str(self.assumption),
            starter=self.starter,
            method=self.method,
            metric=self.metric,
            threshold=self.threshold,
            owner=self.owner,
            due=self.due,
            result=self.result,
            learning=self.learning,
            verdict=self.verdict,
            by=self.by,
            at=self.at,
            removed=self.removed,
            anon=self.anon,
        )


class Link(Standing):
    """The note `other` rests on `note`."""

    canvas = models.ForeignKey(Canvas, on_delete=models.CASCADE, related_name="note_links")
    uid = models.UUIDField()
    note = models.UUIDField()
    other = models.UUIDField()

    class Meta:
        verbose_name = _("link between notes")
        verbose_name_plural = _("links between notes")
        constraints = [models.UniqueConstraint(fields=["canvas", "uid"], name="link_id")]

    def __str__(self) -> str:
        return str(self.uid)

    def to_domain(self) -> items.Link:
        """The link as the domain knows it."""
        standing = (self.by, self.at, self.removed, self.anon)
        return items.Link(str(self.uid), str(self.note), str(self.other), *standing)
