"""How far a price lies below its highest so far, and the deepest such fall."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.analysis.samples import Sample, filled
from core.model.points import Points, Values

_BLOCK = 1_024


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
    above = values > 0
    first = int(above.argmax()) if len(values) else 0  # what comes before the first price above zero has no peak to fall from
    if not len(values) or not above[first]:
        return None
    values, dates = values[first:], sample.dates[first:]
    trough = _lowest_fall(values)
    start = int(np.argmax(values[: trough + 1]))
    peak = values[start]
    depth = float(values[trough] / peak) - 1
    if depth >= 0:
        return None
    again = values[trough:] >= peak
    recovered = trough + int(np.argmax(again)) if again.any() else None
    end = dates[-1 if recovered is None else recovered]
    recovery = None if recovered is None else dates[recovered]
    return Drawdown(depth, dates[start], dates[trough], recovery, int((end - dates[start]).astype(np.int64)))


def _lowest_fall(values: Values) -> int:
    """Where values / (highest so far) is lowest, the first of equals; values begin above zero.

    By blocks, as a running maximum of every value costs more than all other statistics together: a block's lowest value over the
    highest before it is a fall that happened, over the highest until its end one that could have; only blocks that could beat the
    deepest that happened are looked into.
    """
    starts = range(0, len(values), _BLOCK)
    whole = values[: len(values) // _BLOCK * _BLOCK].reshape(-1, _BLOCK)
    rest = values[whole.size :]
    lows, highs = (
        np.concatenate([extreme.reduce(whole, axis=1), extreme.reduce(rest, keepdims=True) if len(rest) else rest])
        for extreme in (np.minimum, np.maximum)
    )
    highest = np.maximum.accumulate(highs)
    before = np.concatenate([values[:1], highest[:-1]])
    could = lows / highest
    deepest_fall, place = np.inf, 0
    for block in np.flatnonzero(could <= (lows / before).min()).tolist():
        part = values[starts[block] : starts[block] + _BLOCK]
        falls = part / np.maximum(np.maximum.accumulate(part), before[block])
        lowest = int(np.argmin(falls))
        if falls[lowest] < deepest_fall:
            deepest_fall, place = float(falls[lowest]), starts[block] + lowest
    return place
