"""Stocks: several in one unit, registered and eligible, what moved and what was only relabelled, the identity of a warehouse, cover."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.analysis.derived import Derived, in_unit
from core.analysis.samples import WIDEST, Sample, align, filled, pace
from core.model.points import Dates, Points, Values
from core.model.records import Series
from core.model.units import UnitError, factor

DELIVERABLE_SHARE = 0.5  # of eligible metal, as CME estimated it towards the CFTC in 2020
_YEAR, _WEEKS = 365, 52


@dataclass(frozen=True, slots=True, eq=False)
class Stack:
    """Stocks on the days of all of them: layers has a row a series (in the order of `inputs`), NaN where it has no value.

    total: their sum where every one has a value, else NaN: a missing stock is not an empty one. carried: which values are an earlier
    day's.
    """

    unit: str
    inputs: tuple[str, ...]
    dates: Dates
    layers: Values
    total: Values
    carried: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Movements:
    """Between neighbouring reports of registered and eligible: what came in or went out (total), and what changed its label only.

    reclassified: above zero from eligible to registered (warrants issued), below zero the other way. All in `unit`, of one length.
    """

    unit: str
    dates: Dates
    registered: Values
    eligible: Values
    physical: Values
    reclassified: Values
    inputs: tuple[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Identity:
    """opening + received - withdrawn + adjustment against closing, each day that has all of them.

    residual: closing less what it should be. breaks: the days on which that is more than the tolerance. unchecked: reports that could not
    be checked because a number is missing.
    """

    unit: str
    dates: Dates
    expected: Values
    closing: Values
    residual: Values
    breaks: Dates
    unchecked: int
    inputs: tuple[str, ...]


def stack(stocks: Sequence[Series], unit: str, carry: int = 0) -> Stack:
    """The stocks in one unit on all their days. carry: for how many days a level stands where no newer one is reported, marked as such.

    By default for none: nothing is filled in. Raises UnitError where a unit cannot be converted.
    """
    samples = [filled(in_unit(one, unit)) for one in stocks]
    dates = _all_dates(samples)
    layers, carried = np.full((len(stocks), len(dates)), np.nan), np.zeros((len(stocks), len(dates)), bool)
    for row, sample in enumerate(samples):
        if len(sample) == len(dates):  # all days are its own: the usual case, and nothing to look up
            layers[row] = sample.values
        elif len(sample):
            place = np.searchsorted(sample.dates, dates, "right") - 1
            age = (dates - sample.dates[np.maximum(place, 0)]).astype(np.int64)
            stands = (place >= 0) & (age <= carry)
            layers[row] = np.where(stands, sample.values[np.maximum(place, 0)], np.nan)
            carried[row] = stands & (age > 0)
    return Stack(unit, tuple(one.id for one in stocks), dates, layers, layers.sum(axis=0), carried)


def changes(points: Points) -> Points:
    """Each value less the one before, on the later day; none across a gap (see `log_returns`)."""
    sample = filled(points)
    if len(sample) < 2:
        return Points(sample.dates[:0], sample.values[:0])
    near = np.diff(sample.dates).astype(np.int64) <= WIDEST[pace(sample.dates)]
    return Points.rising(sample.dates[1:][near], np.diff(sample.values)[near])


def movements(registered: Series, eligible: Series) -> Movements:
    """Physical movement is the change of the total; reclassified is what one category lost and the other gained at once. METHODS.md 2.3.

    In registered's unit. The netting is ours: metal that leaves registered while as much other metal arrives as eligible looks the
    same. Raises UnitError where the units cannot be converted.
    """
    pair = align(registered.points, in_unit(eligible, registered.unit))
    one, two = (changes(Points.rising(pair.dates, values)) for values in (pair.first, pair.second))
    opposite = np.sign(one.values) * np.sign(two.values) < 0
    swapped = np.where(opposite, np.sign(one.values) * np.minimum(np.abs(one.values), np.abs(two.values)), 0.0)
    inputs = (registered.id, eligible.id)
    return Movements(registered.unit, one.dates, one.values, two.values, one.values + two.values, swapped, inputs)


def identity(stock: Series, received: Series, withdrawn: Series, adjustment: Series | None = None, tolerance: float = 0.0) -> Identity:
    """opening + received - withdrawn + adjustment = closing; opening is the closing before. METHODS.md 2.3.

    A report without one of its numbers is counted as unchecked: missing is not zero. Without any series of adjustments there are none.
    All in the stock's unit; tolerance (0 or above) is in it too. Raises UnitError where a unit cannot be converted.
    """
    closing = filled(stock.points)
    flows = [filled(in_unit(one, stock.unit)) for one in (received, withdrawn, *((adjustment,) if adjustment else ()))]
    inputs = tuple(one.id for one in (stock, received, withdrawn, adjustment) if one is not None)
    dates, opening, after = closing.dates[1:], closing.values[:-1], closing.values[1:]
    parts = [_on(one, dates) for one in flows]
    expected = opening + parts[0] - parts[1] + (parts[2] if len(parts) > 2 else 0.0)
    checked = np.isfinite(expected)
    residual = (after - expected)[checked]
    rounding = 1e-9 * np.abs(after[checked])
    breaks = dates[checked][np.abs(residual) > tolerance + rounding]
    return Identity(stock.unit, dates[checked], expected[checked], after[checked], residual, breaks, int((~checked).sum()), inputs)


def deliverable(registered: Series, eligible: Series, share: float = DELIVERABLE_SHARE) -> Derived:
    """registered + share * eligible, in registered's unit: CME's estimate of gold's deliverable supply in 2020. METHODS.md 2.3.

    An option, not the default. Raises ValueError for a share outside 0..1, UnitError where the units cannot be converted.
    """
    if not 0 <= share <= 1:
        raise ValueError("a share lies between 0 and 1")
    pair = align(registered.points, in_unit(eligible, registered.unit))
    points = Points.rising(pair.dates, pair.first + share * pair.second)
    return Derived("deliverable", points, registered.unit, (registered.id, eligible.id), registered.unit != eligible.unit, pair.averaged)


def open_interest_cover(open_interest: Series, registered: Series, contract: float = 0.0, contract_unit: str = "ozt") -> Derived:
    """Open interest over registered stock, a pure number: how many claims stand on each ounce. METHODS.md 2.3.

    contract: the size of one, in contract_unit (5,000 ozt of silver on COMEX), where open interest counts contracts. Raises ValueError
    when it does and no size is given, UnitError where the units cannot be converted.
    """
    try:
        claims = in_unit(open_interest, registered.unit)
    except UnitError:
        if contract <= 0:
            raise ValueError("open interest in contracts needs the size of a contract") from None
        size = contract * factor(contract_unit, registered.unit)
        claims = Points(open_interest.points.dates, open_interest.points.values * size)
    pair = align(claims, registered.points)
    with np.errstate(divide="ignore", invalid="ignore"):
        cover = np.where(pair.second > 0, pair.first / pair.second, np.nan)
    return Derived("cover", Points(pair.dates, cover), "", (open_interest.id, registered.id), averaged=pair.averaged)


def days_of_cover(stock: float, annual_use: float) -> float | None:
    """stock / (annual use / 365), both in one unit; None without use. METHODS.md 2.3."""
    return stock / (annual_use / _YEAR) if annual_use > 0 else None


def weeks_of_consumption(stock: float, annual_use: float) -> float | None:
    """stock / (annual use / 52), both in one unit; None without use. METHODS.md 2.3."""
    return stock / (annual_use / _WEEKS) if annual_use > 0 else None


def days_of_supply(stock: float, weekly_use: Iterable[float]) -> float | None:
    """EIA's: stock over the average daily use of the last four weeks, `weekly_use` in the stock's unit a week. METHODS.md 2.3.

    None when one of the last four is missing or they use nothing.
    """
    last = np.array(list(weekly_use), np.float64)[-4:]
    if len(last) < 4 or not np.isfinite(last).all() or last.mean() <= 0:
        return None
    return float(stock / (last.mean() / 7))


def _all_dates(samples: Sequence[Sample]) -> Dates:
    """Every date of any of them, rising; those of a report that all stand in are not sorted again."""
    if not samples:
        return np.empty(0, "datetime64[D]")
    if all(np.array_equal(one.dates, samples[0].dates) for one in samples[1:]):
        return samples[0].dates
    return np.unique(np.concatenate([one.dates for one in samples]))


def _on(sample: Sample, dates: Dates) -> Values:
    """The sample's values on these dates, NaN on those it does not have."""
    if not len(sample):
        return np.full(len(dates), np.nan)
    place = np.minimum(np.searchsorted(sample.dates, dates), len(sample) - 1)
    return np.where(sample.dates[place] == dates, sample.values[place], np.nan)
