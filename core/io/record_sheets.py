"""Records as sheets, laid out as `core.io.layout` says: a sheet a kind of record, and the values of series on sheets of their own."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import numpy as np
import numpy.typing as npt

from core.io import layout
from core.io.sheets import GENERAL, WHOLE, SheetColumn, Table, Value, date_cell, number_format, table_of, text_parts, width
from core.model import PARTS, Clock, Column, FieldKind, Mark, PartialDate, Points, Precision, Record, Series, shared_columns, show
from core.words import _, plural

_BLOCK = 2_048  # dates laid out at a time, so that a sheet costs no more memory than that many rows


def record_table(part: str, records: Sequence[Record]) -> Table:
    """The records of one part, a row each, a column a declared field, their titles as the header.

    A text longer than a cell goes on in columns at the end, called "Summary (2)" and so on.
    """
    declared = shared_columns(PARTS[part])
    rows = [[_cell(getattr(record, column.name)) for column in declared] for record in records]
    headers = [column.title for column in declared]
    formats = [_format(column, [row[at] for row in rows]) for at, column in enumerate(declared)]
    lengthened = _spread_long_texts(headers, rows)
    table = table_of(layout.SHEETS[part], headers, rows, formats + [GENERAL] * (len(headers) - len(formats)))
    return Table(table.name, table.columns, table.count, table.rows, notes=lengthened)


def _cell(value: Any) -> Value:
    match value:
        case float():
            return value if math.isfinite(value) else None
        case bool() | str() | tuple() | Clock():
            return show(value)
        case int():
            return value if abs(value) <= 2**53 else show(value)
        case PartialDate(precision=Precision.DAY):
            return date_cell(value.start)
        case dt.date():
            return date_cell(value)
        case _:
            return show(value)


def _format(column: Column, values: Sequence[Value]) -> str:
    if column.kind is FieldKind.INTEGER:
        return WHOLE
    if column.kind is FieldKind.NUMBER:
        return number_format(np.array([value for value in values if isinstance(value, float)], np.float64))
    return GENERAL


def _spread_long_texts(headers: list[str], rows: list[list[Value]]) -> tuple[str, ...]:
    """Put what a cell cannot hold into columns added at the end, in place; a sentence for each column that needed it."""
    notes = []
    for at, title in enumerate(tuple(headers)):
        parts = {index: text_parts(text) for index, row in enumerate(rows) if isinstance(text := row[at], str)}
        long = {index: found for index, found in parts.items() if len(found) > 1}
        most = max(map(len, long.values()), default=1)
        headers += [f"{title} ({number})" for number in range(2, most + 1)]
        for index, row in enumerate(rows):
            if most > 1:
                found = long.get(index, [row[at]])
                row[at] = found[0]
                row += [*found[1:], *[None] * (most - len(found))]
        if long:
            sentence = plural("{count} text is longer than a cell", "{count} texts are longer than a cell", len(long))
            notes.append(_("{texts}; it goes on in the column “{column}”.").format(texts=sentence, column=f"{title} (2)"))
    return tuple(notes)


def value_tables(series: Sequence[Series]) -> list[Table]:
    """The values of the series: a table a kind and frequency, a row a date, a column a series, the units and ids under the titles."""

    def group(one: Series) -> tuple[str, str]:
        return one.kind, one.frequency

    return [_value_table(values_name(*key), list(members)) for key, members in groupby(sorted(series, key=group), group)]


def values_name(kind: str, frequency: str) -> str:
    """The name of the sheet for the values of this kind and frequency: "Price monthly"; "Values" where neither is known."""
    return f"{kind} {frequency}".strip().capitalize() or "Values"


def _value_table(name: str, series: Sequence[Series]) -> Table:
    points = [one.points for one in series]
    days = _all_dates(points)
    first = SheetColumn((layout.DATE, layout.UNIT, layout.ID), GENERAL, 12)
    columns = (first, *(_value_column(one) for one in series))
    return Table(name, columns, len(days), lambda: _value_rows(days, points), notes=_infinite(points))


def _value_column(one: Series) -> SheetColumn:
    headers = (*(text_parts(text)[0] for text in (one.title, one.unit)), one.id)
    numbers = one.points.values
    sample = numbers[np.isfinite(numbers)][:: max(1, len(numbers) // 100)]
    return SheetColumn(headers, number_format(numbers), width([*headers, *sample.tolist()], most=28))


def _all_dates(points: Sequence[Points]) -> npt.NDArray[np.datetime64]:
    return np.unique(np.concatenate([one.dates for one in points])) if points else np.array([], "datetime64[D]")


def _value_rows(days: npt.NDArray[np.datetime64], points: Sequence[Points]) -> Iterator[Sequence[Value]]:
    for start in range(0, len(days), _BLOCK):
        block = days[start : start + _BLOCK]
        grid = np.full((len(block), len(points) + 1), None, object)
        grid[:, 0] = [date_cell(day) for day in block]
        for column, one in enumerate(points, 1):
            first, last = np.searchsorted(one.dates, [block[0], block[-1] + 1])
            if first < last:
                grid[np.searchsorted(block, one.dates[first:last]), column] = _value_cells(one, slice(first, last))
        yield from grid.tolist()


def _value_cells(points: Points, cut: slice) -> npt.NDArray[np.object_]:
    values = points.values[cut]
    cells = values.astype(object)
    for index in np.flatnonzero(~np.isfinite(values)):
        cells[index] = layout.WORDS[_why(values[index], Mark(int(points.marks[cut][index])))]
    return cells


def _why(value: float, mark: Mark) -> Mark:
    """The key of the word that stands in the cell of a point without a finite value."""
    if math.isinf(value):
        return Mark.ERROR
    return next((one for one in layout.WORDS if one & mark), Mark.NONE)


def _infinite(points: Sequence[Points]) -> tuple[str, ...]:
    count = sum(int(np.count_nonzero(np.isinf(one.values))) for one in points)
    if not count:
        return ()
    return (
        plural(
            "{count} infinite value, which no sheet can hold, is written as the word “error”.",
            "{count} infinite values, which no sheet can hold, are written as the word “error”.",
            count,
        ),
    )


def marks_table(series: Sequence[Series]) -> Table:
    """The marks that the value cells do not say by themselves: a row a point."""
    found = [(one, _unsaid(one.points)) for one in series]

    def rows() -> Iterator[Sequence[Value]]:
        for one, indices in found:
            for index in indices:
                names = layout.mark_names(Mark(int(one.points.marks[index])))
                yield one.id, date_cell(one.points.dates[index]), "; ".join(names)

    widths = (width([one.id for one, indices in found if len(indices)]), 12, 30)
    columns = tuple(SheetColumn((header,), GENERAL, wide) for header, wide in zip(layout.MARKS_HEADER, widths, strict=True))
    return Table(layout.MARKS_SHEET, columns, sum(len(indices) for _one, indices in found), rows)


def _unsaid(points: Points) -> npt.NDArray[np.intp]:
    """Where a point's marks are more than its cell says: any mark of a value, all but the cell's word of a missing one."""
    said = np.zeros(len(points), np.uint8)
    for index in np.flatnonzero(np.isnan(points.values)):
        said[index] = _why(math.nan, Mark(int(points.marks[index])))
    return np.flatnonzero(points.marks != said)
