"""The key figures of a venue's stock, worked out from its series: level, baseline, drain, mine supply, the band of years, cover.

Each function gives numbers by the keys of `stock_definitions`; what the data do not allow it leaves out, and the view tells as missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from core.analysis.baseline import WINDOWS, against_baseline, drain, of_mine_supply, rates
from core.analysis.evidence import Known, latest
from core.analysis.samples import Sample, filled, pace
from core.analysis.seasonal import SLOTS, Band, five_year_band, normal_band, overlay
from core.analysis.stocks import changes, days_of_cover, deliverable, identity, movements, open_interest_cover, weeks_of_consumption
from core.model import Series, SupplyRecord, Workspace
from core.model.dates import PartialDate, Precision
from core.model.points import Dates
from core.model.units import UnitError, convert
from core.views.stock_venues import MONTHLY, Level, Stock, Venue, added
from core.words import _, plural

# One futures contract of CME Group, by its contract specifications.
CONTRACTS = {
    "gold": (100.0, "ozt"),
    "silver": (5_000.0, "ozt"),
    "copper": (25_000.0, "lb"),
    "platinum": (50.0, "ozt"),
    "palladium": (100.0, "ozt"),
}
_USE = re.compile(r"consumption|\bdemand\b|\buse\b", re.I)
_BAND_YEARS = 5
_COARSE = frozenset(("monthly", "quarterly", "half-yearly", "yearly"))


@dataclass(frozen=True, slots=True)
class Value:
    """A number that was found, or `text` where it is told in words; date as it is known; inputs: ids of the records behind it."""

    value: float | None
    unit: str
    date: str
    inputs: tuple[str, ...]
    text: str = ""
    cautions: tuple[str, ...] = ()


Found = Iterator[tuple[str, Value]]


@dataclass(frozen=True, slots=True, eq=False)
class Focus:
    """The venue whose figures are shown, its whole stock in `unit`, and the day that its baseline is counted from."""

    workspace: Workspace
    mineral: str
    venue: Venue
    unit: str
    level: Level | None
    baseline: np.datetime64

    @property
    def frequent(self) -> bool:
        """Whether it is reported at least monthly: a yearly stock says nothing of a drain, nor of a day."""
        return self.level is not None and pace(filled(self.level.series.points).dates) >= MONTHLY


def level_figures(focus: Focus) -> Found:
    """The stock, what of it is registered and eligible, the last change and what of that was physical."""
    known = _latest(focus.level)
    told = focus.venue.reported
    if told is not None and told.series is not (focus.level.series if focus.level else None):
        newer = latest(told.series, focus.unit)
        if newer is not None and (known is None or str(newer.date) >= str(known.date)):
            known = replace(newer, date=_month(newer.date), inputs=told.reported[-1:])
    if known is not None:
        yield "level", _value(known)
    if focus.level is not None:
        steps = changes(focus.level.series.points)
        if len(steps):
            yield "change", Value(float(steps.values[-1]), focus.unit, day_text(focus.level.series, steps.dates[-1]), focus.level.inputs)
    registered, eligible = (added(part, focus.unit, name) for part, name in _categories(focus.venue))
    for key, part in (("registered", registered), ("eligible", eligible)):
        if (there := _latest(part)) is not None:
            yield key, _value(there)
    if registered is not None and eligible is not None:
        yield from _both(focus, registered, eligible)
    yield from _identity(focus)


def baseline_figures(focus: Focus) -> Found:
    """The stock against that on the baseline day; nothing for a stock reported less than monthly."""
    if focus.level is None or not focus.frequent:
        return
    series, day = focus.level.series, baseline_day(focus.level.series, focus.baseline)
    found = against_baseline(series.points, day)
    if found is None:
        return
    sample, inputs, date = filled(series.points), focus.level.inputs, str(_latest_date(focus.level))
    at = sample.dates[int(np.searchsorted(sample.dates, day, "right")) - 1]
    yield "baseline", Value(found.baseline, focus.unit, day_text(series, at), inputs)
    for key, number, unit in (
        ("excess", found.excess, focus.unit),
        ("excess_share", _percent(found.share), "%"),
        ("peak_excess", found.peak_excess, focus.unit),
        ("unwound", _percent(found.unwound), "%"),
    ):
        if number is not None:
            yield key, Value(number, unit, date, inputs)
    recent = drain(series.points, 30)
    if found.days_left is not None:
        yield "days_left", Value(found.days_left, _("days"), date, inputs, cautions=(extrapolated(),))
    elif recent is not None:
        why = _("not draining") if recent.per_day >= 0 else _("no excess left")
        yield "days_left", Value(None, "", date, inputs, text=why)


def drain_figures(focus: Focus) -> Found:
    """Rates a day and a weekday over 7, 30 and 90 days, and since the peak; nothing for a stock reported less than monthly."""
    if focus.level is None or not focus.frequent:
        return
    series, inputs, per_day = focus.level.series, focus.level.inputs, f"{focus.unit}/day"
    sample = filled(series.points)
    for window in WINDOWS:
        found = drain(series.points, window)
        if found is None:
            continue
        span = f"{day_text(series, found.first_day)} – {day_text(series, found.last_day)}"
        cautions = (extrapolated(),) if window <= 1.5 * found.days <= 2.25 * window else (extrapolated(), _other_span(window, found.days))
        yield f"drain_{window}", Value(found.per_day, per_day, span, inputs, cautions=cautions)
        if found.per_weekday is not None:
            yield f"drain_{window}_weekday", Value(found.per_weekday, per_day, span, inputs, cautions=cautions)
    yield from _since_peak(focus, sample)


def mine_figures(focus: Focus, excess: Value | None) -> Found:
    """The excess against a year's mine output of the world, by the newest record of it."""
    record = mine_output(focus.workspace, focus.mineral)
    if record is None or record.quantity is None or record.year is None:
        return
    annual = convert(record.quantity, record.unit, focus.unit)
    cautions = (_("estimated by its source"),) if record.estimated else ()
    yield "mine_supply", Value(annual, f"{focus.unit}/a", str(record.year), (record.id,), cautions=cautions)
    if excess is None or excess.value is None:
        return
    found = of_mine_supply(convert(excess.value, excess.unit, focus.unit), annual)
    if found is not None:
        inputs = (*excess.inputs, record.id)
        yield "excess_of_supply", Value(100 * found.share, "%", excess.date, inputs, cautions=cautions)
        yield "mine_days", Value(found.days, _("days"), excess.date, inputs, cautions=cautions)


def band_figures(focus: Focus) -> Found:
    """Where the last report stands among the five years before, in the same part of the year, and EIA's normal band."""
    if focus.level is None or not focus.frequent:
        return
    sample, inputs = filled(focus.level.series.points), focus.level.inputs
    years = overlay(focus.level.series.points, _slot(sample))
    last = int(str(sample.dates[-1])[:4])
    slot = int(np.flatnonzero(np.isfinite(years.values[-1]))[-1])
    date, now = day_text(focus.level.series, sample.dates[-1]), float(sample.values[-1])
    for name, band in (("band", five_year_band(years, last)), ("normal", normal_band(years, last))):
        cautions = (_few_years(band),) if len(band.years) < (_BAND_YEARS if name == "band" else 7) else ()
        ends = [float(one[slot]) for one in (band.low, band.middle, band.high)]
        if not np.isfinite(ends).all():
            continue
        for key, number in zip(("low", "mean", "high"), ends, strict=True):
            if name == "band" or key != "mean":
                yield f"{name}_{key}", Value(number, focus.unit, date, inputs, cautions=cautions)
        if name == "band":
            place = _("above the band") if now > ends[2] else _("below the band") if now < ends[0] else _("within the band")
            yield "band_place", Value(None, "", date, inputs, text=place, cautions=cautions)


def cover_figures(focus: Focus, level: Value | None) -> Found:
    """How long the stock lasts at a year's use, where the workspace holds that."""
    use = _annual_use(focus)
    if level is None or level.value is None or use is None:
        return
    for key, number, unit in (
        ("cover_days", days_of_cover(level.value, use.value), _("days")),
        ("cover_weeks", weeks_of_consumption(level.value, use.value), _("weeks")),
    ):
        if number is not None:
            yield key, Value(number, unit, level.date, (*level.inputs, *use.inputs))


def band_of_years(level: Level) -> tuple[Sample, Sample, Sample] | None:
    """The five-year low, mean and high up to the last report, for the years that have five complete ones before them, and the last.

    None without a complete year.
    """
    sample = filled(level.series.points)
    if pace(sample.dates) < MONTHLY:
        return None
    years = overlay(level.series.points, _slot(sample))
    parts: list[tuple[Dates, Band]] = []
    for year in years.years:
        band = five_year_band(years, year)
        if len(band.years) == _BAND_YEARS or year == years.years[-1]:
            parts.append((_slot_days(years.slot, year), band))
    dates = np.concatenate([days for days, _band in parts])
    made = [np.concatenate([getattr(band, name) for _days, band in parts]) for name in ("low", "middle", "high")]
    there = np.isfinite(made[0]) & (dates <= sample.dates[-1])
    low, mean, high = (Sample(dates[there], values[there]) for values in made)
    return (low, mean, high) if len(low) else None


def baseline_day(series: Series, day: np.datetime64) -> np.datetime64:
    """The day whose level is the baseline: of a monthly series, whose values stand for a whole month, the day before its month began."""
    if series.frequency in _COARSE:
        first: np.datetime64 = day.astype("datetime64[M]").astype("datetime64[D]")
        return first - np.timedelta64(1, "D")
    return day


def mine_output(workspace: Workspace, mineral: str) -> SupplyRecord | None:
    """The newest world total of mining that is a quantity; None where there is none."""
    own = (one for one in workspace.supply.values() if (one.mineral, one.stage, one.country) == (mineral, "mining", "WLD"))
    there = [one for one in own if one.quantity is not None and one.year is not None and one.unit]
    return max(there, key=lambda one: one.year or 0, default=None)


def day_text(series: Series, day: np.datetime64) -> str:
    """A day of a series as its frequency knows it."""
    text = str(day.astype("datetime64[D]"))
    return {"monthly": text[:7], "yearly": text[:4]}.get(series.frequency, text)


def extrapolated() -> str:
    """What is said of whatever assumes that the recent rate goes on."""
    return _("Extrapolation: the recent rate need not go on.")


def _both(focus: Focus, registered: Level, eligible: Level) -> Found:
    """What only the two together say."""
    inputs = (*registered.inputs, *eligible.inputs)
    moved = movements(registered.series, eligible.series)
    if len(moved.dates):
        date = day_text(registered.series, moved.dates[-1])
        yield "physical", Value(float(moved.physical[-1]), focus.unit, date, inputs)
        yield "reclassified", Value(float(moved.reclassified[-1]), focus.unit, date, inputs)
    estimate = filled(deliverable(registered.series, eligible.series).points)
    if len(estimate):
        yield "deliverable", Value(float(estimate.values[-1]), focus.unit, day_text(registered.series, estimate.dates[-1]), inputs)
    one, two = latest(registered.series), latest(eligible.series)
    if one is not None and two is not None and one.date == two.date and one.value + two.value > 0:
        yield "registered_share", Value(100 * one.value / (one.value + two.value), "%", str(one.date), inputs)
    yield from _open_interest(focus, registered)


def _open_interest(focus: Focus, registered: Level) -> Found:
    """Claims on a venue's metal: those made there, or nowhere in particular; nobody claims that of one depository."""
    if ":" in focus.venue.name:
        return
    size, unit = CONTRACTS.get(focus.mineral, (0.0, "ozt"))
    for one in focus.workspace.series.values():
        if (
            one.mineral == focus.mineral
            and one.kind == "position"
            and one.venue in {"", focus.venue.name}
            and "open interest" in one.title.casefold()
        ):
            try:
                cover = filled(open_interest_cover(one, registered.series, size, unit).points)
            except (ValueError, UnitError):
                continue
            if len(cover):
                yield "claims", Value(float(cover.values[-1]), _("times"), day_text(one, cover.dates[-1]), (one.id, *registered.inputs))
                return


def _identity(focus: Focus) -> Found:
    """Whether what came in and went out explains the stock: for one that a report gives with its movements."""
    if len(focus.venue.layers) != 1 or not focus.venue.layers[0].series.title:
        return
    stock = focus.venue.layers[0].series
    flows = {one.title.removeprefix(stock.title).strip(" ,").casefold(): one for one in _flows(focus) if one.title.startswith(stock.title)}
    received, withdrawn, adjusted = (
        next((one for words, one in flows.items() if words.startswith(start)), None) for start in ("receiv", "withdr", "adjust")
    )
    if received is None or withdrawn is None:
        return
    try:
        found = identity(stock, received, withdrawn, adjusted)
    except UnitError:
        return
    inputs = found.inputs
    if not len(found.dates):
        return
    breaks = plural("{count} break", "{count} breaks", len(found.breaks)) if len(found.breaks) else _("holds")
    checked = plural("{count} report checked", "{count} reports checked", len(found.dates))
    last = f": {found.breaks[-1]}" if len(found.breaks) else ""
    yield "identity", Value(None, "", day_text(stock, found.dates[-1]), inputs, text=f"{breaks}{last} ({checked})")


def _flows(focus: Focus) -> list[Series]:
    return [one for one in focus.workspace.series.values() if one.mineral == focus.mineral and one.kind == "flow"]


def _since_peak(focus: Focus, sample: Sample) -> Found:
    """From the highest report since the baseline day (since the first where that has none) to the last."""
    if focus.level is None:
        return
    since = sample.dates >= focus.baseline
    start = int(np.flatnonzero(since)[0]) if since.any() else 0
    top = start + int(sample.values[start:].argmax())
    if top == len(sample) - 1:
        return
    inputs, per_day = focus.level.inputs, f"{focus.unit}/day"
    found = rates(float(sample.values[top]), float(sample.values[-1]), sample.dates[top], sample.dates[-1])
    span = f"{day_text(focus.level.series, sample.dates[top])} – {day_text(focus.level.series, sample.dates[-1])}"
    yield "since_peak", Value(found.change, focus.unit, span, inputs)
    if sample.values[top] > 0:
        yield "since_peak_share", Value(100 * found.change / float(sample.values[top]), "%", span, inputs)
    yield "since_peak_day", Value(found.per_day, per_day, span, inputs)
    if found.per_weekday is not None:
        yield "since_peak_weekday", Value(found.per_weekday, per_day, span, inputs)
    recent = drain(focus.level.series.points, 7)
    if recent is not None and recent.per_day < 0 and found.per_day < 0:
        yield "acceleration_day", Value(recent.per_day / found.per_day, _("times"), span, inputs)
        if recent.per_weekday and found.per_weekday:
            yield "acceleration_weekday", Value(recent.per_weekday / found.per_weekday, _("times"), span, inputs)


def _annual_use(focus: Focus) -> Known | None:
    """A year's consumption, the newest that a record gives in a unit of mass: the world's before a country's."""
    found: list[tuple[bool, int, Known]] = []
    for one in focus.workspace.indicators.values():
        if one.mineral == focus.mineral and _USE.search(one.name) and one.value is not None and one.year is not None:
            amount = _amount(one.value, one.unit, focus.unit)
            if amount is not None:
                found.append((one.country == "WLD", one.year, Known(amount, focus.unit, inputs=(one.id,))))
    for figure in focus.workspace.figures.values():
        name = f"{figure.series} {figure.title}"
        if figure.mineral == focus.mineral and _USE.search(name) and figure.value is not None and figure.date is not None:
            amount = _amount(figure.value, figure.unit, focus.unit)
            if amount is not None and figure.kind != "forecast":
                found.append((figure.place in {"WLD", "global"}, figure.date.start.year, Known(amount, focus.unit, inputs=(figure.id,))))
    return max(found, key=lambda one: one[:2])[2] if found else None


def _amount(value: float, unit: str, to: str) -> float | None:
    try:
        return float(convert(value, unit.removesuffix("/a").removesuffix("/year"), to))
    except UnitError:
        return None


def _latest(level: Level | None) -> Known | None:
    known = latest(level.series) if level is not None else None
    return replace(known, inputs=level.inputs) if known is not None and level is not None else None


def _latest_date(level: Level) -> PartialDate | None:
    known = latest(level.series)
    return known.date if known is not None else None


def _value(known: Known) -> Value:
    return Value(known.value, known.unit, str(known.date or ""), known.inputs)


def _month(date: PartialDate | None) -> PartialDate | None:
    """The date of a figure of a report, which `history` has put on the first day that it can mean."""
    return PartialDate(date.start, Precision.MONTH) if date is not None and date.start.day == 1 else date


def _slot(sample: Sample) -> str:
    """The part of a year that bands are made of: the week of a daily stock too, since a day of the year is a Sunday in some years."""
    return "week" if pace(sample.dates) > MONTHLY else "month"


def _slot_days(slot: str, year: int) -> Dates:
    """The first days of the parts of a year as `overlay` counts them; weeks from 1 January."""
    if slot == "month":
        return (np.datetime64(f"{year:04d}", "M") + np.arange(12)).astype("datetime64[D]")
    return np.datetime64(f"{year:04d}-01-01", "D") + 7 * np.arange(SLOTS["week"])


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _other_span(window: int, days: int) -> str:
    return _("The two reports are {days} days apart, not {window}.").format(days=days, window=window)


def _few_years(band: Band) -> str:
    return plural("It rests on {count} complete year only.", "It rests on {count} complete years only.", len(band.years))


def _categories(venue: Venue) -> tuple[tuple[tuple[Stock, ...], str], ...]:
    registered, eligible = _("{venue}, registered"), _("{venue}, eligible")
    return ((venue.registered, registered.format(venue=venue.name)), (venue.eligible, eligible.format(venue=venue.name)))
