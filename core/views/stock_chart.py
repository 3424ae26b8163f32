"""What the chart of the Inventories tab draws: stocks stacked by venue or side by side, and one venue against its last years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.analysis.samples import WIDEST, Sample, filled, pace
from core.analysis.stocks import changes, movements, stack
from core.model import Series
from core.model.points import Mark, Points
from core.views.naming import title_of
from core.views.stock_figures import Focus, band_of_years, baseline_day
from core.views.stock_venues import Level, Stock, added
from core.words import _

Floats = npt.NDArray[np.float64]
_STANDS = 549  # days that a yearly report stands for, the coarsest that is stacked


@dataclass(frozen=True, slots=True, eq=False)
class StockLine:
    """One line. values: what is told; heights and floor: where its area lies when it is stacked (floor None: a line alone).

    days since 1970-01-01 and all numbers float64 of one length, NaN where there is none; marks: of `Mark`, estimated where a value is an
    earlier report's. frequency: of the series behind it. muted: it frames the others, as a band does.
    """

    key: str
    label: str
    unit: str
    days: Floats
    values: Floats
    heights: Floats
    floor: Floats | None
    marks: npt.NDArray[np.uint8]
    frequency: str
    muted: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class StockPane:
    """Lines that share an axis in `unit`."""

    title: str
    unit: str
    lines: tuple[StockLine, ...]


def stacked(stocks: Sequence[Level], unit: str) -> tuple[StockLine, ...]:
    """The levels on top of each other, the first below, and their sum where each has a value.

    A level stands until its next report is due, marked as an earlier day's; where one has none, those above lie on what is there.
    """
    if not stocks:
        return ()
    carry = max((min(WIDEST.get(pace(filled(one.series.points).dates), _STANDS), _STANDS) for one in stocks), default=0)
    together = stack([one.series for one in stocks], unit, carry if len(stocks) > 1 else 0)
    days = _days(together.dates)
    made, ground = [], np.zeros(len(days))
    for row, one in enumerate(stocks):
        layer, floor = together.layers[row], ground
        ground = heights = floor + layer  # the next one's floor is this very array: the chart reads it once
        if not (there := np.isfinite(layer)).all():
            ground, floor = np.where(there, heights, floor), np.where(there, floor, np.nan)
        marks = _estimated(together.carried[row])
        label = title_of(one.series) if len(stocks) == 1 else one.series.venue or title_of(one.series)
        made.append(StockLine(one.series.id, label, unit, days, layer, heights, floor, marks, one.series.frequency))
    if len(stocks) > 1:
        marks = _estimated(np.logical_or.reduce(together.carried, axis=0))
        made.append(StockLine("total", _("Together"), unit, days, together.total, together.total, None, marks, stocks[0].series.frequency))
    return tuple(made)


def _estimated(carried: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint8]:
    """The marks of values that are an earlier day's."""
    return np.where(carried, np.uint8(Mark.ESTIMATED), np.uint8(0)) if carried.any() else np.zeros(len(carried), np.uint8)


def beside(stocks: Sequence[Level], unit: str) -> tuple[StockLine, ...]:
    """The levels as lines side by side."""
    return tuple(_line(one.series.id, title_of(one.series), unit, one.series.points, one.series.frequency) for one in stocks)


def told(stock: Stock, unit: str) -> StockLine | None:
    """The stock as reports give it."""
    level = added((stock,), unit, stock.venue)
    return None if level is None else _line(level.series.id, title_of(stock.series), unit, level.series.points, "monthly")


def against_years(focus: Focus) -> StockPane | None:
    """The focus with its baseline and the band of the five years before; None without a level reported at least monthly."""
    if focus.level is None or not focus.frequent:
        return None
    series = focus.level.series
    lines = [_line("focus", focus.venue.name, focus.unit, series.points, series.frequency)]
    base = _baseline_line(series, focus.baseline, focus.unit)
    band = band_of_years(focus.level)
    if band is not None:
        low, mean, high = band
        lines.append(_framing("band_high", _("Five-year high"), focus.unit, high, low.values))
        lines.append(_framing("band_low", _("Five-year low"), focus.unit, low, None))
        lines.append(_framing("band_mean", _("Five-year mean"), focus.unit, mean, None))
    lines += [base] if base is not None else []
    return StockPane(_("{venue} against its baseline and last years").format(venue=focus.venue.name), focus.unit, tuple(lines))


def from_report_to_report(focus: Focus) -> StockPane | None:
    """What moved and what was only relabelled since the report before; the change alone where there are no two categories."""
    if focus.level is None:
        return None
    parts = [added(part, focus.unit, focus.venue.name) for part in (focus.venue.registered, focus.venue.eligible)]
    frequency = focus.level.series.frequency
    if parts[0] is not None and parts[1] is not None:
        moved = movements(parts[0].series, parts[1].series)
        named = ((_("Moved physically"), moved.physical), (_("Relabelled to registered"), moved.reclassified))
        lines = [(f"moved {at}", words, Points(moved.dates, values)) for at, (words, values) in enumerate(named)]
    else:
        lines = [("change", _("Change"), changes(focus.level.series.points))]
    if not len(lines[0][2]):
        return None
    title = _("{venue}, change since the report before").format(venue=focus.venue.name)
    return StockPane(title, focus.unit, tuple(_line(key, words, focus.unit, points, frequency) for key, words, points in lines))


def stated_baseline(level: float, first: np.datetime64, last: float, unit: str) -> StockLine:
    """A baseline that is known by its number only, from its day to the last day drawn (since 1970-01-01)."""
    dates = np.array([first, np.datetime64(int(last), "D")], "datetime64[D]")
    return _framing("baseline", _("Baseline"), unit, Sample(dates, np.full(2, level)), None)


def _baseline_line(series: Series, day: np.datetime64, unit: str) -> StockLine | None:
    sample = filled(series.points)
    at = int(np.searchsorted(sample.dates, baseline_day(series, day), "right")) - 1
    if at < 0 or at == len(sample) - 1:
        return None
    dates = np.array([sample.dates[at], sample.dates[-1]], "datetime64[D]")
    return _framing("baseline", _("Baseline"), unit, Sample(dates, np.full(2, sample.values[at])), None)


def _framing(key: str, label: str, unit: str, sample: Sample, floor: Floats | None) -> StockLine:
    marks = np.zeros(len(sample), np.uint8)
    return StockLine(key, label, unit, _days(sample.dates), sample.values, sample.values, floor, marks, "daily", muted=True)


def _line(key: str, label: str, unit: str, points: Points, frequency: str) -> StockLine:
    return StockLine(key, label, unit, _days(points.dates), points.values, points.values, None, points.marks, frequency)


def _days(dates: npt.NDArray[np.datetime64]) -> Floats:
    return dates.astype("datetime64[D]").astype(np.int64).astype(np.float64)
