"""How the values of the price chart are shown: as they are, in another unit, in percent or as 100 since a pinned day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from core.analysis.derived import Rebased, in_unit, rebase
from core.model import Points, Series, Workspace
from core.model.units import UnitError, compatible
from core.views.money import Money
from core.words import _

MODES = ("price", "log", "percent", "index")
# Frequencies of which a date stands for its whole period.
_MONTHS = {"monthly": 1, "quarterly": 3, "half-yearly": 6, "yearly": 12}


@dataclass(frozen=True, slots=True)
class Scale:
    """What the user chose. mode: one of MODES; base: the pinned day of "percent" and "index"; unit: "" for that of each series.

    money: the currency and deflator, which `money.in_money` has brought the series to before they come here.
    interpolated: whether a chart draws over gaps; no statistic, export or copy ever does.
    """

    mode: str = "price"
    base: dt.date | None = None
    unit: str = ""
    money: Money = Money()
    interpolated: bool = False

    @property
    def relative(self) -> bool:
        """Whether values are shown against the pinned day."""
        return self.mode in {"percent", "index"} and self.base is not None


AS_THEY_ARE = Scale()


@dataclass(frozen=True, slots=True, eq=False)
class Scaled:
    """A series as it is shown: its points, their unit, and what the legend must say besides its title."""

    points: Points
    unit: str
    note: str


def mode_title(mode: str) -> str:
    """What a mode is called on its button."""
    return {"price": _("Price"), "log": _("Log"), "percent": _("%"), "index": _("=100")}[mode]


def scaled(series: Series, scale: Scale) -> Scaled:
    """The series on a scale. What cannot be converted to the unit asked for stays in its own, which its axis then names."""
    points, unit = converted(series, scale.unit)
    if not scale.relative:
        return Scaled(points, unit, "")
    found = rebase(points, _base_of(series, scale.base))
    values = found.points.values if scale.mode == "index" else found.points.values - 100
    shown = Points(points.dates, values, points.marks, points.places)
    return Scaled(shown, relative_unit(scale), _note(series, found))


def converted(series: Series, unit: str) -> tuple[Points, str]:
    """The points in `unit` where they can be had in it, else as they are; and the unit they are in. "" asks for their own."""
    if not unit or unit == series.unit:
        return series.points, series.unit
    try:
        return in_unit(series, unit), unit
    except UnitError:
        return series.points, series.unit


def relative_unit(scale: Scale) -> str:
    """What the axis of a relative scale says."""
    pattern = _("{date} = 100") if scale.mode == "index" else _("% since {date}")
    return pattern.format(date=scale.base)


def units_offered(workspace: Workspace, ticked: Iterable[str]) -> tuple[str, ...]:
    """The units that at least one of the ticked series can be shown in, those they are in first."""
    shown = [workspace.series[key] for key in ticked if key in workspace.series]
    own = dict.fromkeys(one.unit for one in shown if one.unit)
    others = dict.fromkeys(unit for one in shown for unit in compatible(one.unit))
    return tuple(own | others)


def _base_of(series: Series, base: dt.date | None) -> np.datetime64:
    """The pinned day as the series counts: a month's or a year's value stands on its first day and means all of it."""
    day = np.datetime64(base, "D")
    months = _MONTHS.get(series.frequency)
    dates = series.points.dates
    if months is None or not len(dates):
        return day
    before = dates[dates <= day]
    if not len(before):
        return day
    apart = int((day.astype("datetime64[M]") - before[-1].astype("datetime64[M]")).astype(np.int64))
    own: np.datetime64 = before[-1]
    return own if apart < months else day


def _note(series: Series, found: Rebased) -> str:
    if found.base_day is None:
        return _("no value to start from")
    day = str(found.base_day)[: 4 if series.frequency == "yearly" else 7 if series.frequency in _MONTHS else 10]
    if found.rule == "own first":
        return _("own first: {date}").format(date=day)
    return _("from {date}").format(date=day) if found.rule == "next" else ""
