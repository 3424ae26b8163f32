"""Holdings and flows: flow-based flows of funds, price against flow with its own history, purchases against a threshold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.analysis.rolling import moments
from core.analysis.samples import align, filled, periods
from core.model.points import Points, Values

FEW = 8  # past cases; fewer are no history, METHODS.md 2.3


@dataclass(frozen=True, slots=True, eq=False)
class Flows:
    """Flow of money and of metal on each day after the first that has assets and price: in the assets' money, and that over the price."""

    money: Points
    metal: Points


@dataclass(frozen=True, slots=True)
class Implied:
    """Holdings at the start and end of a period, from the change and the growth that a report gives."""

    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Case:
    """One past divergence: its first day, the return over the window (logarithmic) and the flow, and the simple return that followed.

    following: None while the days after it have not all come.
    """

    day: np.datetime64
    change: float
    flow: float
    following: float | None


@dataclass(frozen=True, slots=True)
class Divergence:
    """Price against cumulative flow. now: "price up, flow out", "price down, flow in", "none", or "no data".

    cases: past ones, each run of days counted once, by its first day. count: those whose following return is known; median: of these.
    too_few: whether they are fewer than `FEW`.
    """

    now: str
    change: float | None
    flow: float | None
    change_z: float | None
    flow_z: float | None
    cases: tuple[Case, ...]
    count: int
    median: float | None
    too_few: bool


@dataclass(frozen=True, slots=True)
class Streak:
    """Purchases against a threshold. months: with a value; above: those over it; streak: the latest months in a row over it.

    total: the sum of the streak, a least where the figures are. A month without a value ends the streak: missing is not zero, nor above.
    """

    threshold: float
    months: int
    above: int
    streak: int
    total: float
    last_day: np.datetime64 | None


def flows(assets: Points, price: Points) -> Flows:
    """Flow_t = AUM_t - AUM_(t-1) P_t / P_(t-1), over P_t in metal: the World Gold Council's since July 2021. METHODS.md 2.3.

    A rise of assets that the price explains is no flow. On the days that both have; prices of zero or below give none.
    """
    pair = align(assets, price)
    with np.errstate(divide="ignore", invalid="ignore"):
        money = pair.first[1:] - pair.first[:-1] * pair.second[1:] / pair.second[:-1]
        money = np.where((pair.second[1:] > 0) & (pair.second[:-1] > 0), money, np.nan)
        return Flows(Points(pair.dates[1:], money), Points(pair.dates[1:], money / pair.second[1:]))


def implied_holdings(change: float, growth: float) -> Implied | None:
    """start = change / growth, end = start + change; growth a fraction. None for no growth. systems.md item 2."""
    return Implied(change / growth, change / growth + change) if growth else None


def opposed(change: float, flow: float) -> bool:
    """Whether price and flow (or length) went opposite ways: sign(change) != sign(flow), neither being zero. systems.md items 1 and 3."""
    return change * flow < 0


def cumulative(flow: Points) -> Points:
    """Flows added up from the first, as holdings are for `divergence`; a missing flow is left out, which the level cannot know."""
    sample = filled(flow)
    return Points(sample.dates, np.cumsum(sample.values))


def divergence(price: Points, holdings: Points, window: int = 20, history: int = 120, following: int = 20) -> Divergence:
    """Return and flow over `window` periods with opposite signs and |z| >= 1 of both. METHODS.md 2.3.

    z against the `history` values before, not ahead; windows overlap, so a z is a measure of size, not a test. Periods are those that
    price and holdings (a level; see `cumulative`) both have. What follows a case is the simple return over `following` periods from its
    first day. Raises ValueError for a window below 1 or a history below 2.
    """
    if window < 1:
        raise ValueError("a window has a period or more")
    pair = align(price, holdings)
    if len(pair) <= window + history or pair.first.min() <= 0:
        return Divergence("no data", None, None, None, None, (), 0, None, too_few=True)
    change = np.log(pair.first[window:] / pair.first[:-window])
    flow = pair.second[window:] - pair.second[:-window]
    change_z, flow_z = _scores(change, history), _scores(flow, history)
    change, flow, dates = change[history:], flow[history:], pair.dates[window + history :]
    prices = pair.first[window + history :]
    apart = (change * flow < 0) & (np.abs(change_z) >= 1) & (np.abs(flow_z) >= 1)
    first = np.flatnonzero(apart & ~np.concatenate([[False], apart[:-1]])).tolist()
    cases = tuple(
        Case(
            dates[at],
            float(change[at]),
            float(flow[at]),
            float(prices[at + following] / prices[at] - 1) if at + following < len(prices) else None,
        )
        for at in first
    )
    known = [one.following for one in cases if one.following is not None]
    now = ("price up, flow out" if change[-1] > 0 else "price down, flow in") if apart[-1] else "none"
    scores = [float(one) if np.isfinite(one) else None for one in (change_z[-1], flow_z[-1])]
    median = float(np.median(known)) if known else None
    return Divergence(now, float(change[-1]), float(flow[-1]), scores[0], scores[1], cases, len(known), median, len(known) < FEW)


def streak(purchases: Points, threshold: float, *, at_least: bool = False) -> Streak:
    """How many of the latest months in a row lie above the threshold, and their sum. systems.md item 21.

    at_least: a value is a least ("more than 40 t"), so that one equal to the threshold counts as above it. Points are monthly.
    """
    there = filled(purchases)
    if not len(there):
        return Streak(threshold, 0, 0, 0, 0.0, None)
    above = there.values >= threshold if at_least else there.values > threshold
    latest_gap = bool(len(purchases) and purchases.dates[-1] > there.dates[-1])
    steps = np.diff(periods(there.dates, 12))
    breaks = np.flatnonzero(~above)
    begins = int(breaks[-1]) + 1 if len(breaks) else 0
    gaps = np.flatnonzero(steps > 1)
    begins = max(begins, int(gaps[-1]) + 1 if len(gaps) else 0)
    row = there.values[begins:] if not latest_gap else there.values[:0]
    return Streak(threshold, len(there), int(above.sum()), len(row), float(row.sum()), there.dates[-1])


def _scores(values: Values, history: int) -> Values:
    """z of each value from the `history`-th on against the `history` values before it; NaN where those never moved."""
    mean, deviation = moments(values[:-1], history)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(deviation > 0, (values[history:] - mean) / deviation, np.nan)
