"""What an exported sheet holds, as plain values: the workbook and the CSV files are two ways of writing the same tables."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of ours, without its equals sign, and the value that it has: a number, or a text. Without formulas it is that value.

    text: with {0}, {1} … where the names of the tables `sheets` belong, when there are any. No text of a workspace is ever part of it.
    """

    text: str
    value: float | str
    sheets: tuple[str, ...] = ()


Value: TypeAlias = str | float | int | dt.date | Formula | None  # a text is never a formula, a float is never NaN or infinite

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
MAX_TEXT = 32_767  # UTF-16 units in a cell
FIRST_DATE = dt.date(1900, 3, 1)  # spreadsheets count a 29 February 1900 that never was: before it their programs disagree
WHOLE = "0"  # years and counts: no thousands separators
GENERAL = "General"

_NAME_LENGTH = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")
_SAMPLE = 500


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: a text for each header row, the number format of its numbers, its width in characters."""

    headers: tuple[str, ...]
    format: str = GENERAL
    width: int = 12


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A sheet to be written. `rows` gives the `count` rows below the headers anew at each call, each as long as `columns`.

    keys: how many leading columns stand on every piece when there are more columns than a sheet holds.
    notes: what its reader must be told, as sentences for the About sheet.
    """

    name: str
    columns: tuple[SheetColumn, ...]
    count: int
    rows: Callable[[], Iterator[Sequence[Value]]]
    keys: int = 1
    notes: tuple[str, ...] = ()

    @property
    def header_rows(self) -> int:
        """How many rows of headers stand above the values."""
        return len(self.columns[0].headers)


def table_of(name: str, headers: Sequence[str], rows: Sequence[Sequence[Value]], formats: Sequence[str] = ()) -> Table:
    """A small table with one header row, its widths taken from what it holds."""
    columns = tuple(
        SheetColumn((header,), formats[at] if formats else GENERAL, width([header, *(row[at] for row in rows[:_SAMPLE])]))
        for at, header in enumerate(headers)
    )
    return Table(name, columns, len(rows), lambda: iter(rows))


def pieces(table: Table, max_rows: int = MAX_ROWS, max_columns: int = MAX_COLUMNS) -> list[Table]:
    """The table cut so that each piece fits on a sheet, columns first, then rows; itself alone where it fits.

    All pieces carry the table's name: `sheet_names` gives them their numbers.
    """
    across = _spans(table.keys, len(table.columns), max_columns - table.keys)
    down = _spans(0, table.count, max_rows - table.header_rows)
    if len(across) == len(down) == 1:
        return [table]
    return [_piece(table, columns, rows) for columns in across for rows in down]


def _spans(start: int, stop: int, step: int) -> list[tuple[int, int]]:
    return [(at, min(at + step, stop)) for at in range(start, stop, step)] or [(start, stop)]


def _piece(table: Table, columns: tuple[int, int], rows: tuple[int, int]) -> Table:
    keys, (left, right), (first, last) = table.keys, columns, rows

    def cut() -> Iterator[Sequence[Value]]:
        for index, row in enumerate(table.rows()):
            if index >= last:
                return
            if index >= first:
                yield [*row[:keys], *row[left:right]]

    return replace(table, columns=table.columns[:keys] + table.columns[left:right], count=last - first, rows=cut, notes=())


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """The names as a workbook takes them, in order: without []:*?/\\, 31 UTF-16 units, " (2)" after one that is taken already."""
    taken: set[str] = set()
    names = []
    for name in wanted:
        names.append(_free_name(name, taken))
        taken.add(names[-1].casefold())
    return names


def _free_name(wanted: str, taken: Collection[str]) -> str:
    clean = _NOT_IN_NAMES.sub(" ", wanted).strip().strip("'").strip() or "Sheet"
    if clean.casefold() == "history":  # Excel keeps this name for itself
        clean += "_"
    number = 1
    while True:
        ending = f" ({number})" if number > 1 else ""
        name = _first_units(clean, _NAME_LENGTH - len(ending)).rstrip(" '") + ending
        if name.casefold() not in taken:
            return name
        number += 1


def _first_units(text: str, units: int) -> str:
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")


def units(text: str) -> int:
    """The length of a text as spreadsheets count it: in UTF-16 units."""
    return len(text) if text.isascii() else len(text) + sum(1 for letter in text if letter > "\uffff")


def text_parts(text: str) -> list[str]:
    """The text cut into parts that each fit in a cell; itself alone where it fits."""
    if len(text) <= MAX_TEXT // 2 or units(text) <= MAX_TEXT:
        return [text]
    step = MAX_TEXT // 2 if max(text) > "\uffff" else MAX_TEXT  # half as many letters where a letter may take two units
    return [text[at : at + step] for at in range(0, len(text), step)]


def date_cell(day: dt.date | np.datetime64) -> dt.date | str:
    """A date as it stands in a cell: a real date, or ISO text where spreadsheets have none (before March 1900, after 9999)."""
    if isinstance(day, np.datetime64):
        plain = day.astype("datetime64[D]").item()
        if not isinstance(plain, dt.date):  # beyond the calendar of Python: only its text is known
            return str(day)
        day = plain
    return day if day >= FIRST_DATE else day.isoformat()


def number_format(values: npt.NDArray[np.float64]) -> str:
    """The format in which numbers like these are read at ease: some six digits, no more decimals than they have, thousands apart."""
    numbers = np.abs(values[np.isfinite(values) & (values != 0)])
    if not len(numbers):
        return GENERAL
    sample = numbers[:: max(1, len(numbers) // _SAMPLE)]
    size = math.floor(math.log10(float(np.sort(sample)[len(sample) // 2])))
    if not -7 < size < 13 or float(sample.max()) >= 1e15:
        return GENERAL
    most = min(max(5 - size, 0), 8)
    decimals = next((d for d in range(most) if np.allclose(np.round(sample, d), sample, rtol=1e-12, atol=0)), most)
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def width(values: Iterable[Value], least: int = 8, most: int = 60) -> int:
    """A column's width in characters that shows these values; a letter of Chinese takes two."""
    widest = max((_letters(value) for value in values), default=0)
    return min(max(widest + 2, least), most)


def _letters(value: Value) -> int:
    match value:
        case None:
            return 0
        case dt.date():
            return 10
        case Formula():
            return _letters(value.value)
        case str():
            line = value[:200].partition("\n")[0]
            return len(line) + sum(1 for letter in line if letter > "\u2e7f")
        case _:
            return len(f"{value:,.6g}")
