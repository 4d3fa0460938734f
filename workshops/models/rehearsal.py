"""A rehearsal: a copy of a workshop in which simulated people take part for some minutes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from workshops.models.workshop import Workshop


class Rehearsal(models.Model):
    """How a rehearsal copy is filled: by how many, from when until when (Unix ms), and when its players were last
    heard of. It goes on while they are heard and nobody stopped it."""

    workshop = models.OneToOneField(Workshop, on_delete=models.CASCADE, primary_key=True, related_name="rehearsal")
    people = models.PositiveSmallIntegerField()
    began = models.BigIntegerField()
    until = models.BigIntegerField()
    heard = models.BigIntegerField()
    stopped = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("rehearsal")
        verbose_name_plural = _("rehearsals")

    def __str__(self) -> str:
        return str(self.workshop)
