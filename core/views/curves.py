"""Other looks at a price: its years laid over each other, and its forward curve on a day. Lines to draw, and tables in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from core.analysis.curve import Curve, curve, curve_change, tenor_days
from core.analysis.samples import filled, pace
from core.analysis.seasonal import five_year_band, overlay
from core.model import Series, Workspace
from core.model.units import UnitError
from core.views.price_scale import converted
from core.views.price_statistics import number, percent
from core.views.prices import series_title
from core.words import _, plural

Floats = npt.NDArray[np.float64]

LAID_OVER: Final = 2024  # a leap year, so that 29 February has a place
_STEPS: Final = {"day": 1, "week": 7, "month": 31}
_WIDEST: Final = {"day": 10, "week": 21, "month": 62}  # days between two values beyond which the line of a year breaks
_LEAST_PACE: Final = 4  # values a year that make a season


@dataclass(frozen=True, slots=True, eq=False)
class CurveLine:
    """A line to draw: days since 1970-01-01 (float64, rising) and values, NaN where it breaks; role: "now", "before", "mean" or "ends"."""

    title: str
    days: Floats
    values: Floats
    role: str


@dataclass(frozen=True, slots=True, eq=False)
class CurveView:
    """A picture with its table. sentence: what is shown, or why nothing is; lines share `unit`.

    season: whether days stand for days of any year.
    """

    title: str
    unit: str
    sentence: str
    lines: tuple[CurveLine, ...]
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    season: bool = False


def seasonal_view(series: Series, unit: str = "", *, every: bool = False) -> CurveView:
    """The last year and the one before it over the lowest, mean and highest of the five complete years before; with `every`, all years.

    The days are those of `LAID_OVER`: all years are laid over it. METHODS.md 2.3.
    """
    points, own = converted(series, unit)
    sample = filled(points)
    title = _("{series}, years overlaid").format(series=series_title(series))
    if pace(sample.dates) < _LEAST_PACE:
        return CurveView(title, own, _("A season needs at least four values a year."), ())
    years = overlay(points)
    last = years.years[-1]
    band = five_year_band(years, last)
    slots = _slot_days(years.slot)
    lines = [_year_line(str(last), slots, years.values[-1], years.slot, "now")]
    if len(years.years) > 1:
        lines.append(_year_line(str(last - 1), slots, years.values[-2], years.slot, "before"))
    if band.years:
        span = str(band.years[0]) if len(band.years) == 1 else f"{band.years[0]}–{band.years[-1]}"
        patterns = (_("Mean of {years}"), _("Lowest of {years}"), _("Highest of {years}"))
        for pattern, values, role in zip(patterns, (band.middle, band.low, band.high), ("mean", "ends", "ends"), strict=True):
            lines.append(_year_line(pattern.format(years=span), slots, values, years.slot, role))
    if every:
        rest = zip(years.years[:-2], years.values[:-2], strict=True)
        lines += [_year_line(str(year), slots, values, years.slot, "before") for year, values in rest]
    sentence = _("Every year is laid over the others. Lowest, mean and highest are those of {years} among the five before {last}.")
    complete = plural("{count} complete year", "{count} complete years", len(band.years))
    return CurveView(title, own, sentence.format(years=complete, last=last), tuple(lines), season=True)


def forwards_of(workspace: Workspace, spot: Series) -> tuple[Series, ...]:
    """The forward series of a price: of its mineral, and of its venue where both name one, with a tenor that says a time."""
    return tuple(
        one
        for one in workspace.series.values()
        if one.kind == "forward" and one.mineral == spot.mineral and one.mineral and tenor_days(one.tenor)
        and (not one.venue or not spot.venue or one.venue == spot.venue)
    )  # fmt: skip


def curve_view(workspace: Workspace, spot: Series, day: dt.date, before: dt.date) -> CurveView:
    """The forward curve of a price on the last day with a price up to `day`, and up to `before`, with what changed. METHODS.md 2.3."""
    title = _("{series}, forward curve").format(series=series_title(spot))
    forwards = forwards_of(workspace, spot)
    if not forwards:
        sentence = _("There are no forward prices of it: import series of the kind “forward” that have a tenor, such as 3M.")
        return CurveView(title, spot.unit, sentence, ())
    try:
        now, then = (curve(spot, forwards, np.datetime64(one, "D")) for one in (day, before))
    except UnitError as reason:
        return CurveView(title, spot.unit, str(reason), ())
    if now is None or not now.tenors:
        return CurveView(title, spot.unit, _("On {day} there is no price with forwards of the same day.").format(day=day), ())
    lines = [_curve_line(now, "now")]
    if then is not None and then.tenors and then.day != now.day:
        lines.append(_curve_line(then, "before"))
        changes = {one.tenor: one for one in curve_change(then, now)}
    else:
        changes = {}
    headings = (_("Tenor"), _("Price"), _("Spread"), _("Of spot"), _("Backwardation a year"), _("State"), _("Change of spread, % of spot"))
    rows = [(_("spot"), number(now.spot), "", "", "", "", "")]
    for tenor in now.tenors:
        change = changes.get(tenor.tenor)
        moved = "" if change is None else f"{_percent(change.change)} {_('narrowing') if change.narrowing else _('widening')}"
        annual = "–" if tenor.annualised is None else _percent(tenor.annualised)
        rows.append(
            (tenor.tenor, number(tenor.price), _minus(number(tenor.spread)), _percent(tenor.basis), annual, _state(tenor.state), moved)
        )
    sentence = _(
        "On {day}: {state}. The time axis is that of delivery. Spread = forward − spot; backwardation a year = "
        "(spot / forward)^(365 / days) − 1."
    )
    return CurveView(title, now.unit, sentence.format(day=now.day, state=_state(now.state)), tuple(lines), headings, tuple(rows))


def first_with_forwards(workspace: Workspace, series: Iterable[Series]) -> Series | None:
    """The first of the prices that has forward prices; else the first price, else None."""
    spots = [one for one in series if one.kind == "price"]
    return next((one for one in spots if forwards_of(workspace, one)), spots[0] if spots else None)


def _curve_line(found: Curve, role: str) -> CurveLine:
    start = float(found.day.astype(np.int64))
    by_day = {start: found.spot} | {start + one.days: one.price for one in found.tenors}
    return CurveLine(str(found.day), np.array(list(by_day)), np.array(list(by_day.values())), role)


def _year_line(title: str, slots: Floats, values: Floats, slot: str, role: str) -> CurveLine:
    """A year without its empty slots (weekends), broken where more than a few are empty."""
    there = np.isfinite(values)
    days, own = slots[there], values[there]
    breaks = np.flatnonzero(np.diff(days) > _WIDEST[slot])
    middle = (days[breaks] + days[breaks + 1]) / 2
    return CurveLine(title, np.insert(days, breaks + 1, middle), np.insert(own, breaks + 1, np.nan), role)


def _slot_days(slot: str) -> Floats:
    first = np.datetime64(f"{LAID_OVER}-01-01")
    if slot == "month":
        return (np.datetime64(f"{LAID_OVER}-01") + np.arange(12)).astype("datetime64[D]").astype(np.int64).astype(np.float64)
    count = 366 if slot == "day" else 53
    return np.asarray(first.astype(np.int64) + np.arange(count) * _STEPS[slot], np.float64)


def _state(state: str) -> str:
    words = {
        "backwardation": _("backwardation"),
        "contango": _("contango"),
        "flat": _("flat"),
        "mixed": _("backwardation and contango, by tenor"),
    }
    return words.get(state, _("no forwards"))


def _percent(fraction: float) -> str:
    return _minus(percent(fraction))


def _minus(text: str) -> str:
    return text.replace("-", "−", 1)
