"""Which stocks stand where: venue, place within it, registered or eligible; and which of them add up, so that nothing is counted twice.

A venue "COMEX: NORTH VAULT" is a place within COMEX and belongs to its totals. What exchange-traded products hold lies in vaults, so it is
never added to a vault's stock.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.analysis.derived import in_unit
from core.analysis.evidence import history, latest
from core.analysis.fund_flows import FUND
from core.analysis.samples import filled, pace
from core.analysis.stocks import stack
from core.model.points import Mark, Points
from core.model.records import Figure, Series
from core.model.units import UnitError, factor
from core.model.workspace import Workspace
from core.words import _

REGISTERED, ELIGIBLE, PLEDGED = "registered", "eligible", "pledged"
MONTHLY = 12  # periods a year: a stock reported less often says nothing of a drain
_KINDS = frozenset(("stock", "holding"))
_TOTAL = re.compile(r"\b(?:total|combined|overall)\b|小計|小计|合計|合计|總計|总计", re.I)
_CATEGORIES = (
    (PLEDGED, re.compile(r"\bpledged\b", re.I)),  # a part of registered, not beside it
    (REGISTERED, re.compile(r"\bregistered\b|\bon[- ]warrant\b|註冊|注册|倉單|仓单", re.I)),
    (ELIGIBLE, re.compile(r"\beligible\b|\bcancell?ed\b|合格", re.I)),
)
_VAULTS = frozenset(("LBMA", "London", "LPPM"))


@dataclass(frozen=True, slots=True, eq=False)
class Stock:
    """A series as a stock. place: within the venue, "" for all of it; pace: reports a year.

    reported: ids of the figures it is made of, () for a real series.
    """

    series: Series
    venue: str
    place: str
    category: str
    is_total: bool
    pace: int
    reported: tuple[str, ...] = ()

    @property
    def inputs(self) -> tuple[str, ...]:
        """The ids of the records behind it."""
        return self.reported or (self.series.id,)


@dataclass(frozen=True, slots=True, eq=False)
class Venue:
    """What is known of one venue, in parts that add up: layers to the whole, registered and eligible to those.

    layers: empty where reports tell of the venue but give no stock. places: the depositories, each as a venue of its own. others: more
    series of the same metal, not to be added. reported: the stock as reports give it. is_fund: what exchange-traded products and official
    holders hold, which may lie in a vault that is counted too.
    """

    name: str
    layers: tuple[Stock, ...]
    registered: tuple[Stock, ...] = ()
    eligible: tuple[Stock, ...] = ()
    places: tuple[Venue, ...] = ()
    others: tuple[Stock, ...] = ()
    reported: Stock | None = None
    is_fund: bool = False

    @property
    def is_vault(self) -> bool:
        """Whether metal of funds lies here."""
        return self.name in _VAULTS and not self.is_fund

    @property
    def pace(self) -> int:
        """Reports a year of the whole: of the coarsest layer."""
        return min((one.pace for one in self.layers), default=0)


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """Stocks added up as one series, on the days that all of them have; inputs: ids of the records behind it."""

    series: Series
    inputs: tuple[str, ...]


def stocks_of(workspace: Workspace, mineral: str, last: np.datetime64 | None = None) -> tuple[Stock, ...]:
    """The stocks and holdings of a mineral that have a value until `last`, then those that figures of reports give."""
    made = [_stock(one, last) for one in workspace.series.values() if one.mineral == mineral and one.kind in _KINDS]
    return (*(one for one in made if len(one.series.points)), *_reported(workspace, mineral))


def venues(workspace: Workspace, mineral: str, stocks: Iterable[Stock]) -> tuple[Venue, ...]:
    """The venues of these stocks of a mineral, those reported most often first, then the largest; funds last.

    With them those that figures of reports tell of without a level.
    """
    told: dict[str, Stock] = {}
    groups: dict[tuple[str, bool], list[Stock]] = {}
    for one in stocks:
        if one.reported:
            told[one.venue] = one
        else:
            groups.setdefault((one.venue, one.series.kind == "holding"), []).append(one)
    made = [_venue(name, members, told.pop(name, None), is_fund=fund) for (name, fund), members in groups.items()]
    made += [Venue(name, (one,), reported=one) for name, one in told.items()]
    named = {one.place for one in workspace.figures.values() if (one.mineral, one.kind) == (mineral, "inventory") and one.place}
    made += [Venue(name, ()) for name in sorted(named - {one.name for one in made})]
    return tuple(sorted(made, key=lambda one: (one.is_fund, -one.pace if one.pace >= MONTHLY else 0, one.reported is None, -_size(one))))


def added(stocks: Sequence[Stock], unit: str, name: str = "", title: str = "") -> Level | None:
    """The stocks added up in one unit; None without any, or where they never report together. Raises UnitError.

    name: of the venue; title: of what is added up, by default that of the one stock or the venue's name.
    """
    if not stocks:
        return None
    first, inputs = stocks[0].series, tuple(key for one in stocks for key in one.inputs)
    if len(stocks) == 1:
        points, own = in_unit(first, unit).without_gaps(), first.title
    else:
        together = stack([one.series for one in stocks], unit)
        whole = np.isfinite(together.total)
        points, own = Points.rising(together.dates[whole], together.total[whole]), name
    if not len(points):
        return None
    return Level(
        replace(first, id=first.id if len(stocks) == 1 else name, title=title or own, unit=unit, venue=name, points=points), inputs
    )


def in_one_unit(stock: Stock, unit: str) -> Stock:
    """The stock in another unit, so that all that is made of it converts it no more. Raises UnitError."""
    if stock.series.unit == unit:
        return stock
    return replace(stock, series=replace(stock.series, unit=unit, points=in_unit(stock.series, unit)))


def converts(unit: str, to: str) -> bool:
    """Whether numbers in one unit can be had in another; an unknown one only in itself."""
    try:
        factor(unit, to)
    except UnitError:
        return unit == to
    return True


def _stock(series: Series, last: np.datetime64 | None) -> Stock:
    venue, _colon, place = series.venue.partition(":")
    category = next((name for name, pattern in _CATEGORIES if pattern.search(series.title)), "")
    if series.kind == "holding":
        venue, place = (series.venue or _("Funds"), "") if not FUND.search(f"{series.title} {series.venue}") else (_("Exchange-traded"), "")
    points = series.points if last is None else series.points.between(None, last)
    whole = points.without_gaps()
    cut = series if whole is series.points else replace(series, points=whole)
    return Stock(cut, venue.strip() or _("No venue"), place.strip(), category, bool(_TOTAL.search(series.title)), pace(cut.points.dates))


def _venue(name: str, stocks: Sequence[Stock], reported: Stock | None, *, is_fund: bool) -> Venue:
    """Its whole by a total if there is one, else by its categories, else by its places."""
    here = [one for one in stocks if not one.place]
    names = dict.fromkeys(one.place for one in stocks if one.place)
    places = tuple(_venue(place, [replace(one, place="") for one in stocks if one.place == place], None, is_fund=False) for place in names)
    registered, eligible = (
        _best_of(here, category)
        or tuple(one for place in places for one in (place.registered if category == REGISTERED else place.eligible))
        for category in (REGISTERED, ELIGIBLE)
    )
    layers = (
        _whole(here) or (_best_of(here, REGISTERED) + _best_of(here, ELIGIBLE)) or tuple(one for place in places for one in place.layers)
    )
    used = {id(one) for one in (*layers, *registered, *eligible)}
    others = tuple(one for one in here if id(one) not in used)
    return Venue(name, layers, registered, eligible, places, others, reported, is_fund)


def _whole(here: Sequence[Stock]) -> tuple[Stock, ...]:
    """The total; without one, what stands side by side in one table (industry, treasury) and so is not the same metal twice."""
    plain = [one for one in here if not one.category]
    totals = [one for one in plain if one.is_total]
    if totals or not plain:
        return (_best(totals),) if totals else ()
    best = _best(plain)
    if any(one.category for one in here):
        return (best,)
    beside = [one for one in plain if (one.series.source, one.series.frequency) == (best.series.source, best.series.frequency)]
    return tuple(beside) if best.series.source else (best,)


def _best_of(here: Iterable[Stock], category: str) -> tuple[Stock, ...]:
    own = [one for one in here if one.category == category]
    return (_best(own),) if own else ()


def _best(stocks: Sequence[Stock]) -> Stock:
    """The one that is reported most often, the newest of equals."""
    return max(stocks, key=lambda one: (one.pace, filled(one.series.points).dates[-1], len(one.series.points)))


def _reported(workspace: Workspace, mineral: str) -> list[Stock]:
    """The stocks that figures of reports give, a venue a series; a number with "~" or "about" is marked as estimated."""
    groups: dict[str, list[Figure]] = {}
    for one in workspace.figures.values():
        if one.mineral == mineral and one.series.endswith("_stock") and one.value is not None and one.date is not None:
            groups.setdefault(one.place or _("No venue"), []).append(one)
    made = []
    for place, figures in groups.items():
        unit = figures[-1].unit
        same = [one for one in figures if converts(one.unit, unit)]
        points, ids = history(same, unit)
        rough = [Mark.ESTIMATED if workspace.figures[key].comparator not in {"", "="} else Mark(0) for key in ids]
        title = _("{venue}, as reported").format(venue=place)
        series = Series(
            id=f"figures:{figures[0].series}", title=title, kind="stock", mineral=mineral, unit=unit, venue=place, frequency="irregular",
            source=figures[-1].source, points=Points(points.dates, points.values, rough),
        )  # fmt: skip
        made.append(Stock(series, place, "", "", is_total=True, pace=pace(points.dates), reported=ids))
    return made


def _size(venue: Venue) -> float:
    """How much there is, in ounces, to put the largest first; 0 in another measure."""
    known = (latest(one.series) for one in venue.layers)
    return sum(one.value * factor(one.unit, "ozt") for one in known if one is not None and converts(one.unit, "ozt"))
