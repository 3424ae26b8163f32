"""The implied convenience yield of a price and its forward, over time and against the stocks of the mineral."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from core.analysis.curve import backwardation, carry, convenience_yields, tenor_days
from core.analysis.derived import in_unit
from core.analysis.samples import Pair, align, filled, pace
from core.model import Points, Series, Workspace
from core.model.units import UnitError
from core.views.curves import forwards_of
from core.views.explained import inputs_of
from core.views.price_statistics import number
from core.views.prices import mineral_title, series_title
from core.views.study import Floats, StudyLine, StudyView, line_of
from core.words import _, plural

RATE: Final = 4.5  # % a year
STORAGE: Final = 2.0  # % of the price a year
FEW: Final = 8  # pairs; a correlation of fewer is not told


@dataclass(frozen=True, slots=True, eq=False)
class ScatterView:
    """Points to draw: across and up (float64, of one length), their dates in words, what the axes are, and what an empty picture says."""

    across: Floats
    up: Floats
    dates: tuple[str, ...]
    across_title: str
    up_title: str
    message: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class ConvenienceView:
    """The study over time, and its yield against stocks."""

    study: StudyView
    scatter: ScatterView


def spots_of(workspace: Workspace, shown: Iterable[Series]) -> tuple[Series, ...]:
    """The prices to choose from: those with a forward first, shown ones before others; then the rest of those shown."""
    own = [one for one in shown if one.kind == "price"]
    minerals = {one.mineral for one in workspace.series.values() if one.kind == "forward"}
    ids = {one.id for one in own}
    others = [one for one in workspace.series.values() if one.kind == "price" and one.mineral in minerals and one.id not in ids]
    there = [one for one in (*own, *others) if forwards_of(workspace, one)]
    return (*there, *(one for one in own if one not in there))


def stocks_of(workspace: Workspace, spot: Series) -> tuple[Series, ...]:
    """The stocks of the mineral of a price, the finest and longest first."""
    own = [one for one in workspace.series.values() if one.kind == "stock" and one.mineral == spot.mineral and one.mineral]
    return tuple(sorted(own, key=lambda one: (-pace(filled(one.points).dates), -len(one.points))))


def convenience_view(
    workspace: Workspace, spot: str, forward: str, stock: str, rate: float = RATE, storage: float = STORAGE
) -> ConvenienceView:
    """y = r + c - ln(F / S) / T on every day that both prices have, against a stock of the mineral. METHODS.md 2.3.

    forward and stock: ids, "" for none. rate and storage: percent a year, the user's own.
    """
    price, later, held = (workspace.series.get(key) for key in (spot, forward, stock))
    if price is None or later is None:
        return _nothing(_needed(price))
    days = tenor_days(later.tenor)
    if not days:
        return _nothing(_("The tenor “{tenor}” of {title} says no time.").format(tenor=later.tenor, title=series_title(later)))
    try:
        points = in_unit(later, price.unit) if later.unit != price.unit else later.points
    except UnitError as reason:
        return _nothing(str(reason))
    yields = convenience_yields(price.points, points, days / 365, rate / 100, storage / 100)
    if not len(filled(yields)):
        return _nothing(_("{spot} and {forward} have no date in common.").format(spot=series_title(price), forward=series_title(later)))
    percent = Points(yields.dates, 100 * yields.values)
    frequency = later.frequency
    panes: list[tuple[StudyLine, ...]] = [(line_of("yield", _("Convenience yield"), _("% a year"), percent, frequency, 0, 2),)]
    if held is not None:
        panes.append((line_of("stock", series_title(held), held.unit, held.points, held.frequency, 2),))
    pair = _positive(align(percent, held.points)) if held is not None else None
    rows, tips = _figures(price, points, days, rate, storage, pair)
    told = _(
        "{spot} against {tenor}: y = r + c − ln(F / S) / T. The rate r and the cost of storage c are no data but yours: here {rate} % and "
        "{storage} % a year."
    ).format(spot=series_title(price), tenor=later.tenor, rate=f"{rate:g}", storage=f"{storage:g}")
    ids = tuple(one.id for one in (price, later, held) if one is not None)
    sources = tuple(
        (_("Input"), " · ".join(part for part in (one.title, one.value, one.date, one.place, one.source, one.id) if part))
        for one in inputs_of(workspace, ids)
    )
    explained = tuple((row[0], f"{row[1]}. {tip}") for row, tip in zip(rows, tips, strict=True))
    study = StudyView(told, tuple(panes), (_("What"), _("Value"), _("When")), rows, tips, (*explained, *sources))
    return ConvenienceView(study, _scatter(price, held, pair))


def _nothing(sentence: str) -> ConvenienceView:
    none = np.empty(0)
    return ConvenienceView(StudyView(sentence), ScatterView(none, none, (), "", "", sentence))


def _needed(price: Series | None) -> str:
    if price is None:
        return _("No price is shown: tick one on the left first.")
    return _(
        "There are no forward prices of {mineral}. Import series of the kind “forward” of this mineral with a tenor, such as 3M, on the "
        "same dates as the price; and series of the kind “stock” to see the yield against stocks."
    ).format(mineral=mineral_title(price.mineral) if price.mineral else series_title(price))


def _figures(
    price: Series, forward: Points, days: float, rate: float, storage: float, pair: Pair | None
) -> tuple[tuple[tuple[str, str, str], ...], tuple[str, ...]]:
    """The last day's figures with their definitions, and how yield and stocks go together."""
    both = align(price.points, forward)
    there = np.flatnonzero((both.first > 0) & (both.second > 0))
    at = int(there[-1])
    spot, later, when = float(both.first[at]), float(both.second[at]), str(both.dates[at])
    found, annual = carry(spot, later, days / 365, rate / 100, storage / 100), backwardation(spot, later, days)
    rows = [
        (_("Convenience yield"), _percent(None if found is None else found.convenience_yield), when,
         _("y = r + c − ln(F / S) / T, with T = days / 365 (Fama & French 1988; Gorton, Hayashi & Rouwenhorst 2013).")),
        (_("Interest-adjusted basis"), _percent(None if found is None else found.interest_adjusted_basis), when,
         _("(F − S) / S − r × T, for the tenor: the cost of storage less the convenience yield (Fama & French 1988).")),
        (_("Backwardation a year"), _percent(annual), when, _("(S / F)^(365 / days) − 1; above zero in backwardation.")),
        (_("Spot and forward"), f"{number(spot)} / {number(later)} {price.unit}", when,
         _("The last day on which both have a price; {days} days to delivery.").format(days=f"{days:.4g}")),
        (_("r, c"), f"{rate:g} %, {storage:g} %", "",
         _("Rate of interest and cost of storage, percent a year: assumptions that you set above, no data.")),
    ]  # fmt: skip
    if pair is not None:
        count = plural("{count} pair", "{count} pairs", len(pair))
        varied = len(pair) >= FEW and np.ptp(pair.first) > 0 and np.ptp(pair.second) > 0
        told = f"{np.corrcoef(pair.first, np.log(pair.second))[0, 1]:+.2f}".replace("-", "−") if varied else "–"
        why = "" if len(pair) >= FEW else " " + _("too few cases: fewer than {few}").format(few=FEW)
        rows.append((_("Correlation with ln(stocks)"), f"{told} ({count}){why}", "", _(
            "Pearson correlation of the yield and the logarithm of stocks, on the periods that both have; the theory of storage expects "
            "it below zero."
        )))  # fmt: skip
    return tuple(row[:3] for row in rows), tuple(row[3] for row in rows)


def _positive(pair: Pair) -> Pair:
    keep = pair.second > 0
    return Pair(pair.dates[keep], pair.first[keep], pair.second[keep], pair.pace, pair.averaged)


def _scatter(price: Series, held: Series | None, pair: Pair | None) -> ScatterView:
    up = _("Convenience yield, % a year")
    none = np.empty(0)
    if held is None or pair is None:
        needed = _("There are no stocks of {mineral}: import a series of the kind “stock”.")
        title = mineral_title(price.mineral) if price.mineral else series_title(price)
        return ScatterView(none, none, (), "", up, needed.format(mineral=title))
    across = f"{series_title(held)}, {held.unit}" if held.unit else series_title(held)
    message = "" if len(pair) else _("Yield and stocks have no date or period in common")
    dates = tuple(str(day)[: 4 if pair.pace == 1 else 7 if 0 < pair.pace <= 12 else 10] for day in pair.dates)
    return ScatterView(pair.second, pair.first, dates, across, up, message)


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:+.3f} %".replace("-", "−", 1)
