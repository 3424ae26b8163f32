"""Calendar dates as the sources give them: to the day, the month, the quarter, the half or the year; and legal clocks."""

from __future__ import annotations

import calendar
import datetime as dt
import enum
import re
from dataclasses import dataclass
from typing import Self

from core.words import _


class Precision(enum.StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


_COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fourteen": 14, "fifteen": 15, "eighteen": 18, "twenty": 20, "twenty-four": 24, "thirty": 30,
    "forty-five": 45, "sixty": 60, "ninety": 90,
}  # fmt: skip
COUNT_WORD = "(?:" + "|".join(sorted(_COUNTS, key=len, reverse=True)) + ")"
CHINESE_COUNT = "[一二三四五六七八九兩两]?十[一二三四五六七八九]?|[一二三四五六七八九兩两]"
_CLOCK = re.compile(
    rf"(?:within |for |a period of )*(?P<count>\d{{1,5}}|{COUNT_WORD})[ -]*(?:calendar[ -]|full[ -])?(?P<unit>day|week|month|year)s?"
    r"(?: period| window| deadline| clock)?"
)
_CHINESE_CLOCK = re.compile(
    rf"(?P<count>\d{{1,5}}|{CHINESE_COUNT}|半)\s*(?:個|个)?\s*(?P<unit>天|日|週|周|星期|月|年)(?:[內内]|期限?|之[內内])?"
)
_CHINESE_DIGITS = str.maketrans("一二三四五六七八九兩两", "12345678922")
_CHINESE_UNITS = dict.fromkeys("天日", "day") | dict.fromkeys(("週", "周", "星期"), "week") | {"月": "month", "年": "year"}

_MONTHS = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.HALF: 6, Precision.YEAR: 12}
_ISO = re.compile(r"(?P<year>\d{4})(?:-(?:(?P<month>\d{2})(?:-(?P<day>\d{2}))?|Q(?P<quarter>[1-4])|H(?P<half>[12])))?")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date with its precision; `start` is the first day it can mean. Ordered by that day, then by precision.

    Written as ISO 8601 where there is a form, else as 2026-Q2 and 2026-H2.
    """

    start: dt.date
    precision: Precision = Precision.DAY

    @classmethod
    def parse(cls, text: str) -> Self:
        """2026-01-14, 2026-01, 2026-Q1, 2026-H1 or 2026. Raises ValueError with a sentence for anything else."""
        found = _ISO.fullmatch(text.strip().upper())
        try:
            if not found:
                raise ValueError
            year = int(found["year"])
            if found["quarter"]:
                return cls(dt.date(year, int(found["quarter"]) * 3 - 2, 1), Precision.QUARTER)
            if found["half"]:
                return cls(dt.date(year, int(found["half"]) * 6 - 5, 1), Precision.HALF)
            if found["day"]:
                return cls(dt.date(year, int(found["month"]), int(found["day"])), Precision.DAY)
            if found["month"]:
                return cls(dt.date(year, int(found["month"]), 1), Precision.MONTH)
            return cls(dt.date(year, 1, 1), Precision.YEAR)
        except ValueError:
            raise ValueError(_("“{text}” is not a date; write 2026-01-14, 2026-01, 2026-Q1, 2026-H1 or 2026").format(text=text)) from None

    @property
    def end(self) -> dt.date:
        """The last day that the date can mean, inclusive."""
        if self.precision is Precision.DAY:
            return self.start
        return add_months(self.start, _MONTHS[self.precision]) - dt.timedelta(days=1)

    def __str__(self) -> str:
        year = f"{self.start.year:04d}"
        match self.precision:
            case Precision.DAY:
                return self.start.isoformat()
            case Precision.MONTH:
                return f"{year}-{self.start.month:02d}"
            case Precision.QUARTER:
                return f"{year}-Q{(self.start.month + 2) // 3}"
            case Precision.HALF:
                return f"{year}-H{1 if self.start.month < 7 else 2}"
            case Precision.YEAR:
                return year


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day `months` later, or the month's last day where it has no such day. Beyond the year 9999: its last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if year > dt.MAXYEAR:
        return dt.date.max
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Clock:
    """A legal clock: a duration such as 180 days, 6 months or 1 year. `count` of `unit` ("day", "week", "month", "year")."""

    count: int
    unit: str = "day"

    @classmethod
    def parse(cls, text: str) -> Self:
        """180 days, six months, 1 year, a week, 180天, 六個月, 半年. Raises ValueError with a sentence for anything else."""
        words = " ".join(text.casefold().split())
        found = _CLOCK.fullmatch(words)
        if found:
            count, unit = _COUNTS.get(found["count"], 0) or int(found["count"]), found["unit"]
        elif found := _CHINESE_CLOCK.fullmatch(words):
            count, unit = _chinese_count(found["count"], _CHINESE_UNITS[found["unit"]])
        if not found or count == 0:
            raise ValueError(_("“{text}” is not a period; write 180 days, 6 months or 1 year").format(text=text))
        return cls(count, unit)

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'s' if self.count != 1 else ''}"

    def deadline(self, start: dt.date) -> dt.date:
        """The day on which the clock started on `start` runs out: 2026-01-14 + 180 days = 2026-07-13. At the latest 9999-12-31."""
        match self.unit:
            case "day" | "week":
                days = self.count * (7 if self.unit == "week" else 1)
                return start + dt.timedelta(days=min(days, (dt.date.max - start).days))
            case "month":
                return add_months(start, self.count)
            case _:
                return add_months(start, 12 * self.count)


def chinese_number(text: str) -> int:
    """The number that Chinese characters from 一 to 九十九 write."""
    tens, ten, ones = text.translate(_CHINESE_DIGITS).rpartition("十")
    return (int(tens or 1) * 10 if ten else 0) + int(ones or 0)


def _chinese_count(text: str, unit: str) -> tuple[int, str]:
    if text == "半":
        return (6, "month") if unit == "year" else (0, unit)
    return int(text) if text.isdecimal() else chinese_number(text), unit
