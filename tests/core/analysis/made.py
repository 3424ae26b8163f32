"""Points made for the tests of the analyses."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st

from core.model import Points, Series

NAN = float("nan")


def daily(values: Sequence[float], first: str = "2020-01-06") -> Points:
    """A value a weekday, from a Monday on."""
    return Points(np.busday_offset(first, np.arange(len(values))), values)


def monthly(values: Sequence[float], first: str = "2020-01") -> Points:
    return Points(np.datetime64(first, "M") + np.arange(len(values)), values)


def yearly(values: Sequence[float], first: str = "2015") -> Points:
    return Points(np.datetime64(first, "Y") + np.arange(len(values)), values)


def at(days: Sequence[str], values: Sequence[float]) -> Points:
    return Points(np.array(days, "datetime64[D]"), values)


def series(key: str, points: Points, unit: str = "", **more: str) -> Series:
    return Series(id=key, points=points, unit=unit, **more)


def prices(min_size: int = 0, max_size: int = 60) -> st.SearchStrategy[list[float]]:
    """Prices above zero, with gaps."""
    price = st.floats(0.5, 1e6, allow_nan=False)
    return st.lists(price | st.just(NAN), min_size=min_size, max_size=max_size)


def without_gaps(points: Points) -> Points:
    """The same with the days of its gaps left out."""
    there = np.isfinite(points.values)
    return Points(points.dates[there], points.values[there])
