"""Conditions on a column, and the order in which rows are shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gui.widgets.table.data import ColumnKind, GridColumn, GridData

Test: TypeAlias = Literal["contains", "equals", "at least", "at most", "missing", "present"]

TESTS: Final[Mapping[ColumnKind, tuple[Test, ...]]] = {
    "text": ("contains", "equals", "missing", "present"),
    "choice": ("equals", "contains", "missing", "present"),
    "number": ("at least", "at most", "equals", "missing", "present"),
    "date": ("at least", "at most", "contains", "missing", "present"),
    "flag": ("present", "missing"),
}
_EPOCH: Final = dt.date(1970, 1, 1)
WITHOUT_TEXT: Final[tuple[Test, ...]] = ("missing", "present")


@dataclass(frozen=True, slots=True)
class Condition:
    """What the cells of a column must satisfy. `text` is a number, a date (2024, 2024-03 or 2024-03-05) or words, by the column's kind."""

    test: Test
    text: str = ""

    def mask(self, data: GridData, column: int) -> NDArray[np.bool_]:
        """Which rows satisfy it. Raises ValueError when `text` is no number or date where one is needed."""
        declared = data.columns[column]
        if self.test in WITHOUT_TEXT:
            missing = _missing(data, column)
            return missing if self.test == "missing" else ~missing
        if self.test == "contains":
            return data.matches(self.text, column)
        if declared.kind in ("text", "choice"):
            return _equal_texts(data, column, self.text)
        return _compare(as_numbers(data.sort_key(column)), self.test, *bounds(declared, self.text))


def bounds(column: GridColumn, text: str) -> tuple[float, float]:
    """The first and last key that `text` means in a number or date column: 2024 is a whole year. Raises ValueError."""
    if column.kind == "number":
        number = float(text.replace(",", "").replace(" ", "").replace("\N{MINUS SIGN}", "-"))
        return number, number
    parts = [int(part) for part in text.strip().split("-")]
    if len(parts) > 3 or len(text.strip().split("-")[0]) != 4:
        raise ValueError(text)
    first = dt.date(*parts, *(1, 1)[len(parts) - 1 :])
    after = (dt.date(first.year + 1, 1, 1), _next_month(first), first + dt.timedelta(1))[len(parts) - 1]
    return float((first - _EPOCH).days), float((after - _EPOCH).days - 1)


def _next_month(day: dt.date) -> dt.date:
    return dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)


def as_numbers(key: NDArray[Any]) -> NDArray[np.float64]:
    """A sort key as floats: days since 1970-01-01 for dates, NaN for what is missing. A flag that is not set counts as missing."""
    if key.dtype.kind == "M":
        days: NDArray[np.float64] = key.astype("datetime64[D]").astype(np.float64)
        days[np.isnat(key)] = np.nan
        return days
    if key.dtype.kind == "b":
        return np.where(key, 1.0, np.nan)
    return key.astype(np.float64, copy=False)


def arranged(key: NDArray[Any], *, descending: bool) -> NDArray[np.int32]:
    """Row numbers in the order of `key`. Equal rows keep their order and missing values come last, either way round."""
    numbers = as_numbers(key)
    return np.argsort(-numbers if descending else numbers, kind="stable").astype(np.int32)


def _missing(data: GridData, column: int) -> NDArray[np.bool_]:
    return np.isnan(as_numbers(data.sort_key(column)))


def _equal_texts(data: GridData, column: int, text: str) -> NDArray[np.bool_]:
    wanted = text.strip().casefold()
    found = data.matches(text, column)
    for row in np.flatnonzero(found).tolist():
        found[row] = data.text(row, column).strip().casefold() == wanted
    return found


def _compare(numbers: NDArray[np.float64], test: Test, low: float, high: float) -> NDArray[np.bool_]:
    if test == "at least":
        return numbers >= low
    if test == "at most":
        return numbers <= high
    return (numbers >= low) & (numbers <= high)
