"""From event to event by keys: within a lane in the order of time, and from row to row to the nearest in time."""

from __future__ import annotations

from typing import Literal

import numpy as np

from core.views.timeline import Timeline

Step = Literal["left", "right", "up", "down", "first", "last", "very first", "very last"]


def travelled(timeline: Timeline, bar: int | None, step: Step) -> int | None:
    """The bar reached from `bar` (None: from outside) by a step; itself where there is none further; None in an empty timeline."""
    bars = timeline.bars
    if not len(bars.row):
        return None
    if bar is None or not 0 <= bar < len(bars.row):
        return int(np.lexsort((bars.start, bars.lane))[0])
    if step in ("up", "down"):
        return _row_over(timeline, bar, -1 if step == "up" else 1)
    if step in ("very first", "very last"):
        order = np.lexsort((bars.row, bars.start))
        return int(order[0 if step == "very first" else -1])
    own = np.flatnonzero(bars.lane == bars.lane[bar])
    order = own[np.lexsort((bars.row[own], bars.start[own]))]
    if step in ("first", "last"):
        return int(order[0 if step == "first" else -1])
    at = int(np.flatnonzero(order == bar)[0]) + (-1 if step == "left" else 1)
    return int(order[min(max(at, 0), len(order) - 1)])


def _row_over(timeline: Timeline, bar: int, direction: int) -> int:
    bars = timeline.bars
    rows = np.unique(bars.row)
    at = int(np.searchsorted(rows, bars.row[bar])) + direction
    if not 0 <= at < len(rows):
        return bar
    low, high = np.searchsorted(bars.row, (rows[at], rows[at] + 1))
    return int(low + np.argmin(np.abs(bars.start[low:high] - bars.start[bar])))
