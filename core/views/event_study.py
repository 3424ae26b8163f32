"""What a price did around a policy event, and around all events of its class: values, words, warnings and the lines to draw."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from core.analysis.event_class import AbnormalPath, abnormal_path, average_path, class_test
from core.analysis.event_study import EventStudy, Window, event_study, student_quantile
from core.analysis.samples import filled, pace
from core.model import PartialDate, PolicyEvent, Series, Workspace
from core.model.dates import Precision
from core.views.event_choices import USUAL, Choice, event_date, markets, price_and_market
from core.views.naming import title_of
from core.views.price_statistics import percent, point_text
from core.views.prices import concerns, minerals_of, series_title
from core.words import _, plural

Days = npt.NDArray[np.float64]

FEW: Final = 8  # events; tests over fewer are not to be relied on
_MARGIN = 20  # values drawn before and after the window
_BEFORE, _AFTER = 20, 60  # of an average path
_OFFSETS = (-20, -10, -5, -1, 0, 1, 5, 10, 20, 40, 60)


@dataclass(frozen=True, slots=True)
class Result:
    """One number of the study: its name, the number in words, and how it is made."""

    title: str
    text: str
    meaning: str


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """A line to draw: days since 1970-01-01 (float64) and values, of one length."""

    title: str
    days: Days
    values: npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class StudyView:
    """The study of one event on one series. price: around the window; cumulative, low, high: in percent, over its days.

    low and high are where the cumulated return would stay in 95 of 100 cases without an event. day: the event's first possible day.
    """

    event: PolicyEvent
    series: Series
    day: float
    when: str
    results: tuple[Result, ...]
    warnings: tuple[str, ...]
    price: Path
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ClassView:
    """The average path around a class of events: a line of text a trading day, the tests over their studies, the titles of those used.

    paths: CAAR and the ends of its band in percent; their days are values counted from day 0. caution: "" or that there are too few.
    """

    title: str
    headings: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    results: tuple[Result, ...]
    used: tuple[str, ...]
    paths: tuple[Path, ...]
    caution: str


def period_word(series: Series, count: int) -> str:
    """So many of the series' periods: "5 days", "1 month"."""
    match pace(filled(series.points).dates):
        case 252:
            return plural("{count} trading day", "{count} trading days", count)
        case 52:
            return plural("{count} week", "{count} weeks", count)
        case 12:
            return plural("{count} month", "{count} months", count)
        case 1:
            return plural("{count} year", "{count} years", count)
    return plural("{count} value", "{count} values", count)


def window_title(window: tuple[int, int]) -> str:
    """A window as it is written in the literature."""
    return f"[{_signed(window[0])}, {_signed(window[1])}]"


def study(workspace: Workspace, event_id: str, series_id: str, choice: Choice = USUAL) -> StudyView | None:
    """The study of an event on a series by the constant mean or the market model (MacKinlay 1997).

    None when either is gone or the event has no date.
    """
    event, series = workspace.events.get(event_id), workspace.series.get(series_id)
    date = None if event is None else event_date(event, choice.basis)
    if event is None or series is None or date is None:
        return None
    others = [day for key, day in _dated(workspace, series, choice.basis) if key != event_id]
    price, market = price_and_market(workspace, series, choice.market)
    found = event_study(price, np.datetime64(date.start, "D"), choice.returns, market=market, others=others)
    return StudyView(
        event,
        series,
        _day(date.start),
        _dates(event, date),
        _results(workspace, series, found, choice),
        tuple(_warning(code, series, found) for code in found.warnings) + _date_warning(date),
        _price(series, found, date.start),
        _paths(found),
    )


def class_study(workspace: Workspace, event_id: str, series_id: str, choice: Choice = USUAL) -> ClassView | None:
    """The average path of the series around all events of the event's class that concern its mineral; None as for `study`.

    Events of one day are one case: a price cannot tell them apart.
    """
    event, series = workspace.events.get(event_id), workspace.series.get(series_id)
    if event is None or series is None:
        return None
    cases: dict[np.datetime64, str] = {}
    for key, day in _dated(workspace, series, choice.basis):
        known = event_date(workspace.events[key], choice.basis)
        if known is not None and _dated_enough(known, series) and _alike(workspace.events[key], event, choice.same):
            cases.setdefault(day, key)
    days, keys = list(cases), list(cases.values())
    path = average_path(series.points, days, _BEFORE, _AFTER)
    lines = []
    for offset in _OFFSETS:
        at = offset + _BEFORE
        numbers = (path.mean[at], path.median[at], path.deviation[at])
        lines.append((_signed(offset), f"{path.counts[at]:,}", *(percent_of_log(float(one)) for one in numbers)))
    price, market = price_and_market(workspace, series, choice.market)

    def studies(window: Window) -> list[EventStudy]:
        return [event_study(price, day, window, market=market, others=[other for other in days if other != day]) for day in days]

    tests, around = class_test(studies(choice.returns)), _around(series, choice)
    every = _("the studies of each event in the window {window}").format(window=window_title(choice.window))
    results = (
        Result(
            _("Events"),
            _("{used} of {all} have prices around them").format(used=len(path.used), all=len(days)),
            _("Events of one day are one case: a price cannot tell them apart. Those dated more coarsely than the prices have no day 0."),
        ),
        Result(_("Mean cumulative abnormal return"), _percent(tests.caar), _("CAAR: the mean of {what}.").format(what=every)),
        Result(_("N of the tests"), f"{tests.count:,}", _("Events with a study; below {few}, the tests say little.").format(few=FEW)),
        Result("Patell Z", _plain(tests.patell), _("The sum of the standardised returns over its standard deviation (Patell 1976).")),
        Result("BMP t", _plain(tests.bmp), _("Mean standardised return × √N / its standard deviation (Boehmer, Musumeci & Poulsen 1991).")),
        Result(_("Sign test z"), _plain(tests.sign), _("(N above zero − N/2) / √(N/4).")),
    )
    events = [workspace.events[keys[at]] for at in path.used]
    used = tuple(f"{event_date(one, choice.basis)}  {title_of(one)}" for one in events)
    few = _("Too few cases: {count}, fewer than {few}; the tests say little.").format(count=tests.count, few=FEW)
    headings = (_("Value from the event"), _("N"), _("Mean"), _("Median"), _("Standard deviation"))
    drawn = _class_paths(abnormal_path(studies(around), around))
    title = _class_title(event, choice.same)
    return ClassView(title, headings, tuple(lines), results, used, drawn, few if tests.count < FEW else "")


def _dated_enough(date: PartialDate, series: Series) -> bool:
    """Whether a date is as fine as the prices: a year has no day 0."""
    return date.precision is Precision.DAY or (date.precision is Precision.MONTH and 0 < pace(filled(series.points).dates) <= 12)


def _alike(one: PolicyEvent, event: PolicyEvent, same: str) -> bool:
    instrument, direction = one.instrument == event.instrument, one.direction == event.direction
    return (instrument or same == "direction") and (direction or same == "instrument")


def _class_title(event: PolicyEvent, same: str) -> str:
    instrument, direction = event.instrument or _("no instrument"), event.direction or _("no direction")
    return {"instrument": instrument, "direction": direction}.get(same, f"{instrument}, {direction}")


def _around(series: Series, choice: Choice) -> Window:
    """The window that is drawn: that of the tests, and at least ten values before and twenty after, three and six of those not daily."""
    before, after = (10, 20) if pace(filled(series.points).dates) == 252 else (3, 6)
    return Window(min(choice.window[0], -before), max(choice.window[1], after), choice.estimation)


def _class_paths(found: AbnormalPath) -> tuple[Path, ...]:
    """The CAAR and the ends of its band, in percent; () where no event has a study."""
    if not found.counts.any():
        return ()
    titles = (_("CAAR"), _("95 % band, upper"), _("95 % band, lower"))
    lines = (found.mean, found.high, found.low)
    return tuple(Path(title, found.offsets.astype(np.float64), 100 * line) for title, line in zip(titles, lines, strict=True))


def _dates(event: PolicyEvent, date: PartialDate) -> str:
    """The date that a study counts from, and both where announcement and entry into force differ."""
    if event.in_force is None or event.announced is None or event.in_force == event.announced:
        return str(date)
    return _("announced {announced}, in force {in_force}; counted from {date}").format(
        announced=event.announced, in_force=event.in_force, date=date
    )


def percent_of_log(value: float) -> str:
    """A logarithmic return in percent, as it is (not made simple); a dash for NaN."""
    return "–" if not math.isfinite(value) else percent(value).replace("-", "−", 1)


def _dated(workspace: Workspace, series: Series, basis: str) -> list[tuple[str, np.datetime64]]:
    """The events that concern the series' mineral, by id with the day they count from."""
    minerals = minerals_of(workspace, [series.id])
    dated = ((event.id, event_date(event, basis)) for event in workspace.events.values() if concerns(event, minerals))
    return [(key, np.datetime64(date.start, "D")) for key, date in dated if date is not None]


def _results(workspace: Workspace, series: Series, found: EventStudy, choice: Choice) -> tuple[Result, ...]:
    if found.day_zero is None:
        return ()
    day = Result(_("Day 0"), str(found.day_zero), _("The first value on or after the event that has a return. The window counts values."))
    if found.car is None:
        return (day,)
    interval = _("{low} to {high}").format(low=_percent(found.low), high=_percent(found.high))
    placebo = "–"
    if found.placebo is not None:
        pattern = _("p = {p}, N = {count} windows")
        placebo = pattern.format(p=f"{found.placebo:.3f}", count=f"{found.placebos:,}")
    first, last = (int(np.searchsorted(series.points.dates, found.days[at])) for at in (0, -1))
    return (
        day,
        Result(
            _("Cumulative abnormal return"), _percent(found.car),
            _car_words(found).format(window=window_title(choice.window)),
        ),
        Result(
            _("95 % interval"), interval,
            _error_words(found),
        ),
        Result(_("t"), _plain(found.t) + " " + _("({freedom} degrees of freedom)").format(freedom=found.freedom), _("CAR / its error.")),
        Result(
            _("Placebo"), placebo,
            _("The share of windows of the same length, without an event, whose |CAR| is at least as large."),
        ),
        Result(
            _("Normal return"), _("{mean} each, from {periods}").format(
                mean=_percent(found.normal, 3), periods=period_word(series, found.estimation)
            ),
            _("The mean log return of the estimation, which ends before the window.") if found.beta is None else
            _("Alpha of the market model: the log return where the market stands still, from the estimation before the window."),
        ),
        *(() if found.beta is None else (
            Result(_("Beta"), _plain(found.beta), _("Log return per log return of the market, {market}: least squares.").format(
                market=dict(markets(workspace, series)).get(choice.market, choice.market)
            )),
        )),
        Result(_("First value"), point_text(workspace, series, first), _("The first value of the window.")),
        Result(_("Last value"), point_text(workspace, series, last), _("The last value of the window.")),
    )  # fmt: skip


def _car_words(found: EventStudy) -> str:
    if found.beta is None:
        return _("CAR: the sum of log return − mean log return of the estimation, over the window {window}. MacKinlay 1997.")
    return _("CAR: the sum of log return − (alpha + beta × log return of the market), over the window {window}. MacKinlay 1997.")


def _error_words(found: EventStudy) -> str:
    if found.beta is None:
        return _(
            "CAR ± Student's t × s × √(L2 × (1 + L2 / L1)), s² = ΣAR² / (L1 − 1); L2 returns in the window, L1 in the estimation, s their "
            "deviation."
        )
    return _(
        "CAR ± Student's t × s × √(L2 × (1 + L2 / L1) + extra), s² = ΣAR² / (L1 − 2); extra = (Σ(r_m − mean) of the window)² / Σ(r_m − "
        "mean)² of the estimation, r_m the market's return."
    )


def _warning(code: str, series: Series, found: EventStudy) -> str:
    match code:
        case "short estimation":
            return _("Short estimation: the normal return is learnt from {count} returns; fewer than 60 say little.").format(
                count=found.estimation
            )
        case "overlap":
            return _("Overlap: other events fall into this window; what each of them did cannot be told apart.")
        case "stale prices":
            pattern = _("These are no daily prices: a step is {period}, in which a reaction of days is lost.")
            return pattern.format(period=period_word(series, 1))
        case "incomplete window":
            return _("The window is not complete: the prices begin or end within it.")
        case "no estimation":
            return _("There are too few returns before the window to learn a normal return from.")
        case _:
            return _("The series has no prices around this event.")


def _date_warning(date: PartialDate) -> tuple[str, ...]:
    if date.precision is Precision.DAY:
        return ()
    return (_("The event is dated {date} only: it counts from {day}.").format(date=date, day=date.start),)


def _price(series: Series, found: EventStudy, event: dt.date) -> Path:
    """The values around the window, as many before and after it as make it readable."""
    sample = filled(series.points)
    first, last = (found.days[0], found.days[-1]) if len(found.days) else (np.datetime64(event, "D"),) * 2
    start, stop = (int(place) for place in np.searchsorted(sample.dates, [first, last]))
    cut = slice(max(0, start - _MARGIN), stop + 1 + _MARGIN)
    return Path(series_title(series), _days(sample.dates[cut]), sample.values[cut])


def _paths(found: EventStudy) -> tuple[Path, ...]:
    """The abnormal return cumulated over the window, between the bounds that chance alone would keep, in percent."""
    if found.car is None or found.deviation is None:
        return ()
    days, steps = _days(found.days), np.arange(1, len(found.days) + 1)
    reach = 100 * student_quantile(0.975, found.freedom) * found.deviation * np.sqrt(steps + steps**2 / found.estimation)
    return (
        Path(_("Cumulative abnormal return"), days, 100 * np.cumsum(found.abnormal)),
        Path(_("95 % of chance, upper"), days, reach),
        Path(_("95 % of chance, lower"), days, -reach),
    )


def _days(dates: Iterable[np.datetime64] | npt.NDArray[np.datetime64]) -> Days:
    return np.asarray(dates, "datetime64[D]").astype(np.int64).astype(np.float64)


def _day(day: dt.date) -> float:
    return float(np.datetime64(day, "D").astype(np.int64))


def _percent(value: float | None, digits: int = 1) -> str:
    return "–" if value is None else f"{value * 100:+.{digits}f} %".replace("-", "−", 1)


def _plain(value: float | None) -> str:
    return "–" if value is None else f"{value:+.2f}".replace("-", "−", 1)


def _signed(number: int) -> str:
    return f"{number:+d}".replace("-", "−") if number else "0"
