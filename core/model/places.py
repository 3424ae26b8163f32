"""Where a number stood: source, sheet and cell, packed into one integer a point."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_COLUMN_BITS = 14  # 16,384 columns, as many as a sheet of Excel has
_ROW_BITS = 21  # 1,048,576 rows fit in 20; text files may be twice as long
_LAST_COLUMN = (1 << _COLUMN_BITS) - 1
_LAST_ROW = (1 << _ROW_BITS) - 1


@dataclass(frozen=True, slots=True)
class Origin:
    """A sheet of a source that points came from. source: id of a `Source`; sheet: its name, empty for a text file."""

    source: str
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """One cell of an origin, as shown to the user."""

    source: str
    sheet: str
    address: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.address}" if self.sheet else self.address


def pack_places(
    origin: int, rows: npt.NDArray[np.int64] | int, columns: npt.NDArray[np.int64] | int, count: int | None = None
) -> npt.NDArray[np.int64]:
    """One int64 a point: origin (index into the series' origins), zero-based row and column. 0 is kept for "typed by hand".

    rows and columns are arrays of the same length, or one number for all; give `count` when both are single numbers.
    Places beyond what the integer holds are clipped to its edge.
    """
    packed = (
        (np.int64(origin + 1) << (_ROW_BITS + _COLUMN_BITS))
        | (np.minimum(np.asarray(rows, np.int64), _LAST_ROW) << _COLUMN_BITS)
        | np.minimum(np.asarray(columns, np.int64), _LAST_COLUMN)
    )
    return np.broadcast_to(packed, (count,)).copy() if packed.ndim == 0 and count is not None else np.atleast_1d(packed)


def unpack_place(packed: int) -> tuple[int, int, int] | None:
    """(origin index, row, column) of a packed place, or None for a value typed by hand."""
    if not packed:
        return None
    return (packed >> (_ROW_BITS + _COLUMN_BITS)) - 1, (packed >> _COLUMN_BITS) & _LAST_ROW, packed & _LAST_COLUMN


def origins_used(packed: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The origin index of each packed place, -1 for a value typed by hand."""
    return (packed >> (_ROW_BITS + _COLUMN_BITS)) - 1


def column_letters(column: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA ..."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """The address of zero-based `row`, `column` in the way of Excel: (0, 0) -> A1."""
    return f"{column_letters(column)}{row + 1}"


def range_address(first_row: int, first_column: int, last_row: int, last_column: int) -> str:
    """A1:C7 for zero-based inclusive corners."""
    return f"{address(first_row, first_column)}:{address(last_row, last_column)}"


def parse_address(text: str) -> tuple[int, int]:
    """(row, column), zero-based, of an address such as B7. Raises ValueError for anything else."""
    found = re.fullmatch(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})", text.strip())
    if not found:
        raise ValueError(text)
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1
