"""Two dates in one cell: 2023-2025, Jan–Mar 2024, 2020–23, 1 to 15 May 2025, May 1-15, 2025, 2024年1月至3月, 2023 to present."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.io.periods import read_period
from core.model import PartialDate

_BETWEEN = re.compile(r"\s*(?:[-–—~～至到]|(?<=\s)(?:to|through|until|till|and)(?=\s))\s*", re.I)
_LEADING = re.compile(r"^(?:from|between|自|从|從)\s*", re.I)
_STILL = re.compile(r"(?:present|now|today|ongoing|date|open|今)?", re.I)
_YEAR_LAST = re.compile(r"(?P<month>[A-Za-z]{3,9}\.?)?[\s,]*(?P<year>\d{4})$")
_YEAR_FIRST = re.compile(r"^(?P<year>\d{4}\s*年?)(?P<month>\s*\d{1,2}\s*月)?")
_MONTH_FIRST = re.compile(r"(?P<month>[A-Za-z]{3,9}\.?)\s+\d{1,2}$")
_SHORT_YEAR = re.compile(r"((?:19|20)\d\d)\s*[-–—/]\s*(\d\d)")
_LONGEST = 80  # letters


def read_span(text: str) -> tuple[PartialDate, PartialDate | None] | None:
    """The first and last date that `text` names; the last is None for "2023 to present". None when it is no such pair."""
    text = " ".join(text.split())
    if not 4 <= len(text) <= _LONGEST or read_period(text) is not None:
        return None
    short = _SHORT_YEAR.fullmatch(text)
    if short and short[1][2:] < short[2]:
        return PartialDate.parse(short[1]), PartialDate.parse(short[1][:2] + short[2])
    text = _LEADING.sub("", text)
    for mark in _BETWEEN.finditer(text):
        left, right = text[: mark.start()], text[mark.end() :]
        if _STILL.fullmatch(right):
            start = _date(left)
            return (start, None) if start is not None else None
        for first, last in _completed(left, right):
            start, end = _date(first), _date(last)
            if start is not None and end is not None and start.start <= end.start and start.precision is end.precision:
                return start, end
    return None


def _date(text: str) -> PartialDate | None:
    period = read_period(text)
    return period.date if period is not None and period.other is None else None


def _completed(left: str, right: str) -> Iterator[tuple[str, str]]:
    """Both sides with what one of them leaves to the other: the year, or the month and the year."""
    yield left, right
    late = _YEAR_LAST.search(right)
    if late:
        yield f"{left} {late['year']}", right
        if late["month"]:
            yield f"{left} {late['month']} {late['year']}", right
        month = _MONTH_FIRST.match(left)
        if month and right[: late.start()].strip(" ,").isdigit():
            yield f"{left}, {late['year']}", f"{month['month']} {right}"
    early = _YEAR_FIRST.match(left)
    if early:
        yield left, f"{early['year']}{right}"
        if early["month"]:
            yield left, f"{early[0]}{right}"
