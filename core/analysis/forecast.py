"""A price against a forecast path: by how many quarters it is ahead."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from core.analysis.samples import filled, periods
from core.model.points import Points

_QUARTER = 4


@dataclass(frozen=True, slots=True)
class Lead:
    """How far spot is along a path. quarters: from spot's quarter to the first forecast quarter that reaches spot; below zero is behind.

    state: "ahead", "on path", "behind", "beyond" (above every forecast: quarters is then to the last one, a least), "no path".
    at_most: the quarter before the one that reaches spot has no forecast, and might have reached it too. gap: spot over the forecast of
    its own quarter less 1, a fraction; None without one. reached: the first day of the quarter that reaches spot.
    """

    quarters: int | None
    state: str
    gap: float | None
    reached: dt.date | None
    at_most: bool = False


def lead(spot: float, day: np.datetime64, path: Points) -> Lead:
    """The first forecast quarter whose value is at or above spot, counted from the quarter of `day` (systems.md, item 5; the rule is ours).

    Values of one quarter are averaged. A quarter without a forecast stays without one: the path is not interpolated, and the lead is to a
    quarter that has one. spot and path in one unit.
    """
    sample = filled(path)
    if not len(sample):
        return Lead(None, "no path", None, None)
    quarters = periods(sample.dates, _QUARTER)
    keys, places = np.unique(quarters, return_inverse=True)
    values = np.bincount(places, sample.values) / np.bincount(places)
    now = int(periods(np.array([day], "datetime64[D]"), _QUARTER)[0])
    own = values[keys == now]
    gap = spot / float(own[0]) - 1 if len(own) and own[0] > 0 else None
    reaching = np.flatnonzero(values >= spot)
    if not len(reaching):
        return Lead(int(keys[-1]) - now, "beyond", gap, None)
    key = int(keys[reaching[0]])
    state = "ahead" if key > now else "behind" if key < now else "on path"
    reached = dt.date(1970 + key // 4, key % 4 * 3 + 1, 1)
    return Lead(key - now, state, gap, reached, at_most=key > now and not (keys == key - 1).any())
