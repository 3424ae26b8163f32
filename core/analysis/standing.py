"""Where a value stands among those before it: z-score and percentile."""

from __future__ import annotations

import numpy as np

from core.analysis.returns import behind
from core.analysis.rolling import moments
from core.analysis.samples import BLOCK, filled, spread
from core.model.points import Points, Values


def z_score(value: float, before: Values) -> float | None:
    """(x - mean) / sd of the values before it, sample sd; None with fewer than two of them or when they never moved. METHODS.md 2.2."""
    _count, mean, deviation = spread_of(before)
    return score(value, mean, deviation)


def spread_of(values: Values) -> tuple[int, float, float]:
    """`spread` of values in one array, read in pieces."""
    return spread(values[start : start + BLOCK] for start in range(0, len(values), BLOCK))


def score(value: float, mean: float, deviation: float) -> float | None:
    """(x - mean) / sd; None where they never moved."""
    return (value - mean) / deviation if deviation > 1e-12 * abs(mean) else None


def z_scores(points: Points, window: int) -> Points:
    """The z-score of each value against the `window` values before it, itself not among them: no look-ahead. METHODS.md 2.2.

    NaN before there are so many and where they never moved. Raises ValueError for a window of fewer than two values.
    """
    sample = filled(points)
    mean, deviation = moments(sample.values[:-1], window)
    with np.errstate(divide="ignore", invalid="ignore"):
        scores = np.where(deviation > 0, (sample.values[len(sample) - len(mean) :] - mean) / deviation, np.nan)
    return Points(sample.dates, behind(scores, len(sample)))


def percentile(value: float, among: Values) -> float | None:
    """The share, in percent, of values below, those equal counted half; None among none. METHODS.md 2.2."""
    if not len(among):
        return None
    below, equal = np.count_nonzero(among < value), np.count_nonzero(among == value)
    return 100 * (below + 0.5 * equal) / len(among)
