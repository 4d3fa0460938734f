"""What makes a long log quick to look back into. Derived: whoever deletes it loses time, and no data."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from workshops.models.canvas import Canvas


class Keyframe(models.Model):
    """The whole canvas after operation `n`, as a compressed snapshot (history/keyframes.py)."""

    canvas = models.ForeignKey(Canvas, on_delete=models.CASCADE, related_name="keyframes")
    n = models.PositiveIntegerField()
    body = models.BinaryField()

    class Meta:
        verbose_name = _("keyframe")
        verbose_name_plural = _("keyframes")
        constraints = [models.UniqueConstraint(fields=["canvas", "n"], name="keyframe_number")]

    def __str__(self) -> str:
        return str(self.n)
