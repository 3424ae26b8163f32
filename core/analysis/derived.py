"""Series made from series: ratio, spread, real price, rebased. What they came from stays with them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from core.analysis.samples import Integers, align, filled, pace
from core.model.points import LARGEST, Dates, Points
from core.model.records import Series
from core.model.units import UnitError, convert, parse_unit


@dataclass(frozen=True, slots=True, eq=False)
class Derived:
    """The points of a series that others make, its unit, and the ids of those others in the order of the formula.

    rule: "ratio", "spread" or "real". converted: whether the second was brought to the first's unit. averaged: see `Pair`.
    """

    rule: str
    points: Points
    unit: str
    inputs: tuple[str, ...]
    converted: bool = False
    averaged: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Rebased:
    """100 * P_t / P_base. base_day: the day whose value is 100, None when there is none.

    rule: "base" when that is the pinned day, "next" when that day has no value and the next one counts, "own first" when the series
    starts after the pinned day.
    """

    points: Points
    base_day: np.datetime64 | None
    rule: str


def ratio(first: Series, second: Series) -> Derived:
    """first / second on the periods of both, the second in the first's unit where it can be converted; else in both units, as USD/t per %.

    A quotient by zero is a gap. Unit "" of a pure number, gold over silver; elementary. Nothing is interpolated: see `align`.
    """
    try:
        points, unit = in_unit(second, first.unit), ""
    except UnitError:
        points, unit = second.points, f"{first.unit} / {second.unit}"
    pair = align(first.points, points)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        quotient = np.where(pair.second != 0, pair.first / pair.second, np.nan)
    converted = not unit and first.unit != second.unit
    return Derived("ratio", Points(pair.dates, quotient), unit, (first.id, second.id), converted, pair.averaged)


def spread(first: Series, second: Series) -> Derived:
    """first - second on the periods of both, in the first's unit; elementary. Raises UnitError when the units cannot be converted."""
    pair = align(first.points, in_unit(second, first.unit))
    points = Points(pair.dates, pair.first - pair.second)
    return Derived("spread", points, first.unit, (first.id, second.id), first.unit != second.unit, pair.averaged)


def real_price(price: Series, deflator: Series, reference: np.datetime64) -> Derived:
    """P_t * CPI_ref / CPI_t in money of the deflator's period of `reference`. METHODS.md 2.2.

    A finer price takes the deflator of its own period: the deflator is what a period has in common, it is not interpolated; a price
    beyond the deflator's periods is a gap. A coarser price takes the mean of the deflator over its own
    period. Raises ValueError when the deflator has no value in the period of `reference`.
    """
    index = filled(deflator.points)
    months = _period_months(index.dates)
    keys, wanted = _months(index.dates) // months, int(_months(np.array([reference], "datetime64[D]"))[0]) // months
    if not (keys == wanted).any():
        raise ValueError(f"the deflator has no value at {reference}")
    at_reference = index.values[keys == wanted][-1]
    months = max(months, _period_months(price.points.dates))
    keys, start = np.unique(_months(index.dates) // months, return_index=True)
    levels = np.add.reduceat(index.values, start) / np.diff(np.append(start, len(index.values)))
    own = _months(price.points.dates) // months
    place = np.minimum(np.searchsorted(keys, own), len(keys) - 1)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        factor = np.where((keys[place] == own) & (levels[place] > 0), at_reference / levels[place], np.nan)
    points = Points(price.points.dates, price.points.values * factor, price.points.marks, price.points.places)
    return Derived("real", points, price.unit, (price.id, deflator.id))


def rebase(points: Points, base: np.datetime64) -> Rebased:
    """100 * P_t / P_base at a pinned day that does not move with the view. METHODS.md 2.2.

    Where that day has no value the next one that has counts; a series that starts later starts at its own first value: `Rebased.rule`
    says which. Values of zero or below make no base; without any the points are all gaps.
    """
    usable = (points.values > 0) & (points.values < LARGEST)
    there = np.flatnonzero(usable & (points.dates >= base))
    if not len(there):
        return Rebased(Points(points.dates, np.full(len(points), np.nan)), None, "none")
    at = int(there[0])
    starts = points.dates[usable][0]
    rule = "base" if points.dates[at] == base else "own first" if starts > base else "next"
    with np.errstate(over="ignore"):
        values = points.values / points.values[at] * 100
    return Rebased(Points(points.dates, values, points.marks, points.places), points.dates[at], rule)


def in_unit(series: Series, unit: str) -> Points:
    """The series' points in another unit; the same object when that is its own. Raises UnitError when they cannot be converted."""
    if series.unit == unit or (parse_unit(series.unit) or series.unit) == (parse_unit(unit) or unit):
        return series.points
    points = series.points
    return points.with_values(convert(points.values, series.unit, unit))


def until(series: Series, last: np.datetime64 | None) -> Series:
    """The series to a day; all of it for None."""
    points = series.points.between(None, last)
    return series if points is series.points else replace(series, points=points)


def _months(dates: Dates) -> Integers:
    return np.asarray(dates.astype("datetime64[M]").astype(np.int64))


def _period_months(dates: Dates) -> int:
    """The months of a deflator's period: 12 for one value a year, 3, 6, else 1."""
    return {1: 12, 2: 6, 4: 3}.get(pace(dates), 1)
