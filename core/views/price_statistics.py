"""The table beside the price chart: the statistics of the range in view, a column a series, and how each number came about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from core.analysis.samples import filled
from core.analysis.statistics import Statistics, statistics
from core.io.sheets import Table, Value, date_cell, table_of
from core.model import Points, Series, Workspace
from core.views.data import provenance
from core.views.derived_series import parts_of, values_behind
from core.views.price_scale import converted
from core.views.prices import series_title
from core.words import _

Cell = float | int | np.datetime64 | None


@dataclass(frozen=True, slots=True)
class Definition:
    """A row of the table: its name, what it is in words with its source, and what it needs where a cell is empty."""

    key: str
    title: str
    meaning: str
    needs: str


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A series' statistics of the range: `found` as numbers, `texts` as they are shown, in the order of the rows."""

    series: Series
    title: str
    unit: str
    found: Statistics
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class StatisticsView:
    """The table between two dates, both inclusive."""

    first: dt.date
    last: dt.date
    rows: tuple[Definition, ...]
    columns: tuple[Column, ...]


def statistics_view(workspace: Workspace, ids: Iterable[str], first: dt.date, last: dt.date, unit: str = "") -> StatisticsView:
    """The statistics of the series between two dates, in `unit` where they can be had in it; ids that are gone are left out."""
    rows = definitions()
    shown = [workspace.series[key] for key in ids if key in workspace.series]
    return StatisticsView(first, last, rows, tuple(_column(one, rows, first, last, unit) for one in shown))


def definitions() -> tuple[Definition, ...]:
    """Every row, in order. The formulas are those of METHODS.md 2.2."""
    two, above = _("needs two values in the range"), _("needs a first value above zero, and a later one")
    fell = _("the price never fell below a peak in the range")
    return (
        Definition("last", _("Last value"), _("The last value in the range, in the unit shown."), _("no value in the range")),
        Definition("last_day", _("Its date"), _("The date of the last value in the range."), _("no value in the range")),
        Definition("change", _("Return"), _("Last value / first value − 1, of the values in the range."), above),
        Definition("cagr", _("Return a year"), _("CAGR: (last / first)^(1 / years) − 1, with years = days / 365.25."), above),
        Definition(
            "volatility", _("Volatility a year"),
            _("Sample standard deviation of the log returns × √(periods a year), at the frequency of the dates themselves "
              "(252, 52, 12, 4, 2 or 1). No return is taken across a gap."),
            _("needs two returns"),
        ),
        Definition("depth", _("Deepest fall"), _("Maximum drawdown: the lowest value / the highest value before it − 1."), fell),
        Definition("start", _("… from the peak of"), _("The date of the peak that the deepest fall started from."), fell),
        Definition("trough", _("… to the low of"), _("The date of the lowest value of the deepest fall."), fell),
        Definition(
            "recovery", _("… recovered on"), _("The first date in the range on which that peak was reached again."),
            _("not recovered in the range"),
        ),
        Definition(
            "z", _("z-score"),
            _("(Last value − mean) / sample standard deviation, of the values in the range before the last: the last is not among "
              "them, so nothing looks ahead."),
            _("needs two values before the last that differ"),
        ),
        Definition(
            "percentile", _("Percentile"),
            _("The share of values in the range that are below the last one; those equal to it, itself too, count half."), two,
        ),
        Definition("low", _("Lowest"), _("The lowest value in the range."), two),
        Definition("high", _("Highest"), _("The highest value in the range."), two),
        Definition("count", _("Values"), _("N: how many values the range holds."), ""),
        Definition("missing", _("Gaps"), _("Points in the range that the source gives without a value."), ""),
    )  # fmt: skip


def explain(workspace: Workspace, view: StatisticsView, row: int, column: int) -> tuple[tuple[str, str], ...]:
    """How a number of the table came about, as (label, text) lines: value, definition, range, and each input with file, sheet, cell."""
    shown, one = view.columns[column], view.rows[row]
    text = shown.texts[row]
    lines = [
        (one.title, f"{shown.title}: {text}" if _cell(shown.found, one.key) is not None else f"{shown.title}: {one.needs or text}"),
        (_("Definition"), one.meaning),
        (_("Range"), _("{first} to {last}, {count} values").format(first=view.first, last=view.last, count=f"{shown.found.count:,}")),
    ]
    if one.key == "volatility" and shown.found.returns:
        sentence = _("{count} returns, {periods} a year")
        lines.append((_("Returns"), sentence.format(count=f"{shown.found.returns:,}", periods=shown.found.pace)))
    if parts_of(workspace, shown.series.id):
        lines.append((_("Formula"), shown.series.note))
    if shown.unit != shown.series.unit:
        lines.append((_("Unit"), _("converted from {unit} to {other}").format(unit=shown.series.unit, other=shown.unit)))
    for label, day in _inputs(shown.found, one.key, shown, view):
        at = int(np.searchsorted(shown.series.points.dates, day))
        lines.append((label, point_text(workspace, shown.series, at)))
    return tuple(lines)


def point_text(workspace: Workspace, series: Series, at: int) -> str:
    """A point of a series with its date and value, cell, source and file, in one line."""
    return " · ".join(text for _name, text in _place(workspace, series, at))


def statistics_table(view: StatisticsView) -> Table:
    """The table as a sheet for an export: a row a series, fractions as percent."""
    headers = [_("Series"), _("Unit"), *(one.title for one in view.rows)]
    formats = ["General", "General", *(_FORMATS.get(one.key, "General") for one in view.rows)]
    rows = [[one.title, one.unit, *(_value(_cell(one.found, row.key), row.key) for row in view.rows)] for one in view.columns]
    return table_of(_("Statistics"), headers, rows, formats)


_FORMATS = dict.fromkeys(("change", "cagr", "volatility", "depth"), "0.0%") | {"z": "0.00", "percentile": "0.0", "count": "#,##0"}


def _value(cell: Cell, key: str) -> Value:
    if cell is None:
        return None
    return date_cell(cell) if isinstance(cell, np.datetime64) else float(cell) if key not in {"count", "missing"} else int(cell)


def _column(series: Series, rows: Sequence[Definition], first: dt.date, last: dt.date, unit: str) -> Column:
    points, own = converted(series, unit)
    found = statistics(_between(points, first, last))
    return Column(series, series_title(series), own, found, tuple(_text(_cell(found, row.key), row.key) for row in rows))


def _between(points: Points, first: dt.date, last: dt.date) -> Points:
    return points.between(np.datetime64(first, "D"), np.datetime64(last, "D"))


def _cell(found: Statistics, key: str) -> Cell:
    fall = found.drawdown
    if key in {"depth", "start", "trough", "recovery"}:
        return None if fall is None else getattr(fall, key)
    if key in {"low", "high", "percentile"} and found.count < 2:
        return None
    cell: Cell = getattr(found, key)
    return cell


def _text(cell: Cell, key: str) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, np.datetime64):
        return str(cell)
    return _minus(_WORDS.get(key, number)(float(cell)))


def number(value: float) -> str:
    """A price in five figures, thousands apart."""
    size = 0 if not value else int(np.floor(np.log10(abs(value))))
    if not -6 <= size < 15:
        return f"{value:.4g}"
    text = f"{value:,.{max(4 - size, 0)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(fraction: float) -> str:
    """A fraction in percent with its sign, one decimal; without decimals from a thousand percent on."""
    return f"{fraction * 100:+,.{0 if abs(fraction) >= 10 else 1}f} %"


_WORDS: dict[str, Callable[[float], str]] = {
    "change": percent,
    "cagr": percent,
    "volatility": lambda value: percent(value).lstrip("+"),
    "depth": percent,
    "z": lambda value: f"{value:+.2f}",
    "percentile": lambda value: f"{value:.1f}",
    "count": lambda value: f"{value:,.0f}",
    "missing": lambda value: f"{value:,.0f}",
}


def _minus(text: str) -> str:
    return text.replace("-", "−", 1)


def _inputs(found: Statistics, key: str, shown: Column, view: StatisticsView) -> list[tuple[str, np.datetime64]]:
    """The points that a number rests on, by name: for a number that takes in all of the range, its first and last."""
    if found.first_day is None or found.last_day is None:
        return []
    first, last, fall = (_("First value"), found.first_day), (_("Last value"), found.last_day), found.drawdown
    match key:
        case "last" | "last_day":
            return [last]
        case "low" | "high":
            return [(_("That value"), _day_of(_between(shown.series.points, view.first, view.last), low=key == "low"))]
        case "depth" | "start" | "trough" | "recovery" if fall is not None:
            again = [] if fall.recovery is None else [(_("Recovery"), fall.recovery)]
            return [(_("Peak"), fall.start), (_("Low"), fall.trough), *again]
    return [first, last] if found.count > 1 else [last]


def _day_of(points: Points, *, low: bool) -> np.datetime64:
    """The first day of the lowest or highest value."""
    sample = filled(points)
    day: np.datetime64 = sample.dates[int(sample.values.argmin() if low else sample.values.argmax())]
    return day


def _part(workspace: Workspace, series: Series, at: int | None) -> tuple[str, str]:
    if at is None:
        return "", _("{title}: the mean of the period").format(title=series_title(series))
    return "", series_title(series) + " " + point_text(workspace, series, at)


def _place(workspace: Workspace, series: Series, at: int) -> list[tuple[str, str]]:
    """A point's date and value, cell, and the source's name and file; of a ratio or spread, those of its parts."""
    parts = values_behind(workspace, series, at)
    if parts:
        own = ("", f"{series.points.dates[at]}: {number(float(series.points.values[at]))} {series.unit}".rstrip())
        return [own, *(_part(workspace, part, place) for part, place in parts)]
    lines = list(provenance(workspace, series, at))
    kept = {_("Cell"), _("Source"), _("File")}
    head = [("", f"{lines[0][0]}: {lines[0][1]}")]
    return head + [line for line in lines[1:] if line[0] in kept]
