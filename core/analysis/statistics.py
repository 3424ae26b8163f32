"""The table of statistics of the visible range."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.analysis.drawdown import Drawdown, deepest
from core.analysis.returns import YEAR, growth_rate, total_return, volatility_of
from core.analysis.samples import filled, pace
from core.analysis.standing import percentile, score, spread_of
from core.model.points import Points


@dataclass(frozen=True, slots=True)
class Statistics:
    """What a range of one series says. Fractions, but percentile in percent; None where it cannot be said.

    count: values; missing: points without one; returns: how many the volatility rests on; pace: periods a year.
    """

    count: int
    missing: int
    first_day: np.datetime64 | None = None
    last_day: np.datetime64 | None = None
    first: float | None = None
    last: float | None = None
    low: float | None = None
    high: float | None = None
    mean: float | None = None
    change: float | None = None
    cagr: float | None = None
    returns: int = 0
    pace: int = 0
    volatility: float | None = None
    drawdown: Drawdown | None = None
    z: float | None = None
    percentile: float | None = None


def statistics(points: Points) -> Statistics:
    """Every statistic of METHODS.md 2.2 that speaks of one range, in a few passes over its arrays.

    z: the last value against those before it in the range; percentile: the last value among all of them. Gaps are left out.
    """
    sample = filled(points)
    count = len(sample)
    if not count:
        return Statistics(0, len(points))
    values, dates = sample.values, sample.dates
    first, last = float(values[0]), float(values[-1])
    returns, volatility = volatility_of(sample)
    before, mean_before, deviation = spread_of(values[:-1])
    days = int((dates[-1] - dates[0]).astype(np.int64))
    return Statistics(
        count=count,
        missing=len(points) - count,
        first_day=dates[0],
        last_day=dates[-1],
        first=first,
        last=last,
        low=float(values.min()),
        high=float(values.max()),
        mean=mean_before + (last - mean_before) / count if before else last,
        change=total_return(first, last) if count > 1 else None,
        cagr=growth_rate(last / first, days / YEAR) if first > 0 else None,
        returns=returns,
        pace=pace(dates),
        volatility=volatility,
        drawdown=deepest(sample),
        z=score(last, mean_before, deviation),
        percentile=percentile(last, values),
    )
