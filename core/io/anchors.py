"""The column of dates that a table hangs on, and the rows it reaches over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.io.blocks import Block
from core.io.cells import Kind, Sheet
from core.io.columns import Look, figures, looks, text_at, texts_of
from core.io.date_columns import FISCAL, MONTHS, REAL, YEARS, number_pattern
from core.io.periods import fiscal_year, month_of, read_period, year_in

DATE_WORD = re.compile(
    r"(?:(?:the |trade |trading |as[ _-]of[ _]|report(?:ing)?[ _]|ref(?:erence)? |price |observation[ _])?"
    r"(?:date|day|month|year|period|quarter|time|week|timestamp)s?(?:[ /_-]?(?:time|month|day|ending|end|period))?"
    r"(?:[ _](?:as|in(?:[ _]form)?)[ _][ymd]+(?:[ _-][ymd]+)*)?"
    r"|日期|交易日期?|年份|年度|年月|月份|時間|时间|期間|期间|年|datum|fecha)",
    re.I,
)
_LEAST_MONTHS = 2
_LEAST_FISCAL = 3
_YEAR_DASH_TWO = re.compile(r"\d{4} ?[-/–] ?\d{2}")
_PATTERNS_OF_NUMBERS = frozenset((YEARS, "yyyymm", "yyyymmdd", "serial", "serial 1904"))


@dataclass(frozen=True, slots=True)
class Anchor:
    """A column of dates: its first and last row of data, how its dates are written, and the sampled rows that have one."""

    column: int
    first_row: int
    last_row: int
    pattern: str
    rows: npt.NDArray[np.int64]


def is_anchored(sheet: Sheet, run: Block) -> bool:
    """Whether there is a column of dates in these rows."""
    return find_anchor(sheet, run, ()) is not None


def find_anchor(sheet: Sheet, run: Block, words_above: Sequence[str], only: int | None = None) -> Anchor | None:
    """The column of dates of a run of rows: the leftmost one that is mostly dates, best under a header that says so.

    words_above: the cells of the row above the run, which may be its header. only: look at this column, and take numbers for dates.
    """
    rows = run.sample
    found = looks(sheet, rows, run.first_column, run.last_column)
    candidates: list[tuple[bool, int, Anchor]] = []
    for column in range(run.first_column, run.last_column + 1) if only is None else (only,):
        at = column - run.first_column
        if not 0 <= at < found.shape[1]:
            continue
        dated, pattern = _dated_rows(sheet, rows, found[:, at], column)
        if not dated.any():
            continue
        first, last = int(rows[dated][0]), int(rows[dated][-1])
        worded = _has_date_word(sheet, run, first, column, words_above)
        leftmost = not any((found[dated, left] != Look.BLANK).any() for left in range(at))
        if only is not None or _convinces(pattern, sheet, rows[dated], column, found[:, at], dated, worded, leftmost):
            candidates.append((not worded, column, Anchor(column, first, last, pattern, rows[dated])))
    return min(candidates, key=lambda one: one[:2])[2] if candidates else None


def _dated_rows(sheet: Sheet, rows: npt.NDArray[np.int64], found: npt.NDArray[np.uint8], column: int) -> tuple[npt.NDArray[np.bool_], str]:
    """Which of the rows have a date in the column, and how dates are written there."""
    kinds = sheet.kinds[rows, column]
    dates = found == Look.DATE
    fiscal = _fiscal(sheet, rows, column)
    if fiscal.any():
        return fiscal, FISCAL
    under_years = _under_years(sheet, rows, column, found)
    if under_years.any():
        return under_years, MONTHS
    numbers = (found == Look.NUMBER) & ((kinds == Kind.NUMBER) | (kinds == Kind.TEXT))
    if np.count_nonzero(numbers) > np.count_nonzero(dates):
        values = figures(sheet, rows, column)
        pattern = number_pattern(values[numbers])
        if pattern == YEARS:
            return numbers | dates, pattern
        if not pattern and np.count_nonzero(numbers) > 3:  # a stray number above or below must not hide a column of years
            fits = numbers & (values >= 1500) & (values <= 2200) & (values == np.floor(values))
            if np.count_nonzero(fits) >= 0.9 * np.count_nonzero(numbers):
                return fits, YEARS
        return (numbers if pattern else np.zeros_like(numbers)), pattern
    if not dates.any():
        return dates, ""
    return dates, _pattern_of(sheet, rows[dates], column)


def _fiscal(sheet: Sheet, rows: npt.NDArray[np.int64], column: int) -> npt.NDArray[np.bool_]:
    """The rows of fiscal years: 2012-13. One 2001-02 is a month; where the second number is always the next year's, all are years."""
    texts = texts_of(sheet, rows, column)
    years = [text for text in texts if fiscal_year(text) is not None]
    months = [text for text in texts if _YEAR_DASH_TWO.fullmatch(text.strip()) and text not in years]
    if len(years) < _LEAST_FISCAL or months:
        return np.zeros(len(rows), bool)
    return np.array([fiscal_year(text_at(sheet, row, column)) is not None for row in rows.tolist()])


def _under_years(sheet: Sheet, rows: npt.NDArray[np.int64], column: int, found: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """The rows of names of months, and of the years that stand above them; none where the first month has no year."""
    none = np.zeros(len(rows), bool)
    if sum(month_of(text) > 0 for text in texts_of(sheet, rows, column)) < _LEAST_MONTHS:
        return none
    texts = [text_at(sheet, row, column) for row in rows.tolist()]
    months = np.array([month_of(text) > 0 for text in texts])
    years = np.array([year_in(text) is not None for text in texts]) | (found == Look.DATE)
    dated = np.flatnonzero(months | years)
    return (months | years) if len(dated) and years[dated[0]] and months.any() else none


def _pattern_of(sheet: Sheet, rows: npt.NDArray[np.int64], column: int) -> str:
    """How the dates of most rows are written."""
    patterns: dict[str, int] = {}
    for row in rows[:50].tolist():
        cell = sheet.cell(row, column)
        period = read_period(cell.value) if isinstance(cell.value, str) else None
        pattern = period.pattern if period is not None else REAL
        patterns[pattern] = patterns.get(pattern, 0) + 1
    return max(patterns, key=lambda pattern: patterns[pattern])


def _has_date_word(sheet: Sheet, run: Block, first: int, column: int, words_above: Sequence[str]) -> bool:
    above = [text_at(sheet, row, column) for row in range(max(run.first_row, first - 4), first)]
    if first == run.first_row and column - run.first_column < len(words_above):
        above.append(words_above[column - run.first_column])
    return any(DATE_WORD.fullmatch(word) for word in above)


def _convinces(
    pattern: str, sheet: Sheet, rows: npt.NDArray[np.int64], column: int, found: npt.NDArray[np.uint8],
    dated: npt.NDArray[np.bool_], worded: bool, leftmost: bool,
) -> bool:  # fmt: skip
    """Whether a column with dates in some rows is the column of dates of a table, and not notes that mention a year."""
    first, last = np.flatnonzero(dated)[[0, -1]]
    within = found[first : last + 1]
    filled = int(np.count_nonzero(within != Look.BLANK))
    if 2 * np.count_nonzero(dated) < filled:
        return False
    if pattern not in _PATTERNS_OF_NUMBERS:
        return worded or len(rows) >= 2
    if pattern.startswith("serial"):
        return worded and len(rows) >= 2
    values = figures(sheet, rows, column)
    steps = np.diff(values[np.isfinite(values)])
    one_way = len(steps) >= 2 and bool((steps > 0).all() or (steps < 0).all())
    return worded or (leftmost and one_way and bool(np.median(np.abs(steps)) <= (10 if pattern == YEARS else 1e4)))
