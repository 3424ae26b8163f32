"""Dates as spreadsheets write them: 1960M01, 2024Q3, Jan-68, 31.12.2024, 2023年10月. Never a guess about today's day or month."""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, pairwise

from core.model import PartialDate, Precision

FIRST_YEAR, LAST_YEAR = 1500, 2200
_PIVOT = 40  # two digits up to 40 are 2000-2040, others 1941-1999

_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august", "sep sept september",
            "oct october", "nov november", "dec december",
        ),
        1,
    )
    for word in words.split()
}  # fmt: skip
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_YEAR = r"(?P<year>\d{4})"
_ANY_YEAR = r"(?P<year>\d{4}|'?\d{2})"
_DAY = r"(?P<day>\d{1,2})"
_TIME = r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[AP]M)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
_FOOTNOTES = re.compile(r"\s*[*†‡§¹²³⁴-⁹⁰]+$|\s+\d{1,2}/$")
_FISCAL_YEAR = re.compile(r"(?:fy ?)?(?P<first>1[5-9]\d\d|2[01]\d\d) ?[-/–] ?(?P<second>\d{2}|\d{4})", re.I)
_BARE_YEAR = re.compile(r"\d{4}(?!\d)", re.A)
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s+", re.I)
_TIMED = re.compile(rf"(?P<day>\d{{4}}([-/.])\d{{1,2}}\2\d{{1,2}}|\d{{1,2}}([-/.])\d{{1,2}}\3\d{{4}}){_TIME}", re.I)
_CHINESE_DIGITS = str.maketrans("一二三四", "1234")


class Status(enum.StrEnum):
    """How sure figures are: measured and final when nothing is said."""

    ACTUAL = "actual"
    ESTIMATED = "estimated"
    PRELIMINARY = "preliminary"
    FORECAST = "forecast"


_STATUS_WORDS = {
    Status.ACTUAL: "a act actual actuals final history historical observed realized realised revised r 實際 实际 實績 实绩",
    Status.ESTIMATED: "e est estimate estimated estimates 估計 估计 估 推估",
    Status.PRELIMINARY: "p prel prelim preliminary provisional 初步 初值",
    Status.FORECAST: "f fc fcst forecast forecasts forecasted proj projection projected projections outlook 預測 预测 預估 预估",
}
_STATUS_OF = {word: status for status, words in _STATUS_WORDS.items() for word in words.split()}
_WITH_STATUS = re.compile(
    r"(?P<date>.*\d[年月日季度]*)\s*[-,/]?\s*[(\[（]?\s*(?P<word>[a-z]{1,11}|[\u4e00-\u9fff]{1,2})\.?\s*[)\]）]?", re.I
)


@dataclass(frozen=True, slots=True)
class Period:
    """A text read as a date. `other`: what it is with the month written first, where both orders are possible and differ.

    status: what is said beside the date of the figures that it dates, as 2027f says that they are a forecast.
    """

    date: PartialDate
    other: PartialDate | None = None
    pattern: str = ""  # which way of writing, for comparing columns: "iso", "yearmonth", "month-year" ...
    month_first: bool | None = None  # what the text itself proves about the order of day and month
    status: Status | None = None


Reader = Callable[[re.Match[str]], Period | None]


@lru_cache(maxsize=100_000)  # a column is looked at more than once, and its texts come back
def read_period(text: str) -> Period | None:
    """The period that the whole of `text` names, or None. 02/03/2024 gives both of its meanings."""
    if len(text) > 200:
        return None
    text = " ".join(text.split())
    if not 4 <= len(text) <= 40 or not any(character.isdigit() for character in text):
        return None
    text = _FOOTNOTES.sub("", text)
    timed = _TIMED.fullmatch(text)
    found = _read(timed["day"] if timed else _WEEKDAY.sub("", text))
    beside = _WITH_STATUS.fullmatch(text) if found is None else None
    status = status_of(beside["word"]) if beside else None
    dated = _read(beside["date"].strip()) if beside and status is not None else None
    return found if dated is None else replace(dated, status=status)


def fiscal_year(text: str) -> Period | None:
    """The fiscal year that 2012-13, 2012/13 or FY2012-13 names, by the year it begins in; None when the two do not follow each other."""
    found = _FISCAL_YEAR.fullmatch(text.strip())
    if not found or (int(found["first"]) + 1) % 100 != int(found["second"]) % 100:
        return None
    return Period(PartialDate(dt.date(int(found["first"]), 1, 1), Precision.YEAR), pattern="fiscal year")


def status_of(word: str) -> Status | None:
    """What a word such as "est." or 預測 says of figures; None when it says nothing of the kind."""
    return _STATUS_OF.get(word.strip(" .()[]").casefold())


@lru_cache(maxsize=100_000)  # half a million moments fall on some hundred days
def _read(text: str) -> Period | None:
    for pattern, reader in _WAYS:
        found = pattern.fullmatch(text)
        if found:
            try:
                period = reader(found)
            except (ValueError, OverflowError):
                continue
            if period is not None and FIRST_YEAR <= period.date.start.year <= LAST_YEAR:
                return period
    return None


def month_number(text: str) -> int:
    """1 for January, Jan., 1, 01 or 1月; 0 for what is no month."""
    word = text.strip().rstrip(".月").casefold()
    return int(word) if word.isascii() and word.isdigit() and 1 <= int(word) <= 12 else _MONTHS.get(word, 0)


def month_of(text: str) -> int:
    """1 for the name January or Jan. or 1月; 0 for what is none, a bare number among it."""
    return 0 if text.strip().isdigit() else month_number(text)


def year_in(text: str) -> int | None:
    """The year that digits are, alone or with a word on how sure the figures are: 2024, 2025e, 2027 (f). None for other texts."""
    found = _BARE_YEAR.match(text.strip())
    if not found or (found[0] != text.strip() and (status_of(text.strip()[4:].strip(" ()[]（）")) is None)):
        return None
    return int(found[0]) if FIRST_YEAR <= int(found[0]) <= LAST_YEAR else None


def year_as_period(number: float) -> PartialDate | None:
    """The year that a number is, if it can be one."""
    return PartialDate(dt.date(int(number), 1, 1), Precision.YEAR) if number == int(number) and FIRST_YEAR <= number <= LAST_YEAR else None


@dataclass(frozen=True, slots=True)
class DayOrder:
    """What a column's texts say about the order of day and month. day_first is None when they prove neither, or both."""

    day_first: bool | None
    ambiguous: int
    day_first_proofs: int
    month_first_proofs: int


def day_order(periods: Iterable[Period]) -> DayOrder:
    """The order of day and month in a column: proved by days beyond 12, else by the one order that gives even, one-way steps."""
    column = [period for period, _again in groupby(periods)]  # a long table has a run of rows of each date
    ambiguous = sum(period.other is not None for period in column)
    proofs = [period.month_first for period in column if period.month_first is not None]
    months, days = sum(proofs), len(proofs) - sum(proofs)
    if bool(months) != bool(days):
        return DayOrder(days > 0, ambiguous, days, months)
    if not months and ambiguous:
        by_day, by_month = (_unevenness([_start(period, first) for period in column]) for first in (True, False))
        if by_day is not None and by_month is not None and min(by_day, by_month) * 4 <= max(by_day, by_month):
            return DayOrder(by_day < by_month, ambiguous, 0, 0)
        if (by_day is None) != (by_month is None):
            return DayOrder(by_day is not None, ambiguous, 0, 0)
    return DayOrder(None, ambiguous, days, months)


def _start(period: Period, day_first: bool) -> int:
    date = period.date if day_first or period.other is None else period.other
    return date.start.toordinal()


def _unevenness(days: list[int]) -> float | None:
    """How uneven the steps of a run of days are (0: all alike), or None when it does not run one way."""
    if len(days) < 4:
        return None  # three dates run one way by chance
    steps = [after - before for before, after in pairwise(days)]
    if not (all(step > 0 for step in steps) or all(step < 0 for step in steps)):
        return None
    sizes = sorted(abs(step) for step in steps)
    middle = sizes[len(sizes) // 2]
    return max(sum(abs(size - middle) for size in sizes) / len(sizes) / middle, 0.02)


def _full_year(text: str) -> int:
    digits = text.lstrip("'")
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) <= _PIVOT else 1900)


def _month_number(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS[text.lower()]


def _a_day(found: re.Match[str]) -> Period:
    return Period(PartialDate(dt.date(_full_year(found["year"]), _month_number(found["month"]), int(found["day"]))), pattern="day")


def _a_month(found: re.Match[str]) -> Period:
    return Period(PartialDate(dt.date(_full_year(found["year"]), _month_number(found["month"]), 1), Precision.MONTH), pattern="month")


def _a_quarter(found: re.Match[str]) -> Period:
    quarter = int(found["quarter"].translate(_CHINESE_DIGITS))
    return Period(PartialDate(dt.date(_full_year(found["year"]), quarter * 3 - 2, 1), Precision.QUARTER), pattern="quarter")


def _a_half(found: re.Match[str]) -> Period:
    second = found["half"] in {"2", "下"}
    return Period(PartialDate(dt.date(_full_year(found["year"]), 7 if second else 1, 1), Precision.HALF), pattern="half")


def _a_year(found: re.Match[str]) -> Period:
    return Period(PartialDate(dt.date(_full_year(found["year"]), 1, 1), Precision.YEAR), pattern="year")


def _a_week(found: re.Match[str]) -> Period:
    return Period(PartialDate(dt.date.fromisocalendar(int(found["year"]), int(found["week"]), 1)), pattern="week")


def _a_taiwan_month(found: re.Match[str]) -> Period:
    year = int(found["year"]) + 1911
    if found["day"]:
        return Period(PartialDate(dt.date(year, int(found["month"]), int(found["day"]))), pattern="day")
    return Period(PartialDate(dt.date(year, int(found["month"]), 1), Precision.MONTH), pattern="month")


def _two_orders(found: re.Match[str]) -> Period | None:
    """03/04/2024: day or month first. With dots the day is first, as everywhere where dates have dots."""
    year, first, second = _full_year(found["year"]), int(found["first"]), int(found["second"])
    by_day = _day_or_none(year, second, first)
    by_month = _day_or_none(year, first, second) if found["mark"] != "." else None
    if by_day and by_month and by_day != by_month:
        return Period(PartialDate(by_day), PartialDate(by_month), "numeric")
    if by_day:
        proof = None if by_month or found["mark"] == "." else False
        return Period(PartialDate(by_day), None, "numeric", proof)
    return Period(PartialDate(by_month), None, "numeric", month_first=True) if by_month else None


def _day_or_none(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _ways(*ways: tuple[str, Reader]) -> tuple[tuple[re.Pattern[str], Reader], ...]:
    return tuple((re.compile(pattern, re.I), reader) for pattern, reader in ways)


_NUMBER_MONTH = r"(?P<month>0?[1-9]|1[0-2])"
_WAYS = _ways(
    (rf"{_YEAR}(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark){_DAY}{_TIME}", _a_day),
    (rf"{_YEAR}\s*-?\s*M\s*{_NUMBER_MONTH}", _a_month),
    (rf"{_YEAR}\s*[-/]\s*{_NUMBER_MONTH}", _a_month),
    (rf"{_NUMBER_MONTH}\s*[-/]\s*{_YEAR}", _a_month),
    (r"(?P<year>1[5-9]\d\d|2[01]\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])", _a_day),
    (_YEAR, _a_year),
    (rf"{_MONTH}[-\s/,.]*{_ANY_YEAR}", _a_month),
    (rf"{_YEAR}[-\s/,.]*{_MONTH}", _a_month),
    (rf"{_DAY}(?:st|nd|rd|th)?[-\s/.]*(?:of\s+)?{_MONTH}[-\s/.,]*{_ANY_YEAR}{_TIME}", _a_day),
    (rf"{_MONTH}\s*{_DAY}(?:st|nd|rd|th)?\s*,?\s+{_YEAR}{_TIME}", _a_day),
    (rf"{_YEAR}[-\s/]+{_MONTH}[-\s/]+{_DAY}{_TIME}", _a_day),
    (rf"{_YEAR}\s*[-/]?\s*Q\s*(?P<quarter>[1-4])", _a_quarter),
    (rf"Q(?P<quarter>[1-4])[-\s/,']*{_ANY_YEAR}", _a_quarter),
    (rf"(?P<quarter>[1-4])Q[-\s/,']*{_ANY_YEAR}", _a_quarter),
    (rf"{_YEAR}\s*[-/]?\s*H\s*(?P<half>[12])", _a_half),
    (rf"H(?P<half>[12])[-\s/,']*{_ANY_YEAR}", _a_half),
    (rf"(?P<half>[12])H[-\s/,']*{_ANY_YEAR}", _a_half),
    (rf"{_YEAR}\s*-?\s*W\s*(?P<week>\d{{1,2}})", _a_week),
    (rf"{_YEAR}\s*年\s*(?P<month>\d{{1,2}})\s*月", _a_month),
    (rf"{_YEAR}\s*年\s*(?P<month>\d{{1,2}})\s*月\s*{_DAY}\s*[日號号]{_TIME}", _a_day),
    (rf"{_YEAR}\s*年", _a_year),
    (rf"{_YEAR}\s*年?\s*第?\s*(?P<quarter>[1-4一二三四])\s*季度?", _a_quarter),
    (rf"{_YEAR}\s*年\s*Q(?P<quarter>[1-4])", _a_quarter),
    (rf"{_YEAR}\s*年?\s*(?P<half>[上下])半年", _a_half),
    (r"(?:民國|民国)\s*(?P<year>\d{2,3})\s*年\s*(?P<month>\d{1,2})\s*月(?:\s*(?P<day>\d{1,2})\s*日)?", _a_taiwan_month),
    (rf"(?P<first>\d{{1,2}})(?P<mark>[-/.])(?P<second>\d{{1,2}})(?P=mark){_ANY_YEAR}{_TIME}", _two_orders),
)
