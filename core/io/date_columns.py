"""The dates of a column as an array: real dates, serials, years, and every way of writing them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from core.io.cells import Kind, Sheet
from core.io.columns import Rows
from core.io.periods import FIRST_YEAR, LAST_YEAR, Period, Status, fiscal_year, month_of, read_period, year_in
from core.model import Mark, Precision

NO_DAY = np.datetime64("NaT", "D")
_1900 = np.datetime64("1899-12-30", "D")  # day 0 of serials from March 1900 on
_1904 = np.datetime64("1904-01-01", "D")
YEARS, SERIALS, SERIALS_1904, YEAR_MONTHS, YEAR_MONTH_DAYS, REAL = "year", "serial", "serial 1904", "yyyymm", "yyyymmdd", "date"
MONTHS = "month"  # names of months alone, under a year that stands above them
FISCAL = "fiscal year"  # 2012-13: named by the year it begins in
MARKS = {Status.ESTIMATED: Mark.ESTIMATED, Status.PRELIMINARY: Mark.PRELIMINARY}  # what is said of the figures of a date
_PLAIN_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?")


@dataclass(frozen=True, slots=True)
class DateColumn:
    """The dates of some rows: datetime64[D], NaT where there is none. filled: False for a blank cell. precisions: those that occur.

    marks: what a date says of the figures beside it (2025e: estimated). forecast: rows whose date says that they are one (2027f).
    """

    days: npt.NDArray[np.datetime64]
    filled: npt.NDArray[np.bool_]
    precisions: frozenset[Precision]
    timed: bool  # some date has a time of day, which is dropped
    marks: npt.NDArray[np.uint8]
    forecast: npt.NDArray[np.bool_]


def read_dates(sheet: Sheet, rows: slice, column: int, pattern: str, day_first: bool = True) -> DateColumn:
    """The dates of `rows` in `column`. pattern says what number cells are: years, serials, yyyymm ...; day_first reads 02/03/2024."""
    kinds, numbers = sheet.kinds[rows, column], sheet.numbers[rows, column]
    if pattern == MONTHS:
        return _months_under_years(sheet, kinds, numbers)
    days = np.full(len(kinds), NO_DAY, "datetime64[D]")
    precisions: set[Precision] = set()
    dates = kinds == Kind.DATE
    timed = False
    marks, forecast = np.zeros(len(kinds), np.uint8), np.zeros(len(kinds), bool)
    if dates.any():
        timed = bool((numbers[dates] % 1).any())
        days[dates], precision = _shown(sheet, rows, column, np.floor(numbers[dates]).astype("datetime64[D]"), dates)
        precisions.add(precision)
    figures = kinds == Kind.NUMBER
    if figures.any():
        days[figures], precision = _days_of_numbers(numbers[figures], pattern)
        precisions.add(precision)
    texts = kinds == Kind.TEXT
    if texts.any():
        indices, back = np.unique(numbers[texts].astype(np.int64), return_inverse=True)
        words = [sheet.strings[i] for i in indices.tolist()]
        plain = _plain_days(words)
        if plain is not None:
            days[texts] = plain[back]
            precisions.add(Precision.DAY)
            return DateColumn(days, _filled(sheet, kinds, numbers, texts), frozenset(precisions), timed, marks, forecast)
        read_text = fiscal_year if pattern == FISCAL else read_period
        periods = [read_text(word) for word in words]
        read = [None if one is None else one.date if day_first or one.other is None else one.other for one in periods]
        days[texts] = np.array([NO_DAY if one is None else one.start for one in read], "datetime64[D]")[back]
        precisions.update(one.precision for one in read if one is not None)
        statuses = [Status.ACTUAL if one is None or one.status is None else one.status for one in periods]
        marks[texts] = np.array([MARKS.get(status, Mark.NONE) for status in statuses], np.uint8)[back]
        forecast[texts] = np.array([status is Status.FORECAST for status in statuses])[back]
        years = np.zeros(len(kinds), bool)
        years[texts] = np.array([one is not None and one.precision is Precision.YEAR for one in read])[back]
        if pattern != YEARS:
            days[_without_years(days, years, precisions)] = NO_DAY
    return DateColumn(days, _filled(sheet, kinds, numbers, texts), frozenset(precisions), timed, marks, forecast)


def _without_years(days: npt.NDArray[np.datetime64], years: npt.NDArray[np.bool_], precisions: set[Precision]) -> npt.NDArray[np.bool_]:
    """Which rows have a bare year (`years`) among months and days: those are of averages between them."""
    few = 0 < 2 * np.count_nonzero(years) < np.count_nonzero(~np.isnat(days))
    if few:
        precisions.discard(Precision.YEAR)
    return years if few else np.zeros_like(years)


def _plain_days(words: list[str]) -> npt.NDArray[np.datetime64] | None:
    """The days of words that are all written 2024-03-31, with or without a time: as `read_period` reads them, at once."""
    if not all(map(_PLAIN_DAY.fullmatch, words)):
        return None
    try:
        days = np.array([word[:10] for word in words], "datetime64[D]")
    except ValueError:
        return None
    within = (days >= np.datetime64(f"{FIRST_YEAR}-01-01")) & (days <= np.datetime64(f"{LAST_YEAR}-12-31"))
    return days if within.all() else None


def _months_under_years(sheet: Sheet, kinds: npt.NDArray[np.uint8], numbers: npt.NDArray[np.float64]) -> DateColumn:
    """The dates of a column of months whose year stands above or beside the first of them; after a December comes the next year."""
    days = np.full(len(kinds), NO_DAY, "datetime64[D]")
    year = last = 0
    for at in np.flatnonzero((kinds == Kind.NUMBER) | (kinds == Kind.TEXT)).tolist():
        text = sheet.strings[int(numbers[at])] if kinds[at] == Kind.TEXT else f"{numbers[at]:g}"
        named, period, month = year_in(text), read_period(text), month_of(text)
        if named is not None:
            year, last = named, 0
        elif period is not None:
            year, last = period.date.start.year, period.date.start.month
            days[at] = np.datetime64(period.date.start, "D")
        elif month and year:
            year += month == 1 and last == 12
            last = month
            days[at] = np.datetime64(f"{year:04d}-{month:02d}-01", "D")
    nothing = np.zeros(len(kinds), np.uint8)
    return DateColumn(days, kinds != Kind.BLANK, frozenset({Precision.MONTH}), timed=False, marks=nothing, forecast=nothing.astype(bool))


def _filled(
    sheet: Sheet, kinds: npt.NDArray[np.uint8], numbers: npt.NDArray[np.float64], texts: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    filled = kinds != Kind.BLANK
    if texts.any():
        blank = [i for i in np.unique(numbers[texts]).astype(np.int64).tolist() if not sheet.strings[i].strip()]
        filled &= ~(texts & np.isin(numbers, blank)) if blank else True
    return np.asarray(filled, bool)


def _shown(
    sheet: Sheet, rows: slice, column: int, days: npt.NDArray[np.datetime64], dates: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.datetime64], Precision]:
    """Days as their number format shows them: Jan-68 is a month, not the day within it that the cell happens to hold."""
    if sheet.formats is None:
        return days, Precision.DAY
    names = {sheet.format_names[i] for i in np.unique(sheet.formats[rows, column][dates]).tolist()}
    precision = {shown_precision(name) for name in names}
    if precision == {Precision.MONTH}:
        return days.astype("datetime64[M]").astype("datetime64[D]"), Precision.MONTH
    if precision == {Precision.YEAR}:
        return days.astype("datetime64[Y]").astype("datetime64[D]"), Precision.YEAR
    return days, Precision.DAY


@lru_cache(maxsize=1024)
def shown_precision(format_name: str) -> Precision:
    """How exactly a number format shows a date: mmm-yy a month, yyyy a year, all else a day."""
    shown = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", format_name.casefold().split(";")[0])
    if "y" not in shown or "d" in shown or "h" in shown or "s" in shown:
        return Precision.DAY
    return Precision.MONTH if "m" in shown else Precision.YEAR


def _days_of_numbers(numbers: npt.NDArray[np.float64], pattern: str) -> tuple[npt.NDArray[np.datetime64], Precision]:
    days = np.full(len(numbers), NO_DAY, "datetime64[D]")
    whole = np.isfinite(numbers) & (np.abs(numbers) < 1e8)
    counts = np.where(whole, np.floor(np.where(whole, numbers, 0)), 0).astype(np.int64)
    whole_only = whole & (counts == numbers)
    if pattern == YEARS:
        fits = whole_only & (counts >= FIRST_YEAR) & (counts <= LAST_YEAR)
        days[fits] = (counts[fits] - 1970).astype("datetime64[Y]").astype("datetime64[D]")
        return days, Precision.YEAR
    if pattern in {SERIALS, SERIALS_1904}:
        fits = whole & (counts > 60) & (counts < 2_958_466)
        days[fits] = (_1904 if pattern == SERIALS_1904 else _1900) + counts[fits]
        return days, Precision.DAY
    if pattern in {YEAR_MONTHS, YEAR_MONTH_DAYS}:
        return _days_of_digits(days, counts, whole_only, pattern == YEAR_MONTHS)
    return days, Precision.DAY


def _days_of_digits(
    days: npt.NDArray[np.datetime64], counts: npt.NDArray[np.int64], whole: npt.NDArray[np.bool_], months: bool
) -> tuple[npt.NDArray[np.datetime64], Precision]:
    full = counts * 100 + 1 if months else counts
    years, month_numbers, day_numbers = full // 10_000, full // 100 % 100, full % 100
    fits = whole & (years >= FIRST_YEAR) & (years <= LAST_YEAR) & (month_numbers >= 1) & (month_numbers <= 12) & (day_numbers >= 1)
    firsts = ((years[fits] - 1970) * 12 + month_numbers[fits] - 1).astype("datetime64[M]")
    made = firsts.astype("datetime64[D]") + (day_numbers[fits] - 1)
    made[made.astype("datetime64[M]") != firsts] = NO_DAY
    days[fits] = made
    return days, Precision.MONTH if months else Precision.DAY


def number_pattern(numbers: npt.NDArray[np.float64]) -> str:
    """What a column of numbers can be as dates: years, yyyymm, yyyymmdd or day counts in a plausible span; "" when none."""
    if not len(numbers) or not np.isfinite(numbers).all():
        return ""
    low, high = float(numbers.min()), float(numbers.max())
    whole = bool((numbers == np.floor(numbers)).all())
    if whole and low >= FIRST_YEAR and high <= LAST_YEAR:
        return YEARS
    for pattern, floor, ceiling in ((YEAR_MONTHS, 150_001, 220_012), (YEAR_MONTH_DAYS, 15_000_101, 22_001_231)):
        if whole and low >= floor and high <= ceiling and not np.isnat(_days_of_numbers(numbers, pattern)[0]).any():
            return pattern
    return SERIALS if low >= 10_000 and high <= 80_000 else ""


def periods_of(sheet: Sheet, rows: Rows, column: int) -> Iterator[Period]:
    """The periods among the texts of `rows` in `column`, in the order of the rows."""
    for row in rows.tolist():
        if sheet.kinds[row, column] == Kind.TEXT:
            period = read_period(sheet.strings[int(sheet.numbers[row, column])])
            if period is not None:
                yield period
