"""The dates of a table's rows: from its column of dates, or from a year in one column and a month or quarter, and a day, in others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from core.io.calendars import offset_of, part_of_year
from core.io.cells import Kind, Sheet
from core.io.columns import texts_of
from core.io.date_columns import MARKS, NO_DAY, DateColumn, read_dates
from core.io.periods import Status, status_of
from core.io.recipe import Role, TableRecipe
from core.model import Mark, Precision

_MOST_STATUSES = 6
_TWO_DIGITS = re.compile(r"(?<!\d)'?\d{2}$")


def table_dates(sheet: Sheet, recipe: TableRecipe, *, day_first: bool) -> DateColumn:
    """The dates of the rows of data; NaT where there is none. The recipe must have a column of dates."""
    rows = slice(recipe.first_row, recipe.last_row + 1)
    dates = read_dates(sheet, rows, recipe.having(Role.DATE)[0].column, recipe.date_pattern, day_first)
    for one in recipe.having(Role.NOTE):
        dates = _with_status(sheet, recipe, one.column, dates)
    parts = recipe.having(Role.DATE_PART)
    if not parts:
        return dates
    offsets, precision = _months_into_year(sheet, rows, parts[0].column)
    dates = _years_carried(dates, offsets)
    months = dates.days.astype("datetime64[M]") + np.maximum(offsets, 0)
    days = np.where(offsets >= 0, months.astype("datetime64[D]"), NO_DAY)
    for one in parts[1:]:
        days, precision = _with_days(sheet, rows, one.column, days, months), Precision.DAY
    return replace(dates, days=days, precisions=frozenset({precision}))


def _years_carried(dates: DateColumn, offsets: npt.NDArray[np.int64]) -> DateColumn:
    """The years of rows that leave them out because they stand above: merged, or written once."""
    missing = ~dates.filled & (offsets >= 0)
    if not missing.any():
        return dates
    known = np.where(dates.filled, np.arange(len(offsets)), -1)
    above = np.maximum.accumulate(known)
    days = np.where(missing & (above >= 0), dates.days[np.maximum(above, 0)], dates.days)
    return replace(dates, days=days, filled=dates.filled | (missing & (above >= 0)))


def _with_days(
    sheet: Sheet, rows: slice, column: int, firsts: npt.NDArray[np.datetime64], months: npt.NDArray[np.datetime64]
) -> npt.NDArray[np.datetime64]:
    """The days of months by a column of their numbers; none where the month has no such day."""
    kinds, numbers = sheet.kinds[rows, column], sheet.numbers[rows, column]
    fits = (kinds == Kind.NUMBER) & (numbers >= 1) & (numbers <= 31) & (numbers == np.floor(numbers))
    days = firsts + np.where(fits, numbers - 1, 0).astype(np.int64)
    return np.where(fits & (days.astype("datetime64[M]") == months), days, NO_DAY)


def are_statuses(texts: Sequence[str]) -> bool:
    """Whether these texts all say how sure figures are: Actual, Estimate, Forecast."""
    return 0 < len(texts) <= _MOST_STATUSES and all(status_of(text) is not None for text in texts)


def _with_status(sheet: Sheet, recipe: TableRecipe, column: int, dates: DateColumn) -> DateColumn:
    """The dates with what a column of statuses says of the figures in their rows."""
    rows = np.arange(recipe.first_row, recipe.last_row + 1)
    texts = texts_of(sheet, rows, column)
    if not are_statuses(texts):
        return dates
    marks, forecast = dates.marks.copy(), dates.forecast.copy()
    for text in texts:
        status = status_of(text)
        there = (sheet.kinds[rows, column] == Kind.TEXT) & np.isin(sheet.numbers[rows, column], _indices(sheet, text))
        marks[there] |= np.uint8(MARKS.get(status, Mark.NONE) if status is not None else Mark.NONE)
        forecast[there] |= status is Status.FORECAST
    return replace(dates, marks=marks, forecast=forecast)


def _indices(sheet: Sheet, text: str) -> list[int]:
    return [at for at, other in enumerate(sheet.strings) if other == text]


def century_break(sheet: Sheet, recipe: TableRecipe, days: npt.NDArray[np.datetime64]) -> int | None:
    """The first row whose two-digit year was put into a century that does not follow from its neighbours; None when all do."""
    steps = np.diff(days.astype(np.int64))
    jumps = np.flatnonzero((np.abs(steps) > 60 * 365) & ~np.isnat(days[1:]) & ~np.isnat(days[:-1]))
    column = recipe.having(Role.DATE)[0].column
    for at in jumps.tolist():
        cell = sheet.cell(recipe.first_row + at + 1, column)
        if cell.kind is Kind.TEXT and _TWO_DIGITS.search(cell.text.strip()):
            return recipe.first_row + at + 1
    return None


def _months_into_year(sheet: Sheet, rows: slice, column: int) -> tuple[npt.NDArray[np.int64], Precision]:
    """How many months into its year each row's period begins, -1 where that cannot be read."""
    kinds, numbers = sheet.kinds[rows, column], sheet.numbers[rows, column]
    offsets = np.full(len(kinds), -1, np.int64)
    figures = (kinds == Kind.NUMBER) & (numbers >= 1) & (numbers <= 12) & (numbers == np.floor(numbers))
    offsets[figures] = numbers[figures].astype(np.int64) - 1
    texts = kinds == Kind.TEXT
    quarters = False
    for at in np.flatnonzero(texts).tolist():
        offsets[at], quarter = part_of_year(sheet.strings[int(numbers[at])])
        quarters = quarters or quarter
    return offsets, Precision.QUARTER if quarters else Precision.MONTH


def is_date_part(words: list[str]) -> bool:
    """Whether these texts are all months or quarters: January, Q1, 3月."""
    return bool(words) and all(offset_of(word) >= 0 for word in set(words))
