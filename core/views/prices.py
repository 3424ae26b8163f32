"""What the Prices tab shows: the list of series by mineral, the chart's panes and lines, and the policy events as flags."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from core.analysis.drawdown import underwater
from core.model import Mark, PartialDate, Points, PolicyEvent, Series, Workspace
from core.model.minerals import minerals
from core.views.naming import mineral_name, title_of
from core.views.price_scale import AS_THEY_ARE, Scale, Scaled, scaled
from core.words import _

DAY = np.timedelta64(1, "D")
# Kinds of series in the order in which a mineral's list gives them.
PRICE_KINDS = ("price", "forward", "forecast", "index")
# Days between two points of a frequency; a jump of more than twice that is a gap in the line.
_STEP_DAYS = {"daily": 5.0, "weekly": 7.0, "monthly": 31.0, "quarterly": 92.0, "half-yearly": 184.0, "yearly": 366.0}
# Policy words that mean every mineral on the list.
_ALL = frozenset({"all critical minerals"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One series in the list. detail: what tells it from its neighbours (unit, venue, frequency, span)."""

    id: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class Group:
    """The series of one mineral; an empty mineral gathers those that name none."""

    mineral: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, eq=False)
class LineView:
    """One line: days since 1970-01-01 (float64), values (float64, NaN where the line breaks), marks (uint8), of one length.

    unit: that of the values as `scale` shows them.
    """

    series: Series
    scale: Scale
    label: str
    unit: str
    days: npt.NDArray[np.float64]
    values: npt.NDArray[np.float64]
    marks: npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class PaneView:
    """The lines of one unit, which share an axis."""

    unit: str
    lines: tuple[LineView, ...]


@dataclass(frozen=True, slots=True)
class FlagView:
    """A policy event on the time axis: days since 1970-01-01; `end` only for a measure that has ended or will."""

    event: str
    start: float
    end: float | None
    title: str
    when: str
    direction: str


def catalogue(workspace: Workspace, search: str = "") -> tuple[Group, ...]:
    """The series by mineral, prices first, those that hold every word of `search` in title, mineral, kind, unit or venue."""
    words = search.casefold().split()
    groups: dict[str, list[Entry]] = {}
    for series in sorted(workspace.series.values(), key=lambda series: series.kind not in PRICE_KINDS):
        if all(word in _searchable(series) for word in words):
            groups.setdefault(series.mineral, []).append(Entry(series.id, series_title(series), _detail(series)))
    order = sorted(groups, key=lambda mineral: (not mineral, mineral_title(mineral).casefold()))
    return tuple(Group(mineral, mineral_title(mineral), tuple(groups[mineral])) for mineral in order)


def panes(workspace: Workspace, ticked: Iterable[str], before: Iterable[PaneView] = (), scale: Scale = AS_THEY_ARE) -> tuple[PaneView, ...]:
    """The ticked series as lines, a pane a unit, both in the order ticked; ids that are gone are left out.

    Lines of `before` whose series and scale are still the same are used again, arrays and all.
    """
    known = {line.series.id: line for pane in before for line in pane.lines}
    by_unit: dict[str, list[LineView]] = {}
    for key in ticked:
        series = workspace.series.get(key)
        if series is not None:
            old = known.get(key)
            kept = old if old is not None and old.series is series and old.scale == scale else line(series, scale)
            by_unit.setdefault(kept.unit, []).append(kept)
    return tuple(PaneView(unit, tuple(lines)) for unit, lines in by_unit.items())


def line(series: Series, scale: Scale = AS_THEY_ARE) -> LineView:
    """The series as a line that breaks where a value is missing and where its frequency skips a period."""
    shown = scaled(series, scale)
    points, title = shown.points, shown_title(series, shown)
    drawn = _drawn(series, scale, points, title, shown.unit)
    if scale.interpolated and _has_gaps(_drawn(series, AS_THEY_ARE, points, title, shown.unit).values):
        return replace(drawn, label=_("{title} · gaps interpolated *").format(title=title))
    return drawn


def drawdowns(workspace: Workspace, ticked: Iterable[str], before: PaneView | None = None) -> PaneView:
    """How far each of the ticked series lies below its highest value so far, in percent: below zero, or zero at a new height.

    "So far" is since the series begins, so the lines do not move with the view. Lines of `before` are used again as by `panes`.
    """
    known = {line.series.id: line for line in before.lines} if before is not None else {}
    shown = [workspace.series[key] for key in ticked if key in workspace.series]
    lines = (known[one.id] if one.id in known and known[one.id].series is one else _drawdown(one) for one in shown)
    return PaneView("%", tuple(lines))


def _drawdown(series: Series) -> LineView:
    points, below = series.points, underwater(series.points)
    values = np.full(len(points), np.nan)  # a gap stays one
    values[np.searchsorted(points.dates, below.dates)] = 100 * below.values
    return _drawn(series, AS_THEY_ARE, Points(points.dates, values, points.marks), series_title(series), "%")


def _drawn(series: Series, scale: Scale, points: Points, label: str, unit: str) -> LineView:
    days = points.dates.astype(np.int64).astype(np.float64)
    values, marks = points.values, points.marks
    breaks = np.flatnonzero(np.diff(days) > 2.0 * _STEP_DAYS.get(series.frequency, np.inf))
    if breaks.size:
        middle = (days[breaks] + days[breaks + 1]) / 2
        days = np.insert(days, breaks + 1, middle)
        values = np.insert(values, breaks + 1, np.nan)
        marks = np.insert(marks, breaks + 1, 0)
    if scale.interpolated:
        values, marks = _bridged(days, values, marks)
    return LineView(series, scale, label, unit, days, values, marks)


def _has_gaps(values: npt.NDArray[np.float64]) -> bool:
    there = np.flatnonzero(np.isfinite(values))
    return len(there) > 1 and len(there) < there[-1] - there[0] + 1


def _bridged(
    days: npt.NDArray[np.float64], values: npt.NDArray[np.float64], marks: npt.NDArray[np.uint8]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.uint8]]:
    """Gaps between two values filled straight from one to the other, marked as estimated: drawn as such, and told so when read."""
    there = np.isfinite(values)
    if not there.any():
        return values, marks
    filled = np.interp(days, days[there], values[there], left=np.nan, right=np.nan)
    return np.where(there, values, filled), np.where(there | np.isnan(filled), marks, marks | np.uint8(Mark.ESTIMATED))


def flags(workspace: Workspace, chosen: Sequence[str]) -> tuple[FlagView, ...]:
    """The dated events that concern the chosen minerals (all events when none is chosen), by date."""
    found = (_flag(event) for event in workspace.events.values() if concerns(event, chosen))
    return tuple(sorted((flag for flag in found if flag is not None), key=lambda flag: (flag.start, flag.event)))


def concerns(event: PolicyEvent, chosen: Sequence[str]) -> bool:
    """Whether an event is about one of the minerals, itself or through a group that holds it."""
    if not chosen:
        return True
    named = set(event.minerals)
    return bool(named & _ALL) or any(mineral in named or minerals_group(mineral) in named for mineral in chosen)


def of_event(workspace: Workspace, event: str, series: Iterable[Series]) -> list[Series]:
    """The series, those first whose mineral an event is about."""
    about = workspace.events[event]
    return sorted(series, key=lambda one: not (one.mineral and concerns(about, (one.mineral,))))


def minerals_group(mineral: str) -> str:
    """The group that policy texts name a mineral by ("neodymium" is one of the "rare earths"); empty when it stands alone."""
    return "rare earths" if (known := minerals().get(mineral)) is not None and known.group == "rare earth" else ""


def minerals_of(workspace: Workspace, ticked: Iterable[str]) -> tuple[str, ...]:
    """The minerals of the ticked series, each once, in order."""
    named = (workspace.series[key].mineral for key in ticked if key in workspace.series)
    return tuple(dict.fromkeys(mineral for mineral in named if mineral))


def span(workspace: Workspace, ticked: Iterable[str]) -> tuple[dt.date, dt.date] | None:
    """First and last date of the ticked series together; None when they have no point."""
    dates = [workspace.series[key].points.dates for key in ticked if key in workspace.series and len(workspace.series[key].points)]
    if not dates:
        return None
    return min(d[0] for d in dates).astype(dt.date), max(d[-1] for d in dates).astype(dt.date)


def default_series(workspace: Workspace) -> tuple[str, ...]:
    """What to show of a workspace that nobody has chosen from yet: silver and copper if it has them, else its longest series."""
    found = tuple(key for mineral in ("silver", "copper") for key in series_of(workspace, mineral))
    if found or not workspace.series:
        return found
    return (max(workspace.series.values(), key=lambda series: len(series.points)).id,)


def series_of(workspace: Workspace, mineral: str) -> tuple[str, ...]:
    """The one series that stands for a mineral when only the mineral is chosen: its longest price, else its longest series."""
    own = [series for series in workspace.series.values() if series.mineral == mineral]
    return (max(own, key=lambda series: (series.kind in PRICE_KINDS, len(series.points))).id,) if own else ()


def minerals_in_use(workspace: Workspace) -> tuple[tuple[str, str], ...]:
    """(id, title) of the minerals that the workspace has series of, by title."""
    own = {series.mineral for series in workspace.series.values() if series.mineral}
    return tuple(sorted(((mineral, mineral_title(mineral)) for mineral in own), key=lambda pair: pair[1].casefold()))


def series_title(series: Series) -> str:
    """What a series is called on screen."""
    return title_of(series) if series.title or series.title_zh else mineral_title(series.mineral) or series.id


def shown_title(series: Series, shown: Scaled) -> str:
    """What a series is called in the legend: with what its scale must say."""
    return " · ".join(part for part in (series_title(series), shown.note) if part)


def kind_title(kind: str) -> str:
    """What a kind of series is called on screen."""
    titles = {
        "price": _("price"),
        "forward": _("forward price"),
        "forecast": _("forecast"),
        "stock": _("stock"),
        "holding": _("holding"),
        "flow": _("flow"),
        "position": _("position"),
        "production": _("production"),
        "index": _("index"),
    }
    return titles.get(kind, kind)


def mineral_title(mineral: str) -> str:
    """What a mineral is called on screen; the word itself when the table does not know it."""
    if not mineral:
        return _("Other")
    name = mineral_name(mineral)
    return name[:1].upper() + name[1:]


def _searchable(series: Series) -> str:
    known = minerals().get(series.mineral)
    names = (known.name_en, known.name_zh_tw, known.name_zh_cn, known.symbol) if known is not None else ()
    own = (series.title, series.title_zh, series.mineral, series.kind, series.unit, series.venue, series.frequency)
    return " ".join((*own, *names)).casefold()


def _detail(series: Series) -> str:
    points = series.points
    years = f"{points.dates[0].astype(dt.date).year}–{points.dates[-1].astype(dt.date).year}" if len(points) else _("no values")
    kind = "" if series.kind == "price" else kind_title(series.kind)
    return " · ".join(part for part in (kind, series.unit, series.venue, series.tenor, series.frequency, years) if part)


def _flag(event: PolicyEvent) -> FlagView | None:
    when = event.when
    if when is None:
        return None
    # Only a measure that ended is a band: a year that merely dates an event would paint twelve months that say nothing.
    end = day_of(event.ended.end) if event.ended is not None and event.ended > when else None
    return FlagView(event.id, day_of(when.start), end, title_of(event), _when(when, event.ended), event.direction)


def _when(start: PartialDate, end: PartialDate | None) -> str:
    return str(start) if end is None or end == start else _("{start} to {end}").format(start=start, end=end)


def day_of(day: dt.date) -> float:
    """Days since 1970-01-01."""
    return float(np.datetime64(day, "D").astype(np.int64))


def date_of(day: float) -> dt.date:
    """The date on which the day since 1970-01-01 falls, within the calendar's years 1 to 9999."""
    first, last = day_of(dt.date.min), day_of(dt.date.max)
    return dt.date(1970, 1, 1) + dt.timedelta(days=int(min(max(day, first), last)))
