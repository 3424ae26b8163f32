"""The signals that series speak for: price against funds and managed money, stocks, the price of one place over another's.

Systems.md items 1, 3, 9, 10 and 15, with real series in the place of the figures of a report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from core.analysis import stock_signals as stock
from core.analysis.baseline import against_baseline, drain
from core.analysis.evidence import Known
from core.analysis.fund_flows import Parting, best_price, fund_holdings, managed_length, parting
from core.analysis.location import venue_spread
from core.analysis.samples import filled, pace
from core.analysis.signal import Detail, Signal, signal
from core.model.dates import PartialDate
from core.model.points import Points
from core.model.workspace import Workspace

_MONTHLY = 12  # a stock reported less often says nothing of a drain


def from_series(
    workspace: Workspace, mineral: str, as_of: np.datetime64 | None, baseline: np.datetime64, tariffs: Iterable[str] = ()
) -> Iterator[Signal]:
    """What a mineral's series say until `as_of`. tariffs: ids of the events that may draw metal from place to place."""
    price = best_price(workspace, mineral, as_of)
    for rule, item, other in (
        ("price against holdings", 1, fund_holdings(workspace, mineral, as_of)),
        ("price against length", 3, managed_length(workspace, mineral, as_of)),
    ):
        found = parting(price, other, as_of)
        if found is not None:
            yield price_against(mineral, rule, item, found)
    yield from _stocks(workspace, mineral, as_of, baseline)
    apart = venue_spread(workspace, mineral, "", as_of)
    if apart is not None:
        spread = latest_of(apart.spread.points, apart.spread.unit, apart.inputs)
        flow = None if apart.flow is None or apart.stock is None else Known(apart.flow.change, apart.stock.unit, inputs=(apart.stock.id,))
        yield stock.location_arbitrage(mineral, spread, flow, tariffs)


def price_against(subject: str, rule: str, item: int, found: Parting) -> Signal:
    """Items 1 and 3 by METHODS.md 2.3: opposite signs over the window, |z| of both at least 1. value: the change of what is held.

    details: price change (%), both z, the past cases whose following return is known and its median (%). Bands: divergence, none.
    Caution "too few cases" below eight of them.
    """
    now = found.found
    date = PartialDate(found.last_day.astype("datetime64[D]").item())
    value = Known(now.flow or 0.0, found.other.unit, date, "=", (found.price.id, *found.other.inputs))
    numbers = (
        ("price change", None if now.change is None else 100 * float(np.expm1(now.change)), "%"),
        ("price z", now.change_z, ""),
        ("flow z", now.flow_z, ""),
        ("cases", float(now.count), ""),
        ("median following", None if now.median is None else 100 * now.median, "%"),
        ("window", float(found.windows.window), ""),
    )
    details = tuple(Detail(name, number, unit) for name, number, unit in numbers if number is not None)
    band = "none" if now.now == "none" else "divergence"
    return signal(rule, item, subject, value, band, (value,), details, ("too few cases",) if now.too_few else ())


def latest_of(points: Points, unit: str, inputs: tuple[str, ...]) -> Known | None:
    """The last value of derived points, with its day."""
    sample = filled(points)
    if not len(sample):
        return None
    return Known(float(sample.values[-1]), unit, PartialDate(sample.dates[-1].astype("datetime64[D]").item()), "=", inputs)


def _stocks(workspace: Workspace, mineral: str, as_of: np.datetime64 | None, baseline: np.datetime64) -> Iterator[Signal]:
    """Items 9 and 10 of each stock that is reported at least monthly: from its peak since the baseline to its last report."""
    for series in (one for one in workspace.series.values() if (one.mineral, one.kind) == (mineral, "stock")):
        points = series.points.between(None, as_of)
        sample = filled(points)
        if len(sample) < 2 or pace(sample.dates) < _MONTHLY:
            continue
        found, recent = against_baseline(points, baseline), drain(points, 30)
        ids = (series.id,)
        rate = Known(recent.per_day, f"{series.unit}/day", inputs=ids) if recent is not None else None
        last = latest_of(points, series.unit, ids)
        since = sample.dates >= baseline if (sample.dates >= baseline).any() else np.ones(len(sample), bool)
        top = int(np.flatnonzero(since)[0] + sample.values[since].argmax())
        peak = Known(float(sample.values[top]), series.unit, inputs=ids)
        yield stock.stock_drawdown(mineral, peak, last, (sample.dates[top], sample.dates[-1]), rate)
        if found is not None:
            outflow = rate if rate is not None and rate.value < 0 else None
            yield stock.baseline_excess(
                mineral, last, Known(found.excess, series.unit, last.date if last else None, inputs=ids), peak, outflow
            )
