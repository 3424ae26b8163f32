"""Statistics of a window that moves along the values: sums over blocks of windows, so no value is visited by a loop of Python.

Each window is centred on the mean of its neighbourhood before it is squared, so that a price that once stood a thousand times lower
does not drown its small movements of today.
"""

from __future__ import annotations

import numpy as np

from core.model.points import Values

_NOISE = 1e-14  # of the squares in a window: a variance below it is that of a constant


def moments(values: Values, window: int) -> tuple[Values, Values]:
    """Mean and sample standard deviation of each `window` values in a row, one for each of the len - window + 1 places.

    The standard deviation of a constant is 0. Raises ValueError for a window of fewer than two values.
    """
    blocks, shift = _centred(values, window)
    sums, squares = _sums(blocks, window), _sums(blocks**2, window)
    count = max(0, len(values) - window + 1)
    mean = (sums / window + shift).ravel()[:count]
    return mean, np.sqrt(_variance(sums, squares, window)).ravel()[:count]


def comoments(first: Values, second: Values, window: int) -> tuple[Values, Values]:
    """Correlation of, and slope of first on second in, each `window` pairs in a row; NaN where one of them does not move.

    Raises ValueError for a window of fewer than two values.
    """
    (a, _), (b, _) = _centred(first, window), _centred(second, window)
    sum_a, sum_b = _sums(a, window), _sums(b, window)
    variance_a = _variance(sum_a, _sums(a**2, window), window)
    variance_b = _variance(sum_b, _sums(b**2, window), window)
    covariance = (_sums(a * b, window) - sum_a * sum_b / window) / (window - 1)
    count = max(0, len(first) - window + 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = np.where(variance_b > 0, covariance / variance_b, np.nan)
        correlation = np.where((variance_a > 0) & (variance_b > 0), covariance / np.sqrt(variance_a * variance_b), np.nan)
    return np.clip(correlation, -1, 1).ravel()[:count], slope.ravel()[:count]


def means(values: Values, window: int) -> Values:
    """Mean of each `window` values in a row, one for each of the len - window + 1 places."""
    if window == 1:
        return values
    return moments(values, window)[0]


def decayed(values: Values, decay: float) -> Values:
    """y_t = values_t + decay * y_(t-1), by doubling: y = (1 + dS)(1 + d²S²)(1 + d⁴S⁴)... values, S being the step back by one."""
    total = np.array(values, np.float64)
    reach = 1
    while reach < len(total) and decay**reach > 1e-18:
        total[reach:] = total[reach:] + decay**reach * total[:-reach]
        reach *= 2
    return total


def _centred(values: Values, window: int) -> tuple[Values, Values]:
    """Rows of 2 window - 1 values, each holding `window` windows, less their means; and those means as a column."""
    if window < 2:
        raise ValueError("a window needs two values")
    rows = -(-max(0, len(values) - window + 1) // window)
    if not rows:
        return np.empty((0, 2 * window - 1)), np.empty((0, 1))
    padded = np.concatenate([values, np.full((rows + 1) * window - 1 - len(values), values[-1])])
    blocks = np.lib.stride_tricks.sliding_window_view(padded, 2 * window - 1)[::window]
    shift = blocks.mean(axis=1, keepdims=True)
    return blocks - shift, shift


def _sums(blocks: Values, window: int) -> Values:
    running = np.cumsum(blocks, axis=1)
    sums = running[:, window - 1 :].copy()
    sums[:, 1:] -= running[:, : window - 1]
    return sums


def _variance(sums: Values, squares: Values, window: int) -> Values:
    variance = (squares - sums**2 / window) / (window - 1)
    return np.where(variance <= _NOISE * np.maximum(squares, 0), 0.0, variance)
