"""Where something stands on a sheet: groups of columns between blank columns, and in each the runs of rows between blank rows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from core.io.cells import Kind, Sheet

_HEAD = _MIDDLE = _TAIL = 200
Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Block:
    """Rows and columns, zero-based and inclusive."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int

    @property
    def sample(self) -> Rows:
        """Its rows, or of a long block its head, its tail and rows spread between."""
        count = self.last_row - self.first_row + 1
        if count <= _HEAD + _MIDDLE + _TAIL:
            return np.arange(self.first_row, self.last_row + 1)
        middle = np.linspace(self.first_row + _HEAD, self.last_row - _TAIL, _MIDDLE).astype(np.int64)
        head, tail = np.arange(_HEAD) + self.first_row, np.arange(-_TAIL + 1, 1) + self.last_row
        return np.unique(np.concatenate([head, middle, tail]))


def turned(sheet: Sheet) -> Sheet:
    """The sheet on its side: rows for columns. Its cells are the same, seen from elsewhere."""
    return replace(
        sheet,
        kinds=sheet.kinds.T,
        numbers=sheet.numbers.T,
        formats=None if sheet.formats is None else sheet.formats.T,
        merged=tuple((left, top, right, bottom) for top, left, bottom, right in sheet.merged),
        turned=not sheet.turned,
    )


def without_rows(sheet: Sheet, rows: Collection[int]) -> Sheet:
    """The sheet with these rows blank."""
    if not rows:
        return sheet
    kinds = sheet.kinds.copy()
    kinds[[row for row in rows if row < sheet.rows]] = Kind.BLANK
    return replace(sheet, kinds=kinds)


def filled_down(sheet: Sheet, columns: Collection[int], first_row: int, last_row: int) -> Sheet:
    """The sheet with blank cells of these columns filled from above, between these rows: a name written once is meant for all."""
    rows = slice(first_row, last_row + 1)
    if all((sheet.kinds[rows, column] != Kind.BLANK).all() for column in columns):
        return sheet
    kinds, numbers = sheet.kinds.copy(), sheet.numbers.copy()
    for column in columns:
        there = np.where(kinds[rows, column] != Kind.BLANK, np.arange(last_row + 1 - first_row), -1)
        above = np.maximum.accumulate(there)
        filled = np.flatnonzero(above >= 0)
        kinds[rows, column][filled] = kinds[rows, column][above[filled]]
        numbers[rows, column][filled] = numbers[rows, column][above[filled]]
    return replace(sheet, kinds=kinds, numbers=numbers)


def filled_cells(sheet: Sheet) -> npt.NDArray[np.bool_]:
    """Which cells hold something to read: a text of spaces does not."""
    filled = sheet.kinds != Kind.BLANK
    blank = [i for i, text in enumerate(sheet.strings) if not text.strip()]
    if blank:
        filled &= ~((sheet.kinds == Kind.TEXT) & np.isin(sheet.numbers, blank))
    return np.asarray(filled, bool)


def islands(filled: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First and last column of each group of columns between columns that are blank all the way down."""
    return _runs(np.asarray(filled.any(axis=0)))


def row_runs(filled: npt.NDArray[np.bool_], first_column: int, last_column: int) -> list[Block]:
    """The runs of rows with something in these columns."""
    return [
        Block(first, last, first_column, last_column)
        for first, last in _runs(np.asarray(filled[:, first_column : last_column + 1].any(axis=1)))
    ]


def _runs(flags: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8))
    return list(zip(np.flatnonzero(edges == 1).tolist(), (np.flatnonzero(edges == -1) - 1).tolist(), strict=True))
