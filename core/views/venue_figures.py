"""The key figures between venues and against the price: free float, reconciliation, migration, divergence, official buying."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from core.analysis.evidence import Known
from core.analysis.flows import FEW, Divergence
from core.analysis.fund_flows import Parting
from core.analysis.location import VenueSpread, share_of
from core.analysis.samples import filled, pace
from core.analysis.stock_signals import location_arbitrage
from core.analysis.venues import free_float, migration, reconcile_stocks
from core.model.units import factor
from core.views.explained import number
from core.views.stock_figures import Found, Value, day_text
from core.views.stock_venues import MONTHLY, Level, converts
from core.words import _, plural

_CARRY = 46  # days that a monthly report stands for when venues are put together


def float_figures(vault: Level | None, funds: Level | None) -> Found:
    """What of a vault no exchange-traded product holds, and how it changed since the report before."""
    if vault is None or funds is None:
        return
    found = filled(free_float(vault.series, funds.series).points)
    if not len(found):
        return
    inputs, days = (*vault.inputs, *funds.inputs), [_day_of_both(vault, funds, day) for day in found.dates[-2:]]
    cautions = (_("Assumes that the products hold all their metal in this vault."),)
    yield "free_float", Value(float(found.values[-1]), vault.series.unit, days[-1], inputs, cautions=cautions)
    if len(found) > 1:
        span = f"{days[0]} – {days[1]}"
        yield "free_float_gain", Value(float(found.values[-1] - found.values[-2]), vault.series.unit, span, inputs)


def between_figures(focus: Level | None, others: Sequence[Level], since: np.datetime64) -> Found:
    """The change of the focus since its peak against the venue that it is matched best by, and the migration among all of them."""
    if focus is None or not others or pace(filled(focus.series.points).dates) < MONTHLY:
        return
    sample = filled(focus.series.points)
    after = sample.dates >= since
    start = int(np.flatnonzero(after)[0]) if after.any() else 0
    top, last = sample.dates[start + int(sample.values[start:].argmax())], sample.dates[-1]
    pairs = [(other, reconcile_stocks(focus.series, other.series, top, last)) for other in others]
    there = [(other, pair) for other, pair in pairs if pair is not None]
    if there:
        other, pair = min(there, key=lambda one: abs(one[1].found.residual))
        inputs, unit = (*focus.inputs, *other.inputs), pair.unit
        spans = ((focus, pair.first_window), (other, pair.second_window))
        windows = [f"{day_text(level.series, first)} – {day_text(level.series, end)}" for level, (first, end) in spans]
        cautions = () if pair.same_window else (_("The windows differ: {one} and {two}.").format(one=windows[0], two=windows[1]),)
        words = states()[pair.found.state]
        yield "left", Value(pair.found.left, unit, windows[0], inputs, cautions=cautions)
        yield "arrived", Value(pair.found.arrived, unit, windows[1], inputs, cautions=cautions)
        yield "residual", Value(pair.found.residual, unit, windows[0], inputs, cautions=(words, *cautions))
        if pair.found.ratio is not None:
            yield "ratio", Value(pair.found.ratio, _("times"), windows[0], inputs, cautions=cautions)
    yield from _migration([focus, *others], since)


def divergence_figures(parted: Parting | None, unit: str) -> Found:
    """Price against the holdings of funds, with what followed when they parted before; the flow in `unit` where that can be."""
    if parted is None:
        return
    found, span, inputs = parted.found, f"{parted.first_day} – {parted.last_day}", (parted.price.id, *parted.other.inputs)
    yield "divergence", Value(None, "", span, inputs, text=_now(found))
    if found.change is not None and found.flow is not None:
        yield "price_change", Value(100 * float(np.expm1(found.change)), "%", span, inputs)
        yield "flow", Value(*_in_unit(found.flow, parted.other.unit, unit), span, inputs)
    cautions = (_("Too few cases: fewer than {few}.").format(few=FEW),) if found.too_few else ()
    yield "cases", Value(float(found.count), "", span, inputs, cautions=cautions)
    if found.median is not None:
        text = plural("the median of {count} case", "the median of {count} cases", found.count)
        yield "case_median", Value(100 * found.median, "%", span, inputs, cautions=(*cautions, text))


def spread_figures(found: VenueSpread | None, unit: str) -> Found:
    """The price of one venue over another's, now, and the metal that came for it; stocks in `unit` where that can be."""
    if found is None:
        return
    sample = filled(found.spread.points)
    if not len(sample):
        return
    pair, day, inputs = f"{found.first.venue} − {found.second.venue}", day_text(found.first, sample.dates[-1]), found.inputs
    cautions = (_("The stock of {venue} is not known, so no flow is set against it.").format(venue=found.first.venue),)
    told = () if found.flow is not None else cautions
    yield "spread", Value(float(sample.values[-1]), found.spread.unit, day, inputs, cautions=(pair, *told))
    share = filled(share_of(found))
    if len(share):
        yield "spread_share", Value(float(share.values[-1]), "%", day, inputs, cautions=(pair,))
    if found.flow is not None and found.stock is not None:
        span = f"{found.flow.first_day} – {found.flow.last_day}"
        yield "spread_flow", Value(*_in_unit(found.flow.change, found.stock.unit, unit), span, inputs)
        band = location_arbitrage("", Known(float(sample.values[-1])), Known(found.flow.change)).band
        words = {"pull": _("pull"), "relief": _("relief"), "against": _("contradiction")}
        yield "arbitrage", Value(None, "", span, inputs, text=words.get(band, _("no flow")))


def _in_unit(number: float, unit: str, wanted: str) -> tuple[float, str]:
    return (number * factor(unit, wanted), wanted) if converts(unit, wanted) else (number, unit)


def states() -> dict[str, str]:
    """How two venues stand to each other, in words."""
    return {
        "matches": _("What left the one arrived at the other."),
        "more arrived": _("More arrived than left."),
        "less arrived": _("Less arrived than left."),
        "same direction": _("Both moved the same way: neither fed the other."),
    }


def _day_of_both(one: Level, other: Level, day: np.datetime64) -> str:
    """A day that two series have in common, as the coarser knows it."""
    return min((day_text(level.series, day) for level in (one, other)), key=len)


def _migration(levels: Sequence[Level], since: np.datetime64) -> Found:
    often = [one for one in levels if pace(filled(one.series.points).dates) >= MONTHLY]
    if len(often) < 2:
        return
    cut = [replace(one.series, points=one.series.points.between(since, None)) for one in often]
    found = migration(cut, often[0].series.unit, _CARRY)
    if not len(found.dates):
        return
    inputs = tuple(key for one in often for key in one.inputs)
    span = f"{found.dates[0]} – {found.dates[-1]}"
    parts = zip(cut, found.change, found.shares[:, -1].tolist(), strict=True)
    venues = ", ".join(f"{one.venue} {number(change)} {found.unit} ({100 * share:.0f} %)" for one, change, share in parts)
    cautions = (_("Change and share of the pool now: {venues}.").format(venues=venues),)
    yield "moved", Value(found.moved, found.unit, span, inputs, cautions=cautions)
    yield "pool", Value(found.net, found.unit, span, inputs, cautions=cautions)


def _now(found: Divergence) -> str:
    words = {"price up, flow out": _("price up, metal out"), "price down, flow in": _("price down, metal in"), "none": _("none")}
    return words[found.now]
