"""Floors and ceilings of a price: figures of the workspace that say to be one, as lines to draw and as a table of what lay beyond them.

A figure is one whose kind is "floor" or "ceiling" ("price floor" too), or whose relation names one, as in "base price read as a floor".
It holds for the series that it names, else for the prices of its mineral.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from core.analysis.thresholds import Breach, ceiling_breach, floor_breach
from core.model import Figure, Series, Workspace
from core.model.units import UnitError, convert
from core.views.price_scale import converted
from core.views.price_statistics import number
from core.views.prices import PRICE_KINDS, series_title
from core.words import _

_SIDE = re.compile(r"\b(floor|ceiling)\b", re.I)


@dataclass(frozen=True, slots=True)
class Limit:
    """A floor or ceiling of one series, in the unit that the series is shown in. side: "floor" or "ceiling"."""

    figure: str
    title: str
    side: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class LimitsView:
    """The table: headings, a row a series and limit, and the sentence over it, which says how to have a limit where there is none."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sentence: str


def limits_of(workspace: Workspace, series: Series, unit: str = "") -> tuple[Limit, ...]:
    """The limits of a price, in `unit` where it can be had in it; what cannot be converted to the series' unit is no limit of it."""
    if series.kind not in PRICE_KINDS:
        return ()
    shown = converted(series, unit)[1]
    return tuple(one for figure in workspace.figures.values() if (one := _limit(workspace, figure, series, shown)) is not None)


def limits_view(workspace: Workspace, shown: Iterable[Series], first: dt.date, last: dt.date, unit: str = "") -> LimitsView:
    """How the series lay beyond their limits between two dates: days, depth, area (unit x days)."""
    rows = []
    for series in shown:
        points, own = converted(series, unit)
        cut = points.between(np.datetime64(first, "D"), np.datetime64(last, "D"))
        for limit in limits_of(workspace, series, unit):
            breach = (floor_breach if limit.side == "floor" else ceiling_breach)(cut, limit.value)
            rows.append((series_title(series), limit.title, f"{number(limit.value)} {own}", *_words(breach, limit.side, own)))
    headings = (
        _("Series"), _("Limit"), _("Value"), _("Days beyond"), _("Times"), _("Deepest"), _("On"), _("Mean depth"), _("Area"), _("Now"),
    )  # fmt: skip
    told = _(
        "From {first} to {last}. Below a floor or above a ceiling; each value stands until the next one, but across no gap. Depth is the "
        "distance from the limit, area the sum of depth × days."
    )
    none = _(
        "The prices shown have no floor or ceiling. One is a figure of their mineral whose kind is “floor” or “ceiling”, with value and "
        "unit: import it, or write it into the table Figures on the Data tab."
    )
    return LimitsView(headings, tuple(rows), told.format(first=first, last=last) if rows else none)


def _limit(workspace: Workspace, figure: Figure, series: Series, unit: str) -> Limit | None:
    side = _SIDE.search(figure.kind) or _SIDE.search(figure.relation)
    if side is None or figure.value is None or not _concerns(workspace, figure, series):
        return None
    try:
        value = float(convert(figure.value, figure.unit, unit))
    except UnitError:
        return None
    return Limit(figure.id, figure.title or figure.id, side[1].lower(), value, unit)


def _concerns(workspace: Workspace, figure: Figure, series: Series) -> bool:
    if figure.series in workspace.series:
        return figure.series == series.id
    # "light rare earths" are some of the "rare earths", and their limit is told by its own name.
    return bool(series.mineral) and (figure.mineral == series.mineral or figure.mineral.endswith(f" {series.mineral}"))


def _words(breach: Breach, side: str, unit: str) -> tuple[str, ...]:
    if not breach.days:
        return ("–",) * 6 + (_("no values"),)
    days = _("{beyond} of {days} ({share} %)").format(
        beyond=f"{breach.days_beyond:,}", days=f"{breach.days:,}", share=f"{100 * breach.days_beyond / breach.days:.1f}"
    )
    beyond = _("below the floor") if side == "floor" else _("above the ceiling")
    now = beyond if breach.now else _("not beyond")
    if breach.mean_depth is None or breach.deepest_day is None:
        return days, "0", "–", "–", "–", "–", now
    deepest, mean = (f"{number(one)} {unit}" for one in (breach.deepest, breach.mean_depth))
    return days, f"{breach.spells:,}", deepest, str(breach.deepest_day), mean, f"{number(breach.area)} {unit} × {_('days')}", now
