"""A canvas, what stands on it, and its log. All rows but the log are the fold of the log."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from workshops.domain import canvas as domain
from workshops.domain import items
from workshops.domain.kinds import Kind
from workshops.domain.text import NAME_LIMIT
from workshops.models.log import LogRow
from workshops.models.workshop import Team, Workshop


class Canvas(models.Model):
    """A team's canvas, or a scenario made from it. `head` is the number of its last operation; a new `epoch` makes
    clients load it afresh.

    `own` is the team whose own canvas it is; a scenario has none, but a `name`, and the canvas and number
    (`branch_of`, `branched_at`) that it was made from.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="canvases")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="canvases")
    own = models.OneToOneField(Team, on_delete=models.CASCADE, null=True, related_name="canvas")
    branch_of = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="branches")
    branched_at = models.PositiveIntegerField(default=0)
    name = models.CharField(_("name"), max_length=NAME_LIMIT, blank=True)
    head = models.PositiveIntegerField(default=0, editable=False)
    epoch = models.PositiveIntegerField(default=0, editable=False)
    locked = models.BooleanField(_("locked"), default=False)
    review = models.CharField(_("day of the review"), max_length=10, null=True)

    class Meta:
        verbose_name = _("canvas")
        verbose_name_plural = _("canvases")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(own=models.F("team")) | models.Q(own__isnull=True), name="own_canvas_is_the_teams"
            )
        ]

    def __str__(self) -> str:
        return " · ".join(filter(None, (str(self.workshop), str(self.team), self.name)))

    def to_domain(self, kind: Kind) -> domain.Canvas:
        """The canvas as the domain knows it, from the rows."""
        canvas = domain.Canvas(kind)
        canvas.head = self.head
        canvas.locked = self.locked
        canvas.review = self.review
        blocks = self.blocks.all()
        canvas.locked_blocks = {block.key for block in blocks if block.locked}
        canvas.marks = {block.key: block.mark for block in blocks if block.mark}
        for note in self.notes.all():
            canvas.put(note.to_domain())
        for comment in self.comments.order_by("at", "pk"):
            canvas.put_item("comment", comment.to_domain())
        canvas.outcomes = {str(one.uid): one.to_domain() for one in self.outcomes.order_by("at", "pk")}
        canvas.measures = {str(one.uid): one.to_domain() for one in self.measures.all()}
        canvas.assumptions = {str(one.uid): one.to_domain() for one in self.assumptions.order_by("pk")}
        canvas.experiments = {str(one.uid): one.to_domain() for one in self.experiments.order_by("pk")}
        canvas.links = {str(one.uid): one.to_domain() for one in self.note_links.order_by("pk")}
        for row in self.ballots.all():
            canvas.ballots[str(row.step)] = items.Ballot(closed=row.closed, totals=row.totals)
        for vote in self.votes.filter(dots__gt=0):
            ballot = canvas.ballots.setdefault(str(vote.step), items.Ballot())
            ballot.dots.setdefault(str(vote.note), {})[vote.who] = vote.dots
        return canvas


class Block(models.Model):
    """The state of one block of a canvas."""

    canvas = models.ForeignKey(Canvas, on_delete=models.CASCADE, related_name="blocks")
    key = models.CharField(max_length=40)
    locked = models.BooleanField(_("locked"), default=False)
    mark = models.CharField(_("mark"), max_length=8, blank=True)

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        constraints = [models.UniqueConstraint(fields=["canvas", "key"], name="block_key")]

    def __str__(self) -> str:
        return self.key


class Note(models.Model):
    """A post-it: one idea. `under` is the head of its stack; `by` and `writers` are participants' numbers.

    `to`: whose alone it is (0: everybody's); `anon`: its author is told to nobody. Whoever shows notes keeps to both.
    """

    canvas = models.ForeignKey(Canvas, on_delete=models.CASCADE, related_name="notes")
    uid = models.UUIDField()
    block = models.CharField(max_length=40)
    key = models.TextField()
    text = models.TextField(_("text"), blank=True)
    colour = models.CharField(max_length=8)
    tags = models.JSONField(default=list)
    under = models.UUIDField(null=True)
    by = models.PositiveIntegerField()
    at = models.BigIntegerField()
    removed = models.BooleanField(_("in the bin"), default=False)
    v = models.PositiveIntegerField()
    whole = models.PositiveIntegerField()
    writers = models.JSONField(default=list)
    reactions = models.JSONField(default=dict)
    to = models.PositiveIntegerField(default=0)
    anon = models.BooleanField(default=False)
    step = models.UUIDField(null=True)
    locked = models.BooleanField(_("locked"), default=False)
    shown = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [models.UniqueConstraint(fields=["canvas", "uid"], name="note_id")]

    def __str__(self) -> str:
        return self.text

    def to_domain(self) -> items.Note:
        """The note as the domain knows it."""
        return items.Note(
            id=str(self.uid),
            block=self.block,
            key=self.key,
            text=self.text,
            colour=self.colour,
            tags=self.tags,
            under=str(self.under) if self.under else None,
            by=self.by,
            at=self.at,
            removed=self.removed,
            v=self.v,
            whole=self.whole,
            writers=self.writers,
            reactions=self.reactions,
            to=self.to,
            anon=self.anon,
            step=str(self.step) if self.step else None,
            locked=self.locked,
            shown=self.shown,
        )


class Comment(models.Model):
    """A remark on a note."""

    canvas = models.ForeignKey(Canvas, on_delete=models.CASCADE, related_name="comments")
    uid = models.UUIDField()
    note = models.UUIDField()
    text = models.TextField(_("text"))
    by = models.PositiveIntegerField()
    at = models.BigIntegerField()
    removed = models.BooleanField(_("removed"), default=False)
    anon = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [models.UniqueConstraint(fields=["canvas", "uid"], name="comment_id")]

    def __str__(self) -> str:
        return self.text

    def to_domain(self) -> items.Comment:
        """The comment as the domain knows it."""
        return items.Comment(str(self.uid), str(self.note), self.text, self.by, self.at, self.removed, self.anon)


class Operation(LogRow):
    """One entry of a canvas's log."""

    canvas = models.ForeignKey(Canvas, on_delete=models.CASCADE, related_name="operations")

    class Meta:
        verbose_name = _("operation")
        verbose_name_plural = _("operations")
        ordering = ["n"]
        constraints = [
            models.UniqueConstraint(fields=["canvas", "n"], name="operation_number"),
            models.UniqueConstraint(fields=["canvas", "uid"], name="operation_id"),
        ]
        indexes = [models.Index(fields=["canvas", "by", "-n"], name="operation_by")]

    def __str__(self) -> str:
        return f"{self.n} {self.op}"
