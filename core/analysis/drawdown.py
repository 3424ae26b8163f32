"""How far a price lies below its highest so far, and the deepest such fall."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.analysis.samples import Sample, filled
from core.model.points import Points


@dataclass(frozen=True, slots=True)
class Drawdown:
    """The deepest fall: depth (a fraction, 0 or below), the day of its peak, of its lowest value and of the return to the peak.

    recovery: None while the peak has not been reached again. days: from the peak to the recovery, or to the last value.
    """

    depth: float
    start: np.datetime64
    trough: np.datetime64
    recovery: np.datetime64 | None
    days: int


def underwater(points: Points) -> Points:
    """P_t / max(P_0..t) - 1 on each day that has a value, a fraction. NaN until a value is above zero. METHODS.md 2.2."""
    sample = filled(points)
    with np.errstate(divide="ignore", invalid="ignore"):
        peaks = np.maximum.accumulate(sample.values)
        return Points(sample.dates, np.where(peaks > 0, sample.values / peaks - 1, np.nan))


def drawdown(points: Points) -> Drawdown | None:
    """The deepest fall from a peak, the first of equals; None without values above zero or when nothing ever fell. METHODS.md 2.2."""
    return deepest(filled(points))


def deepest(sample: Sample) -> Drawdown | None:
    """`drawdown` of values without gaps."""
    values = sample.values
    if not len(values) or values.max() <= 0:
        return None
    first = int(np.argmax(values > 0))  # what comes before the first price above zero has no peak to fall from
    values, dates = values[first:], sample.dates[first:]
    peaks = np.maximum.accumulate(values)
    falls = values / peaks
    trough = int(np.argmin(falls))
    depth = float(falls[trough]) - 1
    if depth >= 0:
        return None
    start = int(np.argmax(values[:trough] == peaks[trough]))
    again = values[trough:] >= peaks[trough]
    recovered = trough + int(np.argmax(again)) if again.any() else None
    end = dates[-1 if recovered is None else recovered]
    recovery = None if recovered is None else dates[recovered]
    return Drawdown(depth, dates[start], dates[trough], recovery, int((end - dates[start]).astype(np.int64)))
