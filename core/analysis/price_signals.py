"""The signals of prices, flows, forecasts and official buying: systems.md items 1-8 and 21.

Each takes what is known and gives a `Signal`; what is not known is None, and the band then says "unknown". Thresholds are arguments with
the sources' figures as defaults. Bands are codes, listed with each function.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from core.analysis.curve import Curve, CurveChange
from core.analysis.evidence import Known
from core.analysis.flows import Streak, implied_holdings, opposed
from core.analysis.forecast import lead
from core.analysis.reallocation import price_effect, reallocation
from core.analysis.signal import UNKNOWN, Condition, Detail, Signal, signal, told, unique
from core.model.dates import PartialDate
from core.model.points import Points
from core.model.units import convert


def price_against_flow(subject: str, price: Known | None, flow: Known | None, holdings: Known | None = None) -> Signal:
    """Item 1: sign(return) != sign(flow). value: the flow; details: price change, flow as a share of the holdings (%).

    Bands: divergence, together, unknown. A flow or change known only by direction is Known(1 or -1, "sign").
    """
    details = told(("price change", price), ("holdings", holdings))
    if flow is not None and flow.unit != "sign" and holdings is not None and holdings.value:
        details += (Detail("share of holdings", 100 * abs(flow.value) / convert(holdings.value, holdings.unit, flow.unit), "%"),)
    return signal("price against flow", 1, subject, flow, _opposed(price, flow), (price, flow, holdings), details)


def implied_holding(subject: str, change: Known | None, growth: Known | None, recent: Known | None = None) -> Signal:
    """Item 2: start = change / growth, end = start + change. growth in %; recent: the flow since, in the change's unit.

    value: the end; details: start, after (end + recent), recent share of the inflow (%). Bands: implied, unknown.
    """
    found = implied_holdings(change.value, growth.value / 100) if change and growth else None
    if found is None or change is None:
        return signal("implied holdings", 2, subject, None, UNKNOWN, (change, growth, recent))
    details: tuple[Detail, ...] = (Detail("start", found.start, change.unit),)
    if recent is not None:
        details += (
            Detail("after", found.end + recent.value, change.unit),
            Detail("recent share", 100 * abs(recent.value / change.value), "%"),
        )
    end = Known(found.end, change.unit, change.date)
    return signal("implied holdings", 2, subject, end, "implied", (change, growth, recent), details)


def length_against_price(subject: str, length: Known | None, price: Known | None) -> Signal:
    """Item 3: managed money's net length falls while the price rises, or the reverse. value: the change of length, None for a sign only.

    Bands: divergence, together, unknown.
    """
    details = told(("price change", price))
    return signal("length against price", 3, subject, length, _opposed(price, length), (length, price), details)


def scorecard(subject: str, kind: str, conditions: Sequence[Condition], reported: Known | None = None) -> Signal:
    """Item 4: how many conditions are met. kind: "warning" (against the price) or "support". value: those met; details: of, known.

    reported: a source's own count; where it says that all are met, those that the data do not tell count as stated. Bands: the kind when
    all are met, partial, none, unknown.
    """
    if reported is not None and reported.value == len(conditions):
        conditions = [one if one.met is not None else replace(one, met=True, inputs=reported.inputs, basis="stated") for one in conditions]
    known = [one for one in conditions if one.met is not None]
    met = sum(1 for one in known if one.met)
    band = UNKNOWN if not known else kind if met == len(conditions) else "partial" if met else "none"
    inputs = (*(key for one in conditions for key in one.inputs), *(reported.inputs if reported else ()))
    return Signal(
        rule=f"{kind} scorecard", item=4, subject=subject, value=float(met) if known else None, unit="count", band=band,
        date=reported.date if reported else None, inputs=unique(inputs), conditions=tuple(conditions),
        details=(Detail("of", len(conditions)), Detail("known", len(known))),
        cautions=("stated by the source",) if any(one.basis == "stated" for one in conditions) else (),
    )  # fmt: skip


def ahead_of_path(
    subject: str, spot: Known | None, day: np.datetime64, path: Points, inputs: Iterable[str], stated: Known | None = None
) -> Signal:
    """Item 5: quarters from spot's to the first forecast quarter at or above spot. spot and path in one unit.

    stated: a source's own lead, shown beside. Bands: ahead, on path, behind, beyond, unknown; "path incomplete" where the quarter before
    that one has no forecast, for then the lead is only known to be at most so many quarters (detail "at most").
    """
    details = told(("spot", spot), ("stated lead", stated))
    found = lead(spot.value, day, path) if spot else None
    more = (spot, Known(0, inputs=tuple(inputs)), stated)
    if found is None or found.quarters is None:
        return signal("ahead of path", 5, subject, None, UNKNOWN, more, details)
    if found.gap is not None:
        details += (Detail("over own quarter", 100 * found.gap, "%"),)
    if found.at_most:
        details += (Detail("at most", float(found.quarters), "quarters"),)
        return signal("ahead of path", 5, subject, None, "path incomplete", more, details)
    value = Known(float(found.quarters), "quarters", spot.date if spot else None)
    return signal("ahead of path", 5, subject, value, found.state, more, details)


def reallocation_scenario(subject: str, share: Known | None, flow: Known | None, effect: Known | None, price: Known | None) -> Signal:
    """Item 6: share in %, flow in USD bn a quarter, effect and price in USD/ozt. value: t a quarter at the price.

    details: yearly flow, ounces, the implied assets (USD trn) if the share moves within 1, 4 or 16 quarters, effect per USD 1 bn by both
    readings. Bands: scenario, unknown. Caution "ambiguous": share and flow cannot be reconciled, and a rise "by" may be a rise "to".
    """
    known = (share, flow, effect, price)
    if share is None or flow is None or price is None or share.value <= 0 or price.value <= 0:
        return signal("reallocation", 6, subject, None, UNKNOWN, known)
    found = reallocation(share.value / 100, flow.value, price.value)
    details = (
        Detail("yearly flow", found.yearly, "USD bn"),
        Detail("ounces", found.ounces, "ozt"),
        *(Detail(f"assets over {quarters} quarters", base, "USD trn") for quarters, base in found.bases),
    )
    if effect is not None and flow.value:
        details += tuple(
            Detail(f"effect per bn, {one.rule}", one.per_billion, "USD/ozt") for one in price_effect(effect.value, flow.value, price.value)
        )
    value = Known(found.tonnes, "t/quarter", flow.date)
    return signal("reallocation", 6, subject, value, "scenario", known, details, ("ambiguous",))


def curve_shape(
    subject: str,
    curve: Curve | None,
    changes: Iterable[CurveChange] = (),
    *,
    stated: str = "",
    date: PartialDate | None = None,
    inputs: Iterable[str] = (),
) -> Signal:
    """Item 7: forward(t) < spot. value: the spread of the longest tenor, % of spot; details: each tenor's, and its annualised rate (%).

    stated, date: a source's word for the shape, where no curve is at hand (caution "stated by the source"). Bands: backwardation, contango,
    flat, mixed, unknown. Caution "narrowing" where every tenor came nearer to spot.
    """
    if curve is None or not curve.tenors:
        cautions: tuple[str, ...] = ("stated by the source",) if stated else ()
        return signal("curve shape", 7, subject, None, stated or UNKNOWN, (Known(0, date=date, inputs=tuple(inputs)),), (), cautions)
    details = tuple(Detail(f"spread {one.tenor}", 100 * one.basis, "%") for one in curve.tenors)
    details += tuple(Detail(f"annualised {one.tenor}", 100 * one.annualised, "%") for one in curve.tenors if one.annualised is not None)
    moved = list(changes)
    cautions = ("narrowing",) if moved and all(one.narrowing for one in moved) else ()
    value = Known(100 * curve.tenors[-1].basis, "%", PartialDate(curve.day.astype("datetime64[D]").item()), "=", curve.inputs)
    return signal("curve shape", 7, subject, value, curve.state, (value,), details, cautions)


def restriction_effect(subject: str, multiple: Known | None, high: float = 2.0) -> Signal:
    """Item 8: highest price after a restriction over the mean before it, as a multiple. details: change (%).

    Bands: strong (at `high` or above, ours), raised, none, unknown. It came after, which is not because of.
    """
    if multiple is None:
        return signal("restriction effect", 8, subject, None, UNKNOWN, ())
    band = "strong" if multiple.value >= high else "raised" if multiple.value > 1 else "none"
    change = (Detail("change", 100 * (multiple.value - 1), "%"),)
    return signal("restriction effect", 8, subject, multiple, band, (multiple,), change, ("not a cause",))


def purchase_streak(
    subject: str, streak: Streak, inputs: Iterable[str], price: Known | None = None, demand: Known | None = None, *, at_least: bool = False
) -> Signal:
    """Item 21: months in a row above the threshold (t a month). value: the streak; details: above, months, total (t), the threshold's
    worth at the price (USD bn; price in USD/ozt), another demand (t a quarter) as a share of the total (%).

    at_least: the total is a floor (caution "at least"). Bands: buying (three months or more, ours), mixed, below, unknown.
    """
    details: tuple[Detail, ...] = (Detail("above", streak.above), Detail("months", streak.months), Detail("total", streak.total, "t"))
    if price is not None:
        details += (Detail("worth of the threshold", convert(streak.threshold, "t", "ozt") * price.value / 1e9, "USD bn"),)
    if demand is not None and streak.total > 0:
        details += (Detail("demand over total", 100 * demand.value / streak.total, "%"),)
    band = UNKNOWN if not streak.months else "buying" if streak.streak >= 3 else "mixed" if streak.above else "below"
    date = None if streak.last_day is None else PartialDate.parse(str(streak.last_day.astype("datetime64[M]")))
    value = Known(float(streak.streak), "months", date) if streak.months else None
    sources = (Known(0, inputs=tuple(inputs)), price, demand)
    return signal("purchase streak", 21, subject, value, band, sources, details, ("at least",) if at_least else ())


def planned_purchase(subject: str, bought: Known | None, planned: Known | None) -> Signal:
    """Item 21: what a central bank seeks over what it bought last, as a multiple. Both in one unit.

    Bands: faster (above 1), slower, unknown.
    """
    if bought is None or planned is None or bought.value <= 0:
        return signal("planned purchase", 21, subject, None, UNKNOWN, (bought, planned))
    multiple = Known(planned.value / bought.value, "x", planned.date)
    details = told(("bought", bought), ("planned", planned))
    return signal("planned purchase", 21, subject, multiple, "faster" if multiple.value > 1 else "slower", (bought, planned), details)


def _opposed(price: Known | None, flow: Known | None) -> str:
    if price is None or flow is None or price.value == 0 or flow.value == 0:
        return UNKNOWN
    return "divergence" if opposed(price.value, flow.value) else "together"
