"""Floors and ceilings: how long, how deep and how much a price lay beyond one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.analysis.samples import WIDEST, filled, pace
from core.model.points import Points


@dataclass(frozen=True, slots=True)
class Breach:
    """How a price lay beyond a limit. Days are calendar days; lengths in the price's unit; area in unit x days.

    spells: runs beyond it. days_beyond of days: each value stands until the next one, but across no gap. deepest: the largest distance
    (0 or above), on deepest_day. mean_depth: area over days beyond, None when there were none. now: whether the last value is beyond.
    """

    limit: float
    spells: int
    days_beyond: int
    days: int
    deepest: float
    deepest_day: np.datetime64 | None
    area: float
    mean_depth: float | None
    now: bool


def floor_breach(points: Points, floor: float) -> Breach:
    """Days below a floor, depth below it and area between (systems.md, item 39; the counting is ours)."""
    return _breach(points, floor, -1)


def ceiling_breach(points: Points, ceiling: float) -> Breach:
    """Days above a ceiling, height above it and area between (systems.md, item 39; the counting is ours)."""
    return _breach(points, ceiling, 1)


def top_up(price: float, floor: float, quantity: float) -> float:
    """What a floor pays: max(0, floor - price) * quantity, in the money of both. systems.md, item 39."""
    return max(0.0, floor - price) * quantity


def _breach(points: Points, limit: float, side: int) -> Breach:
    sample = filled(points)
    if not len(sample):
        return Breach(limit, 0, 0, 0, 0.0, None, 0.0, None, now=False)
    depth = np.maximum(0.0, side * (sample.values - limit))
    steps = np.diff(sample.dates).astype(np.int64)
    usual = int(np.median(steps)) if len(steps) else 1
    widest = WIDEST.get(pace(sample.dates), 1)
    stands = np.append(np.where(steps <= widest, steps, usual), usual)
    beyond = depth > 0
    days = int(stands[beyond].sum())
    area = float((depth * stands).sum())
    deepest = int(depth.argmax())
    return Breach(
        limit=limit,
        spells=int(beyond[0]) + int((beyond[1:] & ~beyond[:-1]).sum()),
        days_beyond=days,
        days=int(stands.sum()),
        deepest=float(depth[deepest]),
        deepest_day=sample.dates[deepest] if beyond.any() else None,
        area=area,
        mean_depth=area / days if days else None,
        now=bool(beyond[-1]),
    )
