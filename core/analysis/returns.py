"""Returns, growth and volatility of a price."""

from __future__ import annotations

import math

import numpy as np

from core.analysis.rolling import decayed, moments
from core.analysis.samples import Sample, filled, in_blocks, log_returns, pace, spread
from core.model.points import Points, Values

DECAY_DAILY, DECAY_MONTHLY = 0.94, 0.97  # RiskMetrics
YEAR = 365.25  # days


def total_return(first: float, last: float) -> float | None:
    """last / first - 1, a fraction; None unless the first is above zero."""
    return last / first - 1 if first > 0 else None


def growth_rate(multiple: float, years: float) -> float | None:
    """CAGR = multiple^(1 / years) - 1, a fraction a year; a multiple of 0 is -1. None below zero or without time. METHODS.md 2.2."""
    if multiple < 0 or years <= 0:
        return None
    try:
        return float(multiple ** (1 / years) - 1)
    except OverflowError:
        return None


def cagr(points: Points) -> float | None:
    """(P_T / P_0)^(1 / years) - 1 from the first value to the last, years = days / 365.25; a fraction a year. METHODS.md 2.2.

    None with fewer than two values, or when the first is not above zero.
    """
    sample = filled(points)
    if len(sample) < 2 or sample.values[0] <= 0:
        return None
    days = int((sample.dates[-1] - sample.dates[0]).astype(np.int64))
    return growth_rate(float(sample.values[-1] / sample.values[0]), days / YEAR)


def volatility(points: Points) -> float | None:
    """Sample standard deviation of log returns * sqrt(periods a year), a fraction; None below two returns. METHODS.md 2.2.

    The periods are those of the dates themselves: 252, 52, 12, 4, 2 or 1 a year.
    """
    return volatility_of(filled(points))[1]


def volatility_of(sample: Sample) -> tuple[int, float | None]:
    """How many returns values without gaps give, and their `volatility`."""
    periods = pace(sample.dates)
    count, _mean, deviation = spread(log_returns(part, periods).values for part in in_blocks(sample))
    return count, deviation * math.sqrt(periods) if count > 1 else None


def rolling_volatility(points: Points, window: int) -> Points:
    """Annualised volatility of the last `window` returns, a fraction, on the day of the last one. NaN before there are so many.

    Raises ValueError for a window of fewer than two returns.
    """
    sample = filled(points)
    returns = log_returns(sample)
    _mean, deviation = moments(returns.values, window)
    return Points(returns.dates, behind(deviation * math.sqrt(pace(sample.dates)), len(returns)))


def ewma_volatility(points: Points, decay: float | None = None) -> Points:
    """RiskMetrics volatility per period (not annualised), a fraction: the forecast for the next period, on the day of its last return.

    s2_t = decay * s2_(t-1) + (1 - decay) * r_(t-1)^2, begun with the first squared return; decay 0.97 for monthly and coarser series,
    else 0.94. Source: METHODS.md 2.2. Raises ValueError for a decay outside (0, 1).
    """
    sample = filled(points)
    returns = log_returns(sample)
    chosen = decay if decay is not None else DECAY_DAILY if pace(sample.dates) >= 52 else DECAY_MONTHLY
    return Points(returns.dates, ewma(returns.values, chosen))


def ewma(returns: Values, decay: float, start: float | None = None) -> Values:
    """The standard deviations after each return; start: the one before the first (default: the size of the first return).

    Raises ValueError for a decay outside (0, 1).
    """
    if not 0 < decay < 1:
        raise ValueError("a decay lies between 0 and 1")
    if not len(returns):
        return returns
    terms = (1 - decay) * returns**2
    terms[0] += decay * (returns[0] if start is None else start) ** 2
    return np.asarray(np.sqrt(decayed(terms, decay)))


def behind(values: Values, length: int) -> Values:
    """`values` at the end of `length` places, NaN before: a window has a value on its last day."""
    return np.concatenate([np.full(length - len(values), np.nan), values])
