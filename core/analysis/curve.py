"""The forward curve: contango and backwardation by tenor, and what they imply."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from core.analysis.derived import in_unit
from core.analysis.samples import align, filled
from core.model.points import Points
from core.model.records import Series

_TENOR = re.compile(r"\s*(\d+(?:\.\d+)?)\s*[- ]?(d|day|w|wk|week|m|mo|mth|month|q|quarter|y|yr|year)s?\s*", re.I)
_DAYS = {"d": 1.0, "w": 7.0, "m": 365 / 12, "q": 365 / 4, "y": 365.0}
_CASH = frozenset(("cash", "spot", "0", "0m", "0d"))


@dataclass(frozen=True, slots=True)
class Tenor:
    """One forward: its price on a day, and where it stands against spot. Fractions; the spread in the unit of spot.

    days: to delivery. spread: forward - spot; basis: the same as a fraction of spot, below zero in backwardation. annualised:
    (S / F)^(365 / days) - 1, above zero in backwardation. state: "backwardation", "contango" or "flat".
    """

    tenor: str
    days: float
    price: float
    spread: float
    basis: float
    annualised: float | None
    state: str


@dataclass(frozen=True, slots=True)
class Curve:
    """A forward curve on a day: spot and the tenors, the nearest first. state: that of all of them, "mixed" or "none".

    inputs: ids of the series, spot first.
    """

    day: np.datetime64
    spot: float
    unit: str
    tenors: tuple[Tenor, ...]
    state: str
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CurveChange:
    """How one tenor changed between two curves: of its basis (fraction). narrowing: whether its distance from spot became smaller."""

    tenor: str
    change: float
    narrowing: bool


@dataclass(frozen=True, slots=True)
class Carry:
    """What spot and a forward say of the use of metal now, fractions a year but the interest-adjusted basis, which is for the tenor."""

    convenience_yield: float
    interest_adjusted_basis: float


def tenor_days(tenor: str) -> float | None:
    """Days to delivery of "3M", "15 months", "1y", "90d", "cash"; None when the words say none. A month is a twelfth of 365 days."""
    if tenor.strip().casefold() in _CASH:
        return 0.0
    found = _TENOR.fullmatch(tenor)
    return float(found[1]) * _DAYS[found[2][0].lower()] if found else None


def backwardation(spot: float, forward: float, days: float) -> float | None:
    """(S / F)^(365 / days) - 1, a fraction a year, above zero in backwardation; None when it has no meaning. METHODS.md 2.3."""
    if spot <= 0 or forward <= 0 or days <= 0:
        return None
    try:
        rate = float((spot / forward) ** (365 / days) - 1)
    except OverflowError:
        return None
    return rate if math.isfinite(rate) else None


def carry(spot: float, forward: float, years: float, rate: float, storage: float = 0.0) -> Carry | None:
    """Convenience yield y = r + c - ln(F / S) / T, and (F - S) / S - r T; rate and storage are fractions a year. METHODS.md 2.3.

    Fama & French 1988; Gorton, Hayashi & Rouwenhorst 2013. None unless prices and time are above zero.
    """
    if spot <= 0 or forward <= 0 or years <= 0:
        return None
    return Carry(rate + storage - (math.log(forward) - math.log(spot)) / years, (forward - spot) / spot - rate * years)


def convenience_yields(spot: Points, forward: Points, years: float, rate: float, storage: float = 0.0) -> Points:
    """`carry`'s convenience yield on every day that both prices have, fractions a year; to be set against stocks by `align`.

    NaN where a price is not above zero. Raises ValueError unless years is above zero.
    """
    if years <= 0:
        raise ValueError("a forward lies in the future")
    pair = align(spot, forward)
    positive = (pair.first > 0) & (pair.second > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return Points(pair.dates, np.where(positive, rate + storage - (np.log(pair.second) - np.log(pair.first)) / years, np.nan))


def curve(spot: Series, forwards: Iterable[Series], day: np.datetime64) -> Curve | None:
    """The curve on the last day up to `day` on which spot has a value: those forwards that have one on that very day, in spot's unit.

    None when spot has no value by then. Forwards whose tenor says no time are left out. Raises UnitError as `convert` does.
    """
    there = filled(spot.points.between(None, day))
    if not len(there) or there.values[-1] <= 0:
        return None
    on, price = there.dates[-1], float(there.values[-1])
    tenors, inputs = [], [spot.id]
    for forward in forwards:
        days = tenor_days(forward.tenor)
        value = filled(in_unit(forward, spot.unit).between(on, on)).values
        if days and len(value):
            tenors.append(against_spot(forward.tenor, days, price, float(value[0])))
            inputs.append(forward.id)
    tenors.sort(key=lambda one: one.days)
    states = {one.state for one in tenors}
    state = states.pop() if len(states) == 1 else "mixed" if states else "none"
    return Curve(on, price, spot.unit, tuple(tenors), state, tuple(inputs))


def against_spot(tenor: str, days: float, spot: float, forward: float) -> Tenor:
    """Where a forward stands against a spot price above zero: backwardation when it is lower. METHODS.md 2.3."""
    state = "backwardation" if forward < spot else "contango" if forward > spot else "flat"
    return Tenor(tenor, days, forward, forward - spot, forward / spot - 1, backwardation(spot, forward, days), state)


def curve_change(earlier: Curve, later: Curve) -> tuple[CurveChange, ...]:
    """The change of each tenor that both curves have, in the order of the later."""
    before = {one.tenor: one.basis for one in earlier.tenors}
    return tuple(
        CurveChange(one.tenor, one.basis - before[one.tenor], abs(one.basis) < abs(before[one.tenor]))
        for one in later.tenors
        if one.tenor in before
    )
