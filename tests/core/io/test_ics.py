"""Calendars that every calendar program reads: RFC 5545, held against a reader written for the test."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.io.ics import CalendarDay, calendar, escaped, folded, write_calendar
from core.task import Refused

NOW = dt.datetime(2026, 1, 31, 12, 30, tzinfo=dt.UTC)


def read(octets: bytes) -> list[tuple[str, str]]:
    """The lines as names with their parameters and values, unfolded; fails on what RFC 5545 does not allow."""
    assert octets.endswith(b"\r\n")
    lines = octets.split(b"\r\n")[:-1]
    assert all(len(line) <= 75 for line in lines)
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    whole = re.sub(r"\r\n[ \t]", "", octets.decode()).split("\r\n")[:-1]
    return [(name, value) for name, _colon, value in (line.partition(":") for line in whole)]


def unescaped(value: str) -> str:
    return re.sub(r"\\([\\;,nN])", lambda found: "\n" if found[1] in "nN" else found[1], value)


def entries(octets: bytes) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for name, value in read(octets):
        if (name, value) == ("BEGIN", "VEVENT"):
            found.append({})
        elif found and name != "END":
            found[-1][name] = value
    return found


def test_a_day_is_an_all_day_entry_that_ends_before_the_next() -> None:
    day = dt.date(2026, 7, 13)
    octets = calendar([CalendarDay("deadline/E001", day, day, "End; of, talks\\", "one\ntwo", "quota")], "Mine", NOW)
    lines = read(octets)
    assert lines[:4] == [("BEGIN", "VCALENDAR"), ("VERSION", "2.0"), ("PRODID", "-//Orebook//Orebook//EN"), ("CALSCALE", "GREGORIAN")]
    assert lines[-1] == ("END", "VCALENDAR")
    (entry,) = entries(octets)
    assert (entry["DTSTART;VALUE=DATE"], entry["DTEND;VALUE=DATE"], entry["DTSTAMP"]) == ("20260713", "20260714", "20260131T123000Z")
    assert entry["SUMMARY"] == "End\\; of\\, talks\\\\"
    assert unescaped(entry["DESCRIPTION"]) == "one\ntwo"
    assert (entry["CATEGORIES"], entry["TRANSP"]) == ("quota", "TRANSPARENT")


def test_a_month_is_all_of_the_month_and_the_calendar_has_an_end() -> None:
    month = CalendarDay("m", dt.date(2026, 10, 1), dt.date(2026, 10, 31), "Truce")
    last = CalendarDay("z", dt.date.max, dt.date.max, "For ever")
    first, never = entries(calendar([month, last], "Mine", NOW))
    assert (first["DTSTART;VALUE=DATE"], first["DTEND;VALUE=DATE"]) == ("20261001", "20261101")
    assert (never["DTSTART;VALUE=DATE"], "DTEND;VALUE=DATE" in never) == ("99991231", False)


def test_the_same_event_is_the_same_entry_in_every_export() -> None:
    one = CalendarDay("deadline/E001", dt.date(2026, 7, 13), dt.date(2026, 7, 13), "Before")
    moved = CalendarDay("deadline/E001", dt.date(2026, 8, 1), dt.date(2026, 8, 1), "After")
    other = CalendarDay("deadline/E002", dt.date(2026, 7, 13), dt.date(2026, 7, 13), "Before")
    uids = [entry["UID"] for entry in entries(calendar([one, moved, other], "Mine", NOW))]
    assert uids[0] == uids[1] != uids[2]


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_comes_back(title: str, text: str) -> None:
    day = dt.date(2026, 1, 1)
    (entry,) = entries(calendar([CalendarDay("k", day, day, title, text)], title, NOW))
    lines = re.sub("[\x00-\x08\x0b-\x1f\x7f]", "", title.replace("\r\n", "\n").replace("\r", "\n"))
    assert unescaped(entry["SUMMARY"]) == lines.encode("utf-8", "replace").decode()
    assert ("DESCRIPTION" in entry) == bool(text)


@given(st.text(st.characters(exclude_characters="\r\n", codec="utf-8"), max_size=400))
def test_no_character_is_cut_in_two(line: str) -> None:
    pieces = list(folded(line))
    assert all(len(piece) <= 75 and piece.decode() is not None for piece in pieces)
    assert "".join(piece.decode()[at > 0 :] for at, piece in enumerate(pieces)) == line
    assert escaped(line).count("\\") >= line.count(";")


def test_what_the_disk_refuses_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        write_calendar(tmp_path / "gone" / "out.ics", [], "Mine", NOW)
