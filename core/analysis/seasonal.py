"""The year's shape: years laid over each other, the band of the last five, EIA's normal band, the seasonal index."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.analysis.rolling import means
from core.analysis.samples import Integers, Sample, filled, pace
from core.model.points import Points, Values

SLOTS = {"day": 366, "week": 53, "month": 12}
_BAND_YEARS, _NORMAL_YEARS = 5, 7
_COMPLETE = 0.9  # of the slots that the fullest year fills


@dataclass(frozen=True, slots=True, eq=False)
class Years:
    """Years over the parts of a year: `values` has a row a year and a column a slot (day, week or month), NaN where there is none."""

    slot: str
    years: tuple[int, ...]
    values: Values

    @property
    def complete(self) -> npt.NDArray[np.bool_]:
        """Which years fill at least nine tenths of the slots that the fullest fills (ours: the sources say only "complete")."""
        counts = np.isfinite(self.values).sum(axis=1)
        return np.asarray(counts >= _COMPLETE * counts.max(initial=0))


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """low, middle and high of each slot, NaN where no year has a value. years: those that it rests on."""

    years: tuple[int, ...]
    low: Values
    middle: Values
    high: Values


def overlay(points: Points, slot: str = "") -> Years:
    """Each year's values by day of the year (29 February has its own), week (from 1 January) or month; several in a slot are averaged.

    slot: "day", "week" or "month"; by default that of the dates' pace. Raises ValueError for another word.
    """
    sample = filled(points)
    chosen = slot or {252: "day", 52: "week"}.get(pace(sample.dates), "month")
    if chosen not in SLOTS:
        raise ValueError(f"no such part of a year: {chosen}")
    if not len(sample):
        return Years(chosen, (), np.empty((0, SLOTS[chosen])))
    years = sample.dates.astype("datetime64[Y]").astype(np.int64) + 1970
    first, last = int(years[0]), int(years[-1])
    cells = (years - first) * SLOTS[chosen] + _slots(sample, chosen)
    size = (last - first + 1) * SLOTS[chosen]
    counts = np.bincount(cells, minlength=size)
    with np.errstate(invalid="ignore"):
        table = np.bincount(cells, sample.values, size) / counts
    return Years(chosen, tuple(range(first, last + 1)), table.reshape(-1, SLOTS[chosen]))


def five_year_band(years: Years, year: int) -> Band:
    """Minimum, mean and maximum of each slot in the five complete years before `year`, which is not among them. METHODS.md 2.3.

    Fewer where there are no five: `Band.years` says which. If those years were out of the ordinary, so is the band (EIA, 2004-06-09).
    """
    chosen = _before(years, year, _BAND_YEARS)
    values = years.values[chosen]
    return Band(_names(years, chosen), _over(np.fmin, values), _mean(values), _over(np.fmax, values))


def normal_band(years: Years, year: int) -> Band:
    """The five-year mean of each slot, and one and the same distance to both sides: EIA's "normal" range. METHODS.md 2.3.

    The distance is the standard deviation, over the seven complete years before `year`, of the values about the mean of their slot
    (degrees of freedom: values less slots); that reading of "seasonal variation" is ours. NaN where two years are not there.
    """
    middle = _mean(years.values[_before(years, year, _BAND_YEARS)])
    chosen = _before(years, year, _NORMAL_YEARS)
    values = years.values[chosen]
    apart = values - _mean(values)
    freedom = int(np.isfinite(values).sum() - np.isfinite(values).any(axis=0).sum())
    distance = float(np.sqrt(np.nansum(apart**2) / freedom)) if freedom > 0 else float("nan")
    return Band(_names(years, chosen), middle - distance, middle, middle + distance)


def seasonal_index(points: Points) -> Values:
    """Twelve numbers: the mean of each month's value over the twelve-month centred average (half weights at the ends). METHODS.md 2.2.

    1 is an average month. NaN for a month that never has a full year about it; a gap leaves out the twelve averages it is part of.
    """
    months = overlay(points, "month").values.ravel()
    if len(months) < 13:
        return np.full(12, np.nan)
    yearly = means(np.where(np.isfinite(months), months, 0.0), 12)
    whole = means(np.isfinite(months).astype(np.float64), 12) > 1 - 1e-9
    centred = np.where(whole[1:] & whole[:-1], (yearly[1:] + yearly[:-1]) / 2, np.nan)
    relative = np.full(len(months), np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        relative[6 : 6 + len(centred)] = months[6 : 6 + len(centred)] / centred
    return _mean(np.where(np.isfinite(relative), relative, np.nan).reshape(-1, 12))


def _slots(sample: Sample, slot: str) -> Integers:
    months = sample.dates.astype("datetime64[M]")
    month = months.astype(np.int64) % 12
    if slot == "month":
        return np.asarray(month)
    starts = np.array([0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335])  # in a leap year
    day = starts[month] + (sample.dates - months.astype("datetime64[D]")).astype(np.int64)
    return np.asarray(day if slot == "day" else day // 7)


def _before(years: Years, year: int, count: int) -> Integers:
    """The places of the last `count` complete years before `year`, counted back from it: an older one does not step in for a gap."""
    numbers = np.array(years.years, np.int64)
    return np.flatnonzero((numbers < year) & (numbers >= year - count) & years.complete)


def _names(years: Years, chosen: Integers) -> tuple[int, ...]:
    return tuple(years.years[at] for at in chosen.tolist())


def _over(extreme: np.ufunc, values: Values) -> Values:
    if not len(values):
        return np.full(values.shape[1], np.nan)
    return np.asarray(extreme.reduce(values, axis=0))


def _mean(values: Values) -> Values:
    there = np.isfinite(values)
    counts = there.sum(axis=0)
    return np.asarray(np.where(counts > 0, np.where(there, values, 0.0).sum(axis=0) / np.maximum(counts, 1), np.nan))
