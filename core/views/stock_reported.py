"""The key figures that reports state, or that follow from what they state, by the same keys as those worked out from series."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.analysis.signal import Signal
from core.analysis.signal_board import reported
from core.model import Workspace
from core.model.units import UnitError, convert
from core.views.stock_figures import Found, Value, extrapolated
from core.views.venue_figures import states
from core.words import _

# item of the sources -> (key, code of the detail, "" for the signal's own value)
_OF_VENUE: dict[int, tuple[tuple[str, str], ...]] = {
    9: (
        ("since_peak", "change"),
        ("since_peak_share", ""),
        ("since_peak_day", "per calendar day"),
        ("since_peak_weekday", "per weekday"),
        ("acceleration_day", "acceleration per calendar day"),
        ("acceleration_weekday", "acceleration per weekday"),
    ),
    10: (
        ("excess", ""),
        ("baseline", "baseline"),
        ("excess_share", "share of baseline"),
        ("peak_excess", "peak excess"),
        ("unwound", "unwound"),
        ("days_left", "days left"),
    ),
    11: (("stated_share", ""), ("implied_supply", "annual supply"), ("stated_days", "days of mine output")),
    12: (
        ("base_increase", "base, increase"),
        ("level_increase", "level, increase"),
        ("base_level", "base, level"),
        ("level_level", "level, level"),
    ),
}
_OF_MINERAL: dict[int, tuple[tuple[str, str], ...]] = {
    1: (("flow", ""), ("price_change", "price change"), ("share_of_holdings", "share of holdings")),
    2: (("holdings", "after"),),
    13: (("left", "left"), ("arrived", "arrived"), ("residual", ""), ("ratio", "ratio")),
    14: (("free_float", ""), ("free_float_gain", "gain"), ("held_gain", "held gain"), ("free_share", "free share")),
    15: (("spread_flow", "stock flow"),),
    21: (("streak", ""), ("bought", "total"), ("worth", "worth of the threshold")),
}
_AS_STATED = frozenset(("bought",))  # purchases are spoken of in tonnes beside a threshold in tonnes


@dataclass(frozen=True, slots=True)
class _Asked:
    workspace: Workspace
    venue: str
    unit: str


def reported_figures(workspace: Workspace, mineral: str, venue: str, unit: str, as_of: np.datetime64 | None) -> Found:
    """What reports give of a venue and of the mineral, in `unit` where that can be; amounts of another measure stay in their own."""
    asked = _Asked(workspace, venue, unit)
    for one in reported(workspace, mineral, as_of):
        if not _of_figures(workspace, one):
            continue
        if one.item in _OF_VENUE and _at(workspace, one, venue):
            yield from _told(asked, one, _OF_VENUE[one.item])
        elif one.item in _OF_MINERAL and one.rule != "planned purchase":
            yield from _told(asked, one, _OF_MINERAL[one.item])
        yield from _in_words(one)
    rate = [one for one in workspace.figures.values() if one.mineral == mineral and one.series.endswith("outflow_per_day")]
    for figure in rate:
        if figure.place == venue and figure.value is not None:
            value, own = _converted(-abs(figure.value), figure.unit, unit)
            yield "stated_rate", Value(value, own, str(figure.date or ""), (figure.id,), cautions=(extrapolated(),))


def _told(asked: _Asked, one: Signal, keys: tuple[tuple[str, str], ...]) -> Found:
    for key, code in keys:
        number = one.detail(code) if code else one.value
        measure = next((detail.unit for detail in one.details if detail.name == code), "") if code else one.unit
        if key == "free_float_gain":
            number, measure = _gain(one)
        if number is not None:
            value, unit = (number, measure) if key in _AS_STATED else _converted(number, measure, asked.unit)
            yield key, Value(value, _unit_words(key, unit), str(one.date or ""), one.inputs, cautions=tuple(_cautions(one, key)))


def _gain(one: Signal) -> tuple[float | None, str]:
    """What free float gained: of its growth in percent, what that is of the level before."""
    growth = one.detail("growth")
    return (None, "") if growth is None or one.value is None else (one.value * growth / (100 + growth), one.unit)


def _in_words(one: Signal) -> Found:
    words = {
        (1, "divergence"): ("divergence", _("price and flow went opposite ways")),
        (1, "together"): ("divergence", _("price and flow went together")),
        (3, "divergence"): ("length", _("net length and price went opposite ways")),
        (15, "outflow"): ("arbitrage", _("outflow; no spread at hand")),
        (15, "inflow"): ("arbitrage", _("inflow; no spread at hand")),
        (3, "together"): ("length", _("net length and price went together")),
    }
    if (one.item, one.band) in words:
        key, text = words[one.item, one.band]
        yield key, Value(None, "", str(one.date or ""), one.inputs, text=text, cautions=(_("As reported."),))


def _cautions(one: Signal, key: str) -> Iterator[str]:
    yield _("From figures that reports state.")
    known = {
        "windows differ": _("The reports' windows differ."),
        "assumed dates": _("The report gives no day: the as-of date counts where it falls in the month, else the first of it."),
        "at least": _("The reports say “more than”: it is a least."),
    }
    rates = {"since_peak_day", "since_peak_weekday", "acceleration_day", "acceleration_weekday"}
    for code in one.cautions:
        if code in known and (code != "assumed dates" or key in rates):
            yield known[code]
    if key == "days_left":
        yield extrapolated()
    if key == "residual":
        yield states().get(one.band, "")


def _converted(number: float, measure: str, unit: str) -> tuple[float, str]:
    base, slash, per = measure.partition("/")
    try:
        return convert(number, base, unit), f"{unit}{slash}{per}"
    except UnitError:
        return number, measure


def _unit_words(key: str, unit: str) -> str:
    if key in {"acceleration_day", "acceleration_weekday", "ratio"}:
        return _("times")
    if key == "implied_supply":
        return f"{unit}/a"
    return {"days": _("days"), "months": _("months")}.get(unit, unit)


def _of_figures(workspace: Workspace, one: Signal) -> bool:
    return any(key in workspace.figures for key in one.inputs)


def _at(workspace: Workspace, one: Signal, venue: str) -> bool:
    """Whether the figures behind a signal are of this venue."""
    places = {workspace.figures[key].place for key in one.inputs if key in workspace.figures}
    return not venue or venue in places
