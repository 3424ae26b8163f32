"""Price against what funds hold, and against managed money's length: which series speak for them, and when they last parted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.analysis.derived import in_unit, until
from core.analysis.flows import Divergence, cumulative, divergence
from core.analysis.samples import align, filled, pace
from core.analysis.stocks import stack
from core.model.points import Points
from core.model.records import Series
from core.model.units import UnitError
from core.model.workspace import Workspace

FUND = re.compile(r"\bET[FPC]s?\b|exchange[- ]traded|\btrust\b|\bSLV\b|\bGLD\b|ishares|基金", re.I)
_LENGTH = re.compile(r"managed money|\bmoney managers?\b|\bnet (?:long|length|position)|管理基金|净多|淨多", re.I)


@dataclass(frozen=True, slots=True)
class Windows:
    """Periods of the window, of the history that it is measured against, and of what is looked at after it."""

    window: int
    before: int
    following: int


# By reports a year. METHODS.md 2.3 gives those of days; those of weeks and months are ours.
WINDOWS = {252: Windows(20, 120, 20), 52: Windows(4, 52, 4), 12: Windows(1, 24, 1)}


@dataclass(frozen=True, slots=True, eq=False)
class Against:
    """A level that a price is held against. points: in `unit`; basis: "holdings", "flows" (added up) or "length"; inputs: ids."""

    points: Points
    unit: str
    basis: str
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Parting:
    """A price against a level: the divergence over the windows of their common pace, from `first_day` to `last_day`."""

    price: Series
    other: Against
    windows: Windows
    pace: int
    first_day: np.datetime64
    last_day: np.datetime64
    found: Divergence


def best_price(workspace: Workspace, mineral: str, last: np.datetime64 | None = None) -> Series | None:
    """The mineral's price until `last` that is reported most often, the newest of equals; None without one."""
    own = [one for one in workspace.series.values() if (one.mineral, one.kind) == (mineral, "price")]
    there = [(pace(dates), dates[-1], one) for one in own if len(dates := filled(one.points.between(None, last)).dates)]
    return max(there, key=lambda one: one[:2])[2] if there else None


def fund_holdings(workspace: Workspace, mineral: str, last: np.datetime64 | None = None) -> Against | None:
    """What exchange-traded products hold of a mineral, added up on the days that all of them report; without a holding, their flows.

    A product whose unit cannot be had in that of the first is left out. None without any.
    """
    for kind, basis in (("holding", "holdings"), ("flow", "flows")):
        own = [one for one in _of(workspace, mineral, kind, last) if FUND.search(f"{one.title} {one.venue}")]
        if not own:
            continue
        unit, alike = own[0].unit, _convertible(own)
        together = stack(alike, unit)
        whole = np.isfinite(together.total)
        points = Points.rising(together.dates[whole], together.total[whole])
        if len(points):
            return Against(points if kind == "holding" else cumulative(points), unit, basis, together.inputs)
    return None


def managed_length(workspace: Workspace, mineral: str, last: np.datetime64 | None = None) -> Against | None:
    """Managed money's net length: the series of positions that is called so; None without one."""
    own = [one for one in _of(workspace, mineral, "position", last) if _LENGTH.search(one.title)]
    return Against(own[0].points.without_gaps(), own[0].unit, "length", (own[0].id,)) if own else None


def parting(price: Series | None, other: Against | None, last: np.datetime64 | None = None) -> Parting | None:
    """The divergence of the two over the windows of their common pace; None where one is missing or they have too little in common."""
    if price is None or other is None:
        return None
    points = price.points.between(None, last)
    pair = align(points, other.points)
    windows = WINDOWS.get(pair.pace)
    if windows is None or len(pair) <= windows.window:
        return None
    found = divergence(points, other.points, windows.window, windows.before, windows.following)
    if found.now == "no data":
        return None
    return Parting(price, other, windows, pair.pace, pair.dates[-1 - windows.window], pair.dates[-1], found)


def _of(workspace: Workspace, mineral: str, kind: str, last: np.datetime64 | None) -> list[Series]:
    """The series of that kind with a value until `last`, cut there."""
    own = [one for one in workspace.series.values() if (one.mineral, one.kind) == (mineral, kind)]
    return [cut for one in own if len((cut := until(one, last)).points.without_gaps())]


def _convertible(series: Sequence[Series]) -> list[Series]:
    """Those whose numbers can be had in the unit of the first."""
    made = []
    for one in series:
        try:
            in_unit(one, series[0].unit)
        except UnitError:
            continue
        made.append(one)
    return made
