"""Native charts: a sheet a unit, the chart on top and the very values it draws below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from core.io.layout import CHART_SHEET, DATE, UNIT
from core.io.sheets import FIRST_DATE, GENERAL, SheetColumn, Table, Value, date_cell, number_format, text_parts, width
from core.model import Points
from core.words import plural

CHART_ROWS = 27  # rows that the chart covers, above its values
MAX_LINES = 255  # of one chart in Excel
_CACHED = 20_000  # dates up to which a chart carries its values itself, for programs that show it without reading the cells
_COLOURS = ("#2563A8", "#C2571A", "#2E7D4F", "#8E3B8A", "#B08900", "#1B8A8F", "#A8324A", "#5C5F66")
_EPOCH = dt.date(1970, 1, 1)
_SERIAL_OF_EPOCH = 25_569  # 1970-01-01 as spreadsheets count days


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is drawn: its name and its values, already in the chart's unit."""

    title: str
    points: Points


@dataclass(frozen=True, slots=True)
class Chart:
    """Lines of one unit over dates. title: what the chart is called; logarithmic: whether its value axis is."""

    title: str
    unit: str
    lines: tuple[Line, ...]
    logarithmic: bool = False


def chart_table(chart: Chart) -> Table:
    """What a chart draws, as a table: dates down, lines across, blank where there is nothing to draw.

    Words such as "W" are left out here, because spreadsheets draw text as zero.
    """
    lines, notes = chart.lines[:MAX_LINES], []
    if len(chart.lines) > MAX_LINES:
        left = len(chart.lines) - MAX_LINES
        notes.append(
            plural("{count} line more than a chart can hold is not drawn.", "{count} lines more than a chart can hold are not drawn.", left)
        )
    drawn = [line.points.between(np.datetime64(FIRST_DATE), np.datetime64("9999-12-31")) for line in lines]
    early = sum(len(line.points) for line in lines) - sum(map(len, drawn))
    if early:
        notes.append(
            plural(
                "{count} value before March 1900 is not drawn: spreadsheets have no such dates.",
                "{count} values before March 1900 are not drawn: spreadsheets have no such dates.",
                early,
            )
        )
    days = np.unique(np.concatenate([points.dates for points in drawn])) if drawn else np.array([], "datetime64[D]")

    def rows() -> Iterator[Sequence[Value]]:
        grid = np.full((len(days), len(drawn) + 1), None, object)
        grid[:, 0] = [date_cell(day) for day in days]
        for column, points in enumerate(drawn, 1):
            there = np.isfinite(points.values)
            grid[np.searchsorted(days, points.dates[there]), column] = points.values[there].astype(object)
        yield from grid.tolist()

    return Table(CHART_SHEET, _columns(chart, lines), len(days), rows, notes=tuple(notes))


def _columns(chart: Chart, lines: Sequence[Line]) -> tuple[SheetColumn, ...]:
    unit = text_parts(chart.unit)[0]
    titles = [text_parts(line.title)[0] for line in lines]
    formats = [number_format(line.points.values) for line in lines]
    return (
        SheetColumn((DATE, UNIT), GENERAL, 12),
        *(SheetColumn((title, unit), shown, width([title], 10, 24)) for title, shown in zip(titles, formats, strict=True)),
    )


def draw(book: Any, sheet: Any, chart: Chart, table: Table) -> None:
    """Put the native chart on top of the XlsxWriter worksheet whose rows from `CHART_ROWS` on will hold `table`.

    Every text of the chart is taken from a cell: a title that looks like a formula is thus never one.
    """
    drawing = book.add_chart({"type": "line"})
    name, titles, first = sheet.get_name(), CHART_ROWS, CHART_ROWS + table.header_rows
    last = first + table.count - 1
    rows = list(table.rows()) if table.count <= _CACHED else []
    days = [_serial(row[0]) for row in rows]
    for column in range(1, len(table.columns)):
        colour = _COLOURS[(column - 1) % len(_COLOURS)]
        drawing.add_series(
            {
                "name": [name, titles, column],
                "name_data": [table.columns[column].headers[0]],
                "categories": [name, first, 0, last, 0],
                "categories_data": days,
                "values": [name, first, column, last, column],
                "values_data": [row[column] for row in rows],
                "line": {"color": colour, "width": 1.5},
                "marker": _marker(colour) if rows and _sparse(rows, column) else None,
            }
        )
    ends = [day for line in chart.lines if len(line.points) for day in line.points.dates[[0, -1]]]
    span = int((max(ends) - min(ends)).astype(int))
    drawing.set_title({"name": [name, 0, 0], "data": [chart.title], "name_font": {"size": 13}, "overlay": False})
    dates = {"name": [name, titles, 0], "data": [DATE], "num_format": _date_format(span), "label_position": "low"}
    drawing.set_x_axis({"date_axis": True, **dates})
    values: dict[str, Any] = {"name": [name, titles + 1, 1], "data": [chart.unit], "num_format": table.columns[1].format}
    values["major_gridlines"] = {"visible": True}
    drawing.set_y_axis(values | ({"log_base": 10} if chart.logarithmic else {}))
    drawing.show_blanks_as("gap" if _has_gaps(chart) else "span")
    drawing.set_legend({"position": "bottom"})
    drawing.set_size({"width": 1120, "height": 20 * CHART_ROWS - 30})
    sheet.insert_chart(1, 0, drawing, {"object_position": 2, "description": chart.title[:250]})


def _serial(day: Value) -> int:
    """The day as spreadsheets count it; the tables of charts hold real dates only."""
    assert isinstance(day, dt.date)
    return (day - _EPOCH).days + _SERIAL_OF_EPOCH


def _marker(colour: str) -> dict[str, Any]:
    return {"type": "circle", "size": 4, "fill": {"color": colour}, "border": {"none": True}}


def _sparse(rows: Sequence[Sequence[Value]], column: int) -> bool:
    """Whether no two neighbouring rows have values, so that no line would show."""
    there = [row[column] is not None for row in rows]
    return not any(one and other for one, other in pairwise(there))


def _has_gaps(chart: Chart) -> bool:
    """Whether a line has a point without a value: a gap, unlike a date on which only other lines have points."""
    return any(line.points.filled < len(line.points) for line in chart.lines)


def _date_format(days: int) -> str:
    return "yyyy" if days > 5 * 366 else "yyyy-mm" if days > 120 else "yyyy-mm-dd"
