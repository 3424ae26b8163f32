"""What a spreadsheet holds once it has been read: sheets of cells that remember their address.

A sheet is three arrays over its used range instead of one object a cell, so that two million cells cost 18 MB and whole columns are
judged at once. `Cell` is the view of one place, for messages and small tables.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from core.model.places import address

EPOCH = dt.date(1970, 1, 1)
_DAY_SECONDS = 86_400.0


class Kind(enum.IntEnum):
    """What stands in a cell. A blank, an error and a formula that was never computed are three different things."""

    BLANK = 0
    NUMBER = 1
    TEXT = 2
    DATE = 3  # a calendar date or moment: days since 1970-01-01, the time of day as the fraction
    DURATION = 4  # a time of day or span: days
    BOOLEAN = 5
    ERROR = 6  # #N/A, #DIV/0! ...: the word is kept
    UNCOMPUTED = 7  # a formula without a stored result: the formula's text is kept where the file gives it


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its address in the way of Excel, its kind, its value, and the number format it was shown with ("" when unknown)."""

    address: str
    kind: Kind
    value: float | str | bool | dt.date | dt.datetime | dt.timedelta | None
    format: str = ""

    @property
    def text(self) -> str:
        """The value as one reads it; empty for a blank."""
        match self.value:
            case None:
                return ""
            case bool():
                return "TRUE" if self.value else "FALSE"
            case float() if self.value.is_integer() and abs(self.value) < 1e15:
                return str(int(self.value))
            case dt.datetime() | dt.date():
                return self.value.isoformat(*((" ",) if isinstance(self.value, dt.datetime) else ()))
            case _:
                return str(self.value)


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """One sheet. Row 0, column 0 of the arrays is cell A1, whatever range the file declares.

    kinds: uint8 (rows, columns) of `Kind`. numbers: float64 (rows, columns): the number, the days, 0/1, or the index into `strings`
    for TEXT, ERROR and UNCOMPUTED. formats: uint16 (rows, columns), index into `format_names`, or None where formats are unknown.
    merged: ranges as (first row, first column, last row, last column), zero-based, inclusive. turned: it lies on its side, its rows are
    the columns of the file; the addresses of its cells stay true.
    """

    name: str
    kinds: npt.NDArray[np.uint8]
    numbers: npt.NDArray[np.float64]
    strings: tuple[str, ...] = ()
    formats: npt.NDArray[np.uint16] | None = None
    format_names: tuple[str, ...] = ("",)
    hidden: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()
    turned: bool = False

    def address(self, row: int, column: int) -> str:
        """Where a row and column of the arrays stand in the file."""
        return address(column, row) if self.turned else address(row, column)

    @property
    def rows(self) -> int:
        """Rows up to the last used one."""
        return int(self.kinds.shape[0])

    @property
    def columns(self) -> int:
        """Columns up to the last used one."""
        return int(self.kinds.shape[1])

    @property
    def filled(self) -> int:
        """How many cells are not blank."""
        return int(np.count_nonzero(self.kinds))

    def cell(self, row: int, column: int) -> Cell:
        """The cell at zero-based `row`, `column`; a blank one outside of the used range."""
        where = self.address(row, column)
        if not (0 <= row < self.rows and 0 <= column < self.columns):
            return Cell(where, Kind.BLANK, None)
        kind = Kind(int(self.kinds[row, column]))
        number = float(self.numbers[row, column])
        shown = self.format_names[int(self.formats[row, column])] if self.formats is not None else ""
        return Cell(where, kind, self._value(kind, number), shown)

    def _value(self, kind: Kind, number: float) -> float | str | bool | dt.date | dt.datetime | dt.timedelta | None:
        match kind:
            case Kind.BLANK:
                return None
            case Kind.NUMBER:
                return number
            case Kind.BOOLEAN:
                return bool(number)
            case Kind.DATE:
                return moment(number)
            case Kind.DURATION:
                return dt.timedelta(days=number)
            case _:
                return self.strings[int(number)]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the reader has to say about the file: lost cells, a macro that was not run, an external link, a damaged part.

    severity: "note", "warning" or "error". sheet and cell are empty when it concerns the whole file.
    """

    message: str
    severity: str = "warning"
    sheet: str = ""
    cell: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Book:
    """A file as read: `format` is what its content is ("xlsx", "xls", "csv" ...), whatever its name says."""

    path: str
    format: str
    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...] = ()
    details: dict[str, str] = field(default_factory=dict)  # "encoding", "delimiter", "date system" ... as far as they apply


def moment(days: float) -> dt.date | dt.datetime:
    """The calendar date, or the moment if `days` has a time of day, that lies `days` after 1970-01-01."""
    whole, rest = divmod(days, 1.0)
    day = EPOCH + dt.timedelta(days=whole)
    seconds = round(rest * _DAY_SECONDS)
    if day == dt.date.max:
        seconds = min(seconds, int(_DAY_SECONDS) - 1)  # there is no day to round up into
    if not seconds:
        return day
    return dt.datetime.combine(day, dt.time.min) + dt.timedelta(seconds=seconds)
