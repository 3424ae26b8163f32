"""A price and the path that was forecast for it: by how many quarters spot is ahead (systems.md, item 5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from core.analysis.derived import in_unit
from core.analysis.evidence import history
from core.analysis.forecast import Lead, lead
from core.analysis.samples import filled
from core.model import Points, Series, Workspace
from core.model.units import UnitError, convert
from core.views.explained import inputs_of
from core.views.price_statistics import number, percent
from core.views.prices import mineral_title, series_title
from core.views.study import Floats, StudyLine, StudyView, days_of, line_of
from core.words import _, plural

_BEFORE: Final = 1096  # days of spot drawn before its last value: three years, so that the path is not a dot at the edge
FIGURES: Final = "figures"  # the key of the path that the workspace's figures make


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """A forecast of a price in the price's unit, with the ids of the records that say it."""

    key: str
    title: str
    points: Points
    inputs: tuple[str, ...]


def paths_of(workspace: Workspace, spot: Series) -> tuple[Path, ...]:
    """The forecasts of a price: series of the kind "forecast" of its mineral, and the dated figures of that kind, in its unit.

    What cannot be converted to the unit of the price forecasts something else.
    """
    made = (_series_path(one, spot) for one in workspace.series.values() if one.kind == "forecast" and one.mineral == spot.mineral)
    return tuple(path for path in (*made, _figures_path(workspace, spot)) if spot.mineral and path is not None and len(filled(path.points)))


def with_paths(workspace: Workspace, shown: Iterable[Series]) -> tuple[Series, ...]:
    """The prices to choose from: those shown that have a forecast, the rest shown, then a price of every other mineral with one."""
    spots = [one for one in shown if one.kind == "price"]
    own = {one.mineral for one in spots}
    others: dict[str, Series] = {}
    for one in workspace.series.values():
        longer = one.mineral not in others or len(one.points) > len(others[one.mineral].points)
        if one.kind == "price" and one.mineral not in own and longer and paths_of(workspace, one):
            others[one.mineral] = one
    found = [one for one in spots if paths_of(workspace, one)]
    return (*found, *(one for one in spots if one not in found), *others.values()) if found else (*others.values(), *spots)


def forecast_view(workspace: Workspace, series: str, path: str = "") -> StudyView:
    """Spot and the path after it, with the lead. path: the key of one of `paths_of`, the first where there is none such."""
    spot = workspace.series.get(series)
    if spot is None:
        return StudyView(_("The series is not in the workspace any more."))
    sample = filled(spot.points)
    found = paths_of(workspace, spot)
    if not found:
        return StudyView(_needed(spot))
    if not len(sample):
        return StudyView(_("{title} has no value to hold against the forecast.").format(title=series_title(spot)))
    chosen = next((one for one in found if one.key == path), found[0])
    last, day = float(sample.values[-1]), sample.dates[-1]
    ahead = lead(last, day, chosen.points)
    recent = spot.points.between(day - np.timedelta64(_BEFORE, "D"), None)
    lines = [line_of("spot", series_title(spot), spot.unit, recent, spot.frequency, 0), _path_line(chosen, spot)]
    marked: tuple[tuple[float, str], ...] = ()
    if ahead.reached is not None:
        reached = float(np.datetime64(ahead.reached, "D").astype(np.int64))
        ends = np.sort([float(day.astype(np.int64)), reached])
        if ends[0] < ends[1]:
            lines.append(_level(_("Spot held level"), spot.unit, ends, last))
        marked = (
            (
                reached,
                _("{quarter}: the first forecast at or above spot").format(quarter=_quarter(ahead)),
            ),
        )
    rows = _rows(spot, chosen, ahead, last, day)
    rule = _rule()
    return StudyView(
        _sentence(spot, ahead, chosen, last, day), (tuple(lines),), (_("What"), _("Value"), _("When")), rows, (rule,) * len(rows),
        ((rows[2][0], f"{rows[2][1]}. {rule}"), *_inputs(workspace, spot, chosen)), marked,
    )  # fmt: skip


def _series_path(series: Series, spot: Series) -> Path | None:
    try:
        points = in_unit(series, spot.unit) if series.unit != spot.unit else series.points
    except UnitError:
        return None
    return Path(series.id, series_title(series), points, (series.id,))


def _figures_path(workspace: Workspace, spot: Series) -> Path | None:
    figures = [
        one for one in workspace.figures.values()
        if one.mineral == spot.mineral and one.kind == "forecast" and one.value is not None and one.date and _converts(one.unit, spot.unit)
    ]  # fmt: skip
    if not figures:
        return None
    points, ids = history(sorted(figures, key=lambda one: str(one.date)), spot.unit)
    return Path(FIGURES, figures[0].title if len(figures) == 1 else _("Forecast figures"), points, ids)


def _converts(unit: str, to: str) -> bool:
    try:
        convert(1.0, unit, to)
    except UnitError:
        return False
    return bool(unit)


def _path_line(path: Path, spot: Series) -> StudyLine:
    there = np.isfinite(path.points.values)
    days, values = days_of(path.points.dates[there]), path.points.values[there]
    return StudyLine("path", path.title, spot.unit, days, values, "quarterly", 1, expected=True)


def _level(title: str, unit: str, days: Floats, value: float) -> StudyLine:
    return StudyLine("level", title, unit, days, np.full(2, value), muted=True)


def _needed(spot: Series) -> str:
    return _(
        "There is no forecast of the price of {mineral}. Import a series of the kind “forecast” of this mineral, a value a quarter in a "
        "unit such as {unit}; or write figures of the kind “forecast” with quarter, value and unit into the table Figures."
    ).format(mineral=mineral_title(spot.mineral) if spot.mineral else series_title(spot), unit=spot.unit or "USD/t")


def _sentence(spot: Series, ahead: Lead, path: Path, last: float, day: np.datetime64) -> str:
    at = _("{title}, {value} {unit} on {day}").format(title=series_title(spot), value=number(last), unit=spot.unit, day=day)
    quarters = plural("{count} quarter", "{count} quarters", abs(ahead.quarters or 0))
    match ahead.state:
        case "on path":
            return _("{spot}: spot is where the forecast expects it this quarter.").format(spot=at)
        case "behind":
            return _("{spot}: spot is where the forecast expected it {quarters} earlier ({quarter}).").format(
                spot=at, quarters=quarters, quarter=_quarter(ahead)
            )
        case "beyond":
            end = filled(path.points).dates[-1]
            return _("{spot}: spot is above every forecast of the path, which ends in {quarter}.").format(spot=at, quarter=_quarter_of(end))
    if ahead.at_most:
        return _(
            "{spot}: spot is where the forecast expects it at most {quarters} later ({quarter}); the quarter before that has no forecast "
            "and may reach spot as well."
        ).format(spot=at, quarters=quarters, quarter=_quarter(ahead))
    return _("{spot}: spot is where the forecast expects it {quarters} later ({quarter}).").format(
        spot=at, quarters=quarters, quarter=_quarter(ahead)
    )


def _rows(spot: Series, path: Path, ahead: Lead, last: float, day: np.datetime64) -> tuple[tuple[str, str, str], ...]:
    count = ahead.quarters or 0
    size = plural("{count} quarter", "{count} quarters", abs(count))
    pattern = _("at most {lead}") if ahead.at_most else _("more than {lead}") if ahead.state == "beyond" else "{lead}"
    told = pattern.format(lead=f"−{size}" if count < 0 else size)
    sample = filled(path.points)
    own = _("no forecast of spot's own quarter") if ahead.gap is None else percent(ahead.gap).replace("-", "−", 1)
    return (
        (_("Spot"), f"{number(last)} {spot.unit}", str(day)),
        (_("First forecast at or above it"), _("none") if ahead.reached is None else _reaching(path, ahead, spot), _quarter(ahead)),
        (_("Lead of spot"), told, ""),
        (_("Spot over the forecast of its own quarter"), own, _quarter_of(day)),
        (_("The path"), _range(path, spot), " – ".join(dict.fromkeys(_quarter_of(sample.dates[at]) for at in (0, -1)))),
    )  # fmt: skip


def _range(path: Path, spot: Series) -> str:
    values = filled(path.points).values
    ends = " – ".join(dict.fromkeys(number(float(one)) for one in (values.min(), values.max())))
    return f"{plural('{count} value', '{count} values', len(values))}, {ends} {spot.unit}"


def _reaching(path: Path, ahead: Lead, spot: Series) -> str:
    first = np.datetime64(ahead.reached, "D")
    own = filled(path.points.between(first, (first.astype("datetime64[M]") + 3).astype("datetime64[D]") - np.timedelta64(1, "D")))
    return f"{number(float(own.values.mean()))} {spot.unit}"


def _inputs(workspace: Workspace, spot: Series, path: Path) -> tuple[tuple[str, str], ...]:
    return tuple(
        (_("Input"), " · ".join(part for part in (one.title, one.value, one.date, one.place, one.source, one.id) if part))
        for one in inputs_of(workspace, (spot.id, *path.inputs))
    )


def _rule() -> str:
    return _(
        "Quarters from the quarter of spot's last value to the first quarter whose forecast is at or above spot. Several forecasts of a "
        "quarter are averaged; a quarter without one stays without: the path is not interpolated. The rule is the desk's own."
    )


def _quarter(ahead: Lead) -> str:
    return "" if ahead.reached is None else _quarter_of(np.datetime64(ahead.reached, "D"))


def _quarter_of(day: np.datetime64) -> str:
    year, month = str(day)[:4], int(str(day)[5:7])
    return _("{year} Q{quarter}").format(year=year, quarter=(month + 2) // 3)
