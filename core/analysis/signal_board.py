"""Every signal that a workspace's records allow for a mineral: which record speaks for what, and the signals made of them.

Series speak by their kind, venue and pace. Figures of reports speak by the words of their series' name, less those of mineral and venue:
`comex_silver_excess` is the "excess" of silver at the place that the figure names. The words are listed at `_Figures`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.analysis import price_signals as price
from core.analysis import stock_signals as stock
from core.analysis.evidence import Known, day_meant, direction, history, known, latest, report_day
from core.analysis.flows import streak
from core.analysis.policy_signals import controlled_elements
from core.analysis.risk_signals import restricted_supply
from core.analysis.samples import filled, pace
from core.analysis.series_signals import from_series
from core.analysis.signal import UNKNOWN, Condition, Signal
from core.model.minerals import minerals, minerals_in
from core.model.records import Figure, PolicyEvent, Series
from core.model.units import UnitError, convert
from core.model.workspace import Workspace

ELECTION = np.datetime64("2024-11-05")  # the baseline of the sources' excess; to be changed by whoever asks
OFFICIAL = 40.0  # t a month, the sources' threshold for official buying
_VENUES = frozenset(("comex", "london", "lbma", "lme", "shfe", "new", "york", "shanghai"))


def signals(
    workspace: Workspace, mineral: str, as_of: np.datetime64 | None = None, baseline: np.datetime64 = ELECTION
) -> tuple[Signal, ...]:
    """The signals of a mineral whose band is not "unknown", in the order of the sources' items.

    as_of: the last day that counts of a series; a vague date ("this month") means it where it falls in that and the report's own day is
    not known. baseline: the day whose stock is the baseline of series; figures name their own.
    """
    tariffs = [one.id for one in _events(workspace, mineral) if "tariff" in f"{one.instrument} {one.title}".casefold()]
    measured = [one for one in from_series(workspace, mineral, as_of, baseline, tariffs) if one.band != UNKNOWN]
    return tuple(sorted((*reported(workspace, mineral, as_of), *measured), key=lambda one: one.item))


def reported(workspace: Workspace, mineral: str, as_of: np.datetime64 | None = None) -> tuple[Signal, ...]:
    """Those of `signals` that rest on figures of reports and on events, if need be beside a series."""
    found = _Figures(workspace, mineral)
    told = [*_prices(workspace, mineral, found, as_of), *_stocks(workspace, mineral, found, as_of), *_official(workspace, mineral, found)]
    day = None if as_of is None else as_of.astype("datetime64[D]").astype(dt.date)
    told += controlled_elements(workspace, mineral, day)
    told += restricted_supply(workspace, mineral, day)
    board = [one for one in told if one.band != UNKNOWN]
    card = [_warning_card(mineral, found, board), _support_card(workspace, mineral, found, board)]
    board += [one for one in card if one is not None]
    return tuple(sorted(board, key=lambda one: one.item))


def board(workspace: Workspace, as_of: np.datetime64 | None = None, baseline: np.datetime64 = ELECTION) -> tuple[Signal, ...]:
    """The signals of every mineral that a figure or series names, mineral by mineral; "" for those that name none."""
    named = {one.mineral: None for part in (workspace.figures, workspace.series) for one in part.values()}
    return tuple(one for mineral in named for one in signals(workspace, mineral, as_of, baseline))


@dataclass(frozen=True, slots=True)
class _Figures:
    """The figures of one mineral, found by the words of their series' names.

    "price change", "etf net flow" (or "etf flow ytd"), "etf holding change annual", "etf holding growth annual", "managed money net long",
    "otc forward curve", "signal count", "price lead vs forecast", "realloc share", "realloc demand per quarter", "realloc price effect",
    "stock", "stock change", "outflow per day", "excess", "excess multiple", "excess share mine supply", "vault change", "free float",
    "free float change", "central bank net purchase".
    """

    workspace: Workspace
    mineral: str

    def all(self, name: str) -> list[Figure]:
        """The figures of that name, the earliest first."""
        words = frozenset(name.split())
        own = [one for one in self.workspace.figures.values() if one.mineral == self.mineral and self._words(one) == words]
        return sorted(own, key=lambda one: str(one.date or ""))

    def last(self, *names: str) -> Figure | None:
        """The latest figure of the first name that has one; of one date the first in the workspace."""
        for name in names:
            if figures := self.all(name):
                return next(one for one in figures if str(one.date or "") == str(figures[-1].date or ""))
        return None

    def known(self, *names: str, unit: str = "") -> Known | None:
        """The number of `last`, in that unit; None where it cannot be had in it."""
        try:
            return known(self.last(*names), unit)
        except UnitError:
            return None

    def heading(self, *names: str) -> Known | None:
        """The number of `last`, or its direction alone as 1 or -1 in the unit "sign"."""
        figure = self.last(*names)
        if figure is None or figure.value is not None or not direction(figure):
            return known(figure)
        return Known(float(direction(figure)), "sign", figure.date, figure.comparator, (figure.id,))

    def _words(self, figure: Figure) -> frozenset[str]:
        return frozenset(figure.series.casefold().split("_")) - _VENUES - frozenset(self.mineral.split())


def _prices(workspace: Workspace, mineral: str, found: _Figures, as_of: np.datetime64 | None) -> Iterator[Signal]:
    change, flow = found.known("price change"), found.heading("etf net flow", "etf flow ytd")
    bought = found.known("etf holding change annual")
    holding = price.implied_holding(
        mineral, bought, found.known("etf holding growth annual"), flow if flow and flow.unit != "sign" else None
    )
    held = Known(holding.value, holding.unit, holding.date, "~", holding.inputs) if holding.value is not None else None
    yield price.price_against_flow(mineral, change, flow, held)
    yield holding
    yield price.length_against_price(mineral, found.heading("managed money net long"), change)
    path = _path(workspace, mineral)
    if path:
        unit = path[0].unit
        points, ids = history(path, unit)
        spot = latest(_price_series(workspace, mineral, as_of), unit)
        day = np.datetime64(spot.date.start) if spot and spot.date else points.dates[0]
        yield price.ahead_of_path(mineral, spot, day, points, ids, found.known("price lead vs forecast"))
        share, demand = found.known("realloc share"), found.known("realloc demand per quarter")
        yield price.reallocation_scenario(mineral, share, demand, found.known("realloc price effect"), known(path[-1]))
    curve = found.last("otc forward curve")
    if curve is not None:
        shape = next((word for word in ("backwardation", "contango") if word in curve.relation.casefold()), "")
        yield price.curve_shape(mineral, None, stated=shape, date=curve.date, inputs=(curve.id,))
    for figure in workspace.figures.values():
        if (figure.mineral, figure.kind, figure.unit) == (mineral, "price", "x"):
            yield price.restriction_effect(mineral, known(figure))


def _stocks(workspace: Workspace, mineral: str, found: _Figures, as_of: np.datetime64 | None) -> Iterator[Signal]:
    levels = found.all("stock")
    over, rate = found.known("excess"), found.known("outflow per day")
    events = [one.id for one in _events(workspace, mineral) if one.instrument == "market marker" and "baseline" in one.title.casefold()]
    if len(levels) > 1:
        (first, vague_first), (last, vague_last) = (day_meant(one, report_day(workspace, one), as_of) for one in (levels[0], levels[-1]))
        days = (first, last) if first is not None and last is not None else None
        yield stock.stock_drawdown(mineral, known(levels[0]), known(levels[-1]), days, rate, assumed=vague_first or vague_last)
        peak = max(levels, key=lambda one: one.value or 0)
        yield stock.baseline_excess(mineral, known(levels[-1]), over, known(peak), rate, events)
    else:
        yield stock.baseline_excess(mineral, None, over, events=events)
    yield stock.mine_supply_share(mineral, over, stated=found.known("excess share mine supply"))
    multiple = found.known("excess multiple")
    if multiple is not None:
        yield stock.multiple_of_base(mineral, over, multiple)
    moved, vault = found.known("stock change"), found.known("vault change")
    yield stock.venue_reconciliation(mineral, moved, vault, same_window=False)
    floats = [known(one) for one in found.all("free float")]
    low, stated = (floats[0], floats[-1] if len(floats) > 1 else None) if floats else (None, None)
    yield stock.free_float_change(mineral, low, found.known("free float change"), stated, vault)
    tariffs = [one.id for one in _events(workspace, mineral) if "tariff" in f"{one.instrument} {one.title}".casefold()]
    yield stock.location_arbitrage(mineral, None, moved, tariffs)


def _official(workspace: Workspace, mineral: str, found: _Figures) -> Iterator[Signal]:
    purchases = found.all("central bank net purchase")
    path = _path(workspace, mineral)
    worth = known(path[-1]) if path else None
    if purchases:
        points, ids = history(purchases, "t")
        at_least = any(one.comparator in {">", ">="} for one in purchases)
        flow = found.known("realloc demand per quarter")
        demand = None
        if flow is not None and worth is not None and worth.value > 0:
            demand = Known(convert(flow.value * 1e9 / worth.value, "ozt", "t"), "t/quarter", flow.date, "~", flow.inputs)
        yield price.purchase_streak(mineral, streak(points, OFFICIAL, at_least=at_least), ids, worth, demand, at_least=at_least)
    for figure in workspace.figures.values():
        if figure.mineral == mineral and figure.series.endswith("planned"):
            bought = [one for one in workspace.figures.values() if _bought(one, figure)]
            yield price.planned_purchase(mineral, known(bought[-1]) if bought else None, known(figure))


def _bought(one: Figure, planned: Figure) -> bool:
    return (one.mineral, one.place, one.unit) == (planned.mineral, planned.place, planned.unit) and one.series.endswith("purchase")


def _warning_card(mineral: str, found: _Figures, board: list[Signal]) -> Signal | None:
    """Item 4's four warnings: price above forecast, funds selling, industry under stress, metal easier elsewhere."""
    reported, flow = found.known("signal count"), found.heading("etf net flow", "etf flow ytd")
    path, elsewhere = _by_item(board, 5), _by_item(board, 14)
    stress = [one.id for one in found.workspace.figures.values() if one.mineral == mineral and "demand_at_risk" in one.series and one.value]
    conditions = (
        Condition("price above forecast", _above_forecast(path), path.inputs if path else ()),
        Condition("fund outflow", None if flow is None else flow.value < 0, flow.inputs if flow else ()),
        Condition("industrial demand stress", True if stress else None, tuple(stress)),
        Condition(
            "easier supply elsewhere", None if elsewhere is None else elsewhere.band == "rising", elsewhere.inputs if elsewhere else ()
        ),
    )
    known_ones = sum(1 for one in conditions if one.met is not None)
    return price.scorecard(mineral, "warning", conditions, reported) if reported is not None or known_ones > 1 else None


def _support_card(workspace: Workspace, mineral: str, found: _Figures, board: list[Signal]) -> Signal | None:
    """Item 4's counter-card: funds buying, central banks buying above the threshold, risks to hedge. None without official buying."""
    flow, official = found.heading("etf net flow", "etf flow ytd"), _by_item(board, 21)
    if official is None:
        return None
    risks = tuple(one.id for one in _events(workspace, mineral) if one.status == "risk")
    conditions = (
        Condition("fund inflow", None if flow is None else flow.value > 0, flow.inputs if flow else ()),
        Condition("official buying", official.band == "buying", official.inputs),
        Condition("risks to hedge", True if risks else None, risks, "stated"),
    )
    return price.scorecard(mineral, "support", conditions)


def _above_forecast(path: Signal | None) -> bool | None:
    return path.band in {"ahead", "beyond"} if path is not None and path.band in {"ahead", "on path", "behind", "beyond"} else None


def _by_item(board: list[Signal], item: int) -> Signal | None:
    return next((one for one in board if one.item == item), None)


def _path(workspace: Workspace, mineral: str) -> list[Figure]:
    """The forecasts of the mineral's price, the earliest first: those that measure what the mineral is quoted in."""
    quoted = minerals()[mineral].quote_unit if mineral in minerals() else ""
    return sorted(
        (
            one
            for one in workspace.figures.values()
            if one.mineral == mineral and one.kind == "forecast" and one.value is not None and one.date and _converts(one.unit, quoted)
        ),
        key=lambda one: str(one.date),
    )


def _converts(unit: str, to: str) -> bool:
    try:
        convert(1.0, unit, to)
    except UnitError:
        return False
    return True


def _price_series(workspace: Workspace, mineral: str, as_of: np.datetime64 | None) -> Series | None:
    """The mineral's price that was last reported, the finer of equals."""
    quoted = minerals()[mineral].quote_unit if mineral in minerals() else ""
    own = [one for one in workspace.series.values() if (one.mineral, one.kind) == (mineral, "price") and _converts(one.unit, quoted)]
    cut = [(filled(one.points.between(None, as_of)).dates, one) for one in own]
    there = [(pace(dates), dates[-1], one) for dates, one in cut if len(dates)]
    return max(there, key=lambda three: three[:2])[2] if there else None


def _events(workspace: Workspace, mineral: str) -> list[PolicyEvent]:
    return [one for one in workspace.events.values() if mineral in one.minerals or mineral in _named("; ".join(one.minerals))]


@lru_cache(maxsize=4096)
def _named(text: str) -> tuple[str, ...]:
    return tuple(minerals_in(text))
