"""What every statistic starts from: the points that have a value, their pace, their returns, and two series on common periods."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.model.points import Dates, Points, Values

Integers = npt.NDArray[np.int64]

# Periods a year (as volatility is annualised) by the most days between two points.
_PACES = ((4.0, 252), (10.0, 52), (45.0, 12), (135.0, 4), (270.0, 2), (np.inf, 1))
# The longest step, in days, that a return of one period may span; a longer one crosses a gap. Ours: half as long again as the period,
# and for daily values ten days, because exchanges close for holidays.
WIDEST = {252: 10, 52: 10, 12: 46, 4: 138, 2: 276, 1: 549}
_STEPS_LOOKED_AT = 1_001
BLOCK = 1 << 16
_FIRST_MONDAY = 3  # 1970-01-01 was a Thursday


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Values without gaps: dates (datetime64[D], rising) and finite values (float64), of one length."""

    dates: Dates
    values: Values

    def __len__(self) -> int:
        return len(self.dates)


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two series on the periods that both have, arrays of one length. pace: periods a year, 0 when unknown.

    averaged: which of them ("first", "second") was finer than the pace and so stands by its mean of each period; "" for neither.
    """

    dates: Dates
    first: Values
    second: Values
    pace: int
    averaged: str

    def __len__(self) -> int:
        return len(self.dates)


def filled(points: Points) -> Sample:
    """The points that have a value: gaps are left out, never filled. Infinite is no value, nor is one beyond 1e100, whose square no number
    holds.
    """
    there = points.there
    return Sample(points.dates, points.values) if there is None else Sample(points.dates[there], points.values[there])


def pace(dates: Dates) -> int:
    """Periods a year by the dates themselves: 252 daily, 52 weekly, 12 monthly, 4 quarterly, 2 half-yearly, 1 yearly; 0 below two dates.

    By the median of the steps; of a thousand of them, evenly spread, where there are more.
    """
    if len(dates) < 2:
        return 0
    stride = max(1, (len(dates) - 1) // _STEPS_LOOKED_AT)
    days = dates.view(np.int64)
    steps = days[1::stride] - days[:-1:stride]
    middle = (len(steps) - 1) // 2  # of two in the middle, the one that crosses no gap
    step = float(np.partition(steps, middle)[middle])
    return next(periods for longest, periods in _PACES if step <= longest)


def log_returns(sample: Sample, periods: int = 0) -> Sample:
    """ln(P_t / P_t-1) of neighbouring values, dated by the later one. periods: the pace, where it is known already.

    None is taken across a gap (a step half as long again as the pace; ten days for daily values) nor from a price of zero or below. A
    gap in the points and a date that is not there are the same. Source: METHODS.md 2.1 (MacKinlay 1997); the limit on steps is ours.
    """
    dates, values = sample.dates, sample.values
    if len(dates) < 2:
        return Sample(dates[:0], values[:0])
    days, widest = dates.view(np.int64), WIDEST[periods or pace(dates)]
    if _without_wide_steps(days, widest) and values.min() > 0:
        return Sample(dates[1:], np.diff(np.log(values)))
    steps = np.diff(days)
    positive = values > 0
    good = (steps <= widest) & positive[1:] & positive[:-1]
    return Sample(dates[1:][good], np.diff(np.log(np.where(positive, values, 1.0)))[good])


def _without_wide_steps(days: Integers, widest: int) -> bool:
    """Whether no step of rising days is wider; four together that are not wider need not be looked at one by one."""
    fourth = days[::4]
    if len(fourth) > 1 and int(np.diff(fourth).max()) <= widest and int(days[-1] - fourth[-1]) <= widest:
        return True
    return bool(np.diff(days).max() <= widest)


def in_blocks(sample: Sample) -> Iterator[Sample]:
    """The sample in pieces that fit the processor's cache, each begun with the last value of the one before.

    A million values in one piece cost several times as much: most of it is the system's making room for what is between.
    """
    for start in range(0, max(1, len(sample) - 1), BLOCK):
        cut = slice(start, start + BLOCK + 1)
        yield Sample(sample.dates[cut], sample.values[cut])


def spread(parts: Iterable[Values]) -> tuple[int, float, float]:
    """Count, mean and sample standard deviation of all values of the parts (Chan, Golub & LeVeque 1983); deviation 0 below two."""
    count, mean, squares = 0, 0.0, 0.0
    for part in parts:
        if len(part):
            own, size = float(part.mean()), len(part)
            apart = part - own
            squares += float(np.square(apart, out=apart).sum()) + (own - mean) ** 2 * count * size / (count + size)
            count += size
            mean += (own - mean) * size / count
    return count, mean, float(np.sqrt(squares / (count - 1))) if count > 1 else 0.0


def align(first: Points, second: Points) -> Pair:
    """The two on the periods in which both have a value; nothing is interpolated.

    Daily series meet on their dates, weekly ones in their weeks, monthly ones in their months and so on, so that a month written as its
    first day meets the same month written as its last. Where one is finer, its values of each period are averaged. The dates are those
    of the coarser series, the first where they are alike.
    """
    a, b = filled(first), filled(second)
    paces = [one for one in (pace(a.dates), pace(b.dates)) if one]
    common = min(paces, default=0)
    (keys_a, means_a, last_a), (keys_b, means_b, last_b) = (_by_period(one, common) for one in (a, b))
    _keys, at_a, at_b = np.intersect1d(keys_a, keys_b, assume_unique=True, return_indices=True)
    finer = {"first": pace(a.dates) > common, "second": pace(b.dates) > common}
    dates = last_b[at_b] if finer["first"] else last_a[at_a]
    return Pair(dates, means_a[at_a], means_b[at_b], common, next((name for name, is_finer in finer.items() if is_finer), ""))


def periods(dates: Dates, pace: int) -> Integers:
    """The number of the period that each date falls in: the day, the week from Monday, the month, quarter, half or year."""
    if pace in {0, 252}:
        return dates.astype("datetime64[D]").astype(np.int64)
    if pace == 52:
        return (dates.astype("datetime64[D]").astype(np.int64) + _FIRST_MONDAY) // 7
    return np.asarray(dates.astype("datetime64[M]").astype(np.int64) // (12 // pace))


def _by_period(sample: Sample, pace: int) -> tuple[Integers, Values, Dates]:
    """Each period that has values: its number, their mean, the last of their dates."""
    keys = periods(sample.dates, pace)
    if not len(keys):
        return keys, sample.values, sample.dates
    starts = np.flatnonzero(np.diff(keys, prepend=keys[0] - 1))
    if len(starts) == len(keys):
        return keys, sample.values, sample.dates
    counts = np.diff(starts, append=len(keys))
    return keys[starts], np.add.reduceat(sample.values, starts) / counts, sample.dates[starts + counts - 1]
