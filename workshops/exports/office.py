"""What files for other programs need: characters that XML takes, and bytes that depend on the content alone."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

MOMENT = (1980, 1, 1, 0, 0, 0)
_CANNOT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_TIMES = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def drawable(text: str) -> str:
    """The text as XML can hold it; a character that it cannot hold shows as �."""
    return _CANNOT.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def settled(data: bytes, day: dt.date) -> bytes:
    """The same file with its parts in order and the content's day for every time of making in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        names = sorted(given.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            info = zipfile.ZipInfo(name, MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            body = given.read(name)
            if name == "docProps/core.xml":  # the libraries write the time of saving, whatever was set
                body = _TIMES.sub(f"{day.isoformat()}T00:00:00Z".encode(), body)
            made.writestr(info, body)
    return out.getvalue()
