"""The stretch of time in view: fitted to the data, zoomed around a day, moved, and kept where an axis can show it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from gui.widgets.plot.date_axis import EARLIEST, LATEST

Window = tuple[float, float]

_LEAST = 4.0  # days
_ROOM = 0.015  # share of the span left free at either end when everything is shown
_ALONE = 183.0  # days shown before and after a single point
_BARE_YEARS = 10  # what an axis without data shows, up to today


def whole(spans: Iterable[Window]) -> Window:
    """The window that shows every span; the last ten years where there is none."""
    known = list(spans)
    if not known:
        today = float(np.datetime64("today", "D").astype(np.int64))
        return today - 365.25 * _BARE_YEARS, today
    first, last = min(span[0] for span in known), max(span[1] for span in known)
    if first == last:
        return first - _ALONE, last + _ALONE
    room = (last - first) * _ROOM
    return kept(first - room, last + room)


def zoomed(window: Window, at: float, factor: float) -> Window:
    """`window` with its span times `factor`, and the day `at` where it was."""
    first, last = window
    factor = min(max(factor, _LEAST / (last - first)), (LATEST - EARLIEST) / (last - first))
    return kept(at - (at - first) * factor, at + (last - at) * factor)


def moved(window: Window, days: float) -> Window:
    """`window` that many days later."""
    return kept(window[0] + days, window[1] + days)


def kept(first: float, last: float) -> Window:
    """The nearest window that an axis can show: the years 1000 to 3000, and no less than a few days. Raises ValueError for
    days that are no numbers or in the wrong order."""
    if not (np.isfinite(first) and np.isfinite(last) and first <= last):
        raise ValueError(f"a window from {first} to {last}")
    span = min(max(last - first, _LEAST), LATEST - EARLIEST)
    first -= (span - (last - first)) / 2
    first = min(max(first, EARLIEST), LATEST - span)
    return first, first + span
