"""Stocks against a baseline: excess, how much is unwound, how fast stocks drain, and what the excess is in mine output."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.analysis.samples import Sample, filled
from core.model.points import Points

WINDOWS = (7, 30, 90)  # days
YEAR = 365
EXTRAPOLATION = "extrapolation"  # said of whatever assumes that the recent rate goes on


@dataclass(frozen=True, slots=True)
class Drain:
    """How a stock changed over a window: per calendar day and per weekday (Monday to Friday), below zero when it shrinks.

    days, weekdays: between the two reports that stand for the window, which need not be as long as the window asked for. days_left:
    until nothing is left at this rate, None when it does not shrink; basis: the code of its assumption.
    """

    window: int
    first_day: np.datetime64
    last_day: np.datetime64
    change: float
    days: int
    weekdays: int
    per_day: float
    per_weekday: float | None
    days_left: float | None
    basis: str = EXTRAPOLATION


@dataclass(frozen=True, slots=True)
class Excess:
    """A stock over its baseline, in the stock's unit. share: of the baseline, a fraction.

    peak_excess, unwound (the part of it that is gone, a fraction) and days_left (until the baseline at the rate given) are None where
    they cannot be said; basis: the code of the assumption behind days_left.
    """

    level: float
    baseline: float
    excess: float
    share: float | None
    peak_excess: float | None
    unwound: float | None
    days_left: float | None
    basis: str = EXTRAPOLATION


@dataclass(frozen=True, slots=True)
class MineSupply:
    """An amount against a year's mine output: share, a fraction; days of output."""

    share: float
    days: float


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a multiple: "increase is the multiple of the base" or "level is ..."; base and level in the excess's unit."""

    rule: str
    base: float
    level: float


def drain(points: Points, window: int) -> Drain | None:
    """Change from the report that was in force `window` calendar days before the last one (the first where there is none) to the last.

    Rates are that change over the days between the two reports. None with fewer than two reports. The rule is ours; systems.md item 9.
    """
    sample = filled(points)
    if len(sample) < 2:
        return None
    start = int(np.searchsorted(sample.dates, sample.dates[-1] - np.timedelta64(window, "D"), "right")) - 1
    return _between(sample, min(max(start, 0), len(sample) - 2), window)


def drains(points: Points) -> tuple[Drain, ...]:
    """`drain` over 7, 30 and 90 days; () with fewer than two reports."""
    return tuple(one for one in (drain(points, window) for window in WINDOWS) if one is not None)


def rates(first: float, last: float, first_day: np.datetime64, last_day: np.datetime64, window: int = 0) -> Drain:
    """The drain between two levels; weekdays counted from the first day up to, not including, the last. Raises ValueError for no days."""
    days = int((last_day - first_day).astype("timedelta64[D]").astype(np.int64))
    if days <= 0:
        raise ValueError("a rate needs a day between the two levels")
    weekdays = int(np.busday_count(first_day, last_day))
    change = last - first
    per_day = change / days
    left = last / -per_day if per_day < 0 else None
    return Drain(window, first_day, last_day, change, days, weekdays, per_day, change / weekdays if weekdays else None, left)


def excess(level: float, baseline: float, peak: float | None = None, per_day: float | None = None) -> Excess:
    """level - baseline; unwound = (peak - level) / (peak - baseline); days left = excess / outflow. systems.md item 10.

    per_day: the recent change per day, below zero for an outflow; all in one unit.
    """
    over = level - baseline
    peak_excess = peak - baseline if peak is not None else None
    unwound = (peak - level) / peak_excess if peak is not None and peak_excess is not None and peak_excess > 0 else None
    left = over / -per_day if per_day is not None and per_day < 0 and over > 0 else None
    return Excess(level, baseline, over, over / baseline if baseline > 0 else None, peak_excess, unwound, left)


def against_baseline(points: Points, day: np.datetime64, window: int = 30) -> Excess | None:
    """The last report against that in force on the baseline day, the peak since, and the rate of the last `window` days.

    None when there is no report by the baseline day: a later one is no baseline.
    """
    sample = filled(points)
    at = int(np.searchsorted(sample.dates, day, "right")) - 1
    if at < 0:
        return None
    recent = drain(points, window)
    peak = float(sample.values[at:].max())
    return excess(float(sample.values[-1]), float(sample.values[at]), peak, recent.per_day if recent else None)


def of_mine_supply(amount: float, annual: float) -> MineSupply | None:
    """amount / annual output, and that in days of output (365 a year); both in one unit. None without output. systems.md item 11."""
    return MineSupply(amount / annual, amount / annual * YEAR) if annual > 0 else None


def multiple_readings(excess: float, multiple: float) -> tuple[Reading, Reading]:
    """Both readings of "up by nearly five times": the increase is `multiple` times the base, or the level is. systems.md item 12.

    Raises ValueError for a multiple of 1 or below, of which the second makes no sense.
    """
    if multiple <= 1:
        raise ValueError("a multiple of a base is more than 1")
    bases = {"increase": excess / multiple, "level": excess / (multiple - 1)}
    first, second = (Reading(rule, base, base + excess) for rule, base in bases.items())
    return first, second


def _between(sample: Sample, start: int, window: int) -> Drain:
    first, last = float(sample.values[start]), float(sample.values[-1])
    return rates(first, last, sample.dates[start], sample.dates[-1], window)
