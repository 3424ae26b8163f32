"""Days for a calendar: iCalendar (RFC 5545), all-day events, read by Outlook, Thunderbird, Google and Apple calendars alike."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from core.io.replacing import writing

_OURS = uuid.UUID("b6f0f3a4-7a0e-5d0c-9a55-0e8e7d1c2a11")  # the namespace of the ids of our entries
_LONGEST = 75  # octets of a line, without its end (RFC 5545, 3.1)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """An all-day entry from first to last (both inclusive). key: what it is of; the same key is the same entry in every export."""

    key: str
    first: dt.date
    last: dt.date
    title: str
    text: str = ""
    category: str = ""


def write_calendar(path: Path, days: Iterable[CalendarDay], name: str, now: dt.datetime) -> None:
    """Write the days in one step. name: of the calendar; now: the moment of the export, UTC. Raises `Refused` as the disk says."""
    with writing(path) as beside:
        beside.write_bytes(calendar(days, name, now))


def calendar(days: Iterable[CalendarDay], name: str, now: dt.datetime) -> bytes:
    """The calendar as the file holds it: UTF-8, lines that end in CR LF, none longer than 75 octets."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Orebook//Orebook//EN", "CALSCALE:GREGORIAN", f"X-WR-CALNAME:{escaped(name)}"]
    for one in days:
        lines += _entry(one, f"{now:%Y%m%dT%H%M%SZ}")
    lines.append("END:VCALENDAR")
    return b"".join(piece + b"\r\n" for line in lines for piece in folded(line))


def escaped(text: str) -> str:
    """A text as a value: backslash, semicolon, comma and line ends escaped; characters that no calendar may hold left out."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return text


def folded(line: str) -> Iterator[bytes]:
    """The line in pieces of at most 75 octets, all but the first begun with a space; no character is cut in two."""
    piece = b""
    for character in line:
        octets = character.encode("utf-8", "replace")
        if len(piece) + len(octets) > _LONGEST:
            yield piece
            piece = b" "
        piece += octets
    yield piece


def _entry(one: CalendarDay, stamp: str) -> list[str]:
    after = one.last + _DAY if one.last < dt.date.max else dt.date.max
    return [
        "BEGIN:VEVENT",
        f"UID:{uuid.uuid5(_OURS, one.key.encode('utf-8', 'replace').decode())}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{_written(one.first)}",
        *([f"DTEND;VALUE=DATE:{_written(after)}"] if after > one.first else []),
        f"SUMMARY:{escaped(one.title)}",
        *([f"DESCRIPTION:{escaped(one.text)}"] if one.text else []),
        *([f"CATEGORIES:{escaped(one.category)}"] if one.category else []),
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _written(day: dt.date) -> str:
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"
