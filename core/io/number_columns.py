"""The numbers of a column as an array, with why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from core.io.cells import Kind, Sheet
from core.io.columns import LONGEST, Rows
from core.io.numbers import missing_mark, read_number
from core.model import Mark


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """The numbers of some rows. values: NaN where there is none; marks: why, and what else is said; filled: False for a blank cell.

    unread: positions of the cells that are neither a number nor a word for none. dashes, ranges: positions of what needs a word.
    """

    values: npt.NDArray[np.float64]
    marks: npt.NDArray[np.uint8]
    filled: npt.NDArray[np.bool_]
    unread: Rows
    dashes: Rows
    ranges: Rows
    uncomputed: Rows


_FINE, _UNREAD, _DASH, _RANGE, _EMPTY = range(5)
Told = tuple[float, int, int]


def read_numbers(sheet: Sheet, rows: slice, column: int, decimal: str = ".", scale: float = 1.0) -> NumberColumn:
    """The numbers of `rows` in `column`; number cells are multiplied by `scale`, texts with a percent sign are taken as they stand."""
    kinds, numbers = sheet.kinds[rows, column], sheet.numbers[rows, column]
    numeric = kinds == Kind.NUMBER
    values = np.where(numeric, numbers if scale == 1.0 else numbers * scale, np.nan)
    marks = np.zeros(len(kinds), np.uint8)
    told = np.zeros(len(kinds), np.uint8)
    uncomputed = kinds == Kind.UNCOMPUTED
    marks[(kinds == Kind.ERROR) | uncomputed] = Mark.ERROR
    told[(kinds == Kind.DATE) | (kinds == Kind.DURATION) | (kinds == Kind.BOOLEAN)] = _UNREAD
    texts = kinds == Kind.TEXT
    if texts.any():
        indices, back = np.unique(numbers[texts].astype(np.int64), return_inverse=True)
        read = [_tell(sheet.strings[i], decimal, scale) for i in indices.tolist()]
        values[texts] = np.array([one[0] for one in read])[back]
        marks[texts] = np.array([one[1] for one in read], np.uint8)[back]
        told[texts] = np.array([one[2] for one in read], np.uint8)[back]
    infinite = ~np.isfinite(values) & numeric
    told[infinite], values[infinite] = _UNREAD, np.nan
    return NumberColumn(
        values,
        marks,
        (kinds != Kind.BLANK) & (told != _EMPTY),
        np.flatnonzero(told == _UNREAD),
        np.flatnonzero(told == _DASH),
        np.flatnonzero(told == _RANGE),
        np.flatnonzero(uncomputed),
    )


@lru_cache(maxsize=200_000)
def _tell(text: str, decimal: str, scale: float) -> Told:
    nothing = float("nan")
    if len(text) > LONGEST:
        return nothing, 0, _UNREAD
    if not text.strip():
        return nothing, 0, _EMPTY
    missing = missing_mark(text)
    if missing is not None:
        dash = missing is Mark.NOT_AVAILABLE and not any(character.isalnum() or character in ".…:?*" for character in text)
        return nothing, int(missing), _DASH if dash else _FINE
    number = read_number(text, decimal)
    if number is None:
        return nothing, 0, _UNREAD
    value = number.value * (1.0 if number.percent else scale)
    return value, int(number.mark), _FINE if number.high is None else _RANGE
