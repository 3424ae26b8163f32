"""Whole columns of a sheet at once: what their cells look like. Each text is judged once."""

from __future__ import annotations

import enum
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from core.io.cells import Kind, Sheet
from core.io.numbers import missing_mark, read_number
from core.io.periods import read_period, year_in

Rows = npt.NDArray[np.int64]


LONGEST = 100  # letters that a number or date may have around it
_READ = 2_000  # letters of a cell that are looked at as a name or title; some files have a million in each


class Look(enum.IntEnum):
    """What a cell looks like, whatever its kind: the text 1,200 looks like a number, 1960M01 like a date, n.a. like a missing number."""

    BLANK = 0
    NUMBER = 1
    DATE = 2
    MISSING = 3
    TEXT = 4


_OF_KIND = np.full(256, Look.TEXT, np.uint8)
_OF_KIND[Kind.BLANK] = Look.BLANK
_OF_KIND[Kind.NUMBER] = Look.NUMBER
_OF_KIND[Kind.DATE] = Look.DATE
_OF_KIND[Kind.ERROR] = Look.MISSING
_OF_KIND[Kind.UNCOMPUTED] = Look.MISSING


@lru_cache(maxsize=200_000)
def look_of(text: str) -> Look:
    """What a text looks like."""
    if len(text) > LONGEST:
        return Look.TEXT
    if not text.strip():
        return Look.BLANK
    if missing_mark(text) is not None:
        return Look.MISSING
    if not any(character.isdigit() for character in text):
        return Look.TEXT
    if year_in(text) is not None:
        return Look.NUMBER  # until its column says that it is a year
    if not text.strip().isdigit() and read_period(text) is not None:
        return Look.DATE
    if read_number(text) is not None or read_number(text, ",") is not None:
        return Look.NUMBER
    return Look.TEXT


def looks(sheet: Sheet, rows: Rows, first_column: int, last_column: int) -> npt.NDArray[np.uint8]:
    """A `Look` for each of the cells of `rows` from `first_column` to `last_column`, inclusive."""
    kinds = sheet.kinds[rows, first_column : last_column + 1]
    found = _OF_KIND[kinds]
    texts = kinds == Kind.TEXT
    if texts.any():
        indices, back = np.unique(sheet.numbers[rows, first_column : last_column + 1][texts].astype(np.int64), return_inverse=True)
        found[texts] = np.array([look_of(sheet.strings[i]) for i in indices.tolist()], np.uint8)[back]
    return found


def texts_of(sheet: Sheet, rows: Rows, column: int) -> list[str]:
    """The different texts among the cells of `rows` in `column`."""
    kinds = sheet.kinds[rows, column]
    return [sheet.strings[i] for i in np.unique(sheet.numbers[rows, column][kinds == Kind.TEXT]).astype(np.int64).tolist()]


def text_at(sheet: Sheet, row: int, column: int) -> str:
    """The cell as one reads it, without spaces around it."""
    if not (0 <= row < sheet.rows and 0 <= column < sheet.columns) or sheet.kinds[row, column] == Kind.BLANK:
        return ""
    return " ".join(sheet.cell(row, column).text[:_READ].split())


def figures(sheet: Sheet, rows: Rows, columns: int | slice) -> npt.NDArray[np.float64]:
    """The numbers of `rows` in a column (n,) or several (n, columns); texts of digits and of years (2025e) count, all else is NaN."""
    kinds, numbers = sheet.kinds[rows, columns], sheet.numbers[rows, columns]
    values = np.where(kinds == Kind.NUMBER, numbers, np.nan)
    texts = kinds == Kind.TEXT
    if texts.any():
        indices, back = np.unique(numbers[texts].astype(np.int64), return_inverse=True)
        values[texts] = np.array([_figure(sheet.strings[i].strip()) for i in indices.tolist()])[back]
    return values


def _figure(text: str) -> float:
    year = year_in(text)
    return float(year) if year is not None else float(text) if text.isascii() and text.isdigit() else np.nan
