"""What the rows of both logs have in common."""

import uuid
from typing import Any

import msgspec
from django.db import models

from workshops.domain.undo import Entry

FORMAT = 1
"""The version of the rows written now; older ones are brought up by `upcast`."""

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode


class LogRow(models.Model):
    """One operation as it was taken: number, the client's id, who, when, and its effects.

    `body` is JSON: `fx` (effects), `before` (the effects that take them back), `of` (what an undo takes back), `anon`
    (the author is told to nobody). `audience`: 0 everybody alike, 1 as the effects say.
    `at` is in Unix seconds.
    """

    n = models.PositiveIntegerField()
    uid = models.UUIDField()
    by = models.PositiveIntegerField()
    at = models.BigIntegerField()
    op = models.CharField(max_length=20)
    body = models.TextField()
    audience = models.IntegerField(default=0)
    format = models.PositiveSmallIntegerField(default=FORMAT)

    class Meta:
        abstract = True

    def to_domain(self) -> Entry:
        """The entry as the domain knows it."""
        return to_entry(self.n, self.uid, self.by, self.at, self.op, self.body, self.audience, self.format)


ENTRY_FIELDS = ("n", "uid", "by", "at", "op", "body", "audience", "format")


def to_entry(n: int, uid: uuid.UUID, by: int, at: int, op: str, body: str, audience: int, version: int) -> Entry:
    """An entry from a row's values, in the order of ENTRY_FIELDS."""
    data = upcast(_decode(body), version)
    of, anon = data.get("of", []), data.get("anon", False)
    return Entry(n, str(uid), by, at, op, data["fx"], data["before"], audience, of, anon)


def upcast(data: dict[str, Any], version: int) -> dict[str, Any]:
    """A body written by an older version, in today's form. Raises ValueError for one of a newer version."""
    if version != FORMAT:
        raise ValueError(f"log format {version} is not known; this version writes {FORMAT}")
    return data


def to_body(entry: Entry) -> str:
    """The entry's effects as stored."""
    data: dict[str, Any] = {"fx": entry.fx, "before": entry.before}
    if entry.of:
        data["of"] = entry.of
    if entry.anon:
        data["anon"] = True
    return _encode(data).decode()
