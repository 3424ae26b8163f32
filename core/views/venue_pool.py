"""Where the metal of a pool lies, and what of it went from place to place: FEATURES.md row 38, the reckoning is ours.

What exchange-traded products hold lies in a vault that is counted too: it stands for itself, and the vault for what it holds besides.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from core.analysis.samples import align, filled
from core.analysis.venues import Migration, migration
from core.model import Points, Series, Workspace
from core.views.explained import number
from core.views.prices import mineral_title
from core.views.stock_venues import MONTHLY, Venue, added, converts, in_one_unit, stocks_of, venues
from core.views.study import StudyView, line_of
from core.words import _

_CARRY = 46  # days that a monthly report stands for when places are put together


def pool_view(workspace: Workspace, mineral: str, unit: str, since: np.datetime64, last: np.datetime64 | None = None) -> StudyView:
    """Each place's share and level since a day, and what went from place to place. unit: of all that is shown."""
    stocks = [in_one_unit(one, unit) for one in stocks_of(workspace, mineral, last) if converts(one.series.unit, unit)]
    parts = [replace(one, points=one.points.between(since, None)) for one in _parts(venues(workspace, mineral, stocks), unit)]
    return _told(parts, migration(parts, unit, _CARRY), mineral)


def _parts(usable: tuple[Venue, ...], unit: str) -> Iterator[Series]:
    """The stock of each place that is reported at least monthly, titled by the place; a vault without what products hold there."""
    often = [one for one in usable if one.pace >= MONTHLY]
    funds = next((level for one in often if one.is_fund and (level := added(one.layers, unit, one.name)) is not None), None)
    for one in often:
        level = None if one.is_fund else added(one.layers, unit, one.name)
        if level is None:
            continue
        if one.is_vault and funds is not None:
            both = align(level.series.points, funds.series.points)  # on the same days, or they would not add up to the vault
            rest, held = (Points.rising(both.dates, values) for values in (both.first - both.second, both.second))
            yield replace(level.series, title=_("{venue}, held by no product").format(venue=one.name), points=rest)
            yield replace(funds.series, title=_("Exchange-traded products"), points=held)
            funds = None
        else:
            yield replace(level.series, title=one.name)


def _told(parts: list[Series], found: Migration, mineral: str) -> StudyView:
    if len(parts) < 2 or not len(found.dates):
        return StudyView(
            _(
                "Where {mineral} went cannot be shown: import the stocks of two venues or more, reported at least monthly over the same "
                "time, such as COMEX and LBMA, and the holdings of exchange-traded products."
            ).format(mineral=mineral_title(mineral))
        )
    frequency = min(parts, key=lambda one: len(one.points)).frequency
    shares = tuple(
        line_of(f"share {at}", one.title, "%", Points.rising(found.dates, 100 * found.shares[at]), frequency, at, 1)
        for at, one in enumerate(parts)
    )
    levels = tuple(line_of(f"level {at}", one.title, found.unit, _on_days(one, found), frequency, at) for at, one in enumerate(parts))
    pool = Points.rising(found.dates, np.sum([_on_days(one, found).values for one in parts], axis=0))
    whole = line_of("pool", _("The pool"), found.unit, pool, frequency, len(parts))
    rows = tuple(
        (one.title, *(f"{number(amount)} {found.unit}" for amount in (level.values[0], level.values[-1], change)), f"{100 * share:.1f} %")
        for one, level, change, share in zip(parts, levels, found.change, found.shares[:, -1].tolist(), strict=True)
    )
    total = (_("The pool"), *(f"{number(float(one))} {found.unit}" for one in (pool.values[0], pool.values[-1], found.net)), "100 %")
    span = f"{found.dates[0]} – {found.dates[-1]}"
    told = _("{span}: {moved} went from place to place within the pool, which changed by {net}.").format(
        span=span, moved=f"{number(found.moved)} {found.unit}", net=f"{number(found.net)} {found.unit}"
    )
    if (found.shares < 0).any():
        told += " " + _("At times the products held more than the vault: part of their metal lies elsewhere.")
    return StudyView(
        told,
        (shares, (*levels, whole)),
        (_("Place"), _("First"), _("Last"), _("Change"), _("Share now")),
        (*rows, total),
        ("",) * (len(rows) + 1),
        (
            (_("Moved within the pool"), _("half of (the sum of the places' absolute changes − the pool's absolute change). Ours.")),
            (_("Shares"), _("Level of a place ÷ the pool, on the days for which all places have a report in force.")),
            *((_("Input"), f"{one.title}: {one.id}") for one in parts),
        ),
    )


def _on_days(series: Series, found: Migration) -> Points:
    """The level in force on each day of the pool."""
    sample = filled(series.points)
    at = np.searchsorted(sample.dates, found.dates, "right") - 1
    return Points.rising(found.dates, sample.values[np.maximum(at, 0)])
