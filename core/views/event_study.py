"""What a price did around a policy event, and around all events of its class: values, words, warnings and the lines to draw."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from core.analysis.event_class import average_path, class_test
from core.analysis.event_study import EventStudy, Window, event_study, student_quantile
from core.analysis.samples import filled, pace
from core.model import PartialDate, PolicyEvent, Series, Workspace
from core.model.dates import Precision
from core.views.price_statistics import percent, point_text
from core.views.prices import concerns, minerals_of, series_title
from core.words import _, plural

Days = npt.NDArray[np.float64]

WINDOWS: Final = ((-1, 1), (-1, 5), (-5, 5), (0, 20))
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


@dataclass(frozen=True, slots=True)
class ClassView:
    """The average path around a class of events: a line of text a trading day, the tests over their studies, the titles of those used."""

    title: str
    headings: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    results: tuple[Result, ...]
    used: tuple[str, ...]


def event_date(event: PolicyEvent) -> PartialDate | None:
    """The date that a study counts from: when it was announced, else adopted, else came into force, else ended."""
    return event.when


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


def study(workspace: Workspace, event_id: str, series_id: str, window: tuple[int, int] = WINDOWS[0]) -> StudyView | None:
    """The study of an event on a series by the constant mean model (MacKinlay 1997); None when either is gone or the event has no date."""
    event, series = workspace.events.get(event_id), workspace.series.get(series_id)
    date = None if event is None else event_date(event)
    if event is None or series is None or date is None:
        return None
    others = [day for key, day in _dated(workspace, series) if key != event_id]
    found = event_study(series.points, np.datetime64(date.start, "D"), Window(*window), others=others)
    return StudyView(
        event,
        series,
        _day(date.start),
        str(date),
        _results(workspace, series, found, window),
        tuple(_warning(code, series, found) for code in found.warnings) + _date_warning(date),
        _price(series, found, date.start),
        _paths(found),
    )


def class_study(workspace: Workspace, event_id: str, series_id: str, window: tuple[int, int] = WINDOWS[0]) -> ClassView | None:
    """The average path of the series around all events of the event's instrument that concern its mineral; None as for `study`."""
    event, series = workspace.events.get(event_id), workspace.series.get(series_id)
    if event is None or series is None:
        return None
    dated = [(key, day) for key, day in _dated(workspace, series) if workspace.events[key].instrument == event.instrument]
    days = [day for _key, day in dated]
    path = average_path(series.points, days, _BEFORE, _AFTER)
    lines = []
    for offset in _OFFSETS:
        at = offset + _BEFORE
        numbers = (path.mean[at], path.median[at], path.deviation[at])
        lines.append((_signed(offset), f"{path.counts[at]:,}", *(percent_of_log(float(one)) for one in numbers)))
    studies = [event_study(series.points, day, Window(*window), others=[other for other in days if other != day]) for day in days]
    tests = class_test(studies)
    every = _("the studies of each event in the window {window}").format(window=window_title(window))
    results = (
        Result(_("Events"), _("{used} of {all} have prices around them").format(used=len(path.used), all=len(dated)), ""),
        Result(_("Mean cumulative abnormal return"), _percent(tests.caar), _("CAAR: the mean of {what}.").format(what=every)),
        Result(_("N of the tests"), f"{tests.count:,}", _("Events with a study; below eight, the tests say little.")),
        Result("Patell Z", _plain(tests.patell), _("The sum of the standardised returns over its standard deviation (Patell 1976).")),
        Result("BMP t", _plain(tests.bmp), _("Mean standardised return × √N / its standard deviation (Boehmer, Musumeci & Poulsen 1991).")),
        Result(_("Sign test z"), _plain(tests.sign), _("(N above zero − N/2) / √(N/4).")),
    )
    used = tuple(f"{event_date(workspace.events[dated[at][0]])}  {workspace.events[dated[at][0]].title}" for at in path.used)
    headings = (_("Value from the event"), _("N"), _("Mean"), _("Median"), _("Standard deviation"))
    return ClassView(event.instrument or _("no instrument"), headings, tuple(lines), results, used)


def percent_of_log(value: float) -> str:
    """A logarithmic return in percent, as it is (not made simple); a dash for NaN."""
    return "–" if not math.isfinite(value) else percent(value).replace("-", "−", 1)


def _dated(workspace: Workspace, series: Series) -> list[tuple[str, np.datetime64]]:
    """The events that concern the series' mineral, by id with the day they count from."""
    minerals = minerals_of(workspace, [series.id])
    dated = ((event.id, event_date(event)) for event in workspace.events.values() if concerns(event, minerals))
    return [(key, np.datetime64(date.start, "D")) for key, date in dated if date is not None]


def _results(workspace: Workspace, series: Series, found: EventStudy, window: tuple[int, int]) -> tuple[Result, ...]:
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
            _("CAR: the sum of log return − mean log return of the estimation, over the window {window}. MacKinlay 1997.").format(
                window=window_title(window)
            ),
        ),
        Result(
            _("95 % interval"), interval,
            _("CAR ± Student's t × s × √(L2 × (1 + L2 / L1)); L2 returns in the window, L1 in the estimation, s their deviation."),
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
            _("The mean log return of the estimation, which ends before the window."),
        ),
        Result(_("First value"), point_text(workspace, series, first), _("The first value of the window.")),
        Result(_("Last value"), point_text(workspace, series, last), _("The last value of the window.")),
    )  # fmt: skip


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
