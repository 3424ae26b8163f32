"""Classes of a map's values: quantiles, equal intervals, natural breaks, or breaks given.

Natural breaks: W. D. Fisher, "On grouping for maximum homogeneity", Journal of the American Statistical Association 53 (1958) 789-798,
by dynamic programming (G. F. Jenks's map classes are the same optimum).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
Method = Literal["quantile", "equal", "natural", "fixed"]
METHODS: Final[tuple[Method, ...]] = ("quantile", "equal", "natural", "fixed")
MOST: Final = 9  # classes that a reader can still tell apart
_MOST_DISTINCT: Final = 600  # values that natural breaks look at; of more, evenly spaced ones in order of size


def breaks(values: Iterable[float], method: Method, count: int, fixed: Sequence[float] = ()) -> tuple[float, ...]:
    """The inner limits of at most `count` classes, rising; a value on a limit belongs to the class above it.

    Fewer classes come back where the values allow no more: () for one value or none. NaN and infinities are left out. For "fixed" the
    limits are `fixed`, sorted, each once.
    """
    if method == "fixed":
        return tuple(sorted({float(limit) for limit in fixed if np.isfinite(limit)}))
    found = np.asarray([value for value in values if np.isfinite(value)], dtype=np.float64)
    count = min(max(count, 1), MOST)
    distinct = np.unique(found)
    if len(distinct) < 2 or count < 2:
        return ()
    match method:
        case "quantile":
            limits = np.quantile(found, np.arange(1, count) / count)
        case "equal":
            low, high = distinct[0] / count, distinct[-1] / count  # divided first: the span of the largest numbers overflows
            limits = np.array([low * (count - at) + high * at for at in range(1, count)])
        case _:
            limits = _natural(found, min(count, len(distinct)))
    return tuple(float(limit) for limit in np.unique(limits) if distinct[0] < limit <= distinct[-1])


def class_of(values: Values, limits: Sequence[float]) -> npt.NDArray[np.int64]:
    """The class of each value, 0 for the lowest; -1 for NaN: no data is no class."""
    values = np.asarray(values, dtype=np.float64)
    found: npt.NDArray[np.int64] = np.where(
        np.isnan(values), -1, np.searchsorted(np.asarray(limits, dtype=np.float64), values, side="right")
    )
    return found


def spread_within(values: Values, limits: Sequence[float]) -> float:
    """The sum of squares about the classes' means, which natural breaks make as small as can be."""
    found = class_of(values, limits)
    return float(sum(((values[found == at] - values[found == at].mean()) ** 2).sum() for at in np.unique(found) if at >= 0))


def _natural(values: Values, count: int) -> Values:
    distinct, weights = np.unique(values, return_counts=True)
    if len(distinct) > _MOST_DISTINCT:
        distinct = np.sort(values)[np.linspace(0, len(values) - 1, _MOST_DISTINCT).round().astype(int)]
        distinct, weights = np.unique(distinct, return_counts=True)
    largest = float(np.abs(distinct).max())
    cost = _costs(distinct / largest, weights.astype(np.float64))
    best, cuts = cost[0].copy(), []
    for _class in range(1, count):
        # tried[i, j]: the classes before end at i - 1, the last one runs from i to j.
        tried = np.full_like(cost, np.inf)
        tried[1:] = best[:-1, None] + cost[1:]
        cuts.append(tried.argmin(axis=0))
        best = tried.min(axis=0)
    starts, end = [], len(distinct) - 1
    for cut in reversed(cuts):
        start = int(cut[end])
        starts.append(start)
        end = start - 1
    limits: Values = distinct[starts[::-1]]
    return limits


def _costs(values: Values, weights: Values) -> Values:
    """Of every run from i to j the sum of squares about its mean; infinite where j lies before i."""
    count = np.concatenate([[0.0], np.cumsum(weights)])
    total = np.concatenate([[0.0], np.cumsum(weights * values)])
    square = np.concatenate([[0.0], np.cumsum(weights * values * values)])
    start, end = np.arange(len(values))[:, None], np.arange(1, len(values) + 1)[None, :]
    with np.errstate(invalid="ignore", divide="ignore"):
        cost = square[end] - square[start] - (total[end] - total[start]) ** 2 / (count[end] - count[start])
    return np.where(end > start, np.maximum(cost, 0), np.inf)
