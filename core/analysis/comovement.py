"""How two prices move together: correlation and beta of their returns, over a window that moves along."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.analysis.returns import behind
from core.analysis.rolling import comoments
from core.analysis.samples import Sample, align, log_returns
from core.model.points import Points

LEAST = 20  # pairs of returns: fewer say nothing, METHODS.md 2.2


@dataclass(frozen=True, slots=True, eq=False)
class Comovement:
    """Correlation (-1..1) and beta (return of the first per return of the second) on the day of each window's last pair.

    NaN before the window is full. pairs: returns that both have; few: whether they are fewer than `LEAST`; averaged: see `Pair`.
    """

    correlation: Points
    beta: Points
    pairs: int
    few: bool
    averaged: str


def comovement(first: Points, second: Points, window: int) -> Comovement:
    """Rolling Pearson correlation, and beta = cov(r1, r2) / var(r2), of aligned log returns. METHODS.md 2.2.

    A return counts only where both series have one over the same step. Raises ValueError for a window below `LEAST` pairs.
    """
    if window < LEAST:
        raise ValueError(f"a window needs {LEAST} pairs")
    pair = align(first, second)
    one, two = (log_returns(Sample(pair.dates, values)) for values in (pair.first, pair.second))
    dates, at_one, at_two = np.intersect1d(one.dates, two.dates, assume_unique=True, return_indices=True)
    correlation, beta = comoments(one.values[at_one], two.values[at_two], window)
    count = len(dates)
    return Comovement(Points(dates, behind(correlation, count)), Points(dates, behind(beta, count)), count, count < LEAST, pair.averaged)
