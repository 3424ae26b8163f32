"""The signals of stocks and venues: systems.md items 9-15.

Each takes what is known and gives a `Signal`; what is not known is None, and the band then says "unknown". Thresholds are arguments with
the sources' figures as defaults. Bands are codes, listed with each function.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from core.analysis.baseline import EXTRAPOLATION, excess, multiple_readings, of_mine_supply, rates
from core.analysis.evidence import Known
from core.analysis.signal import UNKNOWN, Detail, Signal, signal, told
from core.analysis.venues import reconcile, split_gain
from core.model.units import convert


def stock_drawdown(
    subject: str, first: Known | None, last: Known | None, days: tuple[np.datetime64, np.datetime64] | None, recent: Known | None = None,
    *, assumed: bool = False,
) -> Signal:  # fmt: skip
    """Item 9: change of a stock between two days, %. recent: the latest rate, in the stock's unit a day, as a size.

    details: change, per day, per weekday, and how many times the recent rate is of each. assumed: the days are. Bands: draining,
    building, steady, unknown.
    """
    if first is None or last is None or first.value <= 0:
        return signal("stock drawdown", 9, subject, None, UNKNOWN, (first, last, recent))
    change = last.value - first.value
    details: tuple[Detail, ...] = (Detail("change", change, last.unit),)
    if days is not None and days[1] > days[0]:
        rate = rates(first.value, last.value, *days)
        steps = {"calendar day": rate.per_day, "weekday": rate.per_weekday}
        for name, step in steps.items():
            if step is not None:
                details += (Detail(f"per {name}", step, f"{last.unit}/day"),)
                if recent is not None and step:
                    details += (Detail(f"acceleration per {name}", abs(recent.value / step)),)
    band = "draining" if change < 0 else "building" if change > 0 else "steady"
    value = Known(100 * change / first.value, "%", last.date)
    return signal("stock drawdown", 9, subject, value, band, (first, last, recent), details, ("assumed dates",) if assumed else ())


def baseline_excess(
    subject: str,
    level: Known | None,
    over: Known | None,
    peak: Known | None = None,
    recent: Known | None = None,
    events: Iterable[str] = (),
) -> Signal:
    """Item 10: a stock over its level on the baseline date. over: the excess; recent: outflow a day, as a size; events: the baseline's.

    value: the excess; details: baseline, share of it (%), peak excess, unwound (%), days left at the recent rate. Bands: excess, below,
    at baseline, unknown. Caution "extrapolation" with days left.
    """
    known = (level, over, peak, recent, Known(0, inputs=tuple(events)))
    if level is None or over is None:
        return signal("baseline excess", 10, subject, over, UNKNOWN if over is None else _excess_band(over.value), known)
    rate = -abs(recent.value) if recent else None
    found = excess(level.value, level.value - over.value, peak.value if peak else None, rate)
    numbers = (
        ("baseline", found.baseline, level.unit),
        ("share of baseline", None if found.share is None else 100 * found.share, "%"),
        ("peak excess", found.peak_excess, level.unit),
        ("unwound", None if found.unwound is None else 100 * found.unwound, "%"),
        ("days left", found.days_left, "days"),
    )
    details = tuple(Detail(name, value, unit) for name, value, unit in numbers if value is not None)
    cautions = (EXTRAPOLATION,) if found.days_left is not None else ()
    return signal("baseline excess", 10, subject, over, _excess_band(over.value), known, details, cautions)


def mine_supply_share(
    subject: str, over: Known | None, supply: Known | None = None, stated: Known | None = None, high: float = 10.0
) -> Signal:
    """Item 11: excess as a share of a year's mine supply, %. supply: in the excess's unit; without it, a share that a source states.

    details: annual supply (implied by a stated share), days of mine output. Bands: large (at `high` % or above, ours), small, unknown.
    """
    share = stated.value / 100 if stated else 0.0
    annual = supply.value if supply else over.value / share if over and share > 0 else None
    found = of_mine_supply(over.value, annual) if over and annual is not None else None
    if over is None or annual is None or found is None:
        return signal("share of mine supply", 11, subject, None, UNKNOWN, (over, supply, stated))
    details = (Detail("annual supply", annual, over.unit), Detail("days of mine output", found.days, "days"))
    value = Known(100 * found.share, "%", over.date)
    band = "large" if value.value >= high else "small"
    cautions = () if supply else ("implied supply",)
    return signal("share of mine supply", 11, subject, value, band, (over, supply, stated), details, cautions)


def multiple_of_base(subject: str, over: Known | None, multiple: Known | None) -> Signal:
    """Item 12: an excess and "nearly five times": both readings, none chosen. value: the excess.

    details: base and level by each reading ("base, increase", "level, increase", "base, level", "level, level"). Bands: as item 10.
    Caution "ambiguous" where a multiple is given.
    """
    if over is None or multiple is None or multiple.value <= 1:
        return signal("multiple of base", 12, subject, over, UNKNOWN if over is None else _excess_band(over.value), (over, multiple))
    details = tuple(
        detail
        for one in multiple_readings(over.value, multiple.value)
        for detail in (Detail(f"base, {one.rule}", one.base, over.unit), Detail(f"level, {one.rule}", one.level, over.unit))
    )
    return signal("multiple of base", 12, subject, over, _excess_band(over.value), (over, multiple), details, ("ambiguous",))


def venue_reconciliation(
    subject: str, one: Known | None, other: Known | None, *, same_window: bool = True, tolerance: float = 0.05
) -> Signal:
    """Item 13: the change of one venue against that of another, in the first's unit. value: the residual; details: left, arrived, ratio.

    Bands: matches, more arrived, less arrived, same direction, unknown. Caution "windows differ" unless they are the same.
    """
    if one is None or other is None:
        return signal("venue reconciliation", 13, subject, None, UNKNOWN, (one, other))
    found = reconcile(one.value, convert(other.value, other.unit, one.unit), tolerance)
    details: tuple[Detail, ...] = (Detail("left", found.left, one.unit), Detail("arrived", found.arrived, one.unit))
    if found.ratio is not None:
        details += (Detail("ratio", found.ratio),)
    value = Known(found.residual, one.unit, other.date)
    return signal(
        "venue reconciliation", 13, subject, value, found.state, (one, other), details, () if same_window else ("windows differ",)
    )


def free_float_change(
    subject: str, low: Known | None, gain: Known | None, stated: Known | None = None, vault_gain: Known | None = None
) -> Signal:
    """Item 14: free float = vault less exchange-traded products. value: low + gain; details: growth (%), stated level and its gain, the
    products' part of the vault's gain and both shares (%).

    All in one unit. Bands: rising, falling, steady, unknown. Caution "windows differ" with a vault's gain, which has a window of its own.
    """
    known = (low, gain, stated, vault_gain)
    if low is None or gain is None or low.value <= 0:
        return signal("free float", 14, subject, None, UNKNOWN, known)
    details: tuple[Detail, ...] = (Detail("growth", 100 * gain.value / low.value, "%"),)
    if stated is not None:
        details += (Detail("stated level", stated.value, low.unit), Detail("gain to stated", stated.value - low.value, low.unit))
    if vault_gain is not None and vault_gain.value:
        split = split_gain(vault_gain.value, gain.value)
        details += (
            Detail("held gain", split.held, low.unit),
            Detail("held share", 100 * split.held / split.gain, "%"),
            Detail("free share", 100 * split.free / split.gain, "%"),
        )
    band = "rising" if gain.value > 0 else "falling" if gain.value < 0 else "steady"
    value = Known(low.value + gain.value, low.unit, gain.date)
    return signal("free float", 14, subject, value, band, known, details, ("windows differ",) if vault_gain else ())


def location_arbitrage(subject: str, spread: Known | None, stock_flow: Known | None, events: Iterable[str] = ()) -> Signal:
    """Item 15: the price of one venue over another's against the flow into the first. value: the spread, None where none is given.

    stock_flow: change of the first venue's stock. events: the tariff measures. Bands: pull (premium and inflow), relief (no premium and
    outflow), against (they disagree), inflow or outflow (no spread given), premium or discount (no flow given), unknown. The rule is ours.
    """
    inputs = (spread, stock_flow, Known(0, inputs=tuple(events)))
    details = told(("stock flow", stock_flow))
    if stock_flow is None or stock_flow.value == 0:
        band = UNKNOWN if spread is None else "premium" if spread.value > 0 else "discount"
        return signal("location arbitrage", 15, subject, spread, band, inputs, details, () if spread is None else ("no flow",))
    inflow = stock_flow.value > 0
    if spread is None:
        return signal("location arbitrage", 15, subject, None, "inflow" if inflow else "outflow", inputs, details, ("no spread",))
    band = "pull" if spread.value > 0 and inflow else "relief" if spread.value <= 0 and not inflow else "against"
    return signal("location arbitrage", 15, subject, spread, band, inputs, details)


def _excess_band(over: float) -> str:
    return "excess" if over > 0 else "below" if over < 0 else "at baseline"
