"""Keyframes: the folded canvas every so many entries, so that looking far back costs no more than a little way."""

import zlib

import msgspec

from workshops.domain.canvas import Canvas as DomainCanvas
from workshops.domain.kinds import Kind
from workshops.domain.snapshot import Snapshot, freeze, thaw
from workshops.models import Keyframe

EVERY = 2_000
"""Entries from one keyframe to the next: folding so many takes about as long as reading a large keyframe."""

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Snapshot).decode


def due(before: int, after: int) -> bool:
    """Whether a log that grows from one number to another passes a place for a keyframe."""
    return before // EVERY != after // EVERY


def keep(canvas_id: str, canvas: DomainCanvas) -> None:
    """Keep the canvas as it is, unless that moment is kept already. In a transaction or not."""
    body = zlib.compress(_encode(freeze(canvas)), 1)
    Keyframe.objects.bulk_create([Keyframe(canvas_id=canvas_id, n=canvas.head, body=body)], ignore_conflicts=True)


def latest(canvas_id: str, kind: Kind, number: int) -> DomainCanvas | None:
    """The canvas at the last keyframe not after a number; None when there is none, or it cannot be read any more."""
    row = Keyframe.objects.filter(canvas_id=canvas_id, n__lte=number).order_by("-n").first()
    if row is None:
        return None
    try:
        return thaw(kind, _decode(zlib.decompress(row.body)))
    except (zlib.error, msgspec.MsgspecError):  # of an older version, or broken: the log has it all
        return None


def forget(canvas_id: str) -> None:
    """Delete all keyframes of a canvas; they are made anew when somebody looks back."""
    Keyframe.objects.filter(canvas_id=canvas_id).delete()
