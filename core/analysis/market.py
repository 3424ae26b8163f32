"""A market made of the workspace's own prices, for an event study that takes out what all of them did."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.analysis.samples import filled, log_returns
from core.model.points import Points

LEAST = 3  # prices of a day that make a market


def equal_weighted(prices: Sequence[Points]) -> Points:
    """An index of equal weights: 100 x exp of the summed mean log returns of each date, those dates that at least `LEAST` have.

    Begun with 100 on the date before the first of them; no points where there are none. The weights are ours.
    """
    returns = [log_returns(filled(one)) for one in prices]
    days, places = np.unique(np.concatenate([one.dates for one in returns] or [np.empty(0, "datetime64[D]")]), return_inverse=True)
    values = np.concatenate([one.values for one in returns] or [np.empty(0)])
    counts = np.bincount(places, minlength=len(days))
    sums = np.bincount(places, values, minlength=len(days))
    kept = np.flatnonzero(counts >= LEAST)
    if not len(kept):
        return Points([], [])
    starts = [one.dates for one in map(filled, prices)]
    before = max(dates[at - 1] for dates in starts if (at := int(np.searchsorted(dates, days[kept[0]]))) > 0)
    means = sums[kept] / counts[kept]
    return Points(np.concatenate([[before], days[kept]]), 100 * np.exp(np.concatenate([[0.0], np.cumsum(means)])))
