"""Floors and ceilings of a price: figures and targets of the workspace, as lines to draw and as a table of what lay beyond them.

A figure is one whose kind is "floor" or "ceiling" ("price floor" too), or whose relation names one, as in "base price read as a floor".
It holds for the series that it names, else for the prices of its mineral; from and until the dates that its relation tells, as in
"valid from 2025 until 2026-06", else at any time. A target is one whose metric is "price".
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from core.analysis.thresholds import Breach, ceiling_breach, floor_breach
from core.model import Figure, PartialDate, Series, Target, Workspace
from core.model.units import UnitError, convert
from core.views.naming import title_of
from core.views.price_scale import converted
from core.views.price_statistics import number
from core.views.prices import PRICE_KINDS, minerals_group, series_title
from core.words import _

_SIDE = re.compile(r"\b(floor|ceiling)\b", re.I)
VALID = re.compile(r";?\s*\bvalid(?=\s+(?:from|until)\s+\d)(?:\s+from\s+(\d\S*))?(?:\s+until\s+(\d\S*))?", re.I)
_LIGHT = ("lanthanum", "cerium", "praseodymium", "neodymium", "samarium", "ndpr")
_HEAVY = (
    "europium", "gadolinium", "terbium", "dysprosium", "holmium", "erbium", "thulium", "ytterbium", "lutetium", "yttrium",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limit:
    """A floor or ceiling of one series, in the unit that the series is shown in. side: "floor" or "ceiling"; first, last: None is open.

    record: the id of the figure or target that says it.
    """

    record: str
    title: str
    side: str
    value: float
    unit: str
    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(frozen=True, slots=True)
class LimitsView:
    """The table: headings, a row a series and limit with the record that says it, and the sentence over it, which says how to have one."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    records: tuple[str, ...]
    sentence: str


def limits_of(workspace: Workspace, series: Series, unit: str = "") -> tuple[Limit, ...]:
    """The limits of a price, in `unit` where it can be had in it; what cannot be converted to the series' unit is no limit of it.

    A target that only repeats a figure is left out.
    """
    if series.kind not in PRICE_KINDS:
        return ()
    shown = converted(series, unit)[1]
    own = [one for figure in workspace.figures.values() if (one := _limit(workspace, figure, series, shown)) is not None]
    told = {(one.side, round(one.value, 9)) for one in own}
    targets = (one for target in workspace.targets.values() if (one := _target_limit(target, series, shown)) is not None)
    return (*own, *(one for one in targets if (one.side, round(one.value, 9)) not in told))


def limits_view(workspace: Workspace, shown: Iterable[Series], first: dt.date, last: dt.date, unit: str = "") -> LimitsView:
    """How the series lay beyond their limits between two dates: days, depth, area (unit x days)."""
    rows, records = [], []
    for series in shown:
        points, own = converted(series, unit)
        cut = points.between(np.datetime64(first, "D"), np.datetime64(last, "D"))
        for limit in limits_of(workspace, series, unit):
            held = cut.between(*(None if day is None else np.datetime64(day, "D") for day in (limit.first, limit.last)))
            breach = (floor_breach if limit.side == "floor" else ceiling_breach)(held, limit.value)
            value = f"{number(limit.value)} {own}"
            rows.append((series_title(series), limit.title, value, validity(limit), *_words(breach, limit.side, own)))
            records.append(limit.record)
    headings = (
        _("Series"), _("Limit"), _("Value"), _("Valid"), _("Days beyond"), _("Times"), _("Deepest"), _("On"), _("Mean depth"),
        _("Area"), _("Now"),
    )  # fmt: skip
    told = _(
        "From {first} to {last}. Below a floor or above a ceiling; each value stands until the next one, but across no gap. Depth is the "
        "distance from the limit, area the sum of depth × days."
    )
    none = _(
        "The prices shown have no floor or ceiling. Add one here, or import it: a figure of their mineral whose kind is “floor” or "
        "“ceiling”, with value and unit."
    )
    return LimitsView(headings, tuple(rows), tuple(records), told.format(first=first, last=last) if rows else none)


def side_of(figure: Figure) -> str:
    """ "floor" or "ceiling", "" for a figure that is neither."""
    side = _SIDE.search(figure.kind) or _SIDE.search(figure.relation)
    return side[1].lower() if side is not None else ""


def valid_dates(figure: Figure) -> tuple[PartialDate | None, PartialDate | None]:
    """From when and until when a limit holds, as its relation tells; None where it does not."""
    found = VALID.search(figure.relation)
    return (_date(found[1]), _date(found[2])) if found is not None else (None, None)


def validity(limit: Limit) -> str:
    """From when until when a limit holds, in words."""
    if limit.first is None and limit.last is None:
        return _("always")
    return f"{limit.first or '…'} – {limit.last or '…'}"


def _limit(workspace: Workspace, figure: Figure, series: Series, unit: str) -> Limit | None:
    side = side_of(figure)
    if not side or figure.value is None or not _concerns(workspace, figure, series):
        return None
    try:
        value = float(convert(figure.value, figure.unit, unit))
    except UnitError:
        return None
    first, last = valid_dates(figure)
    return Limit(figure.id, title_of(figure), side, value, unit, None if first is None else first.start, None if last is None else last.end)


def _target_limit(target: Target, series: Series, unit: str) -> Limit | None:
    side = {">": "floor", "<": "ceiling"}.get(target.operator[:1], "")
    if not side or target.metric != "price" or target.value is None or not any(_means(one, series) for one in target.minerals):
        return None
    try:
        value = float(convert(target.value, target.unit, unit))
    except UnitError:
        return None
    pattern = _("Price floor of {who}, {minerals}") if side == "floor" else _("Price ceiling of {who}, {minerals}")
    title = pattern.format(who=", ".join(target.issuers) or target.id, minerals=", ".join(target.minerals))
    return Limit(target.id, title, side, value, unit, None, None if target.by is None else target.by.end)


def _concerns(workspace: Workspace, figure: Figure, series: Series) -> bool:
    if figure.series in workspace.series:
        return figure.series == series.id
    return _means(figure.mineral, series)


def _means(mineral: str, series: Series) -> bool:
    """Whether a limit of a mineral is one of the series: "light rare earths" are some of the "rare earths", if not of heavy ones.

    Light are lanthanum to samarium, heavy europium to lutetium and yttrium, as the European Commission's studies of critical raw
    materials divide them. A series that names neither may be of both, and the limit is told by its own name.
    """
    if not series.mineral or mineral == series.mineral:
        return bool(series.mineral)
    group = mineral.removeprefix("light ").removeprefix("heavy ")
    if group == mineral or group not in {series.mineral, minerals_group(series.mineral)}:
        return False
    named = f"{series.mineral} {series.title}".casefold()
    heavy, light = (any(one in named for one in names) for names in (_HEAVY, _LIGHT))
    return heavy == light or heavy == mineral.startswith("heavy ")


def _date(text: str | None) -> PartialDate | None:
    try:
        return PartialDate.parse(text.rstrip(".,;)")) if text else None
    except ValueError:
        return None


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
