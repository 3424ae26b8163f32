"""How often a series has a value, from its dates."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from core.model import Precision

_STEPS = (("daily", 1, 4), ("weekly", 5, 9), ("monthly", 26, 35), ("quarterly", 85, 96), ("half-yearly", 175, 190), ("yearly", 350, 380))
_OF_PRECISION = {
    Precision.MONTH: "monthly",
    Precision.QUARTER: "quarterly",
    Precision.HALF: "half-yearly",
    Precision.YEAR: "yearly",
    Precision.DAY: "",
}
_LEAST_SHARE = 0.5  # of the steps must be of the usual length


def frequency_of(days: npt.NDArray[np.datetime64], precisions: frozenset[Precision] = frozenset()) -> str:
    """The frequency of unique dates; by how exactly they are written where there are too few; "" when nothing tells."""
    written = _OF_PRECISION[next(iter(precisions))] if len(precisions) == 1 else ""
    if len(days) < 3:
        return written
    steps = np.diff(np.sort(days).astype(np.int64))
    middle = float(np.median(steps))
    for name, low, high in _STEPS:
        if low <= middle <= high:
            return name if np.count_nonzero((steps >= low) & (steps <= high)) >= _LEAST_SHARE * len(steps) else "irregular"
    return written if written and middle > 380 else "irregular"
