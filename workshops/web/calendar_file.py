"""A moment in a workshop's life as a calendar file (RFC 5545). Times go in UTC, so no zone has to be described."""

import datetime as dt
from dataclasses import dataclass

_LINE = 75
"""Octets of a line, without its end; a longer one is folded (section 3.1)."""


@dataclass(frozen=True, slots=True)
class Event:
    """What stands in the calendar. `start` knows its zone; `sequence` rises with every change."""

    uid: str
    start: dt.datetime
    minutes: int
    title: str
    description: str
    location: str
    url: str
    sequence: int = 0


def to_ics(event: Event, now: dt.datetime) -> bytes:
    """The file, with the event alone in it."""
    end = event.start + dt.timedelta(minutes=event.minutes)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Canvasweb//Workshop//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{_text(event.uid)}",
        f"DTSTAMP:{_moment(now)}",
        f"DTSTART:{_moment(event.start)}",
        f"DTEND:{_moment(end)}",
        f"SEQUENCE:{event.sequence}",
        f"SUMMARY:{_text(event.title)}",
        f"DESCRIPTION:{_text(event.description)}",
        f"LOCATION:{_text(event.location)}",
        f"URL:{event.url}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _moment(value: dt.datetime) -> str:
    return value.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    """Section 3.3.11: what would end a value or a line is escaped."""
    value = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return value.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> bytes:
    """The line with CRLF, folded between characters, never inside one."""
    pieces, piece = [], b""
    for char in line:
        octets = char.encode()
        if len(piece) + len(octets) > _LINE:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
