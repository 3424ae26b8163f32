"""Ratios and spreads in a workbook: their cells are formulas over the cells of their two series, beside the values that we worked out.

A formula is written only where it gives our value from the very cells of the workbook: at the edge of the dates shown, where a mean takes
in values that are not written, the value stands alone. Factors of units are cells of the sheet Assumptions.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import starmap

import numpy as np
import numpy.typing as npt

from core.analysis.samples import filled, pace, periods
from core.io.sheets import Formula, Table, Value, table_of
from core.model import Series, Workspace
from core.model.places import column_letters
from core.model.units import UnitError, factor
from core.views.derived_series import parts_of
from core.views.prices import series_title
from core.words import _

_NEAR = 1e-9  # relative: a spreadsheet adds in another order


@dataclass(frozen=True, slots=True, eq=False)
class _Place:
    """Where a series stands in the workbook: sheet, its column from 0, and the dates of the sheet's rows."""

    sheet: str
    column: int
    days: npt.NDArray[np.datetime64]
    series: Series


def with_inputs(workspace: Workspace, ids: Sequence[str]) -> tuple[str, ...]:
    """The ids, and those of all series that ratios and spreads among them are made of. `workspace`: with its ratios and spreads."""
    found = dict.fromkeys(key for key in ids if key in workspace.series)
    waiting = list(found)
    while waiting:
        new = [part.id for part in parts_of(workspace, waiting.pop()) if part.id not in found]
        found |= dict.fromkeys(new)
        waiting += new
    return tuple(found)


def with_formulas(workspace: Workspace, series: Sequence[Series], tables: Sequence[Table]) -> list[Table]:
    """The tables of values of `series` (cut to the dates shown) with formulas for ratios and spreads, and Assumptions."""
    places = _places(series, tables)
    derived = [(one, parts) for one in series if len(parts := parts_of(workspace, one.id)) == 2]
    factors = {one.id: found for one, parts in derived if (found := _factor(one, parts)) is not None}
    name, rows = _("Assumptions"), []
    cells = {}
    for number, (one, parts) in enumerate(((one, parts) for one, parts in derived if one.id in factors), 2):
        cells[one.id] = f"{{2}}!$B${number}"
        meaning = _("{title}: one {unit} of {second} in {other}").format(
            title=series_title(one), unit=parts[1].unit, second=series_title(parts[1]), other=parts[0].unit
        )
        rows.append((meaning, factors[one.id]))
    made = {one.id: _formulas(workspace, one, places, factors.get(one.id, 1.0), cells.get(one.id, ""), name) for one, _parts in derived}
    written = [_put(table, places, made) for table in tables]
    return [*written, *([table_of(name, (_("Factor between units"), _("Value")), rows)] if rows else [])]


def _places(series: Sequence[Series], tables: Sequence[Table]) -> dict[str, _Place]:
    by_id = {one.id: one for one in series}
    found: dict[str, _Place] = {}
    for table in tables:
        members = [(at, by_id[column.headers[-1]]) for at, column in enumerate(table.columns) if column.headers[-1] in by_id]
        if members and len(table.columns[0].headers) == 3:  # a sheet of values: titles, units, ids
            days = np.unique(np.concatenate([one.points.dates for _at, one in members]))
            found |= {one.id: _Place(table.name, at, days, one) for at, one in members}
    return found


def _factor(one: Series, parts: Sequence[Series]) -> float | None:
    """What the second's values are multiplied by to be in the first's unit; None where nothing is converted."""
    first, second = parts
    if first.unit == second.unit or " / " in one.unit:
        return None
    try:
        found = factor(second.unit, first.unit)
    except UnitError:
        return None
    return found if found != 1 else None


def _formulas(
    workspace: Workspace, made: Series, places: Mapping[str, _Place], times: float, cell: str, assumptions: str
) -> dict[np.datetime64, Formula]:
    """The formula of each date that has a value, where it gives that value."""
    whole = parts_of(workspace, made.id)
    if any(part.id not in places for part in whole):
        return {}
    first, second = (places[part.id] for part in whole)
    common = min((one for part in whole if (one := pace(filled(part.points).dates))), default=0)
    left, right = (_by_period(place, common) for place in (first, second))
    ratio = workspace.scenarios[made.id].worksheet == "ratio"
    sign = "/" if ratio else "-"
    sample = filled(made.points)
    found = {}
    for day, value, key in zip(sample.dates, sample.values, periods(sample.dates, common).tolist(), strict=True):
        if key not in left or key not in right:
            continue
        (top, at), (below, by) = left[key], right[key]
        below *= times
        told = top / below if ratio and below else top - below
        if not math.isclose(told, value, rel_tol=_NEAR, abs_tol=_NEAR * abs(top)):
            continue
        over, under = at.format("{0}"), by.format("{1}")
        text = f"{over}{sign}({under}*{cell})" if cell else f"{over}{sign}{under}"
        found[day] = Formula(text, float(value), (first.sheet, second.sheet, assumptions))
    return found


def _by_period(place: _Place, common: int) -> dict[int, tuple[float, str]]:
    """For each period the mean of the values written in it, and the cells that it is the mean of, the sheet's name left open."""
    sample = filled(place.series.points)
    keys = periods(sample.dates, common)
    starts = np.flatnonzero(np.diff(keys, prepend=keys[0] - 1)) if len(keys) else np.array([], np.int64)
    rows = np.searchsorted(place.days, sample.dates) + 4  # three rows of headings, counted from 1
    letter = column_letters(place.column)
    found = {}
    for start, stop in zip(starts.tolist(), [*starts[1:].tolist(), len(keys)], strict=True):
        first, last = int(rows[start]), int(rows[stop - 1])
        cells = f"{{}}!{letter}{first}" if stop - start == 1 else f"AVERAGE({{}}!{letter}{first}:{letter}{last})"
        found[int(keys[start])] = float(sample.values[start:stop].mean()), cells
    return found


def _put(table: Table, places: Mapping[str, _Place], made: Mapping[str, Mapping[np.datetime64, Formula]]) -> Table:
    """The table with the formulas of its columns in their cells."""
    cells: dict[tuple[int, int], Formula] = {}
    for key, formulas in made.items():
        if key in places and places[key].sheet == table.name:
            place = places[key]
            cells |= {(int(np.searchsorted(place.days, day)), place.column): found for day, found in formulas.items()}
    if not cells:
        return table

    def row(at: int, values: Sequence[Value]) -> Sequence[Value]:
        return [cells.get((at, column), value) for column, value in enumerate(values)]

    def rows() -> Iterator[Sequence[Value]]:
        return starmap(row, enumerate(table.rows()))

    return replace(table, rows=rows)
