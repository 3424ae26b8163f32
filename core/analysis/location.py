"""The price of a metal at one place over that at another, and the metal that comes for it: systems.md item 15."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.analysis.baseline import Drain, drain
from core.analysis.derived import Derived, in_unit, spread, until
from core.analysis.samples import filled, pace
from core.model.points import Points
from core.model.records import Series
from core.model.units import UnitError
from core.model.workspace import Workspace

WINDOW = 30  # days over which a venue's stock is looked at beside the spread
NEW_YORK = frozenset(("comex", "nymex", "new york", "cme", "紐約", "纽约"))
LONDON = frozenset(("lbma", "london", "lppm", "lme", "倫敦", "伦敦"))
_MONTHLY = 12  # a price or stock reported less often says nothing of a month


@dataclass(frozen=True, slots=True, eq=False)
class VenueSpread:
    """The price at the first venue less that at the second, on the days of both. stock: of the first venue, None where none is known.

    flow: how that stock changed over `WINDOW` days. Its inputs are the two prices and the stock.
    """

    first: Series
    second: Series
    spread: Derived
    stock: Series | None
    flow: Drain | None

    @property
    def inputs(self) -> tuple[str, ...]:
        """The ids of the series behind it."""
        return (self.first.id, self.second.id, *((self.stock.id,) if self.stock is not None else ()))


def venue_spread(workspace: Workspace, mineral: str, venue: str = "", last: np.datetime64 | None = None) -> VenueSpread | None:
    """The spread of a mineral's prices at two venues: the first is `venue` if it has a price, else New York, else that reported most often.

    The second is London (New York where the first is London itself), else that reported most often. Only prices reported at
    least monthly count, whose units can be converted: averages of a year pull no metal. None without two. The choice is ours.
    """
    own = [until(one, last) for one in workspace.series.values() if (one.mineral, one.kind) == (mineral, "price") and one.venue]
    own = [one for one in own if pace(filled(one.points).dates) >= _MONTHLY]
    first = max(own, key=lambda one: _claim(one, venue, NEW_YORK), default=None)
    if first is None:
        return None
    other = NEW_YORK if _name(first) in LONDON else LONDON
    elsewhere = sorted((one for one in own if _name(one) != _name(first)), key=lambda one: _claim(one, "", other), reverse=True)
    second, made = next(((one, made) for one in elsewhere if (made := _spread(first, one)) is not None), (None, None))
    if second is None or made is None:
        return None
    stock = _stock(workspace, mineral, first, last)
    return VenueSpread(first, second, made, stock, None if stock is None else drain(stock.points, WINDOW))


def share_of(found: VenueSpread) -> Points:
    """The spread as percent of the second venue's price, on the days of both; a gap where that is not above zero."""
    price = in_unit(found.second, found.first.unit)
    at = np.searchsorted(price.dates, found.spread.points.dates, "right") - 1
    base = price.values[np.maximum(at, 0)]
    with np.errstate(divide="ignore", invalid="ignore"):
        return Points.rising(found.spread.points.dates, np.where(base > 0, 100 * found.spread.points.values / base, np.nan))


def _claim(series: Series, venue: str, place: frozenset[str]) -> tuple[bool, bool, int, int]:
    return _name(series) == venue.casefold(), _name(series) in place, pace(filled(series.points).dates), len(series.points)


def _name(series: Series) -> str:
    return series.venue.partition(":")[0].strip().casefold()


def _spread(first: Series, second: Series) -> Derived | None:
    try:
        made = spread(first, second)
    except UnitError:
        return None
    return made if len(made.points) else None


def _stock(workspace: Workspace, mineral: str, price: Series, last: np.datetime64 | None) -> Series | None:
    """The largest stock at the price's venue, of those reported at least monthly: its total, where it reports parts too."""
    places = next((names for names in (NEW_YORK, LONDON) if _name(price) in names), frozenset((_name(price),)))
    own = [until(one, last) for one in workspace.series.values() if (one.mineral, one.kind) == (mineral, "stock")]
    there = [one for one in own if _name(one) in places and pace(filled(one.points).dates) >= _MONTHLY]
    return max(there, key=lambda one: float(filled(one.points).values[-1]), default=None)
